"""What shows a study while it is carried out: its Keras-Tuner project and its board, made from what the driver tells.

Who holds a study's lock keeps its views; for the others there is `Unseen`.
"""

import hashlib
import json
import math
from collections.abc import Container, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from statistics import fmean
from typing import Any, Protocol

from studies.execution.driver import Asked, Result
from studies.execution.fork_server import Helper
from studies.plan.runs import Run
from studies.plan.studies import Study, describe, numbered
from studies.plan.trials import configuration_of, trial_of
from studies.store import catalog
from studies.store.home import Home
from studies.store.runs import Store
from studies.views.keras_tuner_writer import Kept
from studies.views.tensorboard import LAYOUT, Board, outdated

METRICS = ("val_accuracy", "accuracy", "val_loss", "loss")


class Project(Protocol):
    """`keras_tuner.Project` where an oracle proposes, `keras_tuner_writer.Kept` where the trials are known."""

    def ask(self) -> tuple[str, dict[str, Any]] | None: ...
    def tell(self, trial_id: str, metrics: dict[str, float] | None, epoch: int, message: str | None = None) -> None: ...
    def finish(self) -> None: ...


class Shown(Protocol):
    """`studies.views.tensorboard.Board`, or nothing."""

    def add(self, trial: Mapping[str, Any]) -> None: ...
    def show(self, run_id: str) -> object: ...


class Unseen:
    """In place of the project and the board of a study that another process holds: its trials, shown nowhere."""

    def __init__(self, study: Study) -> None:
        self._trials = numbered(study)

    def ask(self) -> tuple[str, dict[str, Any]] | None:
        return next(self._trials, None)

    def tell(self, trial_id: str, metrics: dict[str, float] | None, epoch: int, message: str | None = None) -> None:
        pass

    def finish(self) -> None:
        pass

    def add(self, trial: Mapping[str, Any]) -> None:
        pass

    def show(self, run_id: str) -> None:
        pass


@dataclass
class Shelf:
    """A study being carried out, with its views."""

    study: Study
    project: Project
    board: Shown
    asked: int = 0

    def ask(self) -> Asked | None:
        """The project's next trial: the plan's own where it is planned, with the runs that a budget left in it."""
        proposal = self.project.ask()
        if proposal is None:
            return None
        trial_id, values = proposal
        planned = self.study.trials[self.asked : self.asked + 1]
        self.asked += 1
        trial = planned[0] if planned else trial_of(self.study.context, configuration_of(values), self.study.seeds)
        return Asked(self.study.name, trial_id, trial)

    def tell(self, asked: Asked, results: Sequence[Result]) -> None:
        """The mean over the seeds, at the last epoch, is the trial's score; seeds that failed are left out of it."""
        rows = [result.row for result in results if result.row is not None]
        causes = "\n".join(f"seed {result.run.seed}: {result.cause}" for result in results if result.cause)
        means = {name: fmean(getattr(row, name) for row in rows) for name in METRICS if rows}
        finite = {name: mean for name, mean in means.items() if math.isfinite(mean)}  # Keras-Tuner takes no other
        self.project.tell(asked.id, finite or None, asked.trial.epochs, causes or None)
        for result in results:
            self.board.show(result.run.id)  # another process may have trained it since the board was made


class Planned:
    """The trials of studies whose plans are known: all are asked at once, so that slots can pick what suits them."""

    def __init__(self, shelves: Sequence[Shelf]) -> None:
        self._shelves = {shelf.study.name: shelf for shelf in shelves}

    def ask(self, open_trials: int, slots: int) -> Asked | None:  # noqa: ARG002
        for shelf in self._shelves.values():
            if shelf.asked < len(shelf.study.trials):
                return shelf.ask()
        return None

    def tell(self, asked: Asked, results: Sequence[Result]) -> None:
        self._shelves[asked.study].tell(asked, results)

    def show(self, run: Run) -> None:
        for shelf in self._shelves.values():
            shelf.board.show(run.id)


def stamp(study: Study, shows: Study, store: Store) -> str:
    """What the views of a study show, the project those trials that are in `shows`: equal stamps, equal views."""
    records = [store.record(run.id) for trial in study.trials for run in trial.runs]
    stored = [(record.id, record.status, record.data.get("updated")) for record in records if record]
    described = [
        {name: part for name, part in describe(one).items() if not name.startswith("command")} for one in (study, shows)
    ]
    return hashlib.sha256(json.dumps([LAYOUT, described, stored]).encode()).hexdigest()


def shelf(home: Home, study: Study, described: Mapping[str, Any], helper: Helper) -> Shelf:
    """A study with its views, the board as `described`: all that was ever asked of it. Its lock must be held;
    `Shelf.project.finish` waits for the last of the project."""
    board = Board(home.tb_logs, described, Store(home.runs))
    return Shelf(study, Kept(helper, home.study(study.name), study), board)


def renew_boards(home: Home, among: Container[str] | None = None) -> list[str]:
    """Make the boards of all studies right, or of those `among`. Who holds a study keeps its board itself.

    Returns what is to be said of studies that cannot be read.
    """
    refused: list[str] = []
    for study in catalog.read(home, refused):
        if among is None or study["name"] in among:
            with suppress(catalog.Held), catalog.held(home, study["name"]):
                Board(home.tb_logs, study, Store(home.runs))
    return refused


def renew_outdated_boards(home: Home) -> None:
    if names := outdated(home.tb_logs):
        renew_boards(home, names)
