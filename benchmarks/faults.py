"""A fault campaign: `python -m benchmarks.faults [--every 1] [--faults kill,ENOSPC,EIO] [--real]`.

A study of six runs, a search, an export and a report are carried out once undisturbed, which counts their file-system
calls. Then again and again in a fresh folder: at one of the calls the process is killed (`kill -9`), or the call fails
because the disk is full or broken, and the same commands are given once more. In the end histories and pages must be
the undisturbed ones, and no temporary file, lock or process may be left; nothing may be said in a traceback.

Every case is a process of its own, forked from this one, which has loaded the libraries and done nothing with them.
Training and the exported files are pretended (`benchmarks.pretended`), all that touches the disk is not; `--real`
trains and exports for real, which takes far longer.
"""

import argparse
import collections
import contextlib
import json
import os
import signal
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.injection import FAULTS, Injection

COMMON = [
    "--model",
    "lenet",
    "--dataset",
    "digits",
    "--samples",
    "100",
    "--width",
    "0.5",
    "--precision",
    "float32",
    "--workers",
    "0",
    "--epochs",
    "2",
]
PAGES = ("*.html", "*.md", "results.csv", "epochs.csv", "findings*.json")
LIMIT = 120  # seconds of one process


@dataclass(frozen=True)
class Case:
    """A fault at a call; its number counts from 0."""

    fault: str
    at: int
    operation: str


def commands(root: Path) -> list[Callable[[], int]]:
    """What is disturbed, as functions that return exit codes."""
    from sweepbook.cli import export, report
    from sweepbook.cli.parser import main

    at = ["--root", str(root)]
    return [
        lambda: main(["study", "lr", *COMMON, "--values", "0.001,0.003", "--seeds", "3", *at]),
        lambda: main(["tune", *COMMON, "--trials", "3", "--dimensions", "learning_rate,l2", *at]),
        lambda: export.main(at),
        lambda: report.main(at),
    ]


def carried_out(root: Path, real: bool, injection: Injection | None = None) -> int:
    """In a process of its own: the commands, one after the other, until one fails. Its exit code."""

    def work() -> int:
        if not real:
            from benchmarks import pretended

            pretended.pretend()
        if injection is not None:
            injection.install()
        for command in commands(root):
            if code := command():
                return code
        return 0

    return forked(work, root.with_suffix(".log"), injection)


def forked(work: Callable[[], int], log: Path, injection: Injection | None) -> int:
    """The exit code of `work` in a forked process: negative for a signal, that of SIGALRM where it takes too long."""
    child = os.fork()
    if child == 0:
        signal.alarm(LIMIT)
        output = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
        os.dup2(output, 1)
        os.dup2(output, 2)
        code = 70
        try:
            code = work()
        except BaseException:
            import traceback

            traceback.print_exc()
        sys.stdout.flush()
        if injection is not None and injection.is_counting:
            log.with_suffix(".calls").write_text(json.dumps(injection.calls))
        os._exit(code)
    _, status = os.waitpid(child, 0)
    return os.waitstatus_to_exitcode(status)


def outcome(root: Path) -> dict[str, bytes]:
    """Every run's history and every page, by path."""
    found = [*(root / "tuner_dirs" / "runs").glob("*/history.csv")]
    for pattern in PAGES:
        found += (root / "reports").rglob(pattern)
    text = {path.relative_to(root): path.read_bytes().replace(str(root).encode(), b"ROOT") for path in found}
    return {
        str(path): _without_seconds(content) if path.name == "history.csv" else content
        for path, content in text.items()
    }


def _without_seconds(history: bytes) -> bytes:
    return b"\n".join(line.rpartition(b",")[0] for line in history.splitlines())


def wrong(root: Path, expected: dict[str, bytes], code: int) -> list[str]:
    """What is not as it should be after the second time."""
    found = outcome(root)
    log = root.with_suffix(".log").read_text(errors="replace")
    said = [f"exit code {code}"] if code else []
    every = sorted(found.keys() | expected.keys())
    said += [f"{name} differs" for name in every if found.get(name) != expected.get(name)]
    left = [*root.rglob(".*.part"), *root.rglob("lock"), *root.glob("tuner_dirs/runs/*/progress")]
    said += [f"{path.relative_to(root)} is left" for path in left]
    return said + (["a traceback"] if "Traceback" in log else [])


