"""How planning and looking up grow with what is stored: python -m benchmarks.growth [100 1000 10000 100000].

Each size is a learning-rate study of LeNet-5 on digits, ten values and a tenth as many seeds, of which every run is
stored already (synthetic histories of ten epochs). `plan` and `look-up` are timed inside one process; `dry run`,
`first command` (which makes the study's views) and `same again` are whole processes, start included, each with the
most memory that the command's own process took.
"""

import argparse
import json
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from benchmarks.support import ours, results, watched
from hypermodels.dimensions import BY_NAME, Value
from studies import carry_out, prepare
from studies.plan import questions
from studies.plan.runs import Context, Run
from studies.plan.studies import Study
from studies.store.history import HEADER, Epoch
from studies.store.home import Home
from studies.store.run_json import SCHEMA
from studies.store.runs import Store

T = TypeVar("T")
VALUES: tuple[Value, ...] = tuple(round(0.0001 * number, 4) for number in range(1, 11))
EPOCHS = 10


def study(context: Context, runs: int) -> Study:
    return questions.study(context, BY_NAME["learning_rate"], VALUES, range(runs // len(VALUES)), EPOCHS, "")


def fill(store: Store, runs: list[Run]) -> None:
    """Store the runs as training does, but without waiting for the disk."""
    for number, run in enumerate(runs):
        shift = number % 100 / 1e4
        rows = [Epoch(n, 0.08 * n, 0.07 * n + shift, 2 / n, 2.1 / n, 0.001, 1.0) for n in range(1, EPOCHS + 1)]
        history = HEADER + "".join(row.row() for row in rows)
        record = {
            "schema": SCHEMA,
            "id": run.id,
            "identity": run.identity,
            "status": "completed",
            "epochs": EPOCHS,
            "history_bytes": len(history),
            "cause": None,
            "updated": "2026-01-01T00:00:00+00:00",
            "seconds": {"training": 10.0, "outside": 0.1},
            "environment": {},
        }
        folder = store.folder(run.id)
        folder.mkdir(parents=True)
        (folder / "history.csv").write_text(history)
        (folder / "run.json").write_text(json.dumps(record, indent=1))


def clocked(work: Callable[[], T]) -> tuple[float, T]:
    begun = time.perf_counter()
    done = work()
    return time.perf_counter() - begun, done


def command(root: Path, runs: int, *words: str) -> tuple[float, float]:
    """Seconds and peak MiB of a whole process that finds every run stored."""
    line = ours.study(
        "learning_rate",
        model="lenet",
        dataset="digits",
        precision="float32",
        values=VALUES,
        seeds=runs // len(VALUES),
        epochs=EPOCHS,
        root=root,
    )
    line += words
    done = watched.run(line)
    if f"{runs} in the store, 0 to train" not in done.output:
        raise SystemExit(f"{' '.join(line)} did not find every run stored: {done.output[-500:]}")
    return done.seconds, done.mib


def main() -> None:
    rows = []
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("sizes", type=int, nargs="*", default=[100, 1000, 10_000, 100_000], help="stored runs")
    for size in parser.parse_args().sizes:
        with tempfile.TemporaryDirectory() as folder:
            home = Home(Path(folder))
            context, _ = prepare.context(home, "lenet", "digits", None, 1.0, "float32")
            planned, whole = clocked(lambda: study(context, size))  # noqa: B023
            pairs = whole.runs_and_epochs()
            fill(Store(home.runs), [run for run, _ in pairs])
            looked_up, missing = clocked(lambda: carry_out.missing_epochs(Store(home.runs), pairs))  # noqa: B023
            assert not missing
            commands = [command(home.root, size, *words) for words in (("--dry-run",), (), ())]
        row = [f"{size:,}", f"{planned:.2f}", f"{looked_up:.2f}"]
        rows.append(row + [f"{seconds:.1f} ({mib:.0f})" for seconds, mib in commands])
        print(rows[-1], flush=True)
    head = ("runs", "plan s", "look-up s", "dry run s (MiB)", "first command s (MiB)", "same again s (MiB)")
    print(results.table(head, rows))


if __name__ == "__main__":
    main()
