"""Carries out what a source of trials asks: asks, trains what the store does not hold, tells. One thread."""

import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from studies.execution.engine import Ended, Engine, Job
from studies.plan.runs import Run
from studies.plan.trials import Trial
from studies.store.history import Epoch
from studies.store.run_json import RunRecord
from studies.store.runs import Busy, Store
from studies.system import files
from studies.system.errors import UsageError

TICK = 0.25  # seconds between two looks at the running epochs
LOOK = 2.0  # seconds at least between two times that new epochs are shown in the views: TensorBoard reads every five
COST = 0.05  # of the time at most, for showing them
DEATHS = 2  # of a run's process, that fail the run
LOST = 10  # machines lost under a run, that fail it: it may be what takes them down


class Source(Protocol):
    """Where trials come from: a study's plan, or a search."""

    def ask(self, open_trials: int, slots: int) -> "Asked | None":
        """The next trial; None while there is none, with `open_trials` unanswered and `slots` to train in."""
        ...

    def tell(self, asked: "Asked", results: Sequence["Result"]) -> None: ...
    def show(self, run: Run) -> None:
        """There is more of a run in the store, or how it ended."""
        ...


@dataclass(frozen=True, eq=False)
class Asked:
    study: str
    id: str
    trial: Trial


@dataclass(frozen=True)
class Result:
    """How a run of a trial ended: its rows up to the epoch the trial asks for, or the one in which it diverged."""

    run: Run
    rows: tuple[Epoch, ...]
    status: str
    cause: str | None = None

    @property
    def row(self) -> Epoch | None:
        return self.rows[-1] if self.rows else None


class Listener(Protocol):
    """Shows what happens. Every method may do nothing."""

    def trial_asked(self, asked: Asked) -> None: ...
    def run_found(self, asked: Asked, result: Result) -> None: ...
    def run_started(self, asked: Asked, run: Run, from_epoch: int, to_epoch: int) -> None: ...
    def epoch_ended(self, asked: Asked, run: Run, row: Epoch, to_epoch: int) -> None: ...
    def run_ended(self, asked: Asked, result: Result) -> None: ...
    def run_waiting(self, run: Run) -> None: ...
    def trial_ended(self, asked: Asked, results: Sequence[Result]) -> None: ...
    def run_again(self, asked: Asked, run: Run, cause: str) -> None: ...
    def tick(self, running: Sequence[tuple[Asked, Run, dict[str, int] | None]], epochs_left: float) -> None: ...


@dataclass
class Totals:
    """What one call did."""

    asked: int = 0
    found: int = 0
    trained: int = 0
    epochs: int = 0
    failed: dict[str, str] = field(default_factory=dict)  # run id -> cause
    diverged: int = 0


@dataclass(eq=False)
class _Task:
    """A run that waits for a slot, or is in one."""

    asked: Asked  # the first trial that wanted it
    run: Run
    to_epoch: int
    rows: int  # stored, and while it runs: shown
    begun: int = 0  # rows stored when it came into its slot
    busy: bool = False  # another process was training it when a worker last tried


