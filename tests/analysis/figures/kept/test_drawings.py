"""A report draws only what changed: what a figure is drawn from, and the drawings that an earlier report left."""

import functools
import json
import os
import time
from pathlib import Path

import pytest
from matplotlib.figure import Figure

import studies
from analysis.figures.kept import digests
from analysis.figures.kept.drawings import Drawings
from analysis.pages import page_files
from tests.support.stored import contents
from tests.support.synthetic_records import Synthetic


def circle(size: float) -> Figure:
    figure = Figure(figsize=(size, size))
    figure.add_axes((0, 0, 1, 1))
    return figure


def report(folder: Path, **sizes: float) -> list[str]:
    """The figures of a page, written as a report writes them."""
    drawings = Drawings(folder / "figures")
    made = {name: drawings.svg(functools.partial(circle, size), name) for name, size in sizes.items()}
    (folder / "figures").mkdir(exist_ok=True)
    for name, text in made.items():
        (folder / "figures" / f"{name}.svg").write_bytes(text.encode())
    drawings.remember()
    return list(made.values())


def test_a_drawing_stays_where_it_is_drawn_from_the_same_and_its_file_is_whole(
    tmp_path: Path, drawn: list[str]
) -> None:
    first = report(tmp_path, a=1.0, b=1.0, c=1.0)
    assert report(tmp_path, a=1.0, b=2.0, c=1.0)[::2] == first[::2]
    assert drawn == ["a", "b", "c", "b"]
    (tmp_path / "figures" / "a.svg").write_text("<svg>damaged</svg>")
    (tmp_path / "figures" / "c.svg").unlink()
    assert report(tmp_path, a=1.0, b=2.0, c=1.0)[::2] == first[::2]
    assert drawn[4:] == ["a", "c"]


def test_what_was_drawn_by_code_that_changed_since_it_was_loaded_is_not_kept(
    tmp_path: Path, drawn: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    code = tmp_path / "code"
    code.mkdir()
    (code / "draws.py").write_text("SIZE = 1\n")
    monkeypatch.setattr(digests, "FOLDERS", (code,))

    def process_starts() -> None:
        time.sleep(0.02)  # times of files are told in steps of some milliseconds
        monkeypatch.setattr(studies, "STARTED", time.time())
        digests._code.cache_clear()

    process_starts()
    (code / "draws.py").write_text("SIZE = 2\n")  # before the first figure is drawn
    report(tmp_path, a=1.0)
    for names in (["a", "a"], ["a", "a"]):  # drawn by what is loaded now, and kept from then on
        process_starts()
        report(tmp_path, a=1.0)
        assert drawn == names
    digests._code.cache_clear()


@pytest.mark.parametrize("damage", ["", "[]", '{"figures": 3}', '{"figures": {"a": 3}}', "{", "\udcff"])
def test_what_was_remembered_may_be_damaged(damage: str, tmp_path: Path, drawn: list[str]) -> None:
    before = report(tmp_path, a=1.0)
    (tmp_path / ".drawn").write_bytes(damage.encode(errors="surrogateescape"))
    assert report(tmp_path, a=1.0) == before
    assert drawn == ["a", "a"]


@pytest.mark.timeout(60)
@pytest.mark.parametrize("name", [".drawn", "figures/a.svg"])
def test_a_pipe_in_place_of_what_an_earlier_report_left_is_not_waited_for(
    name: str, tmp_path: Path, drawn: list[str]
) -> None:
    report(tmp_path, a=1.0)
    (tmp_path / name).unlink()
    os.mkfifo(tmp_path / name)
    Drawings(tmp_path / "figures").svg(functools.partial(circle, 1.0), "a")
    assert drawn == ["a", "a"]


def write(root: Path, reports: Path, *languages: str) -> None:
    page_files.write_chapter(root, reports, "lenet", languages, 1.0)


def test_after_one_new_run_only_what_it_changed_is_drawn_and_the_bytes_are_those_of_a_fresh_report(
    tmp_path: Path, drawn: list[str]
) -> None:
    root, reports = tmp_path / "home", tmp_path / "reports"

    def store(*more: tuple[float, tuple[float, float]]) -> None:
        made = Synthetic()
        made.study("activation", {"relu": (0.0, 0.1), "tanh": (-5.0, -5.2)}, (0, 1))
        made.study("l2", {0.0: (0.0, 0.1), 0.01: (-6.0, -6.1), **dict(more)}, (0, 1))
        made.write(root)

    store()
    write(root, reports, "en")
    everything = set(drawn)
    drawn.clear()

    store((0.001, (-1.0, -1.2)))
    write(root, reports, "en")
    again = set(drawn)
    other = {name for name in everything if "activation" in name and not name.endswith("differences")}
    assert len(other) >= 3
    assert again & other == set()
    assert {name for name in everything if "-l2-" in name} <= again
    drawn.clear()

    write(root, reports, "en", "zh")
    shown = sorted((reports / "lenet" / "figures").glob("*.svg"))
    assert sorted(drawn) == [path.stem for path in shown]  # once: in Chinese alone

    write(root, tmp_path / "fresh", "en", "zh")
    found, fresh = contents(reports), contents(tmp_path / "fresh")
    assert {name for name in found if found[name] != fresh[name]} == set()
    assert set(json.loads(found["lenet/.drawn"])) == {"figures", "figures.zh"}
