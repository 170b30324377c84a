"""A network's chapter, before it is written."""

from pathlib import Path

from analysis.pages.chapter import chapters
from analysis.text.text import Text
from tests.support.synthetic_evidence import NONE, load
from tests.support.synthetic_records import Synthetic


def test_the_chapters_of_all_languages_are_made_from_what_was_computed_once(tmp_path: Path) -> None:
    made = Synthetic()
    made.study("activation", {"relu": NONE, "tanh": (-5.0, -5.2, -4.8)})
    english, chinese = chapters(load(made), "lenet", [Text(), Text("zh")], 1.0, tmp_path)
    assert english.findings == chinese.findings
    assert [english.tables[name] is chinese.tables[name] for name in english.tables] == [True]
    assert [one.name for one in english.figures] == [one.name for one in chinese.figures]
    assert english.content["title"] != chinese.content["title"]
