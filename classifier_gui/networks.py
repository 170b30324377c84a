"""The exported models there are: found, watched and loaded. Knows no picture and no widget."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from PyQt5.QtCore import QObject, QTimer, pyqtSignal

from analysis.bundles.bundle import DEFAULT_DATASET, Bundle, best, datasets, scan, stamp, title
from analysis.bundles.classifier import Classifier, runner
from classifier_gui.tasks import Tasks
from hypermodels import SIDE
from studies.plan import own_networks

WATCH = 2000  # milliseconds between looks at the bundles


@dataclass(frozen=True)
class _Found:
    """What a look at the bundles has found. `others` are the bundles of the other datasets, by dataset and network."""

    stamp: object
    datasets: list[str]
    dataset: str
    bundles: dict[str, Bundle | Exception]
    others: dict[tuple[str, str], Bundle] = field(default_factory=dict)


def _look(root: Path, wanted: str | None, before: str) -> _Found:
    seen, names = stamp(root), datasets(root)
    chosen = wanted or (before if before in names or not names else names[0])
    others = {
        (other, network): one
        for other in names
        if other != chosen
        for network, one in scan(root, other).items()
        if isinstance(one, Bundle)
    }
    return _Found(seen, names, chosen, scan(root, chosen), others)


class Networks(QObject):
    """`found` holds each network's bundle, or why it cannot be used; `classifiers` those that can.

    `replaced` follows another set of classifiers, `changed` any other change, `failed` carries an error.
    """

    changed = pyqtSignal()
    replaced = pyqtSignal()
    failed = pyqtSignal(object)
    unusable = pyqtSignal(str, object)  # a network and why

    def __init__(self, bundles: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.root = bundles
        self.datasets: list[str] = []
        self.dataset = DEFAULT_DATASET
        self.chosen: str | None = None
        self.found: dict[str, Bundle | Exception] = {}
        self.classifiers: dict[str, Classifier] = {}
        self._others: dict[tuple[str, str], Classifier] = {}
        self._stamp: object = None  # of the bundles that are shown
        self._finding, self._loading = Tasks(self), Tasks(self)
        self._watch = QTimer(self)
        self._watch.timeout.connect(self._look_again)

    def start(self, dataset: str | None = None) -> None:
        """Find the bundles and warm the networks up, the chosen one first."""
        before = self.dataset
        self._run(self._finding, lambda: _look(self.root, dataset, before), self._take)

    def _look_again(self) -> None:
        """A bundle may be exported, replaced or removed while the window is open."""

        def take(seen: object) -> None:
            if self._stamp is not None and seen != self._stamp:
                self.start(self.dataset if self.found else None)

        self._run(self._loading, lambda: stamp(self.root), take)

    def _take(self, found: _Found) -> None:
        self._stamp, self.datasets, self.dataset, self.found = found.stamp, found.datasets, found.dataset, found.bundles
        kept = [*self.classifiers.values(), *self._others.values()]  # what is loaded and has not changed stays
        loaded = {one.bundle.folder: one for one in kept}

        def classifier(bundle: Bundle) -> Classifier:
            old = loaded.get(bundle.folder)
            return old if old is not None and old.bundle == bundle else Classifier(bundle)

        self.classifiers = {name: classifier(one) for name, one in self.found.items() if isinstance(one, Bundle)}
        self._others = {place: classifier(one) for place, one in found.others.items()}
        self._watch.start(WATCH)
        if self.chosen not in self.classifiers:
            self.chosen = best(self.found)
        self.replaced.emit()
        for name, one in self.found.items():
            if isinstance(one, Exception):
                self.unusable.emit(name, one)
        for name in self.by_turn():
            self._run(self._loading, self.classifiers[name].load, lambda _: self.changed.emit(), name)

    def choose_dataset(self, dataset: str) -> None:
        if dataset != self.dataset:
            self.dataset = dataset
            self.start(dataset)

    def by_turn(self) -> list[str]:
        """The usable networks, the chosen one first."""
        return sorted(self.classifiers, key=lambda name: (name != self.chosen, own_networks.place(name)))

    def title(self, network: str) -> str:
        """What people read of a network."""
        return title(network, self.found.get(network))

    def others(self) -> dict[tuple[str, str], Classifier]:
        """Models of other datasets that know the chosen one's classes, by dataset and network."""
        chosen = self.classifiers.get(self.chosen or "")
        classes = chosen.classes if chosen else None
        return {place: one for place, one in self._others.items() if one.classes == classes}

    @property
    def side(self) -> int:
        """Of the pictures that the chosen network takes; the usual one where there is none."""
        chosen = self.classifiers.get(self.chosen or "")
        return chosen.side if chosen else SIDE

    def sides(self) -> tuple[int, ...]:
        """Of the pictures that the models take, each once."""
        models = (*self.classifiers.values(), *self._others.values())
        return tuple(sorted({self.side, *(one.side for one in models)}))

    def _run(
        self, tasks: Tasks, func: Callable[[], Any], take: Callable[[Any], None], network: str | None = None
    ) -> None:
        def then(result: Any, error: Exception | None) -> None:
            if error is None:
                take(result)
            elif network is not None:
                self.lose(network, error)
            else:
                self.failed.emit(error)

        tasks.run(func, then)

    def lose(self, network: str, error: Exception) -> None:
        """A network that fails is out, as if its bundle could not be read."""
        self.found[network] = error
        self.classifiers.pop(network, None)
        if self.chosen == network:
            self.chosen = best(self.found)
        self.changed.emit()
        self.unusable.emit(network, error)

    def lose_other(self, place: tuple[str, str], error: Exception) -> None:
        """The same of another dataset's model, which has no card to say why."""
        self._others.pop(place, None)
        self.changed.emit()
        self.failed.emit(error)

    def stop(self) -> None:
        """At once: what is being loaded or answered is given up."""
        self._watch.stop()
        for classifier in (*self.classifiers.values(), *self._others.values()):
            classifier.abandon()
        runner().give_up()
        for tasks in (self._finding, self._loading):
            tasks.stop()
