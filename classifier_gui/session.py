"""What the window shows, and the tasks that change it. Knows no widget."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
from PyQt5.QtCore import QObject, pyqtSignal

from analysis.bundles.classifier import Classifier, occlusion
from classifier_gui.networks import Networks
from classifier_gui.pictures.crop import CENTRE, CHANGES, Crop
from classifier_gui.pictures.opened import Opened
from classifier_gui.pictures.opening import Opening, Wanted
from classifier_gui.pictures.samples import random_sample
from classifier_gui.tasks import Tasks


class Session(QObject):
    """`changed` follows every change of the fields below; `failed` carries an error, after which all is as before.

    `looks` holds the uint8 pixels `(side, side, 3)` that the networks are asked about, by their side; `answers` the
    probabilities `(classes,)` of every network that has answered, `other_answers` those of the other datasets' models,
    by dataset and network; `map` the occlusion map of the chosen network.
    """

    changed = pyqtSignal()
    failed = pyqtSignal(object, bool)  # an error; whether the next picture is shown instead
    opened = pyqtSignal(object)  # Opened

    def __init__(self, bundles: Path, samples: Path) -> None:
        super().__init__()
        self._samples = samples
        self._asking = Tasks(self)  # what the user waits for
        self._mapping = Tasks(self)  # what may take a while
        self.networks = Networks(bundles, self)
        self.networks.changed.connect(self.changed)
        self.networks.replaced.connect(self._take_networks)
        self.networks.failed.connect(lambda error: self.failed.emit(error, False))
        self.opening = Opening(self)
        self.opening.changed.connect(self.changed)
        self.opening.opened.connect(self._take_picture)
        self.opening.failed.connect(self.failed)
        self.fit, self.crop = "crop", CENTRE
        self.picture: Opened | None = None
        self.looks: dict[int, np.ndarray] = {}
        self.answers: dict[str, np.ndarray] = {}
        self.other_answers: dict[tuple[str, str], np.ndarray] = {}
        self.comparing = False  # whether all models are asked for, side by side
        self.looking = False  # whether the occlusion map is asked for
        self.map: np.ndarray | None = None

    @property
    def classifier(self) -> Classifier | None:
        """The chosen network's."""
        return self.networks.classifiers.get(self.networks.chosen or "")

    @property
    def seen(self) -> np.ndarray | None:
        """What the chosen network is asked about."""
        return self.looks.get(self.networks.side)

    # ---- what is asked

    def choose_network(self, network: str) -> None:
        if network in self.networks.classifiers and network != self.networks.chosen:
            self.networks.chosen, self.map = network, None
            self._look()
            self._ask_others()
        self.changed.emit()  # also when nothing changed: a card or a menu that was pressed must not stay unchecked

    def choose_fit(self, fit: str) -> None:
        if fit != self.fit:
            self.fit = fit
            self._classify()
        self.changed.emit()

    def choose_crop(self, crop: Crop) -> None:
        """The networks follow the square; each answer is shown until its next one comes."""
        if self.picture is not None and self.fit == "crop" and crop != self.crop:
            self.crop = crop
            self._ask_all()

    def change_crop(self, change: str) -> None:
        """`change` is a key of `CHANGES`."""
        if self.picture is not None:
            height, width = self.picture.preview.shape[:2]
            self.choose_crop(CHANGES[change](self.crop, width, height))

    def look(self, looking: bool) -> None:
        """Show, or no longer, where the network looked."""
        self.looking = looking
        self._look()
        self.changed.emit()

    def compare(self, comparing: bool) -> None:
        self.comparing = comparing
        self._ask_others()
        self.changed.emit()

    # ---- pictures

    def open_path(self, path: Path, true_class: str = "", siblings: tuple[Path, ...] = ()) -> None:
        self.opening.open_path(path, true_class, siblings)

    def open_sample(self) -> None:
        shown = self.picture.path if self.picture else None

        def draw() -> Opened:
            path, true_class = random_sample(self._samples, self.networks.dataset, shown)
            return self.opening.read(path, true_class)

        self.open_with("", draw)

    def open_with(self, name: str, get: Callable[[], Opened]) -> None:
        """Show the picture that `get`, called off the main thread, gives; the old one stays if it fails."""
        self.opening.ask(Wanted(name, get))

    @property
    def busy(self) -> bool:
        """Whether a picture is being read."""
        return self.opening.busy

    def _take_picture(self, picture: Opened) -> None:
        self.picture, self.crop = picture, CENTRE
        self.opened.emit(picture)
        self._classify()

    # ---- answers

    def _take_networks(self) -> None:
        """A picture that was read before a side was known is read again: its preview may be coarser."""
        self.opening.sides, picture = self.networks.sides(), self.picture
        self._classify()
        if picture and picture.path and not picture.knows(self.opening.sides):
            self.opening.open_path(picture.path, picture.true_class, picture.siblings)

    def _classify(self) -> None:
        self.answers, self.other_answers = {}, {}
        self._ask_all()

    def _ask_all(self) -> None:
        """Ask every network about what is to be seen, the chosen one first."""
        picture, sides = self.picture, self.networks.sides()
        self.map, self.looks = None, picture.looks(self.fit, self.crop, sides) if picture else {}
        for name in self.networks.by_turn() if self.looks else []:
            self._ask(self.networks.classifiers[name], self.answers, name, partial(self.networks.lose, name))
        self._look()
        self._ask_others(again=True)
        self.changed.emit()

    def _ask_others(self, again: bool = False) -> None:
        """`again`: also those that have answered."""
        for place, classifier in self.networks.others().items() if self.comparing and self.picture else ():
            if again or place not in self.other_answers:
                self._ask(classifier, self.other_answers, place, partial(self.networks.lose_other, place))

    def _ask(
        self, classifier: Classifier, answers: dict[Any, np.ndarray], key: Any, lose: Callable[[Exception], None]
    ) -> None:
        """`answers` are those of the picture and fit that are asked about: a later picture begins others."""
        looks = self.looks

        def then(answer: np.ndarray | None, error: Exception | None) -> None:
            if error is not None:
                lose(error)
            elif answer is not None and (answers is self.answers or answers is self.other_answers):
                answers[key] = answer
                self.changed.emit()

        def work() -> np.ndarray | None:
            seen = looks.get(classifier.side)
            return classifier.probabilities(seen[np.newaxis])[0] if seen is not None and looks is self.looks else None

        self._asking.run(work, then)

    def _look(self) -> None:
        seen, network, classifier = self.seen, self.networks.chosen, self.classifier
        if not self.looking or seen is None or network is None or classifier is None or self.map is not None:
            return

        def current() -> bool:
            return seen is self.seen and (network, True) == (self.networks.chosen, self.looking)

        def then(found: np.ndarray | None, error: Exception | None) -> None:
            if error is not None:
                self.networks.lose(network, error)
            elif found is not None and current():
                self.map = found
                self.changed.emit()

        self._mapping.run(lambda: occlusion(classifier.probabilities, seen) if current() else None, then)

    def stop(self) -> None:
        """At once: what is being read or answered is given up."""
        self.opening.stop()
        self.networks.stop()
        for tasks in (self._asking, self._mapping):
            tasks.stop()
