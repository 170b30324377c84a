"""What the head of a watched page says: how far the studies are, and what is decided."""

from pathlib import Path

from analysis.text.languages import LANGUAGES
from studies.store import catalog
from studies.store.home import Home
from studies.system import locks
from sweepbook.cli.status import Counts
from sweepbook.cli.watch import state
from sweepbook.cli.watch.renewal import Renewal
from tests.support.synthetic_records import Synthetic

WORDS = LANGUAGES["en"].WORDS


def test_the_head_says_how_far_the_studies_are_and_what_is_decided(tmp_path: Path) -> None:
    made = Synthetic()
    study = made.study("l2", {0.0: (0.0,), 0.1: (0.0,)}, (0,))
    (tmp_path / "lenet").mkdir()
    (tmp_path / f"lenet/{study['name']}.csv").write_text("value,verdict\n0,reference\n0.1,better\n0.2,undecided\n")
    counts = Counts(done=3, running=2, left=1, failed=0, epochs_left=40, epoch_seconds=3.0)
    told = state.shown(state.Snapshot(((study, counts),), (counts,)), True, tmp_path, WORDS)
    assert told["line"] == "Runs being trained now: 2. Epochs left: 40, about 1:00."
    assert told["rows"] == [[study["name"], "3 / 6", "2", "40", "better 1, undecided 1"]]
    ended = Counts(6, 0, 0, 0, 0, 3.0)
    whole = state.Snapshot(((study, ended),), (ended,))
    assert state.shown(whole, False, tmp_path, WORDS)["line"] == WORDS["watch_ended"]
    assert state.shown(whole, True, tmp_path, WORDS)["line"] == WORDS["watch_step"]
    assert state.shown(state.Snapshot(()), False, tmp_path, WORDS)["line"] == WORDS["watch_nothing"]


def test_a_run_that_several_studies_share_is_counted_once_as_far_as_any_asks(tmp_path: Path) -> None:
    """The baseline's run has five epochs; all three studies have it, and one reads it after 20."""
    made = Synthetic()
    made.study("activation", {"relu": (0.0,)}, (0,), epochs=5)
    (shared,) = made.runs
    made.studies.clear()
    made.study("activation", {"relu": None, "tanh": (0.0,)}, (0,))
    made.study("epochs", {10: None, 20: None}, (0,))
    made.study("l2", {0.0: None, 0.1: None}, (0,))
    root = made.write(tmp_path)
    with locks.locked(root / "tuner_dirs" / "runs" / shared, 0):
        seen = state.read(root, None)
    assert [found.running for _, found in seen.studies] == [1, 1, 1]
    assert (seen.running, seen.epochs_left, seen.held) == (1, (20 - 5) + 10, False)
    told = state.shown(seen, True, tmp_path, WORDS)["line"]
    assert told.startswith("Runs being trained now: 1. Epochs left: 25,")


def test_a_study_that_a_command_has_is_not_said_to_have_ended(tmp_path: Path) -> None:
    made = Synthetic()
    study = made.study("l2", {0.0: (0.0,)}, (0,))
    root = made.write(tmp_path)
    renewal = Renewal(["--version"], lambda: state.read(root, None))
    renewal._look()
    assert not renewal.at_work
    with catalog.held(Home(root), study["name"]):
        renewal._look()
    renewal._look()  # between two looks a command holds nothing
    assert renewal.at_work
