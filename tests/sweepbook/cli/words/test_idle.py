"""No word is taken in silence: each changes what is asked for, or is refused in a sentence."""

import argparse
from collections.abc import Iterator, Sequence

import pytest

from hypermodels.dimensions import Range
from hypermodels.errors import UsageError
from studies import joint_search, prepare
from studies.execution.processes import fork_server
from studies.execution.ray import cluster
from studies.system import machine
from sweepbook.cli import door

# Words of every kind; an option takes some of them.
NUMBERS = ("0.1", "2", "7", "64", "500", "2h")
NAMES = (
    "alexnet",
    "digits",
    "float32",
    "ray",
    "bayesian",
    "zh",
    "pad",
    "optimizer,l2",
    "l2=0.1",
    "lr",
    "value=lr,seed=seed",
)
BEGINNINGS = {
    "study": ("batch-size", "--model", "lenet"),
    "chapter": ("--model", "lenet"),
    "tune": ("--model", "lenet"),
    "finale": ("--model", "lenet"),
    "find-lr": ("--model", "lenet"),
}
IDLE = (
    ("study lr --model lenet --probe", "probe is for optimizer and batch-size, whose effect depends on"),
    ("chapter --model lenet --dimensions lr,l2 --probe", "probe is for optimizer and batch-size"),
    ("tune --model lenet --probe", "Unrecognized arguments: --probe."),  # no abbreviation of --probes
    ("study lr --model lenet --prob", "Unrecognized arguments: --prob."),
    (
        "study lr --model lenet --tuned lr",
        "tuned=lr is for optimizer, loss and batch-size, whose values need",
    ),
    ("chapter --model lenet --dimensions lr,l2 --tuned lr", "tuned=lr is for optimizer, loss and batch-size"),
    (
        "study loss --model lenet --tuned lr --seeds auto:1001",
        "seeds=auto:1001 would judge on seed 1000",
    ),
    ("study loss --model lenet --tuned l2", "tuned=l2: a value can have its own learning rate, and nothing else"),
    ("study loss --model lenet --tuned lr=", "tuned=lr= names no rate: give tuned=lr, or rates such as tuned=lr=0.01,"),
    ("study loss --model lenet --tuned lr=0.1,,1", "tuned=lr=0.1,,1 has an empty rate: give tuned=lr, or rates"),
    ("study loss --model lenet --tuned lr=abc", "tuned=lr=abc: abc is not a number; try one of 0.0001"),
    ("study loss --model lenet --tuned lr=0.1,-1", "tuned=lr=0.1,-1: -1 is out of range: it must lie between"),
    ("study loss --model lenet --tuned lr=nan", "tuned=lr=nan: nan is out of range"),
    ("study epochs --model lenet --epochs 7", "epochs=7 cannot hold where epochs vary: give the values, such as"),
    ("chapter --model lenet --dimensions epochs --epochs 7", "epochs=7 cannot hold where epochs vary"),
    ("tune --model lenet --tuner hyperband --trials 5", "trials=5: hyperband decides itself how many"),
    ("tune --model lenet --tuner hyperband --dimensions lr,epochs", "hyperband decides itself after how many epochs"),
    ("tune --model lenet --seeds auto", "seeds=auto is for studies"),
    (
        "tune --model lenet --dimensions epochs --epochs 1",
        "dimensions=epochs leave epochs=1 alone to try: give a higher",
    ),
    ("tune --model lenet --dimensions momentum=0.5..1", "momentum means nothing with optimizer=adam"),
    ("study momentum --model lenet", "momentum means nothing with optimizer=adam"),
    ("study lr --model lenet --base momentum=0.5", "momentum means nothing with optimizer=adam"),
    ("finale --model lenet --base momentum=0.5", "momentum means nothing with optimizer=adam"),
    ("find-lr --model lenet --base weight_decay=0.01", "weight_decay means nothing with optimizer=adam"),
    ("study lr --model lenet --budget 0h", "budget=0h leaves no time to train in: give more"),
    ("chapter --model lenet --dataset digits --share 2 --dry-run", "share=2: no GPU is here for workers to share"),
    ("report --columns value=lr", "--columns says how results from elsewhere are read"),
    ("report --validation 0.2", "validation=0.2 is a dataset's: give the dataset too."),
    ("export --validation 0.2", "validation=0.2 is a dataset's: give the dataset too."),
    ("export --size 64", "size=64 is a dataset's: give the dataset too."),
    ("gui cat.png --json --samples here", "samples=here is where the window finds test pictures: leave it out"),
    ("classify cat.png --samples here", "Unrecognized arguments: --samples here."),
)


