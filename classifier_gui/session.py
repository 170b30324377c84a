"""What the window shows, and the tasks that change it. Knows no widget."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
from PyQt5.QtCore import QObject, pyqtSignal

from classifier_gui.bundles import DEFAULT_DATASET, Bundle, best, datasets, scan
from classifier_gui.classify import Classifier, occlusion
from classifier_gui.opened import Opened, neighbour, open_path
from classifier_gui.samples import random_sample
from classifier_gui.tasks import Tasks
from hypermodels import NETWORKS


class Session(QObject):
    """`changed` follows every change of the fields below; `failed` carries an error, after which all is as before.

    `answers` holds the probabilities `(classes,)` of every network that has answered; `map` the occlusion map of
    the chosen network.
    """

    changed = pyqtSignal()
    failed = pyqtSignal(object)
    unusable = pyqtSignal(str, object)  # a network and why
    opened = pyqtSignal(object)  # Opened

    def __init__(self, bundles: Path, samples: Path) -> None:
        super().__init__()
        self._bundles, self._samples = bundles, samples
        self._desk = Tasks(self)  # what the user waits for
        self._back = Tasks(self)  # what may take a while: loading, occlusion
        self._asked: object = None  # the latest picture asked for; an older one that arrives late is dropped
        self.datasets: list[str] = []
        self.dataset = DEFAULT_DATASET
        self.network: str | None = None
        self.found: dict[str, Bundle | Exception] = {}
        self.classifiers: dict[str, Classifier] = {}
        self.fit = "crop"
        self.picture: Opened | None = None
        self.busy = False
        self.answers: dict[str, np.ndarray] = {}
        self.looking = False  # whether the occlusion map is asked for
        self.map: np.ndarray | None = None

    def start(self, dataset: str | None = None) -> None:
        """Find the bundles and warm the networks up, the chosen one first."""

        def find() -> tuple[list[str], str, dict[str, Bundle | Exception]]:
            names = datasets(self._bundles)
            chosen = dataset or (self.dataset if self.dataset in names or not names else names[0])
            return names, chosen, scan(self._bundles, chosen)

        self._run(self._desk, find, self._take_bundles)

    def _take_bundles(self, found: tuple[list[str], str, dict[str, Bundle | Exception]]) -> None:
        self.datasets, self.dataset, self.found = found
        self.classifiers = {name: Classifier(one) for name, one in self.found.items() if isinstance(one, Bundle)}
        if self.network not in self.classifiers:
            self.network = best(self.found)
        self._classify()
        for name, one in self.found.items():
            if isinstance(one, Exception):
                self.unusable.emit(name, one)
        for name in self._by_turn():
            self._run(self._back, self.classifiers[name].load, lambda _: self.changed.emit(), name)

    def choose_dataset(self, dataset: str) -> None:
        if dataset != self.dataset:
            self.dataset = dataset
            self.start(dataset)

    def choose_network(self, network: str) -> None:
        if network in self.classifiers and network != self.network:
            self.network, self.map = network, None
            self._look()
            self.changed.emit()

    def choose_fit(self, fit: str) -> None:
        if fit != self.fit:
            self.fit = fit
            self._classify()

    def look(self, looking: bool) -> None:
        """Show, or no longer, where the network looked."""
        self.looking = looking
        self._look()
        self.changed.emit()

    def open_path(self, path: Path, true_class: str = "", siblings: tuple[Path, ...] = ()) -> None:
        self.open_with(lambda: open_path(path, true_class, siblings))

    def open_sample(self) -> None:
        shown = self.picture.path if self.picture else None

        def draw() -> Opened:
            path, true_class = random_sample(self._samples, self.dataset, shown)
            return open_path(path, true_class)

        self.open_with(draw)

    def turn_page(self, step: int) -> None:
        shown, path = self.picture, neighbour(self.picture, step)
        if shown is None or shown.path is None or path is None:
            return
        together = path.parent == shown.path.absolute().parent
        self.open_path(path, shown.true_class if together else "", shown.siblings)

    def open_with(self, get: Callable[[], Opened]) -> None:
        """Show the picture that `get`, called off the main thread, gives; the old one stays if it fails."""
        ticket = self._asked = object()
        self.busy = True
        self.changed.emit()

        def take(picture: Opened | None) -> None:
            if ticket is self._asked:
                self.busy = False
                if picture is not None:
                    self.picture = picture
                    self.opened.emit(picture)
                self._classify()

        def failed() -> None:
            if ticket is self._asked:
                self.busy = False
                self.changed.emit()

        self._run(self._desk, lambda: get() if ticket is self._asked else None, take, failed=failed)

    def _classify(self) -> None:
        """Ask every network, the chosen one first."""
        self.answers, self.map = {}, None
        if self.picture is not None:
            for name in self._by_turn():
                self._ask(name, self.picture, self.fit)
            self._look()
        self.changed.emit()

    def _ask(self, name: str, picture: Opened, fit: str) -> None:
        classifier = self.classifiers[name]

        def current() -> bool:
            return picture is self.picture and fit == self.fit and self.classifiers.get(name) is classifier

        def take(answer: np.ndarray | None) -> None:
            if answer is not None and current():
                self.answers[name] = answer
                self.changed.emit()

        self._run(
            self._desk,
            lambda: classifier.probabilities(picture.small[fit][np.newaxis])[0] if current() else None,
            take, name,
        )  # fmt: skip

    def _look(self) -> None:
        picture, fit, network = self.picture, self.fit, self.network
        if not self.looking or picture is None or network not in self.classifiers or self.map is not None:
            return
        classifier = self.classifiers[network]

        def current() -> bool:
            return (picture, fit, network, True) == (self.picture, self.fit, self.network, self.looking)

        def take(found: np.ndarray | None) -> None:
            if found is not None and current():
                self.map = found
                self.changed.emit()

        self._run(self._back, lambda: occlusion(classifier, picture.small[fit]) if current() else None, take, network)

    def _by_turn(self) -> list[str]:
        return sorted(self.classifiers, key=lambda name: (name != self.network, list(NETWORKS).index(name)))

    def _run(
        self,
        tasks: Tasks,
        func: Callable[[], Any],
        take: Callable[[Any], None],
        network: str | None = None,
        failed: Callable[[], None] = lambda: None,
    ) -> None:
        def then(result: Any, error: Exception | None) -> None:
            if error is None:
                take(result)
                return
            if network is not None:  # a network that fails is out, as if its bundle could not be read
                self._lose(network, error)
                return
            failed()
            self.failed.emit(error)

        tasks.run(func, then)

    def _lose(self, network: str, error: Exception) -> None:
        self.found[network] = error
        self.classifiers.pop(network, None)
        if self.network == network:
            self.network = best(self.found)
        self.changed.emit()
        self.unusable.emit(network, error)

    def stop(self) -> None:
        self._asked = None
        for tasks in (self._desk, self._back):
            tasks.stop()
