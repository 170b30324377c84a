"""A report that was rehearsed draws nothing again, and has the bytes of one that was not."""

from pathlib import Path

import pytest

from analysis.figures.kept import drawings
from analysis.pages import publish
from analysis.pages.publish import Options
from tests.support.stored import contents
from tests.support.synthetic_records import Synthetic


def store(root: Path, gain: float) -> None:
    made = Synthetic()
    made.study("l2", {0.0: (0.0, 0.1), 0.01: (gain, gain + 0.1)}, (0, 1))
    made.write(root)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_report_after_a_rehearsal_draws_what_has_changed_since_and_no_more(
    language: str, tmp_path: Path, drawn: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(drawings, "_once", None)
    root = tmp_path / "home"
    options = Options(root, "lenet", language=language)
    store(root, -6.0)
    publish.rehearse(options, "lenet")
    assert not options.reports.exists()
    assert drawn
    drawn.clear()
    list(publish.publish(options))
    assert drawn == []

    store(root, -3.0)
    list(publish.publish(options))
    assert any(name.endswith("-val_accuracy") for name in drawn)
    monkeypatch.setattr(drawings, "_once", None)
    fresh = Options(root, "lenet", language=language, into=tmp_path / "fresh")
    list(publish.publish(fresh))
    assert contents(options.reports) == contents(fresh.reports)
