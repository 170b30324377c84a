"""Carries out studies: locks them, trains what is missing, and keeps the three views of each (plan, project, board)."""

import contextlib
import hashlib
import json
import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean
from typing import Any, Protocol

from hypermodels.dimensions import Value
from studies import catalog, environment, plan
from studies.actors import Ray
from studies.boards import Board
from studies.cluster import Need
from studies.driver import Asked, Driver, Result, Totals
from studies.engines import Engine, Inline, Local
from studies.progress import ProgressLines
from studies.quiet import quiet
from studies.records import Store

METRICS = ("val_accuracy", "accuracy", "val_loss", "loss")


class Project(Protocol):
    """`studies.tuner.Project`, which is imported only where Keras-Tuner is needed."""

    def ask(self) -> tuple[str, dict[str, Any]] | None: ...
    def tell(self, trial_id: str, metrics: dict[str, float] | None, epoch: int, message: str | None = None) -> None: ...


@dataclass(frozen=True)
class Resources:
    """What to train with: worker processes, and TensorFlow threads in `each`. 0 workers: in this process."""

    workers: int = 1
    each: int | None = None
    cluster: Need | None = None  # on Ray, where a worker needs this

    @property
    def threads(self) -> int:
        return self.each or max(1, environment.cores() // max(1, self.workers))


@dataclass
class Shelf:
    """A study being carried out, with its views."""

    study: plan.Study
    project: Project
    board: Board
    asked: int = 0

    def ask(self) -> Asked | None:
        """The project's next trial: the plan's own where it is planned, with the runs that a budget left in it."""
        proposal = self.project.ask()
        if proposal is None:
            return None
        trial_id, values = proposal
        planned = self.study.trials[self.asked : self.asked + 1]
        self.asked += 1
        trial = planned[0] if planned else plan.trial(self.study.context, plan.whole(values), self.study.seeds)
        return Asked(self.study.name, trial_id, trial)

    def tell(self, asked: Asked, results: Sequence[Result]) -> None:
        """The mean over the seeds, at the last epoch, is the trial's score; seeds that failed are left out of it."""
        rows = [result.row for result in results if result.row is not None]
        causes = "\n".join(f"seed {result.run.seed}: {result.cause}" for result in results if result.cause)
        means = {name: fmean(getattr(row, name) for row in rows) for name in METRICS if rows}
        finite = {name: mean for name, mean in means.items() if math.isfinite(mean)}  # Keras-Tuner takes no other
        self.project.tell(asked.id, finite or None, asked.trial.epochs, causes or None)
        for result in results:
            self.board.add(asked.trial, asked.id, result.run, result.rows, result.status)


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


def carry_out(
    home: catalog.Home, studies: Sequence[plan.Study], data: Path, resources: Resources, say: Callable[[str], None],
    whole: Sequence[plan.Study] | None = None,
) -> Totals:  # fmt: skip
    """Train what `studies` ask for and the store does not hold.

    `whole` are the same studies before a budget took runs away: what is written down as the plan.

    Raises:
        UsageError: another process is at work on one of them, or something stored cannot be read.
    """
    with contextlib.ExitStack() as stack:
        for study in studies:
            stack.enter_context(catalog.held(home, study.name))
        store = Store(home.runs)
        asked = [pair for study in studies for pair in study.asked()]
        missing = missing_epochs(store, asked)
        say_plan(say, studies, asked, missing)
        if not missing and all(catalog.read_stamp(home, study.name) == stamp(study, store) for study in studies):
            return Totals(asked=len(asked), found=len(asked))  # nothing to do, so Keras-Tuner is not even imported
        engine = stack.enter_context(starting(home, resources, eager=bool(missing)))
        for study in whole or studies:
            catalog.write(home, study)
        shelves = [_shelf(home, study) for study in studies if study.trials]
        lines = ProgressLines(
            sum(len(study.trials) for study in studies),
            {study.name: study.dimensions for study in studies},
        )  # fmt: skip
        stack.callback(lines.close)
        totals = Driver(store, data, lines).drive(Planned(shelves), engine)
        for study in studies:
            catalog.write_stamp(home, study.name, stamp(study, store))
        return totals


def search(
    home: catalog.Home, study: plan.Study, choices: Mapping[str, Sequence[Value]], trials: int, epochs: int,
    data: Path, resources: Resources,
) -> tuple[Totals, plan.Study]:  # fmt: skip
    """Let a tuner search over `choices`. A killed search goes on where it was: what is stored is told again.

    Raises:
        UsageError: another process is at work on it, or something stored cannot be read.
    """
    from studies.searching import Searching

    with contextlib.ExitStack() as stack:
        stack.enter_context(catalog.held(home, study.name))
        engine = stack.enter_context(starting(home, resources, eager=True))
        with quiet():
            from studies import tuner

            oracle = tuner.searching(str(study.tuner), choices, trials, epochs, study.seeds[0])
            project = tuner.Project(home.study(study.name), oracle)
        board = Board(home.tb_logs, study, {name: list(choices.get(name, ())) for name in plan.BASELINE})
        shelf = Shelf(study, project, board)
        lines = ProgressLines(oracle.max_trials, {study.name: [name for name in choices if len(choices[name]) > 1]})
        stack.callback(lines.close)
        return Driver(Store(home.runs), data, lines).drive(Searching(home, shelf), engine), shelf.study


def stamp(study: plan.Study, store: Store) -> str:
    """What the views of a study show: equal stamps, equal views."""
    records = [store.record(run.id) for trial in study.trials for run in trial.runs]
    shown = [(record.id, record.status, record.data.get("updated")) for record in records if record]
    return hashlib.sha256(json.dumps([plan.describe(study), shown]).encode()).hexdigest()


def best(study: plan.Study, store: Store) -> tuple[float, plan.Trial] | None:
    """The trial with the highest mean val_accuracy over its seeds, from the records."""
    scored = []
    for trial in study.trials:
        rows = [store.history(run.id)[: trial.epochs] for run in trial.runs]
        scores = [row[-1].val_accuracy for row in rows if row]
        if scores:
            scored.append((fmean(scores), trial))
    return max(scored, key=lambda pair: pair[0], default=None)


def missing_epochs(store: Store, asked: Sequence[tuple[plan.Run, int]]) -> dict[plan.Run, int]:
    """The epochs that still have to be trained, by run."""
    left = {}
    for run, epochs in plan.furthest(asked).items():
        record = store.record(run.id)
        if record is None or not record.done(epochs):
            left[run] = epochs - (record.epochs if record else 0)
    return left


def say_plan(
    say: Callable[[str], None], studies: Sequence[plan.Study], asked: Sequence[tuple[plan.Run, int]],
    missing: dict[plan.Run, int],
) -> None:  # fmt: skip
    distinct = plan.furthest(asked)
    for study in studies:
        for warning in study.warnings:
            say(f"note: {warning}")
    say(
        f"{len(asked)} runs asked for, {len(distinct)} distinct, {len(distinct) - len(missing)} in the store, "
        f"{len(missing)} to train ({sum(missing.values())} epochs)"
    )


@contextlib.contextmanager
def starting(home: catalog.Home, resources: Resources, eager: bool) -> Iterator[Callable[[], Engine]]:
    """An engine that starts when it is first needed, or at once; its processes end with the block."""
    engines: list[Engine] = []

    def start() -> Engine:
        if not engines:
            engines.append(engine(home, resources))
        return engines[0]

    try:
        if eager:
            start()
        yield start
    finally:
        for started in engines:
            started.stop()


def engine(home: catalog.Home, resources: Resources) -> Engine:
    home.cache.mkdir(parents=True, exist_ok=True)
    if resources.cluster is not None:
        return Ray(resources.workers, resources.cluster, home.cache)
    if resources.workers == 0:
        return Inline(resources.threads)
    return Local(resources.workers, resources.threads, home.tuner_dirs / "workers.log")


def _shelf(home: catalog.Home, study: plan.Study) -> Shelf:
    choices = {name: list(dict.fromkeys(t.values[name] for t in study.trials)) for name in plan.BASELINE}
    with quiet():
        from studies import tuner

        oracle = tuner.planned([trial.values for trial in study.trials], study.dimensions)
        project = tuner.Project(home.study(study.name), oracle)
    return Shelf(study, project, Board(home.tb_logs, study, choices))
