"""Carries out studies: trains what is missing, and keeps the three views of each (plan, project, board).

Who holds a study's lock keeps its views. Another process that is asked for the same study shares the work, run by
run, and makes the views anew when the first has ended. A search is for one process alone: what it proposes next
depends on the order of what it was told.
"""

import contextlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from studies.execution.driver import Driver
from studies.execution.helper import Helper
from studies.execution.processes.restartable import end_those_left
from studies.execution.protocols import Listening, Totals
from studies.execution.resources import Resources
from studies.plan import growth, looks
from studies.plan.runs import Run, furthest
from studies.plan.studies import Study, pairs_of
from studies.plan.trials import Trial
from studies.planned import Planned, proposals
from studies.store import catalog
from studies.store.home import Home
from studies.store.reading.moment import Moment
from studies.store.reading.run_reader import RunReader
from studies.store.runs import Store
from studies.system import errors, files
from studies.views.scores import Score, score
from studies.views.study_views import LiveBoard, renew_outdated_boards, stamp, write_project


def carry_out(
    home: Home,
    studies: Sequence[Study],
    data: Path,
    resources: Resources,
    say: Callable[[str], None],
    listening: Listening,
    full_plans: Sequence[Study] | None = None,
    only: bool = False,
    planned: Sequence[int] = (),
    looked: Moment | None = None,
) -> Totals:
    """Train what `studies` ask for and the store does not hold. The stored studies grow by it; with `only` they shrink
    to it.

    `full_plans` are the studies before a budget cut them: they are stored as `study.json`. `planned` are the numbers of
    seeds at which it was planned to look (`plan.looks`); that this was a look is kept at its end. `looked` is what the
    caller saw of the store a moment ago, where nothing was missing: 100,000 runs are not looked at again.

    Raises:
        UsageError: something stored cannot be read.
    """
    renew_outdated_boards(home, say)
    store = Store(home.runs)
    pairs = pairs_of(studies)
    distinct = furthest(pairs)
    with contextlib.ExitStack() as stack:
        stack.callback(end_those_left)
        mine = [study for study in studies if _take(stack, home, study.name)]
        taken = {study.name for study in mine}
        plans = sorted(full_plans or studies, key=lambda one: one.name in taken)  # what may be refused comes first
        grown = {study.name: catalog.grow(home, study, only, study.name not in taken) for study in plans}
        files.settled()
        now = looked or Moment(store)
        shows = {study.name: growth.shown(grown[study.name], study, now.has) for study in studies}
        asked = max((len(one.judging(trial)) for one in plans for trial in one.trials), default=0)
        missing = {} if looked else missing_epochs(now, pairs)
        if not missing and all(
            catalog.read_stamp(home, name) == stamp(grown[name], shows[name], now) for name in grown
        ):
            _count_looks(home, now, grown.values(), asked, planned)
            return Totals(found=len(distinct))  # nothing to do, so no process is even started
        others = [study for study in studies if study not in mine]
        for study in others:
            say(f"another process is at work on study {study.name}: its runs are shared")
        engine = stack.enter_context(resources.starting(home, eager=bool(missing)))
        helper = stack.enter_context(resources.helper())
        ours = [shows[study.name] for study in mine if shows[study.name].trials]
        if ours and not missing:  # no worker loads TensorFlow meanwhile
            helper.start()
        driven = [shows[study.name] if study in mine else study for study in studies if shows[study.name].trials]
        boards = {study.name: LiveBoard(home, grown[study.name], say) for study in ours}
        lines = listening(sum(len(one.trials) for one in driven), {one.name: one.dimensions for one in driven})
        stack.callback(lines.close)
        driver = Driver(store, data, lines, resources.probed)
        source = Planned(driven, boards)
        totals = driver.drive(source, engine)
        unshown = {study.name for study in ours if not _show_project(helper, home, study, source.scores(study), say)}
        unshown |= {name for name, board in boards.items() if not board.whole}
        seen = store if missing or others or totals.trained else now  # 100,000 runs are not asked for again
        for study in mine if not totals.failed else ():  # what failed may have all its rows, and no last word yet
            if study.name not in unshown:
                catalog.write_stamp(home, study.name, stamp(grown[study.name], shows[study.name], seen))
    for study in others:  # with no lock of ours held, or two processes could wait for each other
        with catalog.held(home, study.name, wait=True), resources.helper() as helper:
            _show(home, study, driver, helper, say, bool(totals.failed))
    _count_looks(home, seen, grown.values(), asked, planned, bool(totals.failed))
    besides = len(furthest(pairs_of(driven)).keys() - distinct.keys())  # stored before, and not asked for now
    return replace(totals, found=totals.found - besides)


