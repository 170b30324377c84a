"""Who takes part in carrying out studies: the source of trials, the listener, and what they hear of.

The driver (`studies.execution.driver`) stands between them, the store and the engine.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from studies.plan.runs import Run
from studies.plan.trials import Trial
from studies.store.history import Epoch


class TrialSource(Protocol):
    """Where trials come from: a study's plan, or a search."""

    def ask(self, open_trials: int, slots: int) -> "Proposal | None":
        """The next trial; None while there is none, with `open_trials` unanswered and `slots` to train in."""
        ...

    def tell(self, proposal: "Proposal", results: Sequence["Result"]) -> None: ...
    def show(self, run: Run) -> None:
        """There is more of a run in the store, or how it ended."""
        ...


@dataclass(frozen=True, eq=False)
class Proposal:
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

    def trial_asked(self, proposal: Proposal) -> None: ...
    def run_found(self, proposal: Proposal, result: Result) -> None: ...
    def run_started(self, proposal: Proposal, run: Run, from_epoch: int, to_epoch: int) -> None: ...
    def run_noted(self, proposal: Proposal, run: Run, note: str) -> None: ...
    def epoch_ended(self, proposal: Proposal, run: Run, row: Epoch, to_epoch: int) -> None: ...
    def run_ended(self, proposal: Proposal, result: Result) -> None: ...
    def run_waiting(self, run: Run) -> None: ...
    def trial_ended(self, proposal: Proposal, results: Sequence[Result]) -> None: ...
    def run_again(self, proposal: Proposal, run: Run, cause: str) -> None: ...
    def tick(self, running: Sequence[tuple[Proposal, Run, dict[str, int] | None]], epochs_left: float) -> None: ...


@dataclass
class Totals:
    """What a command did, in runs; `found` are those that were stored already."""

    found: int = 0
    trained: int = 0
    epochs: int = 0
    failed: dict[str, str] = field(default_factory=dict)  # run id -> cause
    diverged: int = 0


class CommandListener(Listener, Protocol):
    """A listener that can also be told a sentence, and put away."""

    def say(self, line: str) -> None: ...
    def close(self) -> None: ...


class Listening(Protocol):
    """Makes the listener of a command: what tells the trials of each study apart, and how many they are."""

    def __call__(
        self, trials: int | None, dimensions: Mapping[str, Sequence[str]], tuner: str | None = None
    ) -> CommandListener: ...
