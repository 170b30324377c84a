"""Kill-safety, proved: `python -m benchmarks.soak [--kills 1000] [--keep FOLDER]`.

A study of a small network on digits is trained while one of its processes is killed (`kill -9`) again and again: of
fifty kills one is the fork server's, one the command's, and the rest are a worker's, where that is there to be killed;
every other command loses its helper besides. A kill may come when `--epochs-between` more epochs are stored than at
the last, so that a slow machine gets on too; then it comes after a time that is drawn, `--every` seconds in the mean.
The same command is given again until one ends with 0, also after one that ends with failed runs (those whose process
died twice). In the end the store must hold what the same study holds when nobody disturbs it. `--kills` asks for
rounds of that until there were as many kills. Each round prints a line, and is written down where `--keep` names a
folder: what was broken off goes on there.
"""

import argparse
import contextlib
import json
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

from benchmarks.soak.disturbed import Outcome, Soak
from benchmarks.soak.processes import COMMAND, SERVER, WORKER
from benchmarks.soak.stored import command
from benchmarks.support import tried

VALUES = "0.0005,0.001,0.002,0.003"  # as many learning rates; the rest of the runs are seeds
OF_FIFTY = [*[WORKER] * 48, SERVER, COMMAND]
HELPERS = 0.5  # the share of the commands that lose their helper


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--runs", type=int, default=12)
    parser.add_argument("--epochs", type=int, default=100)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--every", type=float, default=0.2, help="seconds that are waited with a kill, in the mean")
    parser.add_argument("--epochs-between", type=int, default=3, help="epochs that are stored between two kills")
    parser.add_argument("--limit", type=float, default=3600.0, help="seconds after which a round is given up")
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
        while not outcomes or sum(one.kills for one in outcomes) < given.kills:
            luck, number = len(outcomes), seeds * len(VALUES.split(","))
            root = folder / f"round{luck}"
            shutil.rmtree(root, ignore_errors=True)
            soak = Soak(root, options, number, drawn(luck), HELPERS, given.every, given.epochs_between, luck)
            soak.outcome.quiet_seconds = float(done.read_text())
            soak.disturb(given.limit)
            soak.check(quiet)
            if not soak.outcome.wrong:
                shutil.rmtree(root)
            outcomes.append(soak.outcome)
            tried.add(rounds, asdict(soak.outcome))
            print(json.dumps(asdict(soak.outcome)), flush=True)
    wrong = [text for one in outcomes for text in one.wrong]
    killed = Counter[str]()
    for one in outcomes:
        killed.update(one.killed)
    print(
        f"{len(outcomes)} rounds, {sum(one.runs for one in outcomes)} runs, {killed.total()} kills ("
        f"{', '.join(f'{part} {count}' for part, count in sorted(killed.items()))}); "
        f"{sum('differs' in text for text in wrong)} histories differ, {len(wrong)} things wrong"
    )
    sys.exit(bool(wrong))


def drawn(luck: int) -> Iterator[str]:
    """Parts to kill, without end: each fifty are `OF_FIFTY` in another order."""
    chance = random.Random(luck)
    while True:
        yield from chance.sample(OF_FIFTY, len(OF_FIFTY))


if __name__ == "__main__":
    main()
