"""What the head of a watched page says: how far the studies are, and what is decided."""

from pathlib import Path

from analysis.text.languages import LANGUAGES
from sweepbook.cli.status import Counts
from sweepbook.cli.watch import state
from tests.support.synthetic_records import Synthetic

WORDS = LANGUAGES["en"].WORDS


def test_the_head_says_how_far_the_studies_are_and_what_is_decided(tmp_path: Path) -> None:
    made = Synthetic()
    study = made.study("l2", {0.0: (0.0,), 0.1: (0.0,)}, (0,))
    (tmp_path / "lenet").mkdir()
    (tmp_path / f"lenet/{study['name']}.csv").write_text("value,verdict\n0,reference\n0.1,better\n0.2,undecided\n")
    counts = Counts(done=3, running=2, left=1, failed=0, epochs_left=40, epoch_seconds=3.0)
    told = state.shown(state.Snapshot(((study, counts),)), tmp_path, WORDS)
    assert told["line"] == "2 runs are being trained; 40 epochs are left, about 1:00."
    assert told["rows"] == [[study["name"], "3 / 6", "2", "40", "better 1, undecided 1"]]
    ended = Counts(6, 0, 0, 0, 0, 3.0)
    assert state.shown(state.Snapshot(((study, ended),)), tmp_path, WORDS)["line"] == WORDS["watch_ended"]
    assert state.shown(state.Snapshot(()), tmp_path, WORDS)["line"] == WORDS["watch_nothing"]