def _count_looks(
    home: Home, store: RunReader, studies: Iterable[Study], asked: int, planned: Sequence[int], failed: bool = False
) -> None:
    """Keep with each study how many seeds of a reading can be compared now: whoever opens its page looks at them.

    Where a run `failed`, and so left no two values with all their seeds, the command is likely to be given again; but
    a `planned` look decides what gets more seeds, and counts. It is one at the seeds that were `asked` for now: those
    beyond are what a command that was killed had of the next.

    Args:
        studies: each with all that was ever asked of it.
    """
    for study in studies:
        readings: dict[int | None, list[Trial]] = {}
        for trial in study.trials:
            readings.setdefault(growth.reading(study.tuner, study.dimensions, trial.values), []).append(trial)
        for epochs, trials in readings.items():
            most = max(len(study.judging(trial)) for trial in trials)
            most = min(most, asked) if planned else most
            if any(look.seeds >= most for look in looks.of_reading(study.looks, epochs)):
                continue  # nothing new can be seen, so no record is read
            done = [sum(store.has(run, trial.epochs) for run in study.judging(trial)) for trial in trials]
            seeds = min(most, looks.seeds_read(done))
            if planned or not failed or seeds == max(done):
                catalog.count_look(home, study, seeds, planned, epochs)


def _take(stack: contextlib.ExitStack, home: Home, name: str) -> bool:
    try:
        stack.enter_context(catalog.held(home, name))
    except catalog.Held:
        return False
    return True


def _show_project(
    helper: Helper, home: Home, study: Study, scores: Sequence[Score], say: Callable[[str], None]
) -> bool:
    """Write the Keras-Tuner project of a study. Where that fails, all is trained and stored: it is said, and False.

    Raises:
        OSError: the disk is full.
    """
    try:
        write_project(helper, home, study, scores)
    except OSError as error:
        if files.disk_is_full(error):
            raise
        say(f"the Keras-Tuner project of study {study.name} was not written: {errors.refusal(error)}")
        return False
    return True


def _show(home: Home, wanted: Study, driver: Driver, helper: Helper, say: Callable[[str], None], failed: bool) -> None:
    """Make the views of a study whose runs have ended, where they are not the right ones already."""
    study = catalog.grow(home, wanted)  # others may have asked for more of it meanwhile
    shows = growth.shown(study, wanted, driver.store.has)
    if catalog.read_stamp(home, study.name) == stamp(study, shows, driver.store):
        return
    if shows.trials:
        board = LiveBoard(home, study, say)
        ended = ((one, driver.outcomes.of_trial(one) or ()) for one in proposals(shows))
        scores = [score(results, one.trial.epochs, shows.choosing) for one, results in ended]
        if not _show_project(helper, home, shows, scores, say) or not board.whole or failed:
            return
    catalog.write_stamp(home, study.name, stamp(study, shows, driver.store))


def missing_epochs(store: RunReader, pairs: Sequence[tuple[Run, int]]) -> dict[Run, int]:
    """The epochs that still have to be trained, by run. `pairs`: runs, and the epoch that each is wanted at."""
    left = {}
    for run, epochs in furthest(pairs).items():
        record = store.record(run.id)
        if record is None or not record.done(epochs):
            left[run] = epochs - (record.epochs if record else 0)
    return left
