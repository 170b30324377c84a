"""What else can happen to a study's processes: `python -m benchmarks.signals`.

A study of a small network on digits with two workers is trained while one process gets one signal: a worker, the
helper or the fork server is killed alone; the command gets SIGTERM, SIGHUP (a closed terminal) or SIGINT; the command
or a worker is stopped for a while. Then the same command is given again. In the end the store must hold the undisturbed
histories, and no temporary file, lock or process may be left.
"""

import argparse
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import psutil

from benchmarks.soak.disturbed import Soak
from benchmarks.soak.processes import COMMAND, HELPER, SERVER, WORKER, by_part
from benchmarks.soak.stored import command, completed, histories, store

OPTIONS = ["--values", "0.001,0.002", "--seeds", "3", "--epochs", "40", "--workers", "2"]
RUNS = 6
STOPPED = 3.0  # seconds
CASES = (
    (WORKER, signal.SIGKILL),
    (SERVER, signal.SIGKILL),
    (HELPER, signal.SIGKILL),
    (COMMAND, signal.SIGTERM),
    (COMMAND, signal.SIGHUP),
    (COMMAND, signal.SIGINT),
    (COMMAND, signal.SIGSTOP),
    (WORKER, signal.SIGSTOP),
)


class Signalled(Soak):
    """A study of which one process gets one signal, once."""

    def once(self, victim: str, number: signal.Signals) -> int:
        """The exit code of the disturbed command."""
        self._temporary.mkdir(parents=True)
        driver = self.started()
        process = self._wait_for(driver, victim)
        process.send_signal(number)
        if number == signal.SIGSTOP:
            time.sleep(STOPPED)
            process.send_signal(signal.SIGCONT)
        return int(driver.wait(timeout=300))

    def _wait_for(self, driver: psutil.Popen, victim: str) -> psutil.Process:
        """The process, once a row is stored."""
        while driver.poll() is None:
            time.sleep(0.02)
            if any(len(rows) > 1 for rows in histories(self._root).values()) and (found := by_part(driver).get(victim)):
                return found[0]
        raise SystemExit(f"the command ended before {victim} was met: {(self._root / 'log').read_text()[-1000:]}")


def main() -> None:
    argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0]).parse_args()
    signal.signal(signal.SIGHUP, signal.SIG_DFL)  # what nohup and a shell's & ignore, children would ignore too
    signal.signal(signal.SIGINT, signal.default_int_handler)
    wrong = 0
    print("| to | signal | exit code | then | wrong |\n|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as folder:
        quiet = Path(folder) / "quiet"
        subprocess.run(command(quiet, OPTIONS), check=True, stdout=subprocess.DEVNULL)
        for place, (victim, number) in enumerate(CASES):
            one = Signalled(Path(folder) / str(place), OPTIONS, RUNS)
            code = one.once(victim, number)
            before = completed(one.root)
            again = subprocess.run(
                command(one.root, OPTIONS),
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                check=False,
                env=one.environment,
            ).returncode
            one.check(quiet)
            found = [*one.outcome.wrong, *([f"exit code {again}"] if again else [])]
            found += ["a traceback"] if "Traceback" in (one.root / "log").read_text(errors="replace") else []
            wrong += bool(found)
            print(
                f"| {victim} | {number.name} | {code} | {before} of {len(list(store(one.root).glob('*/run.json')))} "
                f"runs completed, then all | {'; '.join(found) or 'nothing'} |",
                flush=True,
            )
    sys.exit(bool(wrong))


if __name__ == "__main__":
    main()
