"""Two one-thread workers against one: python -m benchmarks.scaling --engine local|ray [--epochs 20] [--repeats 3].

LeNet-5 on digits, whole runs through the engine, stored as a study's are. With ray the workers are on two nodes of one
CPU each, on this machine. One worker and two are timed in turn; medians.
"""

import argparse
import contextlib
import os
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from statistics import median

from hypermodels.dimensions import BASELINE
from studies import prepare
from studies.execution.engine import Engine, Job
from studies.execution.ray import cluster
from studies.execution.resources import Resources
from studies.plan.runs import Context
from studies.plan.trials import trial_of
from studies.store.home import Home
from studies.system import machine


@contextlib.contextmanager
def two_nodes() -> Iterator[None]:
    """A Ray cluster of two nodes with one CPU each, and a head that trains nothing."""
    os.environ["RAY_USAGE_STATS_ENABLED"] = "0"
    import ray
    from ray.cluster_utils import Cluster

    head = {"num_cpus": 0, "object_store_memory": cluster.OBJECT_STORE_BYTES, "include_dashboard": False}
    made = Cluster(initialize_head=True, head_node_args=head)
    try:
        for _ in range(2):
            made.add_node(num_cpus=1, object_store_memory=cluster.OBJECT_STORE_BYTES)
        os.environ["RAY_ADDRESS"] = str(made.address)
        yield
    finally:
        ray.shutdown()
        made.shutdown()


def seconds(engine: Engine, jobs: list[Job]) -> float:
    """Until all jobs have ended, one a slot."""
    while len(engine.free()) < engine.slots:
        engine.wait(1.0)
    begun = time.perf_counter()
    for slot, job in enumerate(jobs):
        engine.submit(slot, job)
    left = len(jobs)
    while left:
        for ended in engine.wait(1.0):
            assert ended.cause is None, ended.cause
            left -= 1
    return time.perf_counter() - begun


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--engine", choices=("local", "ray"), default="local")
    parser.add_argument("--epochs", type=int, default=20)
    parser.add_argument("--repeats", type=int, default=3)
    options = parser.parse_args()
    ray = options.engine == "ray"
    with tempfile.TemporaryDirectory() as folder, two_nodes() if ray else contextlib.nullcontext():
        home = Home(Path(folder))
        context, data = prepare.context(home, "lenet", "digits", None, 1.0, "float32")
        resources = Resources(2, 1, cluster.Need(1) if ray else None)
        with resources.starting(home, eager=True) as start:
            rates = _rates(start(), context, home.runs, data, options.epochs, options.repeats)
    one, two = median(rates[1]), median(rates[2])
    print(f"{machine.cpu_name()}, {machine.cores()} cores; {options.engine}; medians of {options.repeats}")
    print(f"1 worker {one:,.0f} pictures/s, 2 workers {two:,.0f} pictures/s: {two / one:.2f}x")


def _rates(
    engine: Engine, context: Context, root: Path, data: Path, epochs: int, repeats: int
) -> dict[int, list[float]]:
    """Pictures a second by number of workers. Each job trains a run of its own; the first ones only warm up."""
    seeds = iter(range(1_000))

    def jobs(count: int, to_epoch: int) -> list[Job]:
        runs = [trial_of(context, dict(BASELINE), [next(seeds)]).runs[0] for _ in range(count)]
        return [Job(run, to_epoch, root, data) for run in runs]

    seconds(engine, jobs(2, 2))
    pictures = epochs * context.dataset.sizes[0]
    rates: dict[int, list[float]] = {1: [], 2: []}
    for _ in range(repeats):
        for count, taken in rates.items():
            taken.append(count * pictures / seconds(engine, jobs(count, epochs)))
    return rates


if __name__ == "__main__":
    main()
