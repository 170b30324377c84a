"""A board that cannot be written ends no training."""

import errno
from pathlib import Path
from typing import NoReturn

import numpy as np
import pytest

from hypermodels.dimensions import find
from studies.plan import questions
from studies.plan.runs import Run
from studies.store.history import Epoch
from studies.store.home import Home
from studies.store.runs import Store
from studies.views import event_files
from studies.views.study_views import LiveBoard
from tests.support.commands import Sweep
from tests.support.contexts import CONTEXT


def trained(store: Store, run: Run, accuracies: list[float]) -> None:
    """The run, on to as many epochs."""
    with store.opened(run) as opened:
        opened.begin({})
        for number, accuracy in enumerate(accuracies[len(opened.rows) :], len(opened.rows) + 1):
            opened.store([Epoch(number, 0.5, accuracy, 1.0, 1.0, 0.001, 2.0)], {"w": np.zeros(1, np.float32)})


def test_logs_that_cannot_be_written_end_no_training_and_are_said_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home, said = Home(tmp_path), list[str]()
    study = questions.study(CONTEXT, find("lr"), (0.001, 0.01))
    runs = [run for run, _ in study.runs_and_epochs()]
    for run in runs:
        trained(Store(home.runs), run, [0.5])
    board = LiveBoard(home, study, said.append)
    assert board.whole

    def full(*_: object) -> NoReturn:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(event_files, "show", full)
    for run in runs:
        trained(Store(home.runs), run, [0.5, 0.6])
        board.show(run.id)
    assert not board.whole
    (line,) = said
    assert line.startswith(f"the TensorBoard logs of study {study.name} are not written any more: the disk is full.")


def test_a_study_whose_logs_cannot_be_written_is_trained_and_the_next_command_writes_them(
    sweep: Sweep, home: Path
) -> None:
    (home / "tb_logs").write_text("somebody's")
    code, out, err = sweep("study", "lr", values="0.001", epochs=1)
    assert (code, err) == (0, "")
    assert out.count("the TensorBoard logs of study lenet-learning_rate-digits-samples100-width0.5 are not") == 1
    assert "1 trained (1 epoch)" in out
    (home / "tb_logs").unlink()
    code, out, _ = sweep("study", "lr", values="0.001", epochs=1)
    assert (code, "TensorBoard" in out) == (0, False)
    assert list((home / "tb_logs").rglob("events.out.*"))
    (home / "tb_logs" / "lenet-random-digits-samples100-width0.5").write_text("somebody's")
    code, out, err = sweep("tune", trials=1, epochs=1)
    assert (code, err) == (0, "")
    assert "the TensorBoard logs of study lenet-random-digits-samples100-width0.5 are not written any more" in out
