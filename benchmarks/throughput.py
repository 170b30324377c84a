"""One worker with all threads against more workers that share them: python -m benchmarks.throughput [--repeats 3].

For each network: training pictures a second of all workers together, validation included, medians over alternating
measurements in worker processes that stay; and which number of workers WORKERS=auto takes.
"""

import argparse
import tempfile
from pathlib import Path
from statistics import median

from hypermodels import NETWORKS
from hypermodels.dimensions import BASELINE
from studies import auto, prepare
from studies.execution.local import Local
from studies.execution.resources import Resources
from studies.plan import costs
from studies.plan.runs import Context
from studies.plan.trials import trial_of
from studies.store.home import Home
from studies.system import machine
from studies.training import timing


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--repeats", type=int, default=3)
    parser.add_argument("--models", default=",".join(NETWORKS))
    parser.add_argument("--dataset", default="digits")
    options = parser.parse_args()
    cores = machine.cores()
    print(f"{machine.cpu_name()}, {cores} cores; {options.dataset}, batch {timing.BATCH}; medians of {options.repeats}")
    with tempfile.TemporaryDirectory() as folder:
        home = Home(Path(folder))
        for network in options.models.split(","):
            context, data = prepare.context(home, network, options.dataset, None, 1.0, "float32")
            rates = {count: median(taken) for count, taken in _rates(context, data, cores, options.repeats).items()}
            taken = auto.workers(home, context, data, print)
            said = ", ".join(f"{count} x {cores // count} threads {rate:,.1f}" for count, rate in rates.items())
            share = rates[taken] / max(rates.values())
            print(f"{network}: {said} pictures/s; auto takes {taken}, {share:.0%} of the fastest", flush=True)


def _rates(context: Context, data: Path, cores: int, repeats: int) -> dict[int, list[float]]:
    """Pictures a second by number of workers, measured in turn."""
    runs = [trial_of(context, dict(BASELINE), [0]).runs[0]]
    with tempfile.TemporaryDirectory() as logs:
        log = Path(logs) / "workers.log"
        engines = {n: Local([{}] * n, Resources(n).threads, log) for n in auto.candidates(cores)}
        try:
            rates: dict[int, list[float]] = {count: [] for count in engines}
            for _ in range(repeats):
                for count, engine in engines.items():
                    measured = costs.Speed(engine.measure(runs, data))
                    rates[count].append(count * measured.rate(context, timing.BATCH))
            return rates
        finally:
            for engine in engines.values():
                engine.stop()


if __name__ == "__main__":
    main()
