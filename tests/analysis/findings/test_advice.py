"""Commands that a page advises: they name the whole study, and work."""

import shlex
from pathlib import Path

import pytest

from analysis.findings import advice
from analysis.findings.rules import study_findings
from hypermodels.dimensions import BY_NAME
from studies.plan.study_record import StudyRecord
from sweepbook.cli import door
from tests.support.places import ROOT
from tests.support.synthetic_evidence import evidences
from tests.support.synthetic_records import Synthetic
from tests.support.synthetic_records import chapter as whole_chapter


@pytest.fixture
def made() -> Synthetic:
    return Synthetic()


def test_a_command_for_more_seeds_asks_for_no_other_values_than_the_studys(made: Synthetic) -> None:
    own = made.study("l2", {0.0: (0.0,), 0.0002: (0.0,)}, (0,))
    assert advice.study_command(own, [0, 1]).endswith("SEEDS=2 VALUES=0,0.0002")
    usual = made.study("activation", dict.fromkeys(BY_NAME["activation"].values, (0.0,)), (0,))
    assert "VALUES" not in advice.study_command(usual, [0, 1])


@pytest.mark.parametrize(
    ("name", "outermost", "neighbour", "found"),
    [
        ("learning_rate", 0.0001, 0.0003, "0.00003"),
        ("batch_size", 256, 128, "512"),
        ("epochs", 50, 20, "100"),
        ("epochs", 1, 2, None),
        ("batch_size", 65536, 32768, None),
        ("l2", 0.0, 0.00001, None),
    ],
)
def test_the_next_value_follows_the_last_step_and_stays_in_bounds(
    name: str, outermost: float, neighbour: float, found: str | None
) -> None:
    assert advice.beyond(BY_NAME[name], outermost, neighbour) == found


def test_another_baseline_is_studied_with_the_seeds_that_all_values_have(made: Synthetic) -> None:
    study = made.study("optimizer", {"sgd": (0.0,) * 8, "adam": (0.0,) * 8}, range(8))
    assert advice.chapter_command(study, (("optimizer", "sgd"),)).endswith("SEEDS=8")
    study["trials"][0]["seeds"], study["trials"][0]["runs"] = [0, 1, 2], study["trials"][0]["runs"][:3]
    assert advice.chapter_command(study, (("optimizer", "sgd"),)).endswith("SEEDS=3")


def test_seeds_to_add_hold_those_there_are() -> None:
    assert advice.seeds_word(advice.more_seeds([0], 3)) == "3"
    assert advice.seeds_word(advice.more_seeds([0, 1, 7], 5)) == "0,1,2,3,7"
    assert advice.seeds_word([7]) == "7,"


def test_every_advised_command_is_one_that_make_and_the_command_line_take() -> None:
    """The whole chapter's advice, word by word: a target of the Makefile, and variables that become options."""
    whole = whole_chapter()
    advised = {
        one.numbers["command"]: None
        for each in evidences(whole)
        for one in study_findings(each)
        if "command" in one.numbers
    }
    assert len(advised) > 4
    targets = (ROOT / "Makefile").read_text(encoding="utf-8")
    for command in advised:
        make, target, *given = command.split()
        assert (make, target in targets) == ("make", True)
        options = [word for one in given for word in (f"--{one.split('=')[0].lower()}", one.split("=")[1])]
        assert door.request(door.VERBS["study"], ["study", target.removeprefix("study-"), *options]).seeds


def test_a_study_that_sweepbook_was_asked_for_is_advised_in_its_words_whoever_writes_the_page(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    study = whole_chapter().studies[0]
    made = advice.study_command({**study, "command": "make study-lr MODEL=lenet"}, seeds=[0, 1, 2])
    monkeypatch.setenv("SWEEPBOOK_COMMAND", "make report")
    said = advice.study_command({**study, "command": "sweepbook study lr --model lenet"}, seeds=[0, 1, 2])
    assert said.startswith("sweepbook study ")
    request = door.request(door.VERBS["study"], said.split()[1:])
    again = [f"{option[2:].upper()}={value}" for option, value in zip(*[iter(said.split()[3:])] * 2, strict=True)]
    assert made.split()[2:] == again
    assert request.seeds == (0, 1, 2)
    assert advice.export_command({**study, "command": "sweepbook chapter"}) == "sweepbook export"


@pytest.mark.parametrize("word", ["--root 'my store'", "--root='my store'"])
def test_what_is_advised_finds_the_store_that_the_studys_own_command_named(word: str) -> None:
    study = whole_chapter().studies[0]
    given: StudyRecord = {**study, "command": f"sweepbook study lr --model lenet {word}"}
    for made in (advice.study_command(given), advice.finale_command(given), advice.export_command(given)):
        assert "--root 'my store'" in made
        assert door.request(door.VERBS[made.split()[1]], shlex.split(made)[1:]).root == Path("my store")
    for other in ("sweepbook study lr --model lenet", "sweepbook study 'torn"):
        assert "--root" not in advice.study_command({**study, "command": other})
    own: StudyRecord = {
        **given,
        "own": {"title": "Tiny", "paper": "", "source": "abc", "dimensions": []},
        "network": "tiny",
    }
    assert "--model 'my store/tuner_dirs/networks/abc/tiny.py'" in advice.export_command(own)
