"""Carries out studies: trains what is missing, and keeps the three views of each (plan, project, board).

Who holds a study's lock keeps its views. Another process that is asked for the same study shares the work, run by
run, and makes the views anew when the first has ended. A search is for one process alone: what it proposes next
depends on the order of what it was told.
"""

import contextlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Protocol

from hypermodels.dimensions import Value
from studies.execution.driver import Driver, Listener, Totals
from studies.execution.engine import Engine, Inline, Local
from studies.execution.fork_server import Helper
from studies.execution.ray_cluster import Need
from studies.execution.ray_engine import Ray
from studies.plan import growth
from studies.plan.runs import Run, furthest
from studies.plan.studies import Study, describe
from studies.store import catalog
from studies.store.home import Home
from studies.store.runs import Store
from studies.system import gpus, machine
from studies.system.quiet import quiet
from studies.views.study_views import Planned, Shelf, Unseen, renew_outdated_boards, shelf, stamp
from studies.views.tensorboard import Board


class Lines(Listener, Protocol):
    """A listener that can also be told a sentence, and put away."""

    def say(self, line: str) -> None: ...
    def close(self) -> None: ...


class Listening(Protocol):
    """Makes the listener of a command: what tells the trials of each study apart, and how many they are."""

    def __call__(
        self, trials: int | None, dimensions: Mapping[str, Sequence[str]], tuner: str | None = None
    ) -> Lines: ...


