"""The published chapter is made again from its records, without training, on whatever machine reads it."""

from collections.abc import Callable
from pathlib import Path

import pytest
from matplotlib.figure import Figure

from analysis.figures import svg
from studies.store.home import Home
from studies.store.runs import Store
from sweepbook.cli.door import main
from tests.support.places import ROOT
from tests.support.warm.drawings import few_readings

PUBLISHED = ROOT / "docs" / "chapter6"


@pytest.fixture(scope="module")
def taken(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store that holds the published records, and their report."""
    home, drawn, draw_one = tmp_path_factory.mktemp("chapter"), dict[str, str](), svg.to_svg

    def of_each_kind_one(draw: Callable[[], Figure], name: str) -> str:
        """To draw is most of the time, and what is compared are words."""
        kind = name.rpartition("-")[2]
        if kind not in drawn:
            drawn[kind] = draw_one(draw, name)
        return drawn[kind]

    assert main(["import", str(PUBLISHED / "records"), "--root", str(home)]) == 0
    with few_readings(), pytest.MonkeyPatch.context() as patched:
        patched.setattr(svg, "to_svg", of_each_kind_one)
        assert main(["report", "--model", "lenet", "--language", "zh", "--root", str(home)]) == 0
    return home


def test_every_published_run_came_to_its_end(taken: Path) -> None:
    store = Store(Home(taken).runs)
    records = [store.record(run) for run in store.ids()]
    assert {record.status for record in records if record} == {"completed"}
    assert all(store.answers(run, store.read(run)[1]) is not None for run in store.ids())


@pytest.mark.parametrize("name", ["report.md", "report.zh.md"])
def test_the_chapter_says_what_was_published(taken: Path, name: str) -> None:
    made = (taken / "reports" / "lenet" / name).read_text(encoding="utf-8")
    assert made == (PUBLISHED / "lenet" / name).read_text(encoding="utf-8")


def test_the_lesson_s_lines_of_python_say_what_it_says_of_them(taken: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lesson = (PUBLISHED / "lesson.md").read_text(encoding="utf-8")
    lines = lesson.partition("```python\n")[2].partition("```")[0].replace('"chapter6"', f'"{taken}"')
    exec(compile(lines, "lesson.md", "exec"), {})
    assert f"H prints `{capsys.readouterr().out.strip()}`" in lesson


def test_every_figure_that_the_chapter_shows_is_there() -> None:
    for name in ("report.md", "report.zh.md"):
        text = (PUBLISHED / "lenet" / name).read_text(encoding="utf-8")
        shown = [part.partition(")")[0] for part in text.split("](")[1:] if part.partition(")")[0].endswith(".svg")]
        assert shown
        assert [one for one in shown if not (PUBLISHED / "lenet" / one).is_file()] == []


def test_what_is_published_stays_below_20_megabytes() -> None:
    assert sum(path.stat().st_size for path in PUBLISHED.rglob("*") if path.is_file()) < 20e6
