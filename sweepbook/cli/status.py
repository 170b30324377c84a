"""How far every study is, in lines of 80 columns: its name, and below it the numbers."""

from collections import Counter
from collections.abc import Iterable, Iterator

from studies.plan.study_record import StudyRecord
from studies.store import outputs
from studies.store.runs import Store
from studies.system.formats import clock

HEAD = ("trials", "done", "running", "left", "failed", "epochs left", "ETA", "MB")
WIDTHS = (8, 8, 8, 8, 8, 13, 11, 11)


def lines(studies: Iterable[StudyRecord], store: Store) -> Iterator[str]:
    """A head, then two lines a study."""
    yield _row(HEAD)
    for study in studies:
        yield study["name"]
        yield _row((str(len(study["trials"])), *_counts(study, store)))


def _row(cells: Iterable[str]) -> str:
    return "".join(cell.rjust(width) for cell, width in zip(cells, WIDTHS, strict=True))


def _counts(study: StudyRecord, store: Store) -> list[str]:
    asked: dict[str, int] = {}
    for trial in study["trials"]:
        for run in trial["runs"]:
            asked[run] = max(asked.get(run, 0), int(trial["values"]["epochs"]))
    states: Counter[str] = Counter()
    epochs_left, seconds, size = 0, [], 0
    for run, epochs in asked.items():
        record = store.record(run)
        done = record is not None and record.done(epochs)
        failed = record is not None and (record.status == "failed" or not record.readable)
        running = not done and record is not None and record.readable and store.is_locked(run)
        states["done" if done else "running" if running else "failed" if failed else "left"] += 1
        epochs_left += 0 if done else epochs - (record.epochs if record else 0)
        seconds += [row.seconds for row in store.history(run)[1:]]
        size += outputs.size(store.root / run)
    eta = _eta(epochs_left, seconds)
    counts = [str(states[state]) for state in ("done", "running", "left", "failed")]
    return [*counts, str(epochs_left), eta, f"{size / 1e6:.1f}"]


def _eta(epochs_left: int, seconds: list[float]) -> str:
    if not epochs_left:
        return "-"
    return clock(epochs_left * sum(seconds) / len(seconds)) if seconds else "?"