def campaign(
    folder: Path, faults: Sequence[str], every: int, real: bool, say: Callable[[str], None]
) -> tuple[list[str], dict[Case, list[str]]]:
    """The undisturbed process' calls, and what was wrong with each case that was tried."""
    quiet = folder / "quiet"
    counting = Injection(quiet)
    counting.is_counting = True
    if code := carried_out(quiet, real, counting):
        raise SystemExit(f"undisturbed, the commands end with {code}: {quiet.with_suffix('.log').read_text()[-2000:]}")
    calls: list[str] = json.loads(quiet.with_suffix(".calls").read_text())
    expected = outcome(quiet)
    results: dict[Case, list[str]] = {}
    for at in range(every // 2, len(calls), every):
        for fault in faults:
            case = Case(fault, at, calls[at])
            results[case] = disturbed(folder / f"{fault}-{at}", case, expected, real)
            for text in results[case]:
                say(f"{fault} at call {at} ({calls[at]}): {text}")
    return calls, results


def disturbed(root: Path, case: Case, expected: dict[str, bytes], real: bool) -> list[str]:
    """Once with the fault, once without; what is wrong then. The folder stays where something is."""
    first = carried_out(root, real, Injection(root, case.fault, case.at))
    found = wrong(root, expected, carried_out(root, real))
    if first == -signal.SIGALRM:
        found.append(f"the disturbed process did not end within {LIMIT} s")
    if not found:
        from shutil import rmtree

        rmtree(root)
        root.with_suffix(".log").unlink()
    return found


def table(calls: Sequence[str], results: dict[Case, list[str]]) -> str:
    """A row an operation: its calls, and for each fault how many cases ended as wanted, of those tried."""
    faults = list(dict.fromkeys(case.fault for case in results))
    rows = [f"| call | number | {' | '.join(faults)} |", f"|---|---|{'---|' * len(faults)}"]
    for operation, number in sorted(collections.Counter(calls).items()):
        cells = [
            _cell([found for case, found in results.items() if (case.operation, case.fault) == (operation, fault)])
            for fault in faults
        ]
        rows.append(f"| {operation} | {number} | {' | '.join(cells)} |")
    cells = [_cell([found for case, found in results.items() if case.fault == fault]) for fault in faults]
    return "\n".join([*rows, f"| all | {len(calls)} | {' | '.join(cells)} |"])


def _cell(found: Sequence[list[str]]) -> str:
    return f"{sum(not one for one in found)} of {len(found)}"


def load() -> None:
    """What every process needs, before the first is forked; nothing of it may start a thread."""
    import keras_tuner  # noqa: F401
    import tensorflow  # noqa: F401

    import sweepbook.cli.train  # noqa: F401


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--every", type=int, default=10, help="try every so many calls (1: all; default: 10)")
    parser.add_argument("--faults", default=",".join(FAULTS), help=f"which, of {', '.join(FAULTS)}")
    parser.add_argument("--real", action="store_true", help="train and export for real")
    parser.add_argument("--keep", type=Path, help="a folder for the cases in which something is wrong")
    asked = parser.parse_args()
    begun = time.monotonic()
    load()
    with contextlib.ExitStack() as stack:
        folder = asked.keep or Path(stack.enter_context(tempfile.TemporaryDirectory()))
        folder.mkdir(parents=True, exist_ok=True)
        say = lambda text: print(text, flush=True)  # noqa: E731
        calls, results = campaign(folder, asked.faults.split(","), asked.every, asked.real, say)
    print(table(calls, results))
    failed = sum(bool(found) for found in results.values())
    print(
        f"N = {len(calls)} calls; {len(results)} cases tried, {len(results) - failed} ended as the undisturbed, with "
        f"nothing left; {time.monotonic() - begun:.0f} s"
    )
    sys.exit(bool(failed))


if __name__ == "__main__":
    main()
