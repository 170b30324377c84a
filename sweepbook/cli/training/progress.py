"""What a user sees while runs are trained: a bar with ETA on a terminal, plain lines in a log."""

import sys
import time
from collections.abc import Collection, Mapping, Sequence
from statistics import fmean
from typing import Any

from rich.progress import BarColumn, Progress, TextColumn

from studies.execution.protocols import Proposal, Result
from studies.plan.growth import reading
from studies.plan.labels import title
from studies.plan.runs import Run
from studies.store import best
from studies.store.history import Epoch
from studies.system.formats import clock
from studies.system.terminal import Console

LONG = 48  # characters of a trial's values: longer ones, as a search has, are said once
TEXTS = 70  # columns that the words beside the bar take
QUIET = 5.0  # seconds between two lines about the same run in a log


class ProgressLines:
    """Trial k of n, seed, epoch, val_accuracy, best so far and ETA.

    The best is what the command's last lines call so: of a study's trials after equally many epochs, the one with the
    highest mean over its seeds, so far over those that have ended.

    A log gets a line when a run ends, and at most one in five seconds while it is trained.
    """

    def __init__(
        self,
        trials: int | None,
        dimensions: Mapping[str, Sequence[str]],
        tuner: str | None = None,
        to_come: int = 0,
        choosing: Mapping[str, Collection[int]] | None = None,
    ) -> None:
        """`dimensions` says per study name which values name a trial; `trials` is None where nobody knows yet.

        `to_come` are epochs that the command trains when these are over; trials that a search has not asked for are
        counted besides. `choosing` are, by study, seeds that choose and judge nothing: what they reached is no result
        of a trial that others judge.
        """
        self._to_come, self._choosing = to_come, choosing or {}
        self._tuner = tuner
        self._console = Console(file=sys.stdout, highlight=False, soft_wrap=True)
        self._dimensions = dimensions
        self._trials = trials
        self._numbers: dict[Proposal, int] = {}
        self._asked = 0  # epochs of all trials so far, those found among them
        self._left, self._part, self._told = 0.0, 0.0, 0  # at the last tick: epochs to train, of those in hand, ended
        self._started = time.monotonic()
        self._epochs = 0
        self._ended: dict[Proposal, dict[int, float]] = {}  # val_accuracy after a trial's epochs, by seed
        self._introduced: set[Proposal] = set()  # trials whose values have been said
        self._spoken: dict[str, float] = {}
        self._resumed: set[tuple[str, int]] = set()
        self._bar: Progress | None = None
        if self._console.is_terminal:
            bar = BarColumn(bar_width=max(6, min(40, self._console.width - TEXTS)))
            columns = (TextColumn("{task.description}"), bar, TextColumn("{task.fields[state]}"))
            self._bar = Progress(*columns, console=self._console)
            self._task = self._bar.add_task("", total=None, state="")
            self._bar.start()

    def close(self) -> None:
        if self._bar is not None:
            self._bar.stop()

    def say(self, line: str) -> None:
        self._console.print(line, markup=False)

    def trial_asked(self, proposal: Proposal) -> None:
        self._numbers[proposal] = len(self._numbers) + 1
        self._asked += proposal.trial.epochs * len(proposal.trial.runs)

    def run_found(self, proposal: Proposal, result: Result) -> None:
        self._remember(proposal, [result])

    def trial_ended(self, proposal: Proposal, results: Sequence[Result]) -> None:
        self._remember(proposal, results)

    def run_started(self, proposal: Proposal, run: Run, from_epoch: int, to_epoch: int) -> None:
        if proposal not in self._introduced and len(self._values(proposal)) > LONG:
            self.say(f"{self._number(proposal)}: {self._values(proposal)}")
        self._introduced.add(proposal)
        if from_epoch and (run.id, from_epoch) not in self._resumed:
            self._resumed.add((run.id, from_epoch))
            self.say(f"{self._name(proposal, run)} goes on from epoch {from_epoch}, to {to_epoch}")

    def run_noted(self, proposal: Proposal, run: Run, note: str) -> None:
        self.say(f"note: {self._name(proposal, run)}: {note}")

    def epoch_ended(self, proposal: Proposal, run: Run, row: Epoch, to_epoch: int) -> None:
        self._epochs += 1
        now = time.monotonic()
        if now - self._spoken.setdefault(run.id, now) >= QUIET and row.epoch < to_epoch:
            self._spoken[run.id] = now
            self.say(f"{self._name(proposal, run)} {self._figures(proposal, row, to_epoch)}")

    def run_ended(self, proposal: Proposal, result: Result) -> None:
        name = self._name(proposal, result.run)
        if result.status == "failed":
            self.say(f"{name} FAILED: {_first_line(result.cause)}")
        elif result.row is not None:
            self._remember(proposal, [result])
            word = "DIVERGED" if result.status == "diverged" else "done"
            self.say(f"{name} {self._figures(proposal, result.row, proposal.trial.epochs)} {word}")

    def run_waiting(self, run: Run) -> None:
        if run.id not in self._spoken:
            self._spoken[run.id] = time.monotonic()
            self.say(f"run {run.id} is being trained by another process: waiting for it")

    def run_again(self, proposal: Proposal, run: Run, cause: str) -> None:
        self.say(f"{self._name(proposal, run)} is tried again: {_first_line(cause)}")

    def tick(self, running: Sequence[tuple[Proposal, Run, dict[str, Any] | None]], epochs_left: float) -> None:
        parts = [state["step"] / state["steps"] for _, _, state in running if state]
        known = len(self._numbers)
        unasked = max((self._trials or 0) - known, 0) * self._asked / max(known, 1)  # a search's next, as those before
        to_come = self._to_come + unasked
        self._left, self._part, self._told = epochs_left + to_come, sum(parts), self._epochs
        if self._bar is None:
            return
        shown = [
            f"{self._number(proposal)} seed {run.seed} epoch {state['epoch']}"
            for proposal, run, state in running
            if state
        ]
        more = f" +{len(shown) - 1}" if len(shown) > 1 else ""
        total = self._epochs + epochs_left + to_come
        words = f"{shown[0]}{more}" if shown else "" if self._epochs else "starting workers"
        so_far = f"{self._summary(running[0][0], short=True)} " if running else ""
        self._bar.update(
            self._task,
            total=total,
            completed=min(total, self._epochs + self._part),
            description=words,
            state=f"{so_far}ETA {self._eta()}",
        )

    def _number(self, proposal: Proposal) -> str:
        return f"trial {self._numbers[proposal]}/{self._trials or '?'}"

    def _name(self, proposal: Proposal, run: Run) -> str:
        values = self._values(proposal)
        return f"{self._number(proposal)}{'' if len(values) > LONG else f' {values}'} seed {run.seed}"

    def _values(self, proposal: Proposal) -> str:
        return title(proposal.trial.values, self._dimensions[proposal.study])

    def _figures(self, proposal: Proposal, row: Epoch, to_epoch: int) -> str:
        return (
            f"epoch {row.epoch}/{to_epoch} val_accuracy {row.val_accuracy:.4f} {self._summary(proposal)} "
            f"{row.seconds:.1f} s/epoch ETA {self._eta()}"
        )

    def _summary(self, beside: Proposal, short: bool = False) -> str:
        """The best trial beside this one: by its values, or by its number where they are long or room is little."""
        comparison = self._comparison(beside)
        compared = [one for one in self._ended.items() if self._comparison(one[0]) == comparison]
        if not compared:
            return ""
        proposal, seeds = min(compared, key=lambda one: best.place(one[1], one[0].trial.values))
        values = self._values(proposal)
        name = f"trial {self._numbers[proposal]}" if short or len(values) > LONG else values
        of = f", mean of {len(seeds)} seeds" if len(seeds) > 1 and not short else ""
        return f"best {fmean(seeds.values()):.4f} ({name}{of})"

    def _comparison(self, proposal: Proposal) -> tuple[str, int | None, bool]:
        """What a trial is compared in: its study, and there its reading; a ladder's trials with one another."""
        read = reading(self._tuner, self._dimensions[proposal.study], proposal.trial.values)
        return proposal.study, read, self._chooses(proposal)

    def _chooses(self, proposal: Proposal) -> bool:
        """Whether all runs of a trial choose, and none judges."""
        choosing = self._choosing.get(proposal.study, ())
        return all(run.seed in choosing for run in proposal.trial.runs)  # asked for each run: ends at one that judges

    def _remember(self, proposal: Proposal, results: Sequence[Result]) -> None:
        left_out = () if self._chooses(proposal) else self._choosing.get(proposal.study, ())
        for result in results:
            if result.status == "completed" and result.row is not None and result.run.seed not in left_out:
                self._ended.setdefault(proposal, {})[result.run.seed] = result.row.val_accuracy

    def _eta(self) -> str:
        if not self._epochs or self._trials is None:
            return "-"
        left = max(0.0, self._left - max(self._part, self._epochs - self._told))
        return clock((time.monotonic() - self._started) / self._epochs * left)


def _first_line(cause: str | None) -> str:
    lines = (cause or "unknown").splitlines()
    return lines[0] if len(lines) < 2 else f"{lines[0]} ... {lines[-1].strip()}"
