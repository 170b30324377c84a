"""The one door: every verb is found, every word is parsed once, and the same mistake has the same sentence."""

import dataclasses
import importlib
import re
import shlex
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from analysis.text.languages import LANGUAGES
from hypermodels import NETWORKS
from hypermodels.errors import UsageError
from studies.execution.processes import fork_server
from sweepbook.cli import door, train
from sweepbook.cli.options import Workers
from sweepbook.cli.parser import Verb
from sweepbook.cli.requests import Sweep

TRAINING = ("study lr", "chapter", "tune")
STORED = (*TRAINING, "list", "status", "tensorboard", "report", "export", "samples", "clean", "clean-study some")
THERE_ARE = ", ".join(NETWORKS)
MISTAKES = (
    (
        "--model nope",
        f"Unknown network nope; choose from {THERE_ARE}, or give a file of your own (my_net.py).",
        (*TRAINING, "report", "export"),
    ),
    ("--validation 2", "validation=2 is out of range: give a share", (*TRAINING, "report", "export")),
    ("--width 0", "width=0 is out of range: it must be above 0", TRAINING),
    ("--precision int8", "Unknown precision int8; choose from auto, float32,", TRAINING),
    ("--engine dask", "Unknown engine dask; choose from local, ray.", TRAINING),
    ("--seeds 1,1", "seeds=1,1 names a seed twice; name each once.", TRAINING),
    ("--epochs many", "epochs=many is not a whole number; try one of 5, 10, 20, 50.", TRAINING),
    ("--samples few", "samples=few is not a whole number; try samples=2000, or all.", TRAINING),
    ("--keep -1", "keep=-1 is out of range: give the GiB", TRAINING),
    ("--workers 257", "workers=257 is out of range: it must lie between 0 and 256.", TRAINING),
    ("--engine ray --workers 0", "workers=0 is out of range: it must lie between 1 and 4096.", TRAINING),
    ("--budget soon", "budget=soon is not a time; write 2h, 90m, 1h30m or 45s.", ("study lr", "chapter")),
    ("--values 0.1,nope", "learning_rate=nope is not a number; try one of", ("study lr",)),
    ("--trials 0", "trials=0 is out of range", ("tune",)),
    ("--tuner grid", "Unknown tuner grid; choose from random, bayesian, hyperband.", ("tune",)),
    ("--dimensions lr,lr", "dimensions=lr,lr names a dimension twice; name each once.", ("tune",)),
    ("--port 0", "port=0 is out of range: it must lie between 1 and 65535.", ("tensorboard",)),
    ("--language fr", f"Unknown language fr; choose from {', '.join(LANGUAGES)}.", ("report",)),
    ("--band 0", "band=0 is out of range: it must lie between 0.001 and 100.", ("report", "watch")),
    ("--band 1e-320", "band=1e-320 is out of range", ("report", "watch")),
    ("--top 0", "top=0 is out of range", ("classify", "gui")),
    ("--fit round", "Unknown fit round; choose from crop, whole, pad.", ("classify", "gui")),
    (
        "--model nope",
        f"Unknown network nope; choose from {THERE_ARE}, all.",
        ("classify", "gui"),
    ),
    ("--nothing", "Unrecognized arguments: --nothing. See `sweepbook ", (*STORED, "classify", "gui")),
)


