"""A chapter for a talk and for a paper: slides, tables for LaTeX, figures as PNG."""

import re
from pathlib import Path

import cv2
import pytest

from analysis.figures import style
from analysis.pages.beside import paper
from analysis.pages.tables import Cell
from studies.system.escapes import latex
from sweepbook.cli.door import main
from tests.support.synthetic_records import Synthetic

NONE = (0.0, 0.0, 0.0)
WORDS = ["--slides", "--paper"]


def written(root: Path) -> Path:
    made = Synthetic()
    made.study("activation", {"relu": NONE, "tanh": (-3.0, -3.1, -3.2)})
    return made.write(root)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return written(tmp_path)


@pytest.fixture(scope="module")
def reported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The chapter's reports with all that can be asked for beside them, in both languages; to be read only."""
    root = written(tmp_path_factory.mktemp("reported"))
    assert report(root, *WORDS, "--language", "zh") == 0
    return root / "reports/lenet"


def report(root: Path, *words: str) -> int:
    return main(["report", "--root", str(root), *words])


@pytest.mark.usefixtures("sketched")
def test_both_are_made_where_they_are_asked_for_and_do_not_grow_old(root: Path) -> None:
    folder = root / "reports/lenet"
    made = [folder / name for name in ("slides.html", "tables.tex", "png")]
    assert report(root) == 0
    assert not any(path.exists() for path in made)
    assert report(root, *WORDS) == 0
    assert all(path.exists() for path in made)
    changed = Synthetic()
    changed.study("activation", {"relu": NONE, "tanh": (-3.0, -3.1, -3.2), "elu": NONE})
    changed.write(root)
    assert report(root) == 0
    assert not any(path.exists() for path in made)


def test_a_slide_has_a_figure_and_a_sentence(reported: Path) -> None:
    for language, best in (("", "did best with"), (".zh", "表现最好")):
        page = (reported / f"slides{language}.html").read_text()
        slides = page.split('<section class="slide')[1:]
        assert len(slides) == 4  # the title, at a glance, the study, what is recommended
        assert [slide.count("<svg") for slide in slides] == [0, 1, 1, 0]
        assert best in slides[2]
        assert "@page" in page
        assert "<script" not in page


def test_tables_are_whole_and_escaped(reported: Path) -> None:
    text = (reported / "tables.tex").read_text()
    assert text.count("\\begin{tabular}") == text.count("\\end{tabular}") == text.count("\\toprule") == 1
    assert r"\textbf{relu}" in text
    assert r"val\_acc" in text
    assert "$-$3.1 & " in text
    rows = [line for line in text.splitlines() if line.endswith("\\\\")]
    assert {line.replace(r"\&", "").count("&") for line in rows} == {8}
    assert not re.search(r"(?<!\\)[%_#]", text.split("\n", 1)[1].replace("tab:", ""))


def test_a_strangers_name_is_text_in_latex() -> None:
    assert latex(r"50%_\input{x}$y^2~#&") == (
        r"50\%\_\textbackslash{}input\{x\}\$y\textasciicircum{}2\textasciitilde{}\#\&"
    )
    lines = list(paper.table("a_b/c", "x & y", {"head": ["v", "n"], "rows": [[Cell("a&b"), Cell("1", "2 %")]]}))
    assert r"  \label{tab:a-b-c}" in lines
    assert r"    a\&b & 1 \\" in lines


def test_a_png_has_twice_the_dots(reported: Path) -> None:
    pictures = {path.stem for path in (reported / "png").iterdir()}
    assert pictures == {path.stem for path in (reported / "figures").iterdir()}
    picture = cv2.imread(str(reported / "png/lenet-activation-cifar10-differences.png"))
    assert picture is not None
    assert picture.shape[1] == int(style.WIDTH * 192)


def test_without_a_font_there_is_no_png_in_chinese_and_it_is_said(
    root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(style, "CHINESE", ("No such font",))
    assert report(root, "--paper", "--language", "zh") == 0
    assert not (root / "reports/lenet/png.zh").exists()
    assert (root / "reports/lenet/tables.zh.tex").exists()
    assert "本机没有含有这些字的字体" in capsys.readouterr().err


@pytest.mark.parametrize("word", WORDS)
def test_they_are_about_chapters(root: Path, word: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert report(root, word, "--compare", "lenet", "resnet") == 2
    assert f"{word} chooses among chapters" in capsys.readouterr().err
