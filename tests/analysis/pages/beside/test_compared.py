"""`sweepbook report --compare`: two parts of the store on a page of their own."""

import re
from pathlib import Path

import pandas as pd
import pytest

from sweepbook.cli.door import main
from tests.support.synthetic_records import Synthetic

NONE = (0.0, 0.0, 0.0)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    for network, tanh in (("lenet", (-3.0, -3.1, -3.2)), ("resnet", (5.0, 5.1, 5.2))):
        made = Synthetic(network)
        made.study("activation", {"relu": NONE, "tanh": tanh})
        made.write(tmp_path)
    return tmp_path


def test_a_page_in_both_languages_says_what_transfers(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["report", "--root", str(root), "--compare", "lenet", "resnet", "--language", "zh"]) == 0
    page = Path(capsys.readouterr().out.strip())
    english = (page.parent / "index.html").read_text()
    assert page.name == "index.zh.html"
    assert "Activation: relu, best in LeNet-5, is worse than tanh in ResNet-18: −5.1 points" in english
    assert "ResNet-18 中差于 tanh" in page.read_text()
    assert "<script" not in english
    assert all((page.parent / one).is_file() for one in re.findall(r'href="([^"#:]+)"', english))
    table = pd.read_csv(page.parent / "transfer.csv")
    assert list(table["transfers"]) == ["fails"]
    assert not (root / "reports/lenet").exists()


def test_pairs_whose_names_differ_in_chinese_letters_alone_have_a_page_each(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for dataset in ("猫-ab12cd", "狗-ab12cd", "digits"):
        made = Synthetic("lenet", dataset)
        made.study("activation", {"relu": NONE, "tanh": (-3.0, -3.1, -3.2)})
        made.write(tmp_path)
    pages = []
    for dataset in ("猫-ab12cd", "狗-ab12cd"):
        assert main(["report", "--root", str(tmp_path), "--compare", f"lenet#{dataset}", "lenet#digits"]) == 0
        pages.append(Path(capsys.readouterr().out.strip()))
    assert [page.parent.name for page in pages] == [
        "lenet-猫-ab12cd--lenet-digits",
        "lenet-狗-ab12cd--lenet-digits",
    ]


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["lenet", "nobody"], "Nothing stored is called nobody"),
        (["lenet", "lenet"], "are the same"),
        (["lenet", "resnet", "--model", "lenet"], "leave it out with --compare"),
    ],
)
def test_a_wrong_use_ends_in_a_sentence(
    root: Path, words: list[str], sentence: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["report", "--root", str(root), "--compare", *words]) == 2
    assert sentence in capsys.readouterr().err
    assert not (root / "reports").exists()


def test_parts_without_a_common_dimension_end_in_a_sentence(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    made = Synthetic("vggnet")
    made.study("l2", {0.0: NONE, 0.1: NONE})
    made.write(root)
    assert main(["report", "--root", str(root), "--compare", "lenet", "vggnet"]) == 2
    assert "no dimension in common" in capsys.readouterr().err
