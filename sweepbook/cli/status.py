"""How far every study is, in lines of 80 columns: its name, and below it the numbers."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from hypermodels.dimensions import Value
from studies.plan import growth
from studies.plan.study_record import StudyRecord, choosing
from studies.store import outputs
from studies.store.runs import Store
from studies.system.formats import clock

HEAD = ("trials", "done", "running", "left", "failed", "epochs left", "ETA", "MB")
WIDTHS = (8, 8, 8, 8, 8, 13, 11, 11)


@dataclass(frozen=True)
class Counts:
    """How many of a study's runs are in each state, the epochs that are left, and the mean seconds of a stored one."""

    done: int
    running: int
    left: int
    failed: int
    epochs_left: int
    epoch_seconds: float | None


def lines(studies: Iterable[StudyRecord], store: Store) -> Iterator[str]:
    """A head, then two lines a study."""
    yield _row(HEAD)
    for study in studies:
        found = counts(study, store)
        size = sum(outputs.size(store.root / run) for run in _epochs(study))
        told = (len(study["trials"]), found.done, found.running, found.left, found.failed, found.epochs_left)
        yield study["name"]
        yield _row((*map(str, told), _eta(found), f"{size / 1e6:.1f}"))


def _row(cells: Iterable[str]) -> str:
    return "".join(cell.rjust(width) for cell, width in zip(cells, WIDTHS, strict=True))


def _epochs(study: StudyRecord) -> dict[str, int]:
    """By run, the epochs that the study asks of it."""
    epochs: dict[str, int] = {}
    for trial in study["trials"]:
        for run in trial["runs"]:
            epochs[run] = max(epochs.get(run, 0), int(trial["values"]["epochs"]))
    return epochs


def counts(study: StudyRecord, store: Store) -> Counts:
    """How far a study is. An epoch's seconds leave out each run's first, in which the network is built."""
    return _counts(_epochs(study), _to_come(study), store)


def shares(studies: Sequence[StudyRecord], store: Store) -> list[Counts]:
    """Of each study the runs that none before it has, each as far as any of the studies asks: together all that there
    is, and nothing twice."""
    furthest: dict[str, int] = {}
    for study in studies:
        for run, epochs in _epochs(study).items():
            furthest[run] = max(furthest.get(run, 0), epochs)
    own = [{run: furthest.pop(run) for run in _epochs(study) if run in furthest} for study in studies]
    return [_counts(runs, _to_come(study), store) for runs, study in zip(own, studies, strict=True)]


def _counts(wanted: Mapping[str, int], to_come: Sequence[int], store: Store) -> Counts:
    """Of runs that are wanted at an epoch, and of runs that are to come."""
    states: Counter[str] = Counter(left=len(to_come))
    epochs_left, seconds = sum(to_come), list[float]()
    for run, epochs in wanted.items():
        record = store.record(run)
        done = record is not None and record.done(epochs)
        failed = record is not None and (record.status == "failed" or not record.readable)
        running = not done and record is not None and record.readable and store.is_locked(run)
        states["done" if done else "running" if running else "failed" if failed else "left"] += 1
        epochs_left += 0 if done else epochs - (record.epochs if record else 0)
        seconds += [row.seconds for row in store.history(run)[1:]]
    mean = sum(seconds) / len(seconds) if seconds else None
    return Counts(states["done"], states["running"], states["left"], states["failed"], epochs_left, mean)


def _to_come(study: StudyRecord) -> list[int]:
    """The epochs of each run that judges a value of a tuned study, once its learning rate is chosen."""
    if study["kind"] != "tuned":
        return []
    name, judge = study["dimensions"][0], set(study["seeds"]) - choosing(study)
    judged: dict[tuple[Value, Value], bool] = {}
    for trial in study["trials"]:
        key = (trial["values"][name], trial["values"]["epochs"])
        judged[key] = judged.get(key, False) or not judge.isdisjoint(growth.seeds_of(study, trial))
    return [int(epochs) for (_, epochs), done in judged.items() if not done for _ in judge]


def _eta(found: Counts) -> str:
    if not found.epochs_left:
        return "-"
    return "?" if found.epoch_seconds is None else clock(found.epochs_left * found.epoch_seconds)
