"""A study of which processes are killed while it is trained, and what must hold of its store in the end."""

import contextlib
import json
import os
import random
import time
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path

import psutil

from benchmarks.soak.processes import HELPER, by_part, processes_with
from benchmarks.soak.stored import answers, command, histories, probes, store

TICK = 0.05  # seconds between two looks at what is stored
ROW = 100  # bytes of an epoch in a history, about


@dataclass
class Outcome:
    """What happened, and what was found wrong."""

    runs: int = 0
    commands: int = 0
    killed: dict[str, int] = field(default_factory=dict)  # by part, as `by_part` names them
    seconds: float = 0.0
    quiet_seconds: float = 0.0
    wrong: list[str] = field(default_factory=list)

    @property
    def kills(self) -> int:
        return sum(self.killed.values())


class Soak:
    """The disturbed study, under `root`."""

    def __init__(
        self,
        root: Path,
        options: Sequence[str],
        runs: int,
        victims: Iterable[str] = (),
        helpers: float = 0.0,
        every: float = 0.0,
        epochs_between: int = 1,
        luck: int = 0,
    ) -> None:
        """
        Args:
            victims: the parts that are killed, one after another, while there are more and the study goes on.
            helpers: the share of the commands whose helper is killed, when it is first there.
            every: seconds in the mean from the moment when a kill may come until it comes, which is drawn.
            epochs_between: so many are stored after a kill before the next may come, so that any machine gets on.
        """
        self._root = root
        self._options = options
        self._runs = runs
        self._victims = iter(victims)
        self._helpers = helpers
        self._every = every
        self._epochs_between = epochs_between
        self._random = random.Random(luck)
        self._temporary = root / "temporary"
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

    def started(self) -> psutil.Popen:
        """The study's command."""
        with (self._root / "log").open("a") as log:
            return psutil.Popen(command(self._root, self._options), stdout=log, stderr=log, env=self.environment)

    def _command(self, deadline: float) -> int:
        """One command with its kills. Its exit code; -9 where it was killed."""
        self.outcome.commands += 1
        driver, before = self.started(), self._stored()
        spared = self._random.random() >= self._helpers
        while (code := driver.poll()) is None:
            time.sleep(TICK)
            if time.monotonic() > deadline:
                driver.kill()
                driver.wait()
                raise SystemExit(f"not ready in time: {asdict(self.outcome)}")
            if not spared and HELPER in by_part(driver):
                spared = self._killed(driver, HELPER)
            if self._stored() >= before + self._epochs_between and (victim := next(self._victims, None)):
                self._killed(driver, victim)
                before = self._stored()
        return int(code)

    def _stored(self) -> int:
        """Epochs, about: a look at their files costs a tenth of reading them, many times a second."""
        return sum(path.stat().st_size for path in store(self._root).glob("*/history.csv")) // ROW

    def _killed(self, driver: psutil.Popen, victim: str) -> bool:
        """Kill a process of this part, at a moment before, in or after a write. Whether there was one."""
        time.sleep(self._every * self._random.expovariate(1.0))
        for process in self._random.sample(them := by_part(driver).get(victim, []), len(them)):
            with contextlib.suppress(psutil.NoSuchProcess):
                if process.status() == psutil.STATUS_ZOMBIE:  # killed before, and not yet fetched: this would not count
                    continue
                process.kill()
                self.outcome.killed[victim] = self.outcome.killed.get(victim, 0) + 1
                return True
        return False

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
        found, measured = probes(self._root), probes(quiet)
        wrong += [f"what was measured in run {run} differs" for run in measured if found.get(run) != measured[run]]
        left = [
            *self._root.rglob("*.part"),
            *self._root.rglob("lock"),
            *store(self._root).glob("*/progress"),
            *self._temporary.iterdir(),
        ]
        wrong += [f"{path} was left" for path in left]
        _, alive = psutil.wait_procs(processes_with("TMPDIR", str(self._temporary)), timeout=20)
        wrong += [f"process {process.pid} is still there" for process in alive]
