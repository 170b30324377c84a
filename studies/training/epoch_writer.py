"""Stores epochs in a thread beside the training."""

import threading

import numpy as np

from studies.store.beside import answers, probes
from studies.store.beside.answers import Answers
from studies.store.beside.probes import Probes
from studies.store.history import Epoch
from studies.store.open_run import OpenRun


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
