"""How runs and trials ended, for the driver: read from the store, counted, and passed to the listener."""

from studies.execution.decisions import reached
from studies.execution.protocols import Listener, Proposal, Result, Totals
from studies.plan.runs import Run
from studies.store.run_json import RunRecord
from studies.store.runs import Busy, Store
from studies.system import files
from studies.system.errors import UsageError

UNREADABLE = "its record cannot be read"


class Outcomes:
    """The results of the trials of one command, and its totals."""

    def __init__(self, store: Store, listener: Listener) -> None:
        self._store = store
        self._listener = listener
        self.totals = Totals()
        self._found: set[str] = set()  # run ids

    def of_trial(self, proposal: Proposal) -> list[Result] | None:
        """How the runs of a trial ended; None while one of them still has to be trained."""
        results = []
        for run in proposal.trial.runs:
            result = self.of_run(proposal, run)
            if result is None:
                return None
            results.append(result)
        return results

    def of_run(self, proposal: Proposal, run: Run) -> Result | None:
        """None while the run still has to be trained for this trial."""
        record, stored = self._store.read(run.id)
        if record is not None and record.done(proposal.trial.epochs):
            return reached(proposal, run, stored)
        if run.id in self.totals.failed:
            return Result(run, (), "failed", self.totals.failed[run.id])
        return None

    def is_stored(self, record: RunRecord | None, run: Run, epochs: int) -> bool:
        """Whether a run got so far. One whose process was killed, or whose disk failed, before its last word gets it.

        Raises:
            OSError: the disk refuses that too.
        """
        if record is None or not record.done(epochs):
            return False
        if record.status == "running" or (record.status == "failed" and record.epochs == epochs):
            self._store.conclude(run)
        return True

    def found(self, proposal: Proposal, run: Run, result: Result | None) -> None:
        """The store held a run as far as a trial asks. However many trials do, it is one run."""
        self._found.add(run.id)
        self.totals.found = len(self._found)
        if result is not None:
            self._listener.run_found(proposal, result)

    def found_meanwhile(self, proposal: Proposal, run: Run) -> None:
        """Another process has trained it."""
        self.found(proposal, run, self.of_run(proposal, run))

    def refused(self, proposal: Proposal, run: Run, cause: str | None) -> None:
        """What is stored of the run cannot be gone on from: it is left as it is, and the others go on."""
        self.totals.failed[run.id] = cause or UNREADABLE
        self._listener.run_ended(proposal, Result(run, (), "failed", self.totals.failed[run.id]))

    def trained(self, proposal: Proposal, run: Run, to_epoch: int) -> None:
        """A run left its slot for good: it got to its epoch, diverged, or failed."""
        record, _ = self._store.read(run.id)
        self._found.discard(run.id)  # another trial asks for fewer epochs of it
        self.totals.found = len(self._found)
        self.totals.trained += 1
        if not self.is_stored(record, run, to_epoch):
            self.totals.failed[run.id] = (record.cause if record else None) or UNREADABLE
        result = self.of_run(proposal, run)
        if result is not None:
            self.totals.diverged += result.status == "diverged"
            self._listener.run_ended(proposal, result)

    def died(self, proposal: Proposal, run: Run, to_epoch: int, cause: str) -> bool:
        """Write down that a run's process died, where that can be written. False: another process has the run by now.

        Raises:
            OSError: the disk is full.
        """
        try:
            self._store.fail(run, cause)
        except Busy:
            return False
        except UsageError as refusal:
            self.refused(proposal, run, str(refusal))
        except OSError as error:
            if files.disk_is_full(error):
                raise
            self.refused(proposal, run, cause)
        else:
            self.trained(proposal, run, to_epoch)
        return True