def options(verb: str) -> Iterator[list[list[str]]]:
    """For each option that a verb takes, with some words: the lines that might be typed."""
    for action in door.VERBS[verb].parser()._actions:
        name = (action.option_strings or [""])[-1]
        if name and not isinstance(action, argparse._HelpAction):
            count = action.nargs if isinstance(action.nargs, int) else 1
            yield [[name, *[word] * count] for word in (*NUMBERS, *NAMES)]


def asked_for(line: Sequence[str]) -> dict[str, object] | None:
    """What a command asks for, but for its own text; None where it is refused."""
    try:
        return {**vars(door.request(door.VERBS[line[0]], line)), "command": ""}
    except UsageError:
        return None


@pytest.mark.parametrize("verb", door.VERBS)
def test_every_option_of_every_verb_changes_what_is_asked_for(verb: str) -> None:
    needed = ["some.py" for one in door.VERBS[verb].parser()._actions if not one.option_strings and one.required]
    beginning = [verb, *BEGINNINGS.get(verb, needed)]
    without = asked_for(beginning)
    assert without is not None
    for lines in options(verb):
        assert any(asked_for([*beginning, *line]) not in (None, without) for line in lines), lines[0][0]


@pytest.mark.parametrize(("line", "sentence"), IDLE)
def test_a_word_that_would_do_nothing_beside_the_others_is_refused(
    line: str, sentence: str, tmp_path_factory: pytest.TempPathFactory, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.MonkeyPatch.context() as patched:
        patched.chdir(tmp_path_factory.mktemp("empty"))
        patched.setenv("CUDA_VISIBLE_DEVICES", "")
        patched.setattr(fork_server, "fork_server", lambda: pytest.fail("a process was started"))
        patched.setattr(prepare, "context", lambda *_: pytest.fail("pictures were read"))
        assert door.main(line.split()) == 2
    said = capsys.readouterr()
    assert said.err.startswith(f"error: {sentence}")
    assert said.out == ""


def test_what_hyperband_leaves_out_of_all_dimensions_needs_no_word() -> None:
    for dimensions in ([], ["--dimensions", "all"]):
        door.request(door.VERBS["tune"], ["tune", "--model", "lenet", "--tuner", "hyperband", *dimensions])


def test_a_share_of_a_gpu_needs_a_gpu() -> None:
    with pytest.raises(UsageError, match="share=2: no GPU is here for workers to share; leave it out"):
        machine.assigned_gpus(2, [], 2)
    with pytest.raises(UsageError, match="share=2: no GPU is here"):
        cluster.fit([cluster.Node(4, 0)], None, None, 2)


def test_a_search_over_one_value_of_each_of_several_dimensions_is_refused() -> None:
    rest = {"schedule": "constant"}
    with pytest.raises(
        UsageError, match=r"dimensions=l2,lr leave l2=0\.1, lr=0\.2 alone to try: give another dimension"
    ):
        joint_search.check("random", {"l2": (0.1,), "lr": (0.2, 0.2)}, rest)
    joint_search.check("random", {"l2": (0.1,), "lr": (0.2, 0.3)}, rest)
    joint_search.check("random", {"lr": Range(0.1, 0.3)}, rest)
