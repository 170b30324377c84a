"""What the window shows, and the tasks that change it. Knows no widget."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
from PyQt5.QtCore import QObject, QTimer, pyqtSignal

from analysis.bundles.bundle import DEFAULT_DATASET, Bundle, best, datasets, scan, stamp
from analysis.bundles.classifier import Classifier, occlusion, runner
from classifier_gui.pictures.opened import Opened
from classifier_gui.pictures.opening import Opening, Request
from classifier_gui.pictures.samples import random_sample
from classifier_gui.tasks import Tasks
from hypermodels import NETWORKS

WATCH = 2000  # milliseconds between looks at the bundles


class Session(QObject):
    """`changed` follows every change of the fields below; `failed` carries an error, after which all is as before.

    `answers` holds the probabilities `(classes,)` of every network that has answered; `map` the occlusion map of
    the chosen network.
    """

    changed = pyqtSignal()
    failed = pyqtSignal(object, bool)  # an error; whether the next picture is shown instead
    unusable = pyqtSignal(str, object)  # a network and why
    opened = pyqtSignal(object)  # Opened

    def __init__(self, bundles: Path, samples: Path) -> None:
        super().__init__()
        self._bundles, self._samples = bundles, samples
        self._desk = Tasks(self)  # what the user waits for
        self._back = Tasks(self)  # what may take a while: loading, occlusion
        self.opening = Opening(self)
        self.opening.changed.connect(self.changed)
        self.opening.opened.connect(self._take_picture)
        self.opening.failed.connect(self.failed)
        self._watch = QTimer(self)
        self._watch.timeout.connect(self._look_for_bundles)
        self._stamp: object = None  # of the bundles that are shown
        self.datasets: list[str] = []
        self.dataset = DEFAULT_DATASET
        self.network: str | None = None
        self.found: dict[str, Bundle | Exception] = {}
        self.classifiers: dict[str, Classifier] = {}
        self.fit = "crop"
        self.picture: Opened | None = None
        self.answers: dict[str, np.ndarray] = {}
        self.looking = False  # whether the occlusion map is asked for
        self.map: np.ndarray | None = None

    def start(self, dataset: str | None = None) -> None:
        """Find the bundles and warm the networks up, the chosen one first."""

        def find() -> tuple[object, list[str], str, dict[str, Bundle | Exception]]:
            seen, names = stamp(self._bundles), datasets(self._bundles)
            chosen = dataset or (self.dataset if self.dataset in names or not names else names[0])
            return seen, names, chosen, scan(self._bundles, chosen)

        self._run(self._desk, find, self._take_bundles)

    def _look_for_bundles(self) -> None:
        """A bundle may be exported, replaced or removed while the window is open."""

        def take(seen: object) -> None:
            if self._stamp is not None and seen != self._stamp:
                self.start(self.dataset if self.found else None)

        self._run(self._back, lambda: stamp(self._bundles), take)

    def _take_bundles(self, found: tuple[object, list[str], str, dict[str, Bundle | Exception]]) -> None:
        self._stamp, self.datasets, self.dataset, self.found = found
        before = self.classifiers
        self.classifiers = {name: Classifier(one) for name, one in self.found.items() if isinstance(one, Bundle)}
        for name, old in before.items():  # what is loaded and has not changed stays
            if name in self.classifiers and self.classifiers[name].bundle == old.bundle:
                self.classifiers[name] = old
        self._watch.start(WATCH)
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
        self.opening.open_path(path, true_class, siblings)

    def open_sample(self) -> None:
        shown = self.picture.path if self.picture else None

        def draw() -> Opened:
            path, true_class = random_sample(self._samples, self.dataset, shown)
            return self.opening.reader.open_path(path, true_class)

        self.open_with("", draw)

    def open_with(self, name: str, get: Callable[[], Opened]) -> None:
        """Show the picture that `get`, called off the main thread, gives; the old one stays if it fails."""
        self.opening.ask(Request(name, get))

    def turn_page(self, step: int) -> None:
        self.opening.turn(step)

    @property
    def busy(self) -> bool:
        """Whether a picture is being read."""
        return self.opening.busy

    def _take_picture(self, picture: Opened) -> None:
        self.picture = picture
        self.opened.emit(picture)
        self._classify()

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
            take,
            name,
        )

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
    ) -> None:
        def then(result: Any, error: Exception | None) -> None:
            if error is None:
                take(result)
                return
            if network is not None:  # a network that fails is out, as if its bundle could not be read
                self._lose(network, error)
                return
            self.failed.emit(error, False)

        tasks.run(func, then)

    def _lose(self, network: str, error: Exception) -> None:
        self.found[network] = error
        self.classifiers.pop(network, None)
        if self.network == network:
            self.network = best(self.found)
        self.changed.emit()
        self.unusable.emit(network, error)

    def stop(self) -> None:
        """At once: what is being read or answered is given up."""
        self._watch.stop()
        self.opening.stop()
        for classifier in self.classifiers.values():
            classifier.abandon()
        runner().give_up()
        for tasks in (self._desk, self._back):
            tasks.stop()
