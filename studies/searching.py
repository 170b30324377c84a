"""A joint search: Keras-Tuner's oracle proposes, the run store remembers. A source of trials for the driver."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from hypermodels.dimensions import DIMENSIONS, Dimension, Value
from studies import catalog, plan
from studies.driver import Asked, Result
from studies.journal import Journalled
from studies.views import Shelf


class Searching:
    """As many trials are open as there are slots: the next proposal depends on what was told. One that goes on asks as
    it asked before, however many slots there were."""

    def __init__(self, home: catalog.Home, shelf: Shelf, say: Callable[[str], None]) -> None:
        self._home = home
        self._shelf = shelf
        shelf.project = self._project = Journalled(shelf.project, home.study(shelf.study.name) / "journal.jsonl", say)

    def ask(self, open_trials: int, slots: int) -> Asked | None:
        if open_trials >= slots and not self._project.repeating:
            return None
        asked = self._shelf.ask()
        if asked is not None:
            study = self._shelf.study
            self._shelf.study = replace(study, trials=(*study.trials, asked.trial))
            self._shelf.board.add(catalog.write(self._home, self._shelf.study)["trials"][-1])
        return asked

    def tell(self, asked: Asked, results: Sequence[Result]) -> None:
        self._shelf.tell(asked, results)

    def show(self, run: plan.Run) -> None:
        self._shelf.board.show(run.id)


def choices(dimensions: Sequence[Dimension], epochs: int) -> Mapping[str, tuple[Value, ...]]:
    """What a search chooses from: each dimension's values, and no more epochs than `epochs`."""
    chosen = {dimension.name: dimension.values for dimension in DIMENSIONS if dimension in dimensions}
    if "epochs" in chosen:
        fitting = tuple(value for value in chosen["epochs"] if int(value) < epochs)
        chosen["epochs"] = (*fitting, epochs)
    return chosen
