"""Epochs are stored beside the training: all of them, in their order, and an error of the disk is not lost."""

import threading
from collections.abc import Sequence
from typing import Any, cast

import numpy as np
import pytest

from studies.store.beside import answers
from studies.store.beside.answers import Answers
from studies.store.history import Epoch
from studies.store.open_run import OpenRun
from studies.training.epoch_writer import EpochWriter

ROWS = [Epoch(n, 0.5, 0.5, 1.0, 1.0, 0.001, 1.0) for n in range(1, 6)]
LABELS = np.zeros(3, np.uint8)


class Disk:
    """An open run that stores nothing: it keeps what it is given, and may be busy or broken."""

    def __init__(self, busy: threading.Event | None = None, broken: BaseException | None = None) -> None:
        self.stored: list[tuple[list[int], Any, list[int]]] = []
        self.begun = threading.Event()
        self._busy, self._broken = busy, broken

    def store(self, rows: Sequence[Epoch], state: Any, said: Answers | None, _: object) -> None:
        self.begun.set()
        if self._busy is not None:
            assert self._busy.wait(30)
        if self._broken is not None:
            raise self._broken
        self.stored.append(([row.epoch for row in rows], state, sorted(said.said) if said else []))


def writing(disk: Disk) -> EpochWriter:
    return EpochWriter(cast(OpenRun, disk))


def said(epoch: int) -> Answers:
    return answers.of_epoch(epoch, LABELS, LABELS, 10)


def test_all_is_stored_when_the_block_ends() -> None:
    disk = Disk()
    with writing(disk) as writer:
        for row in ROWS:
            writer.add(row, {"epoch": np.array(row.epoch)})
    assert [epoch for epochs, *_ in disk.stored for epoch in epochs] == [1, 2, 3, 4, 5]
    assert all(state["epoch"] == epochs[-1] for epochs, state, _ in disk.stored)


def test_epochs_that_end_while_the_disk_is_busy_are_stored_together_with_the_last_state() -> None:
    free = threading.Event()
    disk = Disk(busy=free)
    with writing(disk) as writer:
        writer.add(ROWS[0], {"epoch": np.array(1)}, said(1))
        assert disk.begun.wait(30)
        for row in ROWS[1:4]:
            writer.add(row, {"epoch": np.array(row.epoch)}, said(row.epoch))
        free.set()
    (first, _, told), (rest, state, together) = disk.stored
    assert (first, told, rest, together) == ([1], [1], [2, 3, 4], [2, 3, 4])
    assert state["epoch"] == 4


def test_a_run_that_trains_nothing_stores_nothing() -> None:
    disk = Disk()
    with writing(disk):
        pass
    assert disk.stored == []


def test_what_the_disk_refuses_ends_the_training_at_the_next_epoch_or_at_the_end() -> None:
    disk = Disk(broken=OSError("the disk is full"))
    writer = writing(disk).__enter__()
    writer.add(ROWS[0], None)
    writer._thread.join(30)
    with pytest.raises(OSError, match="the disk is full"):
        writer.add(ROWS[1], None)
    with pytest.raises(OSError, match="the disk is full"), writing(disk) as writer:
        writer.add(ROWS[0], None)
    assert disk.stored == []
