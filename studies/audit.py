"""Trains stored runs anew, beside the store, and compares: bits on a like machine, else the accuracy.

Nothing of the store is changed. A run is trained with the threads that it had.
"""

import random
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from studies import prepare
from studies.execution import decisions
from studies.execution.driver import Driver
from studies.execution.protocols import Listening
from studies.execution.resources import Resources
from studies.plan.growth import seeds_of
from studies.plan.runs import Run
from studies.plan.studies import Study
from studies.plan.study_record import StudyRecord
from studies.plan.trials import trial_of
from studies.planned import Planned
from studies.store.history import METRICS, Epoch
from studies.store.home import Home
from studies.store.run_json import RunRecord
from studies.store.runs import Store
from studies.system import commands, machine
from studies.system.errors import UsageError
from studies.system.formats import counted

NUMERIC = ("python", "tensorflow", "keras", "numpy", "cpu", "device", "onednn", "threads")  # of a run's environment
CONTEXT = "the network or the pictures are others now"


@dataclass(frozen=True)
class Drawn:
    """A stored run to train anew: the study that asked for it, its seed, values and epochs."""

    study: StudyRecord
    record: RunRecord
    values: dict[str, Any]

    @property
    def threads(self) -> int:
        return decisions.borne(self.record.threads, machine.cores(), machine.cores())

    @property
    def configuration(self) -> dict[str, Any]:
        """Its values, with the epochs that are stored; a run with a horizon keeps to it, also where it diverged."""
        return {**self.values, "epochs": self.record.identity.get("horizon") or self.record.epochs}


@dataclass(frozen=True)
class Audited:
    """What came of a drawn run. `again` and `stored` are its rows, now and in the store.

    Attributes:
        cause: why it could not be trained anew; None where it was.
        differs: what of the environment was other when it was stored.
    """

    drawn: Drawn
    stored: tuple[Epoch, ...]
    again: tuple[Epoch, ...] = ()
    cause: str | None = None
    differs: tuple[str, ...] = ()

    @property
    def same(self) -> bool:
        """Whether every number of every epoch is the same to the last bit."""
        return [_numbers(row) for row in self.stored] == [_numbers(row) for row in self.again]

    @property
    def points(self) -> float | None:
        """By how many percentage points its last validation accuracy is higher now."""
        if not self.again or not self.stored:
            return None
        return 100 * (self.again[-1].val_accuracy - self.stored[-1].val_accuracy)


def _numbers(row: Epoch) -> tuple[str, ...]:
    return tuple(repr(getattr(row, name)) for name in METRICS)  # repr: NaN equals NaN


def draw(home: Home, studies: Sequence[StudyRecord], count: int, seed: int) -> list[Drawn]:
    """`count` of the runs that ended, each equally likely; all where there are fewer. The same seed draws the same.

    Raises:
        UsageError: none has ended.
    """
    store, found = Store(home.runs), dict[str, Drawn]()
    for study in studies:
        for trial in study["trials"]:
            for _, run in zip(seeds_of(study, trial), trial["runs"], strict=False):
                record = None if run in found else store.record(run)
                if record is not None and record.status in ("completed", "diverged") and record.epochs:
                    found[run] = Drawn(study, record, trial["values"])
    if not found:
        shows = commands.command("status", root=commands.root(home.root))
        raise UsageError(f"No run has ended here that could be trained anew; `{shows}` shows what there is.")
    chosen = random.Random(seed).sample(sorted(found), min(count, len(found)))
    return [found[run] for run in sorted(chosen)]


def audit(home: Home, drawn: Sequence[Drawn], listening: Listening, say: Callable[[str], None]) -> Iterator[Audited]:
    """Train each drawn run anew in a folder of its own, and compare it with what is stored."""
    store = Store(home.runs)
    with tempfile.TemporaryDirectory(prefix="audit-") as folder:
        beside = Home(Path(folder))
        groups: dict[tuple[Path, int], list[tuple[Drawn, Run]]] = {}
        for one in drawn:
            try:
                run, data = _run(home, one)
            except UsageError as fault:
                yield Audited(one, tuple(store.history(one.record.id)), cause=str(fault))
                continue
            groups.setdefault((data, one.threads), []).append((one, run))
        for (data, threads), members in groups.items():
            say(f"{counted(len(members), 'run')} with {counted(threads, 'thread')} each")
            _train(beside, data, threads, members, listening)
            for one, run in members:
                yield _compared(store, Store(beside.runs), one, run)


def _run(home: Home, one: Drawn) -> tuple[Run, Path]:
    """The run as this version plans it, and its pictures.

    Raises:
        UsageError: it cannot be planned, or would be another run.
    """
    identity = one.record.identity
    name, samples = identity["dataset"]["name"], identity["dataset"]["samples"]
    context, data = prepare.context(home, identity["network"], name, samples, identity["width"], identity["precision"])
    run = trial_of(context, one.values, [one.record.seed]).runs[0]
    if run.id != one.record.id:
        raise UsageError(CONTEXT)
    return run, data


def _train(beside: Home, data: Path, threads: int, members: Sequence[tuple[Drawn, Run]], listening: Listening) -> None:
    """Train the runs of a group, each to the epoch that is stored."""
    first = members[0][1].context
    trials = tuple(trial_of(run.context, one.configuration, [run.seed]) for one, run in members)
    names = tuple(dict.fromkeys(name for one, _ in members for name in one.study["dimensions"]))
    plan = Study("audit", "study", names, first, (), trials)
    lines = listening(len(trials), {plan.name: names})
    slots = len(machine.visible_gpus()) or machine.cores() // threads  # one a GPU, also where more had shared it
    workers = max(1, min(len(members), slots))
    try:
        with replace(Resources(workers), threads_each=threads).starting(beside, eager=True) as engine:
            Driver(Store(beside.runs), data, lines).drive(Planned([plan], {}), engine)
    finally:
        lines.close()


def _compared(stored: Store, beside: Store, one: Drawn, run: Run) -> Audited:
    now = beside.record(run.id)
    rows = tuple(stored.history(run.id)[: one.record.epochs])
    if now is None or not now.readable or now.status == "failed":
        return Audited(one, rows, cause=(now.cause if now else None) or "it could not be trained here")
    before, after = (_environment(record) for record in (one.record, now))
    differs = tuple(name for name in NUMERIC if before.get(name) != after.get(name))
    return Audited(one, rows, tuple(beside.history(run.id)), differs=differs)


def _environment(record: RunRecord) -> Mapping[str, Any]:
    return record.data.get("environment") or {}
