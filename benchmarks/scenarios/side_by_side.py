"""Processes that measure side by side: each gets ready, all begin, and none is waited for beyond a time."""

import contextlib
import json
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Mapping, Sequence
from typing import IO, Any

from benchmarks.support import ROOT

LATE = "the time was up"
ENDED = "its process ended"
MOST_SAID = 200  # characters of a cause
Found = dict[str, Any]  # a figure, or the `cause` for which there is none


def measured(
    module: str,
    what: str,
    options: Found,
    precisions: Sequence[str],
    environment: Mapping[str, str],
    until: float,
    workers: int = 1,
) -> list[dict[str, Found]]:
    """What each of some processes found, by precision.

    Args:
        module: run with `what`, `options` as JSON and the precisions; once a precision it says `ready`, waits for a
            line, and answers with a line of JSON.
        until: a time of `time.monotonic`, at which they are killed.
    """
    line = [sys.executable, "-m", module, what, json.dumps(options), ",".join(precisions)]
    with contextlib.ExitStack() as stack:
        logs = [
            stack.enter_context(tempfile.TemporaryFile("w+", errors="replace", encoding="utf-8"))
            for _ in range(workers)
        ]
        children = [_started(line, environment, log) for log in logs]
        end = threading.Timer(max(0.0, until - time.monotonic()), _kill, [children])
        end.start()
        try:
            found: list[dict[str, Found]] = [{} for _ in children]
            for precision in precisions:
                for own, answer, log in zip(found, _answers(children), logs, strict=True):
                    own[precision] = answer or {"cause": LATE if time.monotonic() >= until else f"{ENDED}{_last(log)}"}
            return found
        finally:
            end.cancel()
            _end(children)


def _started(line: Sequence[str], environment: Mapping[str, str], log: IO[str]) -> "subprocess.Popen[str]":
    pipe = subprocess.PIPE
    return subprocess.Popen(line, cwd=ROOT, env=dict(environment), text=True, stdin=pipe, stdout=pipe, stderr=log)


def _kill(children: Sequence["subprocess.Popen[str]"]) -> None:
    for child in children:
        child.kill()


def _end(children: Sequence["subprocess.Popen[str]"]) -> None:
    _kill(children)
    for child in children:
        child.communicate()


def _answers(children: Sequence["subprocess.Popen[str]"]) -> list[Found | None]:
    """The next of each; whoever is ready waits for the others. None of one that has ended."""
    begun = [_line(child) for child in children]
    for child, line in zip(children, begun, strict=True):
        if line == "ready" and child.stdin:
            child.stdin.write("\n")
            child.stdin.flush()
    lines = [_line(child) if line == "ready" else line for child, line in zip(children, begun, strict=True)]
    return [json.loads(line) if line else None for line in lines]


def _last(log: IO[str]) -> str:
    """The last line that a process wrote of what went wrong."""
    log.seek(0)
    lines = log.read().split("\n")
    return next((f": {line.strip()[:MOST_SAID]}" for line in reversed(lines) if line.strip()), "")


def _line(child: "subprocess.Popen[str]") -> str:
    """What it says next; empty where it has ended. What libraries print is passed over."""
    assert child.stdout is not None
    said = (line.strip() for line in child.stdout)
    return next((line for line in said if line == "ready" or line.startswith("{")), "")
