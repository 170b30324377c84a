"""Whether Qt's event loop is served: the longest pause of each step, and waiting while it runs."""

import time
from collections.abc import Callable

PATIENCE = 300  # seconds before a step counts as hanging


class Heartbeat:
    """Beats every millisecond of the event loop.

    `gaps` holds the longest pause of each step, `work` the longest that the main thread computed in one; milliseconds.
    """

    def __init__(self) -> None:
        from PyQt5.QtCore import Qt, QTimer

        self.gaps: dict[str, float] = {}
        self.work: dict[str, float] = {}
        self.step = ""
        self._last, self._computed = time.perf_counter(), time.thread_time()
        self._timer = QTimer()
        self._timer.setTimerType(Qt.PreciseTimer)
        self._timer.timeout.connect(self._beat)

    def begin(self, step: str) -> None:
        self.step, self._last, self._computed = step, time.perf_counter(), time.thread_time()
        self.gaps.setdefault(step, 0.0)
        self.work.setdefault(step, 0.0)
        self._timer.start(1)

    def _beat(self) -> None:
        now, computed = time.perf_counter(), time.thread_time()
        self.gaps[self.step] = max(self.gaps[self.step], 1000 * (now - self._last))
        self.work[self.step] = max(self.work[self.step], 1000 * (computed - self._computed))
        self._last, self._computed = now, computed


def wait(done: Callable[[], bool]) -> float:
    """Run the event loop until `done`; seconds it took."""
    from PyQt5.QtCore import QEventLoop, QTimer

    loop = QEventLoop()
    timer = QTimer()
    timer.timeout.connect(lambda: loop.exit(0) if done() else None)
    timer.start(1)
    QTimer.singleShot(1000 * PATIENCE, lambda: loop.exit(1))
    before = time.perf_counter()
    if loop.exec_():
        raise SystemExit(f"gave up after {PATIENCE} s")
    return time.perf_counter() - before


def pause(seconds: float) -> None:
    end = time.perf_counter() + seconds
    wait(lambda: time.perf_counter() >= end)
