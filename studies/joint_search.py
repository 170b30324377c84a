"""A joint search: Keras-Tuner's oracle proposes, the run store remembers."""

import contextlib
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from hypermodels.dimensions import BASELINE, DIMENSIONS, Dimension, Range, Value
from studies.execution.driver import Driver
from studies.execution.protocols import Listening, Proposal, Result, Totals
from studies.execution.resources import Resources
from studies.plan import bases, growth
from studies.plan.runs import Run
from studies.plan.studies import Study
from studies.plan.trials import Trial, configuration_of, trial_of
from studies.search_journal import Journalled
from studies.store import catalog
from studies.store.home import Home
from studies.store.runs import Store
from studies.system import files
from studies.system.errors import UsageError
from studies.system.quiet import quiet
from studies.views.scores import score
from studies.views.study_views import LiveBoard, renew_outdated_boards

FACTOR = 3  # Keras-Tuner's default for Hyperband


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
    with contextlib.ExitStack() as stack:
        stack.enter_context(catalog.held(home, study.name))
        engine = stack.enter_context(resources.starting(home, eager=True))
        with quiet():
            from studies.views import keras_tuner

            rest = bases.baseline(study.base, study.context.baseline)
            how = (trials, epochs, study.seeds[0], rest, study.context.table)
            oracle = keras_tuner.searching(str(study.tuner), choices, *how)
            project = keras_tuner.Project(home.study(study.name), oracle)
        grown = catalog.grow(home, study, only)
        files.settled()
        named = [name for name in choices if len(choices[name]) > 1]
        lines = listening(oracle.max_trials, {study.name: named}, study.tuner)
        stack.callback(lines.close)
        renew_outdated_boards(home, lines.say)
        board = LiveBoard(home, grown, lines.say)
        journalled = Journalled(project, home.study(study.name) / "journal.jsonl", lines.say)
        source = Searching(home, study, grown, journalled, board)
        driver = Driver(Store(home.runs), data, lines, resources.probed)
        return driver.drive(source, engine), source.study


class Searching:
    """A source of trials. As many are open as there are slots: the next proposal depends on what was told. One that
    goes on asks as it asked before, however many slots there were."""

    def __init__(self, home: Home, study: Study, grown: Study, project: Journalled, board: LiveBoard) -> None:
        """`study` has no trials yet; `grown` has what earlier searches tried."""
        self._home = home
        self.study = study
        self._grown = grown
        self._project = project
        self._board = board

    def ask(self, open_trials: int, slots: int) -> Proposal | None:
        if open_trials >= slots and not self._project.repeating:
            return None
        proposed = self._project.ask()
        if proposed is None:
            return None
        trial_id, values = proposed
        trial = trial_of(self.study.context, configuration_of(values), self.study.seeds)
        self.study = replace(self.study, trials=(*self.study.trials, trial))
        self._grow(trial)
        return Proposal(self.study.name, trial_id, trial)

    def _grow(self, trial: Trial) -> None:
        """Add a trial to the study and its board, where no earlier search tried it."""
        grown = growth.with_trial(self._grown, trial)
        if grown != self._grown:
            self._grown = grown
            place = [one.configuration for one in grown.trials].index(trial.configuration)
            self._board.add(catalog.write(self._home, grown)["trials"][place])

    def tell(self, proposal: Proposal, results: Sequence[Result]) -> None:
        self._project.tell(proposal.id, score(results, proposal.trial.epochs))
        for result in results:
            self.show(result.run)

    def show(self, run: Run) -> None:
        self._board.show(run.id)


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


def check(tuner: str, choices: Mapping[str, Sequence[Value]], rest: Mapping[str, Value]) -> None:
    """Refuse a search that has nothing to choose, or would read runs before their horizon.

    Raises:
        UsageError: every dimension has one value; or Hyperband, with a schedule that varies or is not constant in the
            `rest`.
    """
    if all(not isinstance(values, Range) and len(set(values)) < 2 for values in choices.values()):
        only = ", ".join(f"{name}={values[0]}" for name, values in choices.items())
        more = "a higher --epochs, or another dimension" if "epochs" in choices else "another dimension"
        raise UsageError(f"dimensions={','.join(choices)} leave {only} alone to try: give {more}.")
    scheduled = "schedule" in choices or rest["schedule"] != BASELINE["schedule"]
    if tuner == "hyperband" and scheduled:
        raise UsageError(
            "tuner=hyperband compares runs before their last epoch, where a schedule says nothing yet: leave schedule "
            "out, or give tuner=random or bayesian."
        )


def choices(
    dimensions: Sequence[Dimension], epochs: int, ranges: Mapping[str, Range]
) -> Mapping[str, tuple[Value, ...]]:
    """What a search chooses from: each dimension's values, the table's first, and no more epochs than `epochs`.

    An optimizer that another dimension is for is among those that are tried. One of `ranges` is drawn from, whatever
    `epochs` says.
    """
    own = [dimension for dimension in dimensions if dimension not in DIMENSIONS]
    chosen = {dimension.name: dimension.values for dimension in (*DIMENSIONS, *own) if dimension in dimensions}
    for row in dimensions:
        if row.needs is not None and row.needs[0] in chosen:  # what it is for is among what is tried
            chosen[row.needs[0]] = tuple(dict.fromkeys((*chosen[row.needs[0]], *row.needs[1])))
    if "epochs" in chosen:
        fitting = tuple(value for value in chosen["epochs"] if int(value) < epochs)
        chosen["epochs"] = (*fitting, epochs)
    return {name: ranges.get(name, values) for name, values in chosen.items()}
