"""A campaign of faults: commands once undisturbed, then each case from the folder as it was before its command."""

import json
import os
import shutil
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from benchmarks.faults.injection import Injection
from benchmarks.support import tried

PAGES = ("*.html", "*.md", "results.csv", "epochs.csv", "findings*.json")
LIMIT = 600  # seconds of one process, on a machine with other work
Commands = Callable[[Path], Sequence[Callable[[], int]]]  # on a root; each returns its exit code


@dataclass(frozen=True)
class Case:
    """A fault at a call of a command; both are numbered from 0."""

    fault: str
    command: int
    at: int
    operation: str


@dataclass(frozen=True)
class Tried:
    """How a case ended: what was `wrong`, and whether the call was made at all."""

    case: Case
    was_met: bool
    wrong: tuple[str, ...]


class Campaign:
    """The undisturbed commands, and the cases, in `folder`.

    `store` is where every command works, `before-N` how it was before command N, and `calls.json` holds the calls of
    each command.
    """

    def __init__(self, folder: Path, commands: Commands, real: bool) -> None:
        self._folder = folder
        self._commands = commands
        self._count = len(commands(folder))
        self._real = real
        self._store = folder / "store"
        self._log = folder / "log"
        self._tried = folder / "tried.jsonl"

    def prepare(self) -> None:
        """Carry out the undisturbed commands, or find what an earlier campaign kept of them.

        Raises:
            SystemExit: a command fails undisturbed, or what is kept is of the other kind of campaign.
        """
        kept = self._folder / "calls.json"
        if not kept.exists():
            shutil.rmtree(self._store, ignore_errors=True)
            self._store.mkdir()
            calls = [self._counted(number) for number in range(self._count)]
            self._keep(self._count)
            kept.write_text(json.dumps({"real": self._real, "calls": calls}))
        found = json.loads(kept.read_text())
        if found["real"] != self._real:
            raise SystemExit(f"{self._folder} holds a campaign {'with' if found['real'] else 'without'} --real.")
        self.calls: list[list[str]] = found["calls"]
        self._expected = outcome(self._before(self._count))

    def _before(self, number: int) -> Path:
        return self._folder / f"before-{number}"

    def _keep(self, number: int) -> None:
        shutil.rmtree(self._before(number), ignore_errors=True)
        shutil.copytree(self._store, self._before(number), symlinks=True)

    def _counted(self, number: int) -> list[str]:
        self._keep(number)
        injection = Injection(self._store)
        calls = self._folder / "calls"
        if code := self._carried_out([number], injection, lambda: calls.write_text(json.dumps(injection.calls))):
            raise SystemExit(f"undisturbed, command {number} ends with {code}: {self._log.read_text()[-2000:]}")
        return list(json.loads(calls.read_text()))

    def cases(self, faults: Sequence[str], every: int) -> Iterator[Case]:
        """Every so many calls, the first in the middle of so many."""
        named = [(number, at, name) for number, calls in enumerate(self.calls) for at, name in enumerate(calls)]
        for number, at, name in named[every // 2 :: every]:
            yield from (Case(fault, number, at, name) for fault in faults)

    def results(self, cases: Iterator[Case]) -> Iterator[Tried]:
        """How each case ended; those that were tried before as it was written down."""
        before = {}
        for line in tried.read(self._tried):
            case = Case(**line["case"])
            before[case] = Tried(case, line["was_met"], tuple(line["wrong"]))
        for case in cases:
            if case not in before:
                before[case] = self._try(case)
                tried.add(self._tried, asdict(before[case]))
            yield before[case]

    def _try(self, case: Case) -> Tried:
        """Once with the fault, once without; what is wrong then. Folder and log stay where something is."""
        shutil.rmtree(self._store, ignore_errors=True)
        shutil.copytree(self._before(case.command), self._store, symlinks=True)
        self._log.unlink(missing_ok=True)
        injection = Injection(self._store, case.fault, case.at)
        first = self._carried_out([case.command], injection)
        wrong = self._wrong(self._carried_out(range(case.command, self._count)))
        if first == -signal.SIGALRM:
            wrong.append(f"the disturbed process did not end within {LIMIT} s")
        if wrong:
            place = self._folder / f"{case.fault}-{case.command}-{case.at}"
            shutil.rmtree(place, ignore_errors=True)
            self._store.rename(place)
            self._log.rename(place.with_suffix(".log"))
        return Tried(case, injection.was_met(), tuple(wrong))

    def _wrong(self, code: int) -> list[str]:
        """What is not as it should be after the second time."""
        found, expected = outcome(self._store), self._expected
        said = [f"exit code {code}"] if code else []
        every = sorted(found.keys() | expected.keys())
        said += [f"{name} differs" for name in every if found.get(name) != expected.get(name)]
        root = self._store
        left = [*root.rglob(".*.part"), *root.rglob("lock"), *root.glob("tuner_dirs/runs/*/progress")]
        said += [f"{path.relative_to(root)} is left" for path in left]
        return said + (["a traceback"] if "Traceback" in self._log.read_text(errors="replace") else [])

    def _carried_out(
        self, numbers: Sequence[int], injection: Injection | None = None, after: Callable[[], object] = int
    ) -> int:
        """In a process of its own: these commands until one fails, and what comes `after`. Its exit code."""

        def work() -> int:
            sys.argv[1:] = []  # pages repeat the command
            if not self._real:
                from benchmarks.faults import pretended

                pretended.pretend()
            if injection is not None:
                injection.install()
            every = self._commands(self._store)
            code = next((code for number in numbers if (code := every[number]())), 0)
            after()
            return code

        return forked(work, self._log)


def forked(work: Callable[[], int], log: Path) -> int:
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
        os._exit(code)
    _, status = os.waitpid(child, 0)
    return os.waitstatus_to_exitcode(status)


def outcome(root: Path) -> dict[str, bytes]:
    """Every run's history, its answers and every page, by path."""
    found = [
        path for name in ("history.csv", "answers.npz") for path in (root / "tuner_dirs" / "runs").glob(f"*/{name}")
    ]
    for pattern in PAGES:
        found += (root / "reports").rglob(pattern)
    return {
        str(path.relative_to(root)): _without_seconds(path.read_bytes())
        if path.name == "history.csv"
        else path.read_bytes()
        for path in found
    }


def _without_seconds(history: bytes) -> bytes:
    return b"\n".join(line.rpartition(b",")[0] for line in history.splitlines())
