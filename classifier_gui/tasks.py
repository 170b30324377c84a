"""All concurrency of the window: a function off the main thread, then what follows on it."""

from collections.abc import Callable
from typing import Any

from PyQt5.QtCore import QObject, QRunnable, Qt, QThreadPool, pyqtSignal, pyqtSlot


class Tasks(QObject):
    """A queue with one worker: tasks run one after the other, in the order they were given."""

    _finished = pyqtSignal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(1)
        self._finished.connect(self._call, Qt.QueuedConnection)  # type: ignore[call-arg]  # PyQt5's stub is wrong

    def run(self, func: Callable[[], Any], then: Callable[[Any, Exception | None], None]) -> None:
        """Call `func` on the worker, then `then(result, error)` on the main thread: one of the two is None."""

        def work() -> None:
            try:
                result, error = func(), None
            except Exception as caught:
                result, error = None, caught
            self.on_main_thread(lambda: then(result, error))

        self._pool.start(_Work(work))

    def on_main_thread(self, call: Callable[[], None]) -> None:
        """Have the main thread call `call` soon. For progress, from within a task."""
        self._finished.emit(call)

    def stop(self) -> None:
        """Drop what waits, and wait for what runs."""
        self._pool.clear()
        self._pool.waitForDone()

    @pyqtSlot(object)
    def _call(self, call: Callable[[], None]) -> None:
        call()


class _Work(QRunnable):
    def __init__(self, work: Callable[[], None]) -> None:
        super().__init__()
        self._work = work

    def run(self) -> None:
        self._work()
