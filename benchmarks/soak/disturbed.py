"""A study of which processes are killed while it is trained, and what must hold of its store in the end."""

import json
import os
import random
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path

import psutil

from benchmarks.soak.stored import answers, command, completed, epochs, histories, store

TICK = 0.05  # seconds


@dataclass
class Outcome:
    """What happened, and what was found wrong."""

    runs: int = 0
    commands: int = 0
    killed_workers: int = 0
    killed_drivers: int = 0
    seconds: float = 0.0
    quiet_seconds: float = 0.0
    wrong: list[str] = field(default_factory=list)


class Soak:
    """The disturbed study, under `root`."""

    def __init__(
        self,
        root: Path,
        options: Sequence[str],
        runs: int,
        every: float,
        drivers: int,
        luck: int = 0,
        epochs_between: int = 0,
    ) -> None:
        """
        Args:
            every: seconds between two kills of a worker.
            drivers: how often the command itself is killed.
            epochs_between: so many are stored between two kills, so that a slow machine gets on.
        """
        self._root = root
        self._epochs_between = epochs_between
        self._options = options
        self._runs = runs
        self._every = every
        self._drivers = drivers
        self._random = random.Random(luck)
        self._temporary = root / "temporary"
        self._seen: set[psutil.Process] = set()
        self.outcome = Outcome(runs=runs)
        self.environment = {**os.environ, "TMPDIR": str(self._temporary)}

    @property
    def root(self) -> Path:
        return self._root

    def disturb(self, limit: float) -> None:
        """Until a command ends with 0; `limit` is in seconds."""
        begun = time.monotonic()
        self._temporary.mkdir(parents=True)
        code: int | None = None
        while code != 0:
            code = self._command(begun + limit)
            if code not in (0, 3, -9):
                raise SystemExit(f"the command ended with {code}: {(self._root / 'log').read_text()[-2000:]}")
        self.outcome.seconds = round(time.monotonic() - begun, 1)

    def _command(self, deadline: float) -> int:
        """One command with its kills. Its exit code; -9 where it was killed."""
        self.outcome.commands += 1
        with (self._root / "log").open("a") as log:
            driver = psutil.Popen(command(self._root, self._options), stdout=log, stderr=log, env=self.environment)
        self._seen.add(psutil.Process(driver.pid))
        last, stored = time.monotonic(), epochs(self._root)
        while (code := driver.poll()) is None:
            time.sleep(TICK)
            if time.monotonic() > deadline:
                driver.kill()
                raise SystemExit(f"not ready in time: {asdict(self.outcome)}")
            workers = self._workers(driver)
            if (
                workers
                and time.monotonic() - last >= self._every
                and epochs(self._root) >= stored + self._epochs_between
            ):
                last, stored = time.monotonic(), epochs(self._root)
                self.outcome.killed_workers += killed(self._random.choice(workers))
            killings = self.outcome.killed_drivers
            if killings < self._drivers and completed(self._root) > self._runs * (killings + 1) / (self._drivers + 2):
                self.outcome.killed_drivers += killed(driver)
        return int(code)

    def _workers(self, driver: psutil.Process) -> list[psutil.Process]:
        """They are forked from a server, which is the command's own child."""
        try:
            servers = driver.children()
            workers = [worker for server in servers for worker in server.children()]
        except psutil.NoSuchProcess:
            return []
        self._seen |= {*servers, *workers}
        return workers

    def check(self, quiet: Path) -> None:
        """Compare with the undisturbed store, and look for what was left behind."""
        wrong = self.outcome.wrong
        states = [json.loads(path.read_text())["status"] for path in store(self._root).glob("*/run.json")]
        if states != ["completed"] * self._runs:
            wrong.append(f"{states.count('completed')} of {self._runs} runs are completed")
        mine, theirs = histories(self._root), histories(quiet)
        wrong += [
            f"run {run} differs from the undisturbed one"
            for run in mine.keys() | theirs.keys()
            if mine.get(run) != theirs.get(run)
        ]
        said, wanted = answers(self._root), answers(quiet)
        wrong += [f"what run {run} said of pictures differs" for run in wanted if said.get(run) != wanted[run]]
        left = [
            *self._root.rglob("*.part"),
            *self._root.rglob("lock"),
            *store(self._root).glob("*/progress"),
            *self._temporary.iterdir(),
        ]
        wrong += [f"{path} was left" for path in left]
        _, alive = psutil.wait_procs(self._seen, timeout=20)
        wrong += [f"process {process.pid} is still there" for process in alive]


def killed(process: psutil.Process) -> bool:
    try:
        process.kill()
    except psutil.NoSuchProcess:
        return False
    return True
