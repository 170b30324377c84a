"""When a page is made anew: with every file of a run that it shows something of."""

from pathlib import Path

import pytest

from analysis.pages import staleness
from studies.archive.layout import RUN_FILES
from tests.support.synthetic_evidence import load
from tests.support.synthetic_records import Synthetic


@pytest.mark.parametrize("name", RUN_FILES)
def test_a_page_depends_on_every_file_of_its_runs(name: str, tmp_path: Path) -> None:
    made = Synthetic()
    made.study("activation", {"relu": (0.0,)}, seeds=(0,))
    root, studies = made.write(tmp_path), load(made).studies
    (run,) = (root / "tuner_dirs" / "runs").iterdir()
    before = staleness.made_from(root, studies, {})
    assert staleness.made_from(root, studies, {}) == before
    with (run / name).open("a") as file:
        file.write(" ")
    assert staleness.made_from(root, studies, {}) != before
