"""What the Ray engine itself costs: python -m benchmarks.ray_noop [--runs 1000].

Runs that are already in the store go through the engine, each slot its own again and again: a worker takes the run's
lock, finds that nothing is missing, and writes its record. On a cluster started on this machine, or at RAY_ADDRESS.
"""

import argparse
import tempfile
import time
from pathlib import Path

from hypermodels.dimensions import BASELINE
from studies import prepare
from studies.execution.engine import Engine, Job
from studies.execution.ray import cluster
from studies.execution.resources import Resources
from studies.plan.trials import trial_of
from studies.store.home import Home
from studies.system import machine


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=1000)
    options = parser.parse_args()
    workers, need = cluster.fit(cluster.nodes(), None, 1, 1)
    with tempfile.TemporaryDirectory() as folder:
        home = Home(Path(folder))
        context, data = prepare.context(home, "lenet", "digits", 100, 0.5, "float32")
        runs = [trial_of(context, dict(BASELINE), [slot]).runs[0] for slot in range(workers)]
        jobs = [Job(run, 1, home.runs, data) for run in runs]
        begun = time.perf_counter()
        with Resources(workers, need.threads, need).starting(home, eager=True) as start:
            engine = start()
            _carry_out(engine, jobs, workers)
            print(f"the first run of each of {workers} workers, their start included: {_since(begun)}")
            begun = time.perf_counter()
            _carry_out(engine, jobs, options.runs)
            took = time.perf_counter() - begun
    print(
        f"{machine.cpu_name()}, {machine.cores()} cores: {options.runs:,} no-op runs in {took:.2f} s, "
        f"{1000 * took / options.runs:.2f} ms each"
    )


def _carry_out(engine: Engine, jobs: list[Job], count: int) -> None:
    submitted = done = 0
    while done < count:
        for slot in engine.free():
            if submitted < count:
                engine.submit(slot, jobs[slot])
                submitted += 1
        for ended in engine.wait(1.0):
            assert ended.cause is None, ended.cause
            done += 1


def _since(begun: float) -> str:
    return f"{time.perf_counter() - begun:.1f} s"


if __name__ == "__main__":
    main()
