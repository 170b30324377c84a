"""Carries out what a source of trials asks: asks, trains what the store does not hold, tells. One thread."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

from studies.execution import decisions
from studies.execution.decisions import Task
from studies.execution.engine import Ended, Engine, Job
from studies.execution.outcomes import Outcomes
from studies.execution.protocols import Listener, Proposal, Result, Totals, TrialSource
from studies.execution.showing import Showing
from studies.plan.runs import Run
from studies.store.runs import Store

TICK = 0.25  # seconds between two looks at the running epochs


class Driver:
    """One study, or one search, from its first question to its last answer."""

    def __init__(self, store: Store, data: Path, listener: Listener, probed: bool = False) -> None:
        self.store = store
        self.outcomes = Outcomes(store, listener)
        self._data, self._probed = data, probed  # the folder of the prepared dataset; whether layers are measured
        self._listener = listener
        self._open: list[Proposal] = []  # not told yet
        self._waiting: dict[str, Task] = {}  # by run id
        self._running: dict[int, Task] = {}  # by slot
        self._held: dict[int, decisions.Program] = {}  # the program each slot holds
        self._deaths: Counter[tuple[str, bool]] = Counter()  # by run id, and whether with its machine
        self._showing = Showing()

    def drive(self, source: TrialSource, engine: Callable[[], Engine]) -> Totals:
        """Until the source has no more questions. `engine` is called when there is something to train."""
        working: Engine | None = None
        while True:
            count = self._ask(source, working.slots if working else 1)
            if self._waiting and working is None:
                working = engine()
                self._tick()
                continue
            if not self._running and not self._waiting:
                if count or self._want_again(source):
                    continue
                return self.outcomes.totals
            assert working is not None
            left = self._submit(working) | self._follow(working)
            self._showing.show(source, left.values(), self._trained_elsewhere)
            self._answer(source, left)

    def _ask(self, source: TrialSource, slots: int) -> int:
        """Ask while the source has trials; returns how many. What was found is told at once: the next depends on it."""
        count = 0
        while (proposal := source.ask(len(self._open), slots)) is not None:
            count += 1
            self._listener.trial_asked(proposal)
            found = [result for run in proposal.trial.runs if (result := self._want(proposal, run)) is not None]
            if not self._told(source, proposal, found):
                self._open.append(proposal)
        return count

    def _want_again(self, source: TrialSource) -> bool:
        """Want the runs of trials that nothing is left to wait for: what was stored of them is gone by now."""
        trials = self._open
        for proposal, run in ((one, run) for one in trials for run in one.trial.runs):
            if self.outcomes.of_run(proposal, run) is None:
                self._want(proposal, run)
        self._open = [one for one in trials if not self._told(source, one)]
        return bool(trials)

    def _want(self, proposal: Proposal, run: Run) -> Result | None:
        """How a run ended that is stored as far as the trial asks; else it waits for a slot, or is refused."""
        record, stored = self.store.read(run.id)
        if record is not None and record.refused:
            if run.id not in self.outcomes.totals.failed:
                self.outcomes.refused(proposal, run, record.cause)
            return None
        if self.outcomes.is_stored(record, run, proposal.trial.epochs):
            self.outcomes.found(proposal, run, result := decisions.reached(proposal, run, stored))
            return result
        rows, threads = (record.epochs, record.threads) if record else (0, None)
        task = self._waiting.setdefault(run.id, Task(proposal, run, proposal.trial.epochs, rows, threads=threads))
        task.to_epoch = max(task.to_epoch, proposal.trial.epochs)
        return None

    def _answer(self, source: TrialSource, left: Mapping[str, Run]) -> None:
        """Tell of the trials that waited for one of the runs that left their slots."""
        touched = {one for one in self._open if any(run.id in left for run in one.trial.runs)}
        self._open = [one for one in self._open if one not in touched or not self._told(source, one)]

    def _told(self, source: TrialSource, proposal: Proposal, found: Sequence[Result] = ()) -> bool:
        """Tell the source, if every run of the trial has ended; `found` are those that had just now."""
        results = found if len(found) == len(proposal.trial.runs) else self.outcomes.of_trial(proposal)
        if results is not None:
            self._listener.trial_ended(proposal, results)
            source.tell(proposal, results)
        return results is not None

    def _submit(self, engine: Engine) -> dict[str, Run]:
        """Fill the free slots. Returns the runs, by id, that another process has finished meanwhile."""
        found: dict[str, Run] = {}
        free = engine.free()
        whole = engine.alike and len(free) == engine.slots
        heads = decisions.heads(list(self._waiting.values()), engine.slots) if whole else []
        while free and self._waiting:
            others = [self._held.get(slot) for slot in self._running]
            task = decisions.next_task(list(self._waiting.values()), self._held.get(free[0]), others)
            if len(free) <= len(heads):
                task, task.leaves = heads.pop()
            del self._waiting[task.run.id]
            record, _ = self.store.read(task.run.id)
            if self.outcomes.is_stored(record, task.run, task.to_epoch):
                self.outcomes.found_meanwhile(task.proposal, task.run)
                found[task.run.id] = task.run
                continue
            slot = free.pop(0)
            task.begun = task.rows = record.epochs if record else 0
            self._running[slot], self._held[slot] = task, task.program
            self._listener.run_started(task.proposal, task.run, task.rows, task.to_epoch)
            threads = record.threads if record else None
            job = Job(task.run, task.leaves or task.to_epoch, self.store.root, self._data, threads, self._probed)
            if note := engine.submit(slot, job):
                self._listener.run_noted(task.proposal, task.run, note)
        return found

    def _follow(self, engine: Engine) -> dict[str, Run]:
        """Watch the running epochs for a tick. Returns the runs, by id, that left their slots."""
        left: dict[str, Run] = {}
        for ended in engine.wait(TICK):
            task = self._running.pop(ended.slot)
            left[task.run.id] = task.run
            self._show_rows(task)  # also what a process stored just before it died
            self._after(ended, task)
        for task in self._running.values():
            progress = self.store.progress(task.run.id)  # of a living process: its history is not read at every tick
            if progress is None or progress["rows"] > task.rows:
                self._show_rows(task)
        self._tick()
        return left

    def _tick(self) -> None:
        self._listener.tick(
            [(task.proposal, task.run, self.store.progress(task.run.id)) for task in self._running.values()],
            sum(task.to_epoch - task.rows for task in (*self._waiting.values(), *self._running.values())),
        )

    def _after(self, ended: Ended, task: Task) -> None:
        """A run left its slot: it waits for another process, was found, failed, died with its process, or is done."""
        if ended.busy:
            self._listener.run_waiting(task.run)
            task.is_busy = True
            self._waiting[task.run.id] = task
            return
        self.outcomes.totals.epochs += 0 if ended.found else task.rows - task.begun
        if ended.refused is not None:
            self.outcomes.refused(task.proposal, task.run, ended.refused)
        elif ended.cause is not None:
            self._after_death(ended, task, ended.cause)
        elif self._goes_on(task):
            self._waiting[task.run.id] = task  # behind the whole ones
        elif ended.found:
            self.outcomes.found_meanwhile(task.proposal, task.run)
        else:
            self.outcomes.trained(task.proposal, task.run, task.to_epoch)

    def _goes_on(self, task: Task) -> bool:
        """Whether what was trained of a run is its first piece, and all well."""
        first, task.leaves = task.leaves, None
        record = self.store.read(task.run.id)[0] if first is not None else None
        return record is not None and record.status == "completed" and not record.done(task.to_epoch)

    def _after_death(self, ended: Ended, task: Task, cause: str) -> None:
        """Out of memory, or killed: once more in a fresh process, then failed."""
        self._held.pop(ended.slot, None)
        if self.outcomes.is_stored(self.store.read(task.run.id)[0], task.run, task.to_epoch):
            self.outcomes.trained(task.proposal, task.run, task.to_epoch)
            return
        self._deaths[task.run.id, ended.lost] += 1
        if (verdict := decisions.given_up(self._deaths[task.run.id, ended.lost], ended.lost)) is not None:
            if not self.outcomes.died(task.proposal, task.run, task.to_epoch, f"{cause} {verdict}"):
                task.is_busy = True
                self._waiting[task.run.id] = task
            return
        self._waiting = {task.run.id: task, **self._waiting}
        self._listener.run_again(task.proposal, task.run, cause)

    def _show_rows(self, task: Task) -> None:
        for row in self.store.history(task.run.id)[task.rows :]:
            task.rows = row.epoch
            self._showing.note(task.run)
            self._listener.epoch_ended(task.proposal, task.run, row, task.to_epoch)

    def _trained_elsewhere(self) -> Iterator[Run]:
        """The runs that wait here and of which another process has stored more epochs."""
        for task in self._waiting.values():
            progress = self.store.progress(task.run.id)
            if progress is not None and progress["rows"] > task.rows:
                task.rows = progress["rows"]
                yield task.run
