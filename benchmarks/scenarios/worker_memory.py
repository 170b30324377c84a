"""The memory of one worker process over many short runs: `python -m benchmarks.scenarios.worker_memory [--rounds 4]`.

A round trains ten seeds of each of the five networks, one network after the other, on a hundred of the digits at an
eighth of the width. So each round builds five programs, and lets go of the one before; 4 rounds are 200 runs. Printed
after each network: what the process has resident (MiB), and how many objects Python tracks.
"""

import argparse
import gc
import json
import tempfile
from pathlib import Path

import psutil

from benchmarks.support import results
from hypermodels import NETWORKS
from hypermodels.dimensions import configuration
from studies import prepare
from studies.execution import worker
from studies.plan.trials import trial_of
from studies.store.home import Home
from studies.system import variables

SAMPLES, WIDTH, SEEDS = 100, 0.125, 10


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--rounds", type=int, default=4)
    rounds = parser.parse_args().rounds
    variables.share(1)  # as a worker beside others has it
    resident: dict[str, list[float]] = {}
    with tempfile.TemporaryDirectory() as folder:
        home = Home(Path(folder))
        for number in range(rounds):
            for network in NETWORKS:
                context, data = prepare.context(home, network, "digits", SAMPLES, WIDTH, "float32")
                seeds = range(SEEDS * number, SEEDS * (number + 1))
                for run in trial_of(context, configuration({"epochs": 1}), seeds).runs:
                    report = worker.work(home.runs, run, 1, data)
                    assert not report.found, "a run that was stored before took no memory"
                mib = psutil.Process().memory_info().rss / 2**20
                resident.setdefault(network, []).append(mib)
                told = {"round": number + 1, "network": network, "mib": round(mib), "objects": len(gc.get_objects())}
                print(json.dumps(told), flush=True)
    head = ("network", *(f"round {number + 1}, MiB" for number in range(rounds)), "last to first")
    print(results.table(head, [row(network, mib) for network, mib in resident.items()]))


def row(network: str, mib: list[float]) -> list[str]:
    return [network, *(f"{one:.0f}" for one in mib), f"{100 * (mib[-1] / mib[0] - 1):+.1f} %"]


if __name__ == "__main__":
    main()