class Driver:
    """One study, or one search, from its first question to its last answer."""

    def __init__(self, store: Store, data: Path, listener: Listener) -> None:
        self.store = store
        self._data = data
        self._listener = listener
        self._open: list[Asked] = []
        self._waiting: dict[str, _Task] = {}  # by run id
        self._running: dict[int, _Task] = {}  # by slot
        self._held: dict[int, tuple[object, ...]] = {}  # the program each slot holds
        self._died: Counter[tuple[str, bool]] = Counter()  # by run id, and whether with its machine
        self._unshown: dict[str, Run] = {}  # with epochs that the source has not been told to show
        self._next_look = 0.0
        self.totals = Totals()

    def drive(self, source: Source, engine: Callable[[], Engine]) -> Totals:
        """Until the source has no more questions. `engine` is called when there is something to train."""
        slots = 1
        working: Engine | None = None
        while True:
            asked = self._ask(source, slots)
            if self._waiting and working is None:
                working = engine()
                slots = working.slots
                continue
            if not self._running and not self._waiting:
                if asked:
                    continue
                return self.totals
            assert working is not None
            ended = self._submit(working) | self._follow(working)
            self._show(source, ended)
            self._answer(source, ended)

    def _ask(self, source: Source, slots: int) -> int:
        """Ask while a slot has nothing to do. What was found is told at once: the next question may depend on it."""
        count = 0
        while (asked := source.ask(len(self._open), slots)) is not None:
            count += 1
            self._listener.trial_asked(asked)
            for run in asked.trial.runs:
                self._want(asked, run)
            if not self._settled(source, asked):
                self._open.append(asked)
        return count

    def _want(self, asked: Asked, run: Run) -> None:
        self.totals.asked += 1
        record, stored = self.store.read(run.id)
        if record is not None and record.refused:
            if run.id not in self.totals.failed:
                self._refuse(asked, run, record.cause)
            return
        if self._is_stored(record, run, asked.trial.epochs):
            self.totals.found += 1
            self._listener.run_found(asked, _reached(asked, run, stored))
            return
        rows = record.epochs if record else 0
        task = self._waiting.setdefault(run.id, _Task(asked, run, asked.trial.epochs, rows))
        task.to_epoch = max(task.to_epoch, asked.trial.epochs)

    def _is_stored(self, record: RunRecord | None, run: Run, epochs: int) -> bool:
        """Whether a run got so far. One whose process was killed before its last word gets it."""
        if record is None or not record.done(epochs):
            return False
        if record.status == "running":
            self.store.conclude(run)
        return True

    def _refuse(self, asked: Asked, run: Run, cause: str | None) -> None:
        """What is stored of the run cannot be gone on from: it is left as it is, and the others go on."""
        self.totals.failed[run.id] = cause or "its record cannot be read"
        self._listener.run_ended(asked, Result(run, (), "failed", self.totals.failed[run.id]))

    def _result(self, asked: Asked, run: Run) -> Result | None:
        """None while the run still has to be trained for this trial."""
        record, stored = self.store.read(run.id)
        if record is not None and record.done(asked.trial.epochs):
            return _reached(asked, run, stored)
        if run.id in self.totals.failed:
            return Result(run, (), "failed", self.totals.failed[run.id])
        return None

    def _answer(self, source: Source, ended: Mapping[str, Run]) -> None:
        """Tell of the trials that waited for one of the runs that ended."""
        touched = [asked for asked in self._open if any(run.id in ended for run in asked.trial.runs)]
        settled = {asked for asked in touched if self._settled(source, asked)}
        self._open = [asked for asked in self._open if asked not in settled]

    def results(self, asked: Asked) -> list[Result] | None:
        """How the runs of a trial ended; None while one of them still has to be trained."""
        results = []
        for run in asked.trial.runs:
            result = self._result(asked, run)
            if result is None:
                return None
            results.append(result)
        return results

    def _settled(self, source: Source, asked: Asked) -> bool:
        """Tell the source, if every run of the trial has ended."""
        results = self.results(asked)
        if results is not None:
            self._listener.trial_ended(asked, results)
            source.tell(asked, results)
        return results is not None

    def _submit(self, engine: Engine) -> dict[str, Run]:
        """Fill the free slots. Returns the runs, by id, that another process has finished meanwhile."""
        found: dict[str, Run] = {}
        free = engine.free()
        while free and self._waiting:
            task = self._next(free[0])
            record, _ = self.store.read(task.run.id)
            if self._is_stored(record, task.run, task.to_epoch):
                self._found(task)
                found[task.run.id] = task.run
                continue
            slot = free.pop(0)
            task.begun = task.rows = record.epochs if record else 0
            self._running[slot] = task
            self._held[slot] = task.run.program
            self._listener.run_started(task.asked, task.run, task.rows, task.to_epoch)
            engine.submit(slot, Job(task.run, task.to_epoch, self.store.root, self._data))
        return found

    def _next(self, slot: int) -> _Task:
        """What no other process trains comes first."""
        tasks = [task for task in self._waiting.values() if not task.busy] or list(self._waiting.values())
        others = [self._held.get(other) for other in self._running]
        return self._waiting.pop(next_run([task.run for task in tasks], self._held.get(slot), others))

    def _follow(self, engine: Engine) -> dict[str, Run]:
        """Watch the running epochs for a tick. Returns the runs, by id, that left their slots."""
        left: dict[str, Run] = {}
        for ended in engine.wait(TICK):
            task = self._running[ended.slot]
            left[task.run.id] = task.run
            self._show_rows(task)  # also what a process stored just before it died
            del self._running[ended.slot]
            if ended.busy:
                self._listener.run_waiting(task.run)
                task.busy = True
                self._waiting[task.run.id] = task
                continue
            if ended.found:
                self._found(task)
                continue
            self.totals.epochs += task.rows - task.begun
            if ended.refused is not None:
                self._refuse(task.asked, task.run, ended.refused)
            elif ended.cause is not None:
                self._after_death(ended, task, ended.cause)
            else:
                self._after_end(task)
        for task in self._running.values():
            if self._has_new_rows(task):
                self._show_rows(task)
        self._listener.tick(
            [(task.asked, task.run, self.store.progress(task.run.id)) for task in self._running.values()],
            sum(task.to_epoch - task.rows for task in (*self._waiting.values(), *self._running.values())),
        )
        return left

    def _show(self, source: Source, ended: Mapping[str, Run]) -> None:
        """Let the source show what ended, at once, and what is being trained, here or elsewhere, now and then."""
        for run in ended.values():
            self._unshown.pop(run.id, None)
            source.show(run)
        began = time.monotonic()
        if began < self._next_look:
            return
        for task in self._waiting.values():
            self._look_elsewhere(task)
        for run in self._unshown.values():
            source.show(run)
        self._unshown.clear()
        now = time.monotonic()
        self._next_look = now + max(LOOK, (now - began) / COST)

    def _look_elsewhere(self, task: _Task) -> None:
        """A run that waits here may be in training in another process."""
        progress = self.store.progress(task.run.id)
        if progress is not None and progress["rows"] > task.rows:
            task.rows = progress["rows"]
            self._unshown[task.run.id] = task.run

    def _found(self, task: _Task) -> None:
        """Another process has trained it meanwhile."""
        self.totals.found += 1
        result = self._result(task.asked, task.run)
        if result is not None:
            self._listener.run_found(task.asked, result)

    def _after_death(self, ended: Ended, running: _Task, cause: str) -> None:
        """Out of memory, or killed: once more in a fresh process, then failed. A lost machine hardly counts."""
        self._held.pop(ended.slot, None)
        record, _ = self.store.read(running.run.id)
        if self._is_stored(record, running.run, running.to_epoch):
            self._after_end(running)
            return
        self._died[running.run.id, ended.lost] += 1
        died = self._died[running.run.id, ended.lost]
        if died < (LOST if ended.lost else DEATHS):
            self._waiting = {running.run.id: running, **self._waiting}
            self._listener.run_again(running.asked, running.run, cause)
            return
        self._fail(running, f"{cause} It was tried {'twice' if died == 2 else f'{died} times'}.")

    def _fail(self, running: _Task, cause: str) -> None:
        """Write down that a run's process died, where that can be written."""
        try:
            self.store.fail(running.run, cause)
        except Busy:  # another process has it by now
            running.busy = True
            self._waiting[running.run.id] = running
        except UsageError as refusal:
            self._refuse(running.asked, running.run, str(refusal))
        except OSError as error:
            if files.disk_is_full(error):
                raise
            self._refuse(running.asked, running.run, cause)
        else:
            self._after_end(running)

    def _after_end(self, running: _Task) -> None:
        record, _ = self.store.read(running.run.id)
        self.totals.trained += 1
        if record is None or not record.done(running.to_epoch):
            cause = record.cause if record else None
            self.totals.failed[running.run.id] = cause or "its record cannot be read"
        result = self._result(running.asked, running.run)
        if result is not None:
            self.totals.diverged += result.status == "diverged"
            self._listener.run_ended(running.asked, result)

    def _has_new_rows(self, running: _Task) -> bool:
        """Asks the progress file of a living process, so that its history is not read at every tick."""
        progress = self.store.progress(running.run.id)
        return progress is None or progress["rows"] > running.rows

    def _show_rows(self, running: _Task) -> None:
        for row in self.store.history(running.run.id)[running.rows :]:
            running.rows = row.epoch
            self._unshown[running.run.id] = running.run
            self._listener.epoch_ended(running.asked, running.run, row, running.to_epoch)


def _reached(asked: Asked, run: Run, stored: Sequence[Epoch]) -> Result:
    """How a run that got as far as the trial asks ended there."""
    rows = tuple(stored[: asked.trial.epochs])
    return Result(run, rows, "diverged" if rows and rows[-1].diverged else "completed")


def next_run(
    waiting: Sequence[Run], held: tuple[object, ...] | None, others: Sequence[tuple[object, ...] | None]
) -> str:
    """The id of the run a slot takes next: of the program it holds, else of one that no other slot is at, else any."""
    for run in waiting:
        if run.program == held:
            return run.id
    for run in waiting:
        if run.program not in others:
            return run.id
    return waiting[0].id