@pytest.mark.parametrize(
    ("words", "option"),
    [
        (["study", "lr", "--model", ""], "--model"),
        (["report", "--root", " "], "--root"),
        (["tune", "--seeds", ""], "--seeds"),
        (["study", "lr", "--model="], "--model"),
    ],
)
def test_an_empty_word_is_called_empty(words: list[str], option: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert door.main(words) == 2
    assert capsys.readouterr().err == f"error: {option} is empty: give a value, or leave it out.\n"


@pytest.mark.parametrize(
    ("words", "switch"),
    [
        (["classify", "--json", ""], "--json"),
        (["classify", "--json="], "--json"),
        (["study", "lr", "--only", " "], "--only"),
    ],
)
def test_a_switch_before_an_empty_word_is_not_called_empty(
    words: list[str], switch: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert door.main(words) == 2
    sentence = f"error: {switch} takes no value, and an empty word stands after it: leave that word out.\n"
    assert capsys.readouterr().err == sentence


def needed(verb: str, word: str) -> list[str]:
    return ["--model", "lenet"] if verb in TRAINING and "--model" not in word else []


@pytest.mark.parametrize(("words", "sentence", "verbs"), MISTAKES)
def test_the_same_mistake_gets_the_same_sentence_from_every_verb_before_anything_is_read(
    words: str,
    sentence: str,
    verbs: tuple[str, ...],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    for verb in verbs:
        monkeypatch.setattr(door, "VERBS", {name: unrun(one) for name, one in door.VERBS.items()})
        assert door.main([*verb.split(), *needed(verb, words), *words.split()]) == 2
        said = capsys.readouterr()
        assert said.out == ""
        assert said.err.startswith(f"error: {sentence}")
        assert said.err.count("\n") == 1


def unrun(verb: Verb[Any]) -> Verb[Any]:
    """The verb with nothing behind its door."""
    return dataclasses.replace(verb, run=lambda _: pytest.fail("a bad word came through"))


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ([], "The following arguments are required: VERB. See `sweepbook --help`."),
        (["train"], "Unknown command train; choose from study, chapter,"),
        (["study", "lr"], "The following arguments are required: --model. See `sweepbook study --help`."),
        (["study", "nothing", "--model", "lenet"], "Unknown dimension nothing; choose from lr,"),
        (["study", "", "--model", "lenet"], "No dimension is named; choose from lr,"),
        (["study", "lr", "--epochs"], "Argument --epochs: expected one argument. See `sweepbook study --help`."),
        (["classify"], "No file to classify: give one or more pictures."),
        (["clean-study", ""], "Which study? Name one"),
    ],
)
def test_what_is_missing_or_unknown_is_one_sentence(
    given: list[str], sentence: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert door.main(given) == 2
    assert capsys.readouterr().err.startswith(f"error: {sentence}")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("study lr --model|lenet ", "Unknown network 'lenet '; choose"),
        ("study --model lenet|lr ", "Unknown dimension 'lr '"),
        ("study lr --model lenet --precision|float32 ", "Unknown precision 'float32 '; choose"),
        ("study lr --model lenet --dataset digits --samples|3 x ", "samples='3 x ' is not a whole number"),
        ("status ", "Unknown command 'status '; choose"),
        ("study lr --model lenet --dataset|digits ", "Unknown dataset 'digits ': give"),
    ],
)
def test_a_word_that_ends_with_a_blank_is_shown_in_quotes(
    words: str, said: str, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    given, _, last = words.partition("|")
    first = given.split(" ") if last else [given]
    root = ["--root", str(tmp_path)] if last else []
    assert door.main([*first, *([last] if last else []), *root]) == 2
    assert said in capsys.readouterr().err


def test_a_request_holds_values_and_the_command_that_gives_it_again() -> None:
    given = [
        "study",
        "lr",
        "--model",
        "LeNet",
        "--values",
        "0.1,0.01",
        "--seeds",
        "0,7",
        "--epochs",
        "3",
        "--width",
        "0.5",
        "--budget",
        "1h30m",
    ]
    request = door.request(train.STUDY, given)
    assert isinstance(request, Sweep)
    ((dimension, values),) = request.varied
    assert (dimension.name, values) == ("learning_rate", (0.1, 0.01))
    assert (request.network, request.seeds, request.epochs, request.width) == ("lenet", (0, 7), 3, 0.5)
    assert (request.samples, request.precision, request.ray, request.workers, request.threads) == (
        None,
        None,
        False,
        Workers.USUAL,
        None,
    )
    assert request.budget is not None
    assert request.budget.seconds == 5400
    assert request.command == "sweepbook " + " ".join(given)
    with pytest.raises(dataclasses.FrozenInstanceError):
        request.epochs = 4


@pytest.mark.parametrize(
    ("words", "meant"), [("", Workers.USUAL), ("--workers auto", Workers.MEASURED), ("--workers 3", 3)]
)
def test_workers_are_a_number_or_what_says_how_many(words: str, meant: int | Workers) -> None:
    request = door.request(train.CHAPTER, ["chapter", "--model", "lenet", *words.split()])
    assert isinstance(request, Sweep)
    assert request.workers == meant


def test_after_ctrl_c_only_verbs_that_train_and_store_say_so() -> None:
    stored = {name for name, verb in door.VERBS.items() if "epoch is stored" in verb.interruption}
    assert stored == {"study", "chapter", "tune", "finale"}


def test_ctrl_c_before_the_watched_page_is_served_says_nothing_of_training(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    def interrupted(_: object) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr("sweepbook.cli.watch.serving.serve", interrupted)
    assert door.main(["watch", "--root", str(tmp_path)]) == 130
    again = shlex.join(["sweepbook", "watch", "--root", str(tmp_path)])
    assert capsys.readouterr().err == f"\nInterrupted. To begin again, give the same command:\n  {again}\n"


def test_help_answers_at_once_without_anything_heavy() -> None:
    """Every verb's help in one process: what it would load, the first would have loaded too."""
    code = (
        "import sys; from sweepbook.cli import door\n"
        "texts = [door.top().format_help(), *(verb.parser().format_help() for verb in door.VERBS.values())]\n"
        "assert all('usage: sweepbook' in text for text in texts)\n"
        "print(*{name.split('.')[0] for name in sys.modules})"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)
    heavy = {"numpy", "pandas", "scipy", "seaborn", "matplotlib", "rich", "tensorflow", "keras", "cv2", "PyQt5", "PIL"}
    assert not heavy & set(done.stdout.split())


@pytest.mark.parametrize("verb", door.VERBS)
def test_no_word_of_a_help_is_broken_at_its_hyphen(verb: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for width in (60, 75, 80):
        monkeypatch.setenv("COLUMNS", str(width))
        assert [line for line in door.VERBS[verb].parser().format_help().splitlines() if re.search(r"\w-$", line)] == []


def test_help_ends_well_and_names_every_verb(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        door.main(["--help"])
    assert left.value.code == 0
    shown = capsys.readouterr().out
    assert all(f"  {name} " in shown for name in door.VERBS)


def test_a_mistake_in_the_data_of_a_request_is_a_usage_error() -> None:
    with pytest.raises(UsageError, match="Unknown network nope"):
        door.request(train.STUDY, ["study", "lr", "--model", "nope"])


def test_a_dataset_that_there_is_not_is_refused_before_a_process_is_started(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Nothing is stored yet: workers would be started while the pictures are prepared."""
    importlib.import_module("studies.execution.local")  # what is first imported under the patch would keep it
    monkeypatch.setattr(fork_server, "fork_server", lambda: pytest.fail("a process was started"))
    for dataset, sentence in (("cifar11", "Unknown dataset cifar11"), ("digits-validation2", "validation=2 is out of")):
        assert door.main(["study", "lr", "--model", "lenet", "--dataset", dataset, "--root", str(tmp_path)]) == 2
        assert capsys.readouterr().err.startswith(f"error: {sentence}")
    assert not list(tmp_path.iterdir())