@dataclass(frozen=True)
class Resources:
    """What to train with: worker processes, and TensorFlow threads in `each`. 0 workers: in this process."""

    workers: int = 1
    each: int | None = None
    cluster: Need | None = None  # on Ray, where a worker needs this
    share: int = 1  # workers on a GPU of this machine

    @property
    def threads(self) -> int:
        return self.each or max(1, machine.cores() // max(1, self.workers))


def carry_out(
    home: Home,
    studies: Sequence[Study],
    data: Path,
    resources: Resources,
    say: Callable[[str], None],
    listening: Listening,
    full_plans: Sequence[Study] | None = None,
    only: bool = False,
) -> Totals:
    """Train what `studies` ask for and the store does not hold. The stored studies grow by it; with `only` they shrink
    to it.

    `full_plans` are the studies before a budget took runs away: what is written down.

    Raises:
        UsageError: something stored cannot be read.
    """
    renew_outdated_boards(home)
    store = Store(home.runs)
    asked = [pair for study in studies for pair in study.asked()]
    with contextlib.ExitStack() as stack:
        mine = [study for study in studies if _take(stack, home, study.name)]
        grown = {study.name: catalog.grow(home, study, only) for study in full_plans or studies}
        shows = {study.name: growth.shown(grown[study.name], study, store.has) for study in studies}
        missing = missing_epochs(store, asked)
        say_plan(say, studies, asked, missing)
        if not missing and all(
            catalog.read_stamp(home, name) == stamp(grown[name], shows[name], store) for name in grown
        ):
            return Totals(asked=len(asked), found=len(asked))  # nothing to do, so no process is even started
        others = [study for study in studies if study not in mine]
        for study in others:
            say(f"another process is at work on study {study.name}: its runs are shared")
        engine = stack.enter_context(starting(home, resources, eager=bool(missing)))
        helper = stack.enter_context(Helper())
        shelves = [
            shelf(home, shows[study.name], describe(grown[study.name]), helper)
            if study in mine
            else Shelf(study, unseen := Unseen(study), unseen)
            for study in studies
            if shows[study.name].trials
        ]
        lines = listening(
            sum(len(one.study.trials) for one in shelves), {one.study.name: one.study.dimensions for one in shelves}
        )
        stack.callback(lines.close)
        driver = Driver(store, data, lines)
        totals = driver.drive(Planned(shelves), engine)
        for one in shelves:
            one.project.finish()
        for study in mine if not totals.failed else ():  # what failed may have all its rows, and no last word yet
            catalog.write_stamp(home, study.name, stamp(grown[study.name], shows[study.name], store))
    for study in others:  # with no lock of ours held, or two processes could wait for each other
        with catalog.held(home, study.name, wait=True), Helper() as helper:
            _show(home, study, driver, helper)
    besides = sum(len(one.study.asked()) for one in shelves) - len(asked)  # stored before, and not asked for now
    return replace(totals, asked=totals.asked - besides, found=totals.found - besides)


def _take(stack: contextlib.ExitStack, home: Home, name: str) -> bool:
    try:
        stack.enter_context(catalog.held(home, name))
    except catalog.Held:
        return False
    return True


def _show(home: Home, wanted: Study, driver: Driver, helper: Helper) -> None:
    """Make the views of a study whose runs have ended, where they are not the right ones already."""
    study = catalog.grow(home, wanted)  # others may have asked for more of it meanwhile
    shows = growth.shown(study, wanted, driver.store.has)
    if catalog.read_stamp(home, study.name) == stamp(study, shows, driver.store):
        return
    if shows.trials:
        made = shelf(home, shows, describe(study), helper)
        while (asked := made.ask()) is not None:
            made.tell(asked, driver.results(asked) or ())
        made.project.finish()
    catalog.write_stamp(home, study.name, stamp(study, shows, driver.store))


def search(
    home: Home,
    study: Study,
    choices: Mapping[str, Sequence[Value]],
    trials: int,
    epochs: int,
    data: Path,
    resources: Resources,
    listening: Listening,
    only: bool = False,
) -> tuple[Totals, Study]:
    """Let a tuner search over `choices`. A killed search goes on where it was: what is stored is told again.

    What earlier searches tried stays in the study, unless it is to hold this one `only`.

    Raises:
        UsageError: another process is at work on it, or something stored cannot be read.
    """
    from studies.joint_search import Searching

    renew_outdated_boards(home)
    with contextlib.ExitStack() as stack:
        stack.enter_context(catalog.held(home, study.name))
        engine = stack.enter_context(starting(home, resources, eager=True))
        with quiet():
            from studies.views import keras_tuner

            oracle = keras_tuner.searching(str(study.tuner), choices, trials, epochs, study.seeds[0])
            project = keras_tuner.Project(home.study(study.name), oracle)
        grown = catalog.grow(home, study, only)
        searched = Shelf(study, project, Board(home.tb_logs, describe(grown), Store(home.runs)))
        named = [name for name in choices if len(choices[name]) > 1]
        lines = listening(oracle.max_trials, {study.name: named}, study.tuner)
        stack.callback(lines.close)
        source = Searching(home, searched, grown, lines.say)
        return Driver(Store(home.runs), data, lines).drive(source, engine), searched.study


def missing_epochs(store: Store, asked: Sequence[tuple[Run, int]]) -> dict[Run, int]:
    """The epochs that still have to be trained, by run."""
    left = {}
    for run, epochs in furthest(asked).items():
        record = store.record(run.id)
        if record is None or not record.done(epochs):
            left[run] = epochs - (record.epochs if record else 0)
    return left


def say_plan(
    say: Callable[[str], None],
    studies: Sequence[Study],
    asked: Sequence[tuple[Run, int]],
    missing: dict[Run, int],
) -> None:
    distinct = furthest(asked)
    for study in studies:
        for warning in study.warnings:
            say(f"note: {warning}")
    say(
        f"{len(asked)} runs asked for, {len(distinct)} distinct, {len(distinct) - len(missing)} in the store, "
        f"{len(missing)} to train ({sum(missing.values())} epochs)"
    )


@contextlib.contextmanager
def starting(home: Home, resources: Resources, eager: bool) -> Iterator[Callable[[], Engine]]:
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


def engine(home: Home, resources: Resources) -> Engine:
    home.cache.mkdir(parents=True, exist_ok=True)
    if resources.cluster is not None:
        return Ray(resources.workers, resources.cluster, home.cache)
    if resources.workers == 0:
        return Inline(resources.threads)
    devices = gpus.assigned(resources.workers, gpus.visible(), resources.share)
    return Local(devices, resources.threads, home.tuner_dirs / "workers.log")
