"""`sweepbook report --from`: a page of other tools' results, through the one door."""

import re
import shutil
from pathlib import Path

import pytest

from sweepbook.cli.door import main
from tests.analysis.elsewhere.projects import HOME


def report(root: Path, *words: str) -> int:
    return main(["report", "--root", str(root), *words])


@pytest.mark.parametrize("name", ["ray", "tensorboard_tuner"])
def test_a_page_in_every_language_without_requests(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert report(tmp_path, "--from", str(HOME / name), "--language", "zh") == 0
    page = Path(capsys.readouterr().out.strip())
    assert page == tmp_path / "reports/elsewhere" / Path(name).stem / "index.zh.html"
    for text in (page.read_text(), (page.parent / "index.html").read_text()):
        assert "<script" not in text
        assert not re.search(r"(src|href)=\"(https?:)?//", text)
        for target in re.findall(r'href="([^"#:]+)"', text):
            assert (page.parent / target).is_file(), target
    assert sorted(one.name for one in (page.parent / "figures").iterdir())
    assert "What was guessed" in (page.parent / "index.html").read_text()
    assert "什么无法知道" in page.read_text()


def test_an_option_in_a_note_is_not_broken_at_its_hyphen(tmp_path: Path) -> None:
    assert report(tmp_path, "--from", str(HOME / "table.csv"), "--out", str(tmp_path / "page")) == 0
    notes = re.findall(r"<li>.*?</li>", (tmp_path / "page/index.html").read_text())
    whole = '<span style="white-space:nowrap">--columns</span>'
    assert sum(whole in note for note in notes) == sum("--columns" in note for note in notes) > 0


def test_two_folders_that_differ_behind_a_point_have_a_page_each(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for width in ("0.25", "0.5"):
        shutil.copytree(HOME / "ray", tmp_path / "stores" / f"lenet-width{width}")
        assert report(tmp_path, "--from", str(tmp_path / "stores" / f"lenet-width{width}")) == 0
        assert f"elsewhere/lenet-width{width}/index.html" in capsys.readouterr().out


def test_names_from_outside_are_text(tmp_path: Path) -> None:
    table = tmp_path / "theirs" / "t.csv"
    table.parent.mkdir()
    table.write_text("<b>opt</b>,seed,val_acc\n<script>,0,0.5\n<script>,1,0.6\n=cmd,0,0.7\n=cmd,1,0.8\n")
    assert report(tmp_path, "--from", str(table), "--out", str(tmp_path / "page")) == 0
    page = (tmp_path / "page/index.html").read_text()
    assert "<script>" not in page
    assert "<b>" not in page
    assert "&lt;script&gt;" in page
    assert "'=cmd" in (tmp_path / "page/study1.csv").read_text()


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["--from", "none.csv"], "is not there"),
        (["--columns", "loss=a"], "give their path with --from"),
        (["--from", str(HOME / "table.csv"), "--model", "lenet"], "leave it out with --from"),
        (["--from", str(HOME / "table.csv"), "--pdf"], "leave it out with --from"),
        (["--from", str(HOME / "table.csv"), "--columns", "lr"], "is not understood"),
        (["--from", str(HOME / "ray"), "--out", str(HOME / "ray" / "page")], "nothing is written there"),
        (["--from", str(HOME / "table.csv"), "--out", str(HOME)], "nothing is written there"),
        (["--from", str(HOME / "table.csv"), "--out", str(HOME.parent)], "holds other files"),
    ],
)
def test_a_wrong_use_ends_in_a_sentence(
    words: list[str], sentence: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert report(tmp_path, *words) == 2
    assert sentence in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


@pytest.mark.usefixtures("drawn_anew")
def test_the_page_is_written_again_over_itself_with_the_same_bytes(tmp_path: Path) -> None:
    page = tmp_path / "reports/elsewhere/table/index.html"
    assert report(tmp_path, "--from", str(HOME / "table.csv")) == 0
    before = page.read_bytes()
    assert report(tmp_path, "--from", str(HOME / "table.csv")) == 0
    assert page.read_bytes() == before
