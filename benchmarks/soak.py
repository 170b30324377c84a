"""Kill-safety, proved: `python -m benchmarks.soak [--runs 200] [--drivers 5] [--kills 1000] [--keep FOLDER]`.

A study of LeNet-5 on digits is trained while a random worker is killed (`kill -9`) at an interval, and the command
itself some times, followed by the same command again. A command that ends with failed runs (a run whose process died
twice) is given again too, with its workers still being killed, until one ends with 0. In the end the store must hold
what the same study holds when nobody disturbs it. `--kills` asks for rounds of that until there were as many
kills. Each round prints a line, and is written down where `--keep` names a folder: what was broken off goes on there.
"""

import argparse
import contextlib
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path

import psutil

from benchmarks import ours, tried

VALUES = "0.0005,0.001,0.002,0.003"  # as many learning rates; the rest of the runs are seeds
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
        left = [
            *self._root.rglob("*.part"),
            *self._root.rglob("lock"),
            *store(self._root).glob("*/progress"),
            *self._temporary.iterdir(),
        ]
        wrong += [f"{path} was left" for path in left]
        _, alive = psutil.wait_procs(self._seen, timeout=20)
        wrong += [f"process {process.pid} is still there" for process in alive]


def command(root: Path, options: Sequence[str]) -> list[str]:
    small = {"model": "lenet", "dataset": "digits", "samples": 100, "width": 0.5, "precision": "float32"}
    return [*ours.study("learning_rate", **small), *options, "--root", str(root)]


def killed(process: psutil.Process) -> bool:
    try:
        process.kill()
    except psutil.NoSuchProcess:
        return False
    return True


def store(root: Path) -> Path:
    return root / "tuner_dirs" / "runs"


def completed(root: Path) -> int:
    return sum('"completed"' in path.read_text() for path in store(root).glob("*/run.json"))


def epochs(root: Path) -> int:
    return sum(len(rows) - 1 for rows in histories(root).values())


def histories(root: Path) -> dict[str, list[str]]:
    """Every run's history, without its seconds."""
    return {
        path.parent.name: [line.rsplit(",", 1)[0] for line in path.read_text().splitlines()]
        for path in store(root).glob("*/history.csv")
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--runs", type=int, default=200)
    parser.add_argument("--epochs", type=int, default=20)
    parser.add_argument("--workers", type=int, default=4)
    parser.add_argument("--every", type=float, default=1.0, help="seconds between two kills of a worker")
    parser.add_argument("--drivers", type=int, default=5, help="how often the command itself is killed")
    parser.add_argument("--limit", type=float, default=1800.0, help="seconds after which a round is given up")
    parser.add_argument("--kills", type=int, default=1, help="rounds are made until there were so many (default: one)")
    parser.add_argument(
        "--keep", type=Path, metavar="FOLDER", help="rounds are written down here and not made again (same options!)"
    )
    asked = parser.parse_args()
    seeds = asked.runs // len(VALUES.split(","))
    options = ["--values", VALUES, "--seeds", str(seeds)]
    options += ["--epochs", str(asked.epochs), "--workers", str(asked.workers)]
    with contextlib.ExitStack() as stack:
        folder = asked.keep or Path(stack.enter_context(tempfile.TemporaryDirectory()))
        folder.mkdir(parents=True, exist_ok=True)
        rounds = folder / "rounds.jsonl"
        outcomes = [Outcome(**one) for one in tried.read(rounds)]
        quiet = folder / "quiet"
        begun = time.monotonic()
        if not (done := folder / "quiet.done").exists():
            subprocess.run(command(quiet, options), check=True, stdout=subprocess.DEVNULL)
            done.write_text(str(round(time.monotonic() - begun, 1)))
        while not outcomes or sum(map(kills, outcomes)) < asked.kills:
            root, number = folder / f"round{len(outcomes)}", seeds * len(VALUES.split(","))
            shutil.rmtree(root, ignore_errors=True)
            soak = Soak(root, options, number, asked.every, asked.drivers, luck=len(outcomes))
            soak.outcome.quiet_seconds = float(done.read_text())
            soak.disturb(asked.limit)
            soak.check(quiet)
            if not soak.outcome.wrong:
                shutil.rmtree(root)
            outcomes.append(soak.outcome)
            tried.add(rounds, asdict(soak.outcome))
            print(json.dumps(asdict(soak.outcome)), flush=True)
    wrong = [text for one in outcomes for text in one.wrong]
    print(
        f"{len(outcomes)} rounds, {sum(one.runs for one in outcomes)} runs, {sum(map(kills, outcomes))} kills; "
        f"{sum('differs' in text for text in wrong)} histories differ, {len(wrong)} things wrong"
    )
    sys.exit(bool(wrong))


def kills(outcome: Outcome) -> int:
    return outcome.killed_workers + outcome.killed_drivers


if __name__ == "__main__":
    main()
