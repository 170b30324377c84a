"""One bundle, written whole or not at all: `bundles/<dataset>/<network>/{model.keras, model.onnx, card.*}`."""

import sys
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from importlib.metadata import version
from pathlib import Path
from typing import Any

from analysis.bundles import card_markdown, pictures_of, test_set_count
from analysis.bundles.bundle import MODEL as ONNX
from analysis.bundles.card import Card, Test, UnreadableCard, Validation, input_of, sha256
from hypermodels import NETWORKS
from hypermodels.dimensions import BASELINE
from hypermodels.own.file import OwnNetwork
from studies import prepare
from studies.data import prepared_dataset
from studies.data.prepared_dataset import Dataset
from studies.execution.helper import Helper
from studies.plan import bases
from studies.plan.labels import title
from studies.store.best import Choice
from studies.store.home import Home
from studies.system import files, locks, names, variables

KERAS = "model.keras"
VERIFIED = 256  # test pictures on which the two files must agree; their classes are not looked at
TESTED = ("test", "confusion_matrix", "per_class_recall", "calibration", "errors", "val_test_gap")  # on the test set
Say = Callable[[str], None]


class Bundling:
    """The bundle of a choice: what is in its folder now, and writing it anew."""

    def __init__(self, home: Home, choice: Choice, own: OwnNetwork | None = None) -> None:
        """`own` is the user's network of the choice, from a file that its user named: its code is run."""
        self.home, self.choice, self.own = home, choice, own
        self.study = choice.candidate.study
        self.dataset, self.network = str(self.study["dataset"]["name"]), str(self.study["network"])
        self.folder = home.root / "bundles" / self.dataset / self.network
        self.place = f"bundles/{self.dataset}/{self.network}"
        self.written = False

    def there(self) -> bool:
        """Whether the bundle holds this very run, or a better one, whole. Loads nothing heavy."""
        card = _read(self.folder)
        return card is not None and (self._is_better(card) or self._is_same(card)) and _undamaged(self.folder, card)

    def _is_same(self, card: Card) -> bool:
        return self._describes(card) and card.validation == self._validation()

    def _is_better(self, card: Card) -> bool:
        """A bundle outlives the checkpoint it was made from: what is left is no reason for a worse one."""
        return (card.run, card.configuration) in self.choice.better

    def write(self, say: Say) -> None:
        """Replace the bundle, whole or not at all.

        A run that is in it already keeps its figures on the test set, which is opened for a new one only.

        Raises:
            Unfaithful, UsageError: it cannot be made; the old one stays.
        """
        names.inside(self.home.root, "bundles", self.dataset, self.network)
        with locks.kept(self.home.tuner_dirs):  # no other process writes bundles meanwhile
            files.sweep(self.folder)
            if self.there():
                return  # by another process, meanwhile
            old = _read(self.folder)
            known = old if old is not None and self._describes(old) else None
            if known is not None and _undamaged(self.folder, known):
                _write_card(self.folder, replace(known, validation=self._validation()))
            else:
                files.write_folder(self.folder, lambda folder: self._fill(folder, known, say))
            self.written = True

    def line(self) -> str:
        """What a user is told of the bundle that is there now."""
        card = _read(self.folder)
        assert card is not None, self.folder
        values = title(card.configuration, self.study["dimensions"])
        seeds = "1 seed" if len(card.validation.seeds) == 1 else f"{len(card.validation.seeds)} seeds"
        text = (
            f"{self.place}: {values} seed {card.seed}, val_accuracy {card.validation.mean:.4f} (mean of {seeds}), "
            f"test accuracy {card.test.accuracy:.4f}"
        )
        missed = self.choice.missed
        if self._is_better(card):
            return f"{text}; kept, since no run whose weights are still stored comes up to it"
        if not self.written:
            return f"{text}; there already"
        if missed is None:
            return text
        better = title(missed.values, missed.study["dimensions"])
        return f"{text}\nnote: {better} had {missed.mean:.4f} after epoch {missed.epochs}, but those weights are gone"

    def _describes(self, card: Card) -> bool:
        return (card.run, card.configuration) == (self.choice.run.id, self.choice.candidate.values)

    def _validation(self) -> Validation:
        found = self.choice.candidate
        return Validation({str(seed): found.accuracies[seed] for seed in sorted(found.accuracies)}, found.mean)

    def _fill(self, folder: Path, known: Card | None, say: Say) -> None:
        """Both files, verified, then the figures on validation and test set, then the card."""
        from analysis.bundles import measures, onnx_export, verification

        run, identity = self.choice.run.id, self.choice.run.data["identity"]
        data = prepared_dataset.load(pictures_of.folder_of(self.home, self.dataset, identity["dataset"]["digest"]))
        source = onnx_export.ModelSource(self.home.runs, run, self.choice.candidate.epochs, identity, self.own)
        say("loading TensorFlow")
        loaded = "tensorflow" in sys.modules  # then no other process has to load it
        with Helper(variables.threads(), loaded, onnx_export.processor_alone()) as helper:
            shape = identity["classes"], identity["width"], data.side
            built = prepare.fingerprint(self.home.cache, self.own or self.network, *shape, helper)
            if (built, self.own and self.own.digest) != (identity["model"], identity.get("source")):
                raise verification.Unfaithful("the network is built otherwise now; train it again")
            say("converting")
            parameters = helper.answer(onnx_export.write_files, source, folder / KERAS, folder / ONNX)
            say("verifying")
            answer = partial(helper.answer, onnx_export.answers, source)
            some = data.test[0][:VERIFIED]
            verification.verify(folder / ONNX, some, onnx_export.probabilities(answer, some))
            sure = onnx_export.probabilities(answer, data.validation[0], lambda part: say(f"validation set, {part}"))
            figures = {name: getattr(known, name) for name in TESTED} if known else None
            if figures is None:
                test_set_count.add(
                    self.home, identity["dataset"]["digest"], self.network, run, self.choice.candidate.epochs
                )
                answers = onnx_export.probabilities(answer, data.test[0], lambda part: say(f"test set, {part}"))
                figures = self._tested(measures.figures(*data.test, answers, data.classes))
        threshold = measures.threshold(sure, data.validation[1])
        _write_card(folder, self._card(folder, data, parameters, threshold, figures))

    def _tested(self, figures: dict[str, Any]) -> dict[str, Any]:
        digest = self.choice.run.data["identity"]["dataset"]["digest"]
        test = Test(**figures["test"], times_opened=test_set_count.count(self.home, digest, self.network))
        gap = self.choice.candidate.accuracies[self.choice.seed] - test.accuracy
        return {**figures, "test": test, "val_test_gap": gap}

    def _card(
        self, folder: Path, data: Dataset, parameters: int, threshold: float | None, figures: dict[str, Any]
    ) -> Card:
        run = self.choice.run
        identity = run.data["identity"]
        exporters = {
            name: version(package)
            for name, package in (("onnx", "onnx"), ("tf2onnx", "tf2onnx"), ("opencv", "opencv-python-headless"))
        }
        return Card(
            network=self.network,
            title=self.own.title if self.own else NETWORKS[self.network],
            width=identity["width"],
            dataset=self.dataset,
            configuration=self.choice.candidate.values,
            seed=self.choice.seed,
            study=self.study["name"],
            run=run.id,
            classes=list(data.classes),
            validation=self._validation(),
            confidence_threshold=threshold,
            parameters=parameters,
            size_bytes=(folder / ONNX).stat().st_size,
            environment={**(run.data.get("environment") or {}), **exporters},
            files={name: sha256(folder / name) for name in (KERAS, ONNX)},
            samples=identity["dataset"]["samples"],
            precision=identity["precision"],
            base=dict(bases.of_record(self.study)),
            input=input_of(data.side),
            **figures,
        )


def _write_card(folder: Path, card: Card) -> None:
    """The card last: it is what readers look for."""
    files.write_bytes(folder / "card.md", card_markdown.page(card).encode())
    files.write_bytes(folder / "card.json", card.to_json().encode())


def _read(folder: Path) -> Card | None:
    """The card that is there, complete where it is older than a dimension; None where this version reads none."""
    try:
        card = Card.from_json((folder / "card.json").read_text(encoding="utf-8"))
        return replace(card, configuration={**BASELINE, **card.configuration})
    except (OSError, UnicodeDecodeError, UnreadableCard):
        return None


def _undamaged(folder: Path, card: Card) -> bool:
    try:
        return all(sha256(folder / name) == card.files.get(name) for name in (KERAS, ONNX))
    except OSError:
        return False
