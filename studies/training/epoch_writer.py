"""What is written while a run is trained: how far its epoch is, and, in a thread beside the training, its epochs."""

import math
import threading
import time

import numpy as np

from studies.store.beside import answers, probes
from studies.store.beside.answers import Answers
from studies.store.beside.probes import Probes
from studies.store.history import Epoch
from studies.store.open_run import OpenRun

CHUNK_SECONDS = 0.4  # how often progress is written
FIRST_CHUNK = 4  # steps, before the speed is known


class EpochWriter:
    """Stores finished epochs beside the training: writing waits for the disk, training need not.

    Epochs that end while the disk is busy are stored together with the next one.
    """

    def __init__(self, opened: OpenRun) -> None:
        self._opened = opened
        self._rows: list[Epoch] = []
        self._state: dict[str, np.ndarray] | None = None
        self._said: Answers | None = None
        self._probed: Probes | None = None
        self._changed = threading.Condition()
        self._closed = False
        self._error: BaseException | None = None
        self._thread = threading.Thread(target=self._work, name="writer", daemon=True)

    def __enter__(self) -> "EpochWriter":
        self._thread.start()
        return self

    def add(
        self,
        row: Epoch,
        state: dict[str, np.ndarray] | None,
        said: Answers | None = None,
        probed: Probes | None = None,
    ) -> None:
        with self._changed:
            if self._error is not None:
                raise self._error
            self._rows.append(row)
            self._state = state
            self._said = answers.together(self._said, said)
            self._probed = probes.together(self._probed, probed)
            self._changed.notify()

    def __exit__(self, *_: object) -> None:
        with self._changed:
            self._closed = True
            self._changed.notify()
        self._thread.join()
        if self._error is not None:
            raise self._error

    def _work(self) -> None:
        while True:
            with self._changed:
                self._changed.wait_for(lambda: self._rows or self._closed)
                rows, state, said, probed = self._rows, self._state, self._said, self._probed
                self._rows, self._said, self._probed = [], None, None
            if not rows:
                return
            try:
                self._opened.store(rows, state, said, probed)
            except BaseException as error:
                self._error = error
                return


class Chunks:
    """Says how many steps to do before the next look at the clock, and shows how far the epoch is."""

    def __init__(self, opened: OpenRun, epoch: int, steps: int) -> None:
        self._opened, self._epoch, self._steps = opened, epoch, steps
        self._last = (time.perf_counter(), 0)
        self._size = FIRST_CHUNK

    def __call__(self, step: int) -> int:
        now = time.perf_counter()
        then, before = self._last
        if step > before:
            rate = (step - before) / max(now - then, 1e-6)
            self._size = max(1, min(math.ceil(rate * CHUNK_SECONDS), 8 * self._size))
            self._opened.show_progress(self._epoch, step, self._steps)
        self._last = (now, step)
        return self._size
