"""Which picture is asked for, which is being read, and which one comes when a page is turned."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from PyQt5.QtCore import QObject, QTimer, pyqtSignal

from classifier_gui.pictures.opened import Opened, around
from classifier_gui.pictures.reader import common
from classifier_gui.tasks import Tasks
from hypermodels import SIDE

PREPARE = 200  # milliseconds; the window is painted first
SLOW = 300  # milliseconds of reading until it is said
GIVE_UP = 1000  # milliseconds that a picture may still take once another is asked for


@dataclass(frozen=True)
class Place:
    """A picture among those that are paged through."""

    path: Path
    siblings: tuple[Path, ...]
    true_class: str = ""

    def turned(self, step: int) -> "Place | None":
        """The picture `step` places further, round and round; None where there is no other."""
        number = self.number
        return self.at(0 if number is None else number + step)

    @property
    def number(self) -> int | None:
        """Which of the siblings it is, from 0."""
        if self.path in self.siblings:  # there may be thousands: without making each absolute
            return self.siblings.index(self.path)
        path = self.path.absolute()
        return next((number for number, file in enumerate(self.siblings) if file.absolute() == path), None)

    def at(self, number: int) -> "Place | None":
        """The sibling of this number, round and round; None where it is the picture itself."""
        found = self.siblings[number % len(self.siblings)] if self.siblings else self.path
        path = self.path.absolute()
        if found.absolute() == path:
            return None
        together = found.absolute().parent == path.parent
        return replace(self, path=found, true_class=self.true_class if together else "")


@dataclass(frozen=True, eq=False)
class Wanted:
    """`get`, called off the main thread, gives the picture; `step` is the page turn that asked for it, if one did."""

    name: str
    get: Callable[[], Opened]
    place: Place | None = None
    step: int = 0
    skipped: int = 0  # how many in a row could not be read before it


class Opening(QObject):
    """Reads the picture that was asked for last. While pages are turned, those it passes are shown as they come."""

    changed = pyqtSignal()
    opened = pyqtSignal(object)  # Opened
    failed = pyqtSignal(object, bool)  # an error; whether the next picture is read instead

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.reader = common()
        self.sides: tuple[int, ...] = (SIDE,)  # of the networks that see the pictures
        self.place: Place | None = None  # of the picture asked for: pages are counted from here
        self.slow = ""  # the picture that is taking its time
        self._tasks = Tasks(self)
        self._now: Wanted | None = None
        self._next: Wanted | None = None
        self._given_up: Wanted | None = None
        self._slow_timer, self._give_up_timer = self._timer(SLOW, self._tell), self._timer(GIVE_UP, self._give_up)
        self._prepare_timer = self._timer(PREPARE, lambda: self._tasks.run(self.reader.prepare, lambda *_: None))
        self._prepare_timer.start()

    def _timer(self, milliseconds: int, call: Callable[[], None]) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(milliseconds)
        timer.timeout.connect(call)
        return timer

    @property
    def busy(self) -> bool:
        return self._now is not None or self._next is not None

    @property
    def turnable(self) -> bool:
        return self.place is not None and len(self.place.siblings) > 1

    def open_path(self, path: Path, true_class: str = "", siblings: tuple[Path, ...] = ()) -> None:
        place = Place(path, siblings, true_class)
        self.ask(Wanted(path.name, partial(self.read, path, true_class, siblings), place))

    def read(self, path: Path, true_class: str = "", siblings: tuple[Path, ...] = ()) -> Opened:
        """The picture as the networks see it. Raises as `Reader.open_path`."""
        return self.reader.open_path(path, true_class, siblings, self.sides)

    def next(self) -> None:
        self.turn(1)

    def previous(self) -> None:
        self.turn(-1)

    def turn(self, step: int, skipped: int = 0) -> None:
        self._go(self.place.turned(step) if self.place else None, step, skipped)

    def choose(self, number: int) -> None:
        """The sibling of this number; where it cannot be read, none is read in its place."""
        self._go(self.place.at(number) if self.place else None)

    def _go(self, place: Place | None, step: int = 0, skipped: int = 0) -> None:
        if place is not None:
            self.place = place
            get = partial(self.read, place.path, place.true_class, place.siblings)
            self.ask(Wanted(place.path.name, get, place, step, skipped))

    def ask(self, request: Wanted) -> None:
        self._next = request
        if self._now is None:
            self._begin()
        else:
            self._give_up_timer.start()
            self.changed.emit()

    def _begin(self) -> None:
        request = self._now = self._next
        self._next = None
        assert request is not None
        self._slow_timer.start()
        self._tasks.run(request.get, partial(self._end, request))
        self.changed.emit()

    def _end(self, request: Wanted, picture: Opened | None, error: Exception | None) -> None:
        self._now, self.slow = None, ""
        for timer in (self._slow_timer, self._give_up_timer):
            timer.stop()
        if picture is not None and (self._next is None or self._next.step):
            self._show(picture)
        elif error is not None and request is not self._given_up:
            self._fail(request, error)
        if self._next is not None and self._now is None:
            self._begin()
        self.changed.emit()

    def _show(self, picture: Opened) -> None:
        if self._next is None:
            self.place = Place(picture.path, picture.siblings, picture.true_class) if picture.path else None
        self.opened.emit(picture)

    def _fail(self, request: Wanted, error: Exception) -> None:
        place = request.place
        more = place is not None and request.skipped + 2 < len(place.siblings)
        skips = bool(request.step) and self._next is None and more
        self.failed.emit(error, skips)
        if skips:
            self.turn(request.step, request.skipped + 1)
        elif place is not None and not place.siblings:  # one may page on from a file that cannot be read
            self._tasks.run(partial(around, place.path), partial(self._take_siblings, place))

    def _take_siblings(self, place: Place, siblings: tuple[Path, ...] | None, _error: Exception | None) -> None:
        if siblings and not self.busy:
            self.place = replace(place, siblings=siblings)
            self.changed.emit()

    def _tell(self) -> None:
        if self._now is not None:
            self.slow = (self._next or self._now).name
            self.changed.emit()

    def _give_up(self) -> None:
        """Another picture waits: stop reading the one in work."""
        if self._now is not None and self._next is not None:
            self._given_up = self._now
            self.reader.give_up()

    def stop(self) -> None:
        self._prepare_timer.stop()
        self._next = None
        self._given_up = self._now
        self.reader.give_up()
        self._tasks.stop()
