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
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import asdict
from pathlib import Path

from benchmarks.soak.disturbed import Outcome, Soak
from benchmarks.soak.stored import command
from benchmarks.support import tried

VALUES = "0.0005,0.001,0.002,0.003"  # as many learning rates; the rest of the runs are seeds


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
    given = parser.parse_args()
    seeds = given.runs // len(VALUES.split(","))
    options = ["--values", VALUES, "--seeds", str(seeds)]
    options += ["--epochs", str(given.epochs), "--workers", str(given.workers)]
    with contextlib.ExitStack() as stack:
        folder = given.keep or Path(stack.enter_context(tempfile.TemporaryDirectory()))
        folder.mkdir(parents=True, exist_ok=True)
        rounds = folder / "rounds.jsonl"
        outcomes = [Outcome(**one) for one in tried.read(rounds)]
        quiet = folder / "quiet"
        begun = time.monotonic()
        if not (done := folder / "quiet.done").exists():
            subprocess.run(command(quiet, options), check=True, stdout=subprocess.DEVNULL)
            done.write_text(str(round(time.monotonic() - begun, 1)))
        while not outcomes or sum(map(kills, outcomes)) < given.kills:
            root, number = folder / f"round{len(outcomes)}", seeds * len(VALUES.split(","))
            shutil.rmtree(root, ignore_errors=True)
            soak = Soak(root, options, number, given.every, given.drivers, luck=len(outcomes))
            soak.outcome.quiet_seconds = float(done.read_text())
            soak.disturb(given.limit)
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
