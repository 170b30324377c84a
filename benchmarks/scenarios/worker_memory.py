"""The memory of a worker over many short runs: `python -m benchmarks.scenarios.worker_memory [--rounds 4]`.

A round trains ten seeds of each of the five networks, one network after the other, on a hundred of the digits at an
eighth of the width. So each round builds five programs, and lets go of the one before; 4 rounds are 200 runs. Printed
after each network: what the process that trained has resident (MiB), how many objects Python tracks, and how many
processes the engine has had so far. With `--one-process` none is replaced, so it shows what TensorFlow keeps.
"""

import argparse
import contextlib
import gc
import json
import os
import tempfile
from pathlib import Path

import psutil

from benchmarks.support import results
from hypermodels import NETWORKS
from hypermodels.dimensions import configuration
from studies import prepare
from studies.execution.engine import Ended, Job
from studies.execution.local import Local
from studies.plan.trials import trial_of
from studies.store.home import Home

SAMPLES, WIDTH, SEEDS = 100, 0.125, 10


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--rounds", type=int, default=4)
    parser.add_argument("--one-process", action="store_true", help="replace no process")
    options = parser.parse_args()
    rounds = options.rounds
    resident: dict[str, list[float]] = {}
    processes: dict[int, None] = {}
    with tempfile.TemporaryDirectory() as folder, contextlib.ExitStack() as stack:
        home = Home(Path(folder))
        home.cache.mkdir(parents=True)
        engine = Local([{}], 1, home.tuner_dirs / "workers.log")  # as a worker beside others has it
        stack.callback(engine.stop)
        for number in range(rounds):
            for network in NETWORKS:
                context, data = prepare.context(home, network, "digits", SAMPLES, WIDTH, "float32")
                seeds = range(SEEDS * number, SEEDS * (number + 1))
                for run in trial_of(context, configuration({"epochs": 1}), seeds).runs:
                    train(engine, Job(run, 1, home.runs, data))
                    if options.one_process:
                        engine._grown.clear()
                pid, mib, objects = engine._workers[0].submit(state).result()
                processes[pid] = None
                resident.setdefault(network, []).append(mib)
                told = {"round": number + 1, "network": network, "mib": round(mib), "objects": objects}
                print(json.dumps({**told, "processes": len(processes)}), flush=True)
    head = ("network", *(f"round {number + 1}, MiB" for number in range(rounds)), "last to first")
    print(results.table(head, [row(network, mib) for network, mib in resident.items()]))


def train(engine: Local, job: Job) -> None:
    engine.submit(0, job)
    while not (ended := engine.wait(1.0)):
        pass
    assert ended[0] == Ended(0, job), ended  # a run that was stored before took no memory


def state() -> tuple[int, float, int]:
    """Of this process: its number, what it has resident in MiB, and the objects that Python tracks."""
    return os.getpid(), psutil.Process().memory_info().rss / 2**20, len(gc.get_objects())


def row(network: str, mib: list[float]) -> list[str]:
    return [network, *(f"{one:.0f}" for one in mib), f"{100 * (mib[-1] / mib[0] - 1):+.1f} %"]


if __name__ == "__main__":
    main()
