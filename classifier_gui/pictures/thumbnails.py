"""Small pictures for lists, read one after the other in a process of their own, in the order they are asked for."""

from collections import OrderedDict
from functools import partial
from pathlib import Path

import numpy as np
from PyQt5.QtCore import QObject, pyqtSignal

from classifier_gui.pictures.reader import Reader
from classifier_gui.tasks import Tasks

MOST_KEPT = 1000  # thumbnails, of at most 50 kB each

PictureSource = Path | bytes


class Thumbnails(QObject):
    """`get` never waits: what is not there yet is read, and `came` says when it is."""

    came = pyqtSignal(object)  # a source

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._reader, self._tasks = Reader(), Tasks(self)
        self._kept: OrderedDict[PictureSource, np.ndarray | None] = OrderedDict()
        self._waiting: OrderedDict[PictureSource, None] = OrderedDict()
        self._busy = self._paused = self._stopped = False

    def get(self, source: PictureSource) -> np.ndarray | None:
        """uint8 RGB `(H, W, 3)`; None while it is not read, and for ever where it cannot be."""
        if source in self._kept:
            self._kept.move_to_end(source)
            return self._kept[source]
        self._waiting[source] = None
        self._next()
        return None

    def forget(self) -> None:
        """What was asked for and is not read yet: it has been scrolled away."""
        self._waiting.clear()

    def pause(self, paused: bool) -> None:
        """While a picture is being read that the user waits for, no small one is begun."""
        self._paused = paused
        self._next()

    def _next(self) -> None:
        if self._waiting and not (self._busy or self._paused or self._stopped):
            source, _ = self._waiting.popitem(last=False)
            self._busy = True
            name = source.name if isinstance(source, Path) else ""
            self._tasks.run(lambda: self._reader.thumbnail(source, name), partial(self._take, source))

    def _take(self, source: PictureSource, pixels: np.ndarray | None, _error: Exception | None) -> None:
        self._busy = False
        self._kept[source] = pixels
        while len(self._kept) > MOST_KEPT:
            self._kept.popitem(last=False)
        self.came.emit(source)
        self._next()

    def stop(self) -> None:
        """At once and for good: what is being read is given up."""
        self._stopped = True
        self._reader.give_up()
        self._tasks.stop()
        self._reader.stop()
