"""A joint search: Keras-Tuner's oracle proposes, the run store remembers. A source of trials for the driver."""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from hypermodels.dimensions import DIMENSIONS, Dimension, Value
from studies.execution.driver import Asked, Result
from studies.plan import growth
from studies.plan.runs import Run
from studies.plan.studies import Study
from studies.plan.trials import Trial
from studies.search_journal import Journalled
from studies.store import catalog
from studies.store.home import Home
from studies.views.study_views import Shelf

FACTOR = 3  # Keras-Tuner's default for Hyperband


class Searching:
    """As many trials are open as there are slots: the next proposal depends on what was told. One that goes on asks as
    it asked before, however many slots there were."""

    def __init__(self, home: Home, shelf: Shelf, grown: Study, say: Callable[[str], None]) -> None:
        """`grown` is the study with what earlier searches tried."""
        self._home = home
        self._shelf = shelf
        self._grown = grown
        shelf.project = self._project = Journalled(shelf.project, home.study(shelf.study.name) / "journal.jsonl", say)

    def ask(self, open_trials: int, slots: int) -> Asked | None:
        if open_trials >= slots and not self._project.repeating:
            return None
        asked = self._shelf.ask()
        if asked is not None:
            study = self._shelf.study
            self._shelf.study = replace(study, trials=(*study.trials, asked.trial))
            self._grow(asked.trial)
        return asked

    def _grow(self, trial: Trial) -> None:
        """Add a trial to the study and its board, where no earlier search tried it."""
        grown = growth.with_trial(self._grown, trial)
        if grown != self._grown:
            self._grown = grown
            place = [one.configuration for one in grown.trials].index(trial.configuration)
            self._shelf.board.add(catalog.write(self._home, grown)["trials"][place])

    def tell(self, asked: Asked, results: Sequence[Result]) -> None:
        self._shelf.tell(asked, results)

    def show(self, run: Run) -> None:
        self._shelf.board.show(run.id)


@dataclass(frozen=True)
class Size:
    """What a search comes to: its trials, and the epochs that one seed trains in all of them together."""

    trials: int
    epochs: int


def search_size(tuner: str, choices: Mapping[str, Sequence[Value]], trials: int, epochs: int) -> Size:
    """What to expect of a search: Hyperband's brackets as Keras-Tuner forms them, else the mean of what is drawn."""
    if tuner == "hyperband":
        return _hyperband_size(epochs)
    drawn = [int(value) for value in choices.get("epochs", (epochs,))]
    return Size(trials, round(trials * sum(drawn) / len(drawn)))


def _hyperband_size(most: int) -> Size:
    """Successive halving in every bracket: each round goes on with the best third for three times as many epochs."""
    brackets = math.floor(math.log(most, FACTOR) + 1e-9) + 1
    last = math.ceil(1 + math.log(most, FACTOR))
    trials = trained = 0
    for bracket in range(brackets):
        before = 0
        for rest in range(bracket, -1, -1):  # rounds still to come
            size = math.ceil(last / (bracket + 1) * FACTOR**rest)
            until = math.ceil(most / FACTOR**rest)
            trials, trained, before = trials + size, trained + size * (until - before), until
    return Size(trials, trained)


def choices(dimensions: Sequence[Dimension], epochs: int) -> Mapping[str, tuple[Value, ...]]:
    """What a search chooses from: each dimension's values, and no more epochs than `epochs`."""
    chosen = {dimension.name: dimension.values for dimension in DIMENSIONS if dimension in dimensions}
    if "epochs" in chosen:
        fitting = tuple(value for value in chosen["epochs"] if int(value) < epochs)
        chosen["epochs"] = (*fitting, epochs)
    return chosen
