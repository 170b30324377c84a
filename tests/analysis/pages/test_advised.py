"""The page in short: what it found and what to do, before anything else."""

from pathlib import Path

import pytest

from sweepbook.cli.door import main
from tests.support.synthetic_records import Synthetic

NONE = (0.0, 0.0, 0.0)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    made = Synthetic()
    made.study("activation", {"relu": NONE, "tanh": (4.0, 4.1, 4.2), "elu": (-4.0, -4.1, -4.2)})
    made.study("l2", {0.0: NONE, 0.1: (1.5, -0.4, 1.9)})
    root = made.write(tmp_path)
    assert main(["report", "--root", str(root), "--language", "zh"]) == 0
    return root


def test_the_page_begins_with_what_it_found_and_what_to_do(root: Path) -> None:
    text = (root / "reports/lenet/report.md").read_text()
    short, _ = text.split("\n\nSeeds are paired", 1)
    assert "2 studies. Against their references, clearly better: 1, clearly worse: 1" in short
    assert "undecided: 1, one seed: 0." in short
    assert "Recommended: activation tanh; all else at the baseline." in short
    assert "Next: Try the best values together" in short
    assert "`make finale MODEL=lenet" in short
    assert "推荐：激活函数 tanh" in (root / "reports/lenet/report.zh.md").read_text()


def test_the_page_without_script_says_the_same(root: Path) -> None:
    page = (root / "reports/lenet/index.html").read_text()
    head = page[: page.index("How to read this page")]
    assert "clearly better: 1" in head
    assert "BASE=&#34;activation=tanh&#34;" in head
    assert head.index("In short") < head.index("make finale")
