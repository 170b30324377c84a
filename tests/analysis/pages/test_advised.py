"""The page in short: what it found and what to do, before anything else."""

import re
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from analysis.findings.chapter_findings import section_findings
from analysis.numbers.sections import sections_of
from analysis.pages import advised
from analysis.text.text import Text
from sweepbook.cli.door import main
from tests.support.synthetic_evidence import load
from tests.support.synthetic_records import Synthetic
from tests.support.warm.drawings import sketches

NONE = (0.0, 0.0, 0.0)


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two studies, reported once."""
    made = Synthetic()
    made.study("activation", {"relu": NONE, "tanh": (4.0, 4.1, 4.2), "elu": (-4.0, -4.1, -4.2)})
    made.study("l2", {0.0: NONE, 0.1: (1.5, -0.4, 1.9)})
    root = made.write(tmp_path_factory.mktemp("advised"))
    with sketches():
        assert main(["report", "--root", str(root), "--language", "zh"]) == 0
    return root


def test_the_page_begins_with_what_it_found_and_what_to_do(root: Path) -> None:
    text = (root / "reports/lenet/report.md").read_text()
    short, _ = text.split("\n\nSeeds are paired", 1)
    assert "Studies: 2. Against their references, clearly better: 1, clearly worse: 1" in short
    assert "undecided: 1, one seed: 0." in short
    assert "Recommended: activation tanh; all else at the baseline." in short
    assert "Next: Try the best values together" in short
    assert "`make finale MODEL=lenet" in short
    assert "推荐：激活函数 tanh" in (root / "reports/lenet/report.zh.md").read_text()


def test_a_comparison_that_a_finale_repeats_counts_once() -> None:
    made, rate, batch = Synthetic(), (2.1, 2.0, 1.9), (2.9, 3.0, 3.1)
    made.study("learning_rate", {0.001: NONE, 0.003: rate})
    made.study("batch_size", {32: NONE, 16: batch})
    together = {(0.001, 32): NONE, (0.003, 16): (5.0, 5.1, 4.9), (0.003, 32): rate, (0.001, 16): batch}
    made.study(("learning_rate", "batch_size"), together, kind="finale")
    (found,) = section_findings(load(made), sections_of(made.studies), 1.0)
    assert advised._verdicts(found, Text()).startswith("Studies: 3. Against their references, clearly better: 3,")


@pytest.mark.usefixtures("sketched")
def test_of_several_sections_it_speaks_of_the_one_with_most_runs_and_names_the_others(tmp_path: Path) -> None:
    made = Synthetic()
    for place, width in enumerate((0.5, 0.75, 1.0, 1.25, 1.5, 2.0)):
        effects = {"relu": NONE, "tanh": (4.0, 4.1, 4.2), **({"elu": NONE} if width == 1.5 else {})}
        made.study("activation", effects, width=width, name=f"lenet-activation-cifar10-{place}")
    assert main(["report", "--root", str(made.write(tmp_path))]) == 0
    page = (tmp_path / "reports/lenet/index.html").read_text()
    head = page[page.index("In short") : page.index("How to read this page")]
    assert head.startswith("In short: cifar10 · all pictures · width 1.5<")
    assert [f"width {width}<" in head for width in (2, 1.25, 0.75, 0.5)] == [True, True, True, False]
    assert head.count("Studies: 1. Against their references, clearly better: 1,") == 5
    assert "More sections below: 1." in head
    assert "**cifar10 · all pictures · width 1.5**" in (tmp_path / "reports/lenet/report.md").read_text()


@pytest.mark.usefixtures("sketched")
def test_of_two_readings_of_equally_many_runs_it_speaks_of_the_longer_one(tmp_path: Path) -> None:
    made = Synthetic()
    for epochs in (5, 10):
        made.study(
            "activation", {"relu": NONE, "tanh": (4.0, 4.1, 4.2)}, epochs=epochs, name=f"lenet-activation-{epochs}"
        )
    assert main(["report", "--root", str(made.write(tmp_path))]) == 0
    page = (tmp_path / "reports/lenet/report.md").read_text()
    assert page.index("after 10 epochs**") < page.index("after 5 epochs")


@pytest.mark.usefixtures("sketched")
def test_a_finale_that_is_clearly_better_is_recommended_and_the_step_that_trains_least_comes_first(
    tmp_path: Path,
) -> None:
    made = Synthetic()
    made.study("activation", {"relu": NONE, "tanh": (2.0, -2.0, 2.5)})
    made.study("l2", {0.0: NONE, 0.1: (1.5, 0.4, 1.9)})
    both = {("relu", 0.0): NONE, ("tanh", 0.1): (4.0, 4.1, 4.2)}
    made.study(("activation", "l2"), both, kind="finale")
    assert main(["report", "--root", str(made.write(tmp_path)), "--language", "zh"]) == 0
    short, rest = (tmp_path / "reports/lenet/report.md").read_text().split("\n\nSeeds are paired", 1)
    together = (
        "activation tanh, L2 regularization 0.1; all else at the baseline. Together they are clearly better than it"
    )
    assert f"Recommended: {together}" in short
    assert together in rest
    assert "activation=tanh l2=0.1" in rest
    assert "study l2" in short or "study-l2" in short  # fewer seeds than activation's, which stands before it
    assert "合在一起明确优于基线" in (tmp_path / "reports/lenet/report.zh.md").read_text()


def test_the_page_without_script_says_the_same(root: Path) -> None:
    page = (root / "reports/lenet/index.html").read_text()
    head = page[: page.index("How to read this page")]
    assert "clearly better: 1" in head
    assert "BASE=&#34;activation=tanh&#34;" in head
    assert head.index("In short") < head.index("make finale")


def test_a_study_links_to_its_runs_in_tensorboard_by_their_names() -> None:
    study = {**Synthetic().study("activation", {"relu": NONE}), "name": "lenet-activation-d-10epochs", "reading": 10}
    shown = advised.board({**study, "command": "make study-activation"}, Text())  # type: ignore[typeddict-item]
    (pattern,) = parse_qs(urlsplit(shown["page"]).query)["runFilter"]
    assert re.search(pattern, "lenet-activation-d/activation=relu,epochs=10/seed0")  # all readings share a folder
    assert not re.search(pattern, "lenet-activation-d-width0.5/activation=relu,epochs=10/seed0")
    assert shown["how"] == "(while make tensorboard runs)"
