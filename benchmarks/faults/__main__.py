"""A fault campaign: `python -m benchmarks.faults [--every 1] [--faults kill,ENOSPC,EIO] [--keep FOLDER] [--real]`.

A study of six runs, a search, an export and a report are carried out once undisturbed, which counts their file-system
calls and keeps the folder as it was before each command. Then again and again from there: at one of the calls the
process is killed (`kill -9`), or the call fails because the disk is full or broken, and the same command and those
after it are given once more. In the end histories and pages must be the undisturbed ones, and no temporary file, lock
or process may be left; nothing may be said in a traceback.

Every case is a process of its own, forked from this one, which has loaded the libraries and done nothing with them.
All cases have the same folder, one after the other, so that the bytes of their pages can be compared. Training and the
exported files are pretended (`pretended`), all that touches the disk is not; `--real` trains and exports for real,
which takes far longer. With `--keep`, what a campaign that was broken off has tried is not tried again.
"""

import argparse
import collections
import contextlib
import importlib
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from benchmarks.faults.campaign import Campaign, Tried
from benchmarks.faults.injection import FAULTS
from studies.system import collector

COMMON = ["--model", "lenet", "--dataset", "digits", "--samples", "100", "--width", "0.5", "--precision", "float32"]
COMMON += ["--workers", "0", "--epochs", "2"]


def commands(root: Path) -> list[Callable[[], int]]:
    """What is disturbed, as functions that return exit codes."""
    from sweepbook.cli.door import main

    at = ["--root", str(root)]
    return [
        lambda: main(["study", "lr", *COMMON, "--values", "0.001,0.003", "--seeds", "3", *at]),
        lambda: main(["tune", *COMMON, "--trials", "3", "--dimensions", "learning_rate,l2", *at]),
        lambda: main(["export", *at]),
        lambda: main(["report", *at]),
    ]


def table(calls: Sequence[str], results: Sequence[Tried]) -> str:
    """A row an operation: its calls, and for each fault how many cases ended as wanted, of those tried."""
    faults = list(dict.fromkeys(one.case.fault for one in results))
    rows = [f"| call | number | {' | '.join(faults)} |", f"|---|---|{'---|' * len(faults)}"]
    for operation, number in [*sorted(collections.Counter(calls).items()), ("all", len(calls))]:
        of_it = [one for one in results if operation in ("all", one.case.operation)]
        cells = [_cell([one for one in of_it if one.case.fault == fault]) for fault in faults]
        rows.append(f"| {operation} | {number} | {' | '.join(cells)} |")
    return "\n".join(rows)


def _cell(results: Sequence[Tried]) -> str:
    return f"{sum(not one.wrong for one in results)} of {len(results)}"


def load() -> None:
    """What every process needs, before the first is forked; nothing of it may start a thread."""
    with collector.loading():  # nor does a process look through it for garbage, which would copy it
        import keras_tuner  # noqa: F401
        import tensorflow  # noqa: F401

        import sweepbook.cli.training.sweep  # noqa: F401
        from sweepbook.cli.report import REPORT

        for name in REPORT.ahead:
            importlib.import_module(name)


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--every", type=int, default=10, help="try every so many calls (1: all; default: 10)")
    parser.add_argument("--faults", default=",".join(FAULTS), help=f"which, of {', '.join(FAULTS)}")
    parser.add_argument("--real", action="store_true", help="train and export for real")
    parser.add_argument(
        "--keep",
        type=Path,
        metavar="FOLDER",
        help="what was tried is written down here and not tried again; for one state of the code",
    )
    given = parser.parse_args()
    begun = time.monotonic()
    load()
    with contextlib.ExitStack() as stack:
        folder = (given.keep or Path(stack.enter_context(tempfile.TemporaryDirectory()))).absolute()
        folder.mkdir(parents=True, exist_ok=True)
        campaign = Campaign(folder, commands, given.real)
        campaign.prepare()
        results = []
        for one in campaign.results(campaign.cases(given.faults.split(","), given.every)):
            results.append(one)
            for text in one.wrong:
                case = one.case
                print(
                    f"{case.fault} at call {case.at} ({case.operation}) of command {case.command}: {text}", flush=True
                )
    calls = [name for one in campaign.calls for name in one]
    print(table(calls, results))
    failed, unmet = sum(bool(one.wrong) for one in results), sum(not one.was_met for one in results)
    print(
        f"N = {len(calls)} calls; {len(results)} cases tried, {len(results) - failed} ended as the undisturbed, with "
        f"nothing left; in {unmet} the call was not made; {time.monotonic() - begun:.0f} s"
    )
    sys.exit(bool(failed))


if __name__ == "__main__":
    main()
