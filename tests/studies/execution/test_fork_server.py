"""The process beside the driver: it answers, dies without harm, and writes the Keras-Tuner project it is told of."""

import errno
import json
import os
import signal
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from hypermodels.dimensions import find
from studies.data.dataset_ref import DatasetRef
from studies.execution.fork_server import Helper
from studies.plan import questions
from studies.plan.runs import Context
from studies.system.errors import UsageError
from studies.views.keras_tuner_writer import Kept

REF = DatasetRef("digits", "d1", tuple("0123456789"), (1294, 144, 359))
STUDY = questions.study(Context("lenet", "f", 1.0, REF, "float32"), find("lr"), (0.1, 0.2, 0.3), (0,), 2, "")


@pytest.fixture
def helper(monkeypatch: pytest.MonkeyPatch) -> Iterator[Helper]:
    """A process, also where the tests' own has TensorFlow."""
    monkeypatch.delitem(sys.modules, "tensorflow", raising=False)
    with Helper() as one:
        yield one


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def die_unless(path: Path) -> str:
    """Ends its process the first time."""
    if not path.exists():
        path.touch()
        die()
    return "alive"


def full() -> None:
    raise OSError(errno.ENOSPC, "No space left on device")


def told(folder: Path) -> dict[str, float]:
    """The score of each trial that the project in `folder` holds."""
    trials = (json.loads(path.read_text()) for path in folder.glob("trial_*/trial.json"))
    return {trial["trial_id"]: trial["score"] for trial in trials if trial["status"] == "COMPLETED"}


def test_a_helper_answers_from_a_process_of_its_own_again_after_it_died(helper: Helper, tmp_path: Path) -> None:
    assert helper.answer(os.getpid) != os.getpid()
    assert helper.answer(die_unless, tmp_path / "died") == "alive"
    with pytest.raises(OSError, match="No space left") as failed:
        helper.answer(full)
    assert failed.value.errno == errno.ENOSPC


def test_a_helper_that_always_dies_is_an_error_in_words(helper: Helper) -> None:
    with pytest.raises(UsageError, match="dies each time"):
        helper.answer(die)


def test_with_tensorflow_at_hand_there_is_no_other_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "tensorflow", object())
    with Helper() as one:
        assert one.answer(os.getpid) == os.getpid()


def test_a_project_is_whole_although_its_helper_was_killed_in_between(helper: Helper, tmp_path: Path) -> None:
    folders = [tmp_path / name for name in ("one", "two")]
    for folder in folders:
        folder.mkdir()
    kept = [Kept(helper, folder, STUDY) for folder in folders]
    for one in kept:
        asked = [(str(number), trial.values) for number, trial in enumerate(STUDY.trials)]
        assert [one.ask() for _ in range(4)] == [*asked, None]
        one.tell("1", {"val_accuracy": 0.5}, 2)
    for number in range(2):
        os.kill(helper.answer(os.getpid), signal.SIGKILL)
        for one in kept:
            one.tell(str(2 * number), {"val_accuracy": 0.25 * (number + 1)}, 2)
    for one in kept:
        one.finish()
    assert [told(folder) for folder in folders] == 2 * [{"0": 0.25, "1": 0.5, "2": 0.5}]
