"""Training with each augmentation against training without: python -m benchmarks.augmentation [--rounds 7].

For each network: training pictures a second, medians over short turns that alternate within one process, and each
augmentation's share of the rate without; then the same by processor time (user and system), which others on the machine
hardly change. Validation is left out, since it is never augmented.
"""

import argparse
import tempfile
import time
from pathlib import Path
from statistics import median

import numpy as np

from hypermodels.dimensions import BASELINE, BY_NAME
from studies import prepare
from studies.plan.trials import trial_of
from studies.store.home import Home
from studies.system import machine, variables

BATCH = int(BASELINE["batch_size"])
KINDS = [str(kind) for kind in BY_NAME["augmentation"].values]  # the first is none


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--seconds", type=float, default=2.0, help="of a turn")
    parser.add_argument("--models", default="lenet,googlenet")
    parser.add_argument("--dataset", default="digits")
    parser.add_argument("--threads", type=int, default=machine.cores())
    options = parser.parse_args()
    variables.share(options.threads)
    print(f"{machine.cpu_name()}, {options.threads} threads; {options.dataset}, batch {BATCH}; {options.rounds} rounds")
    with tempfile.TemporaryDirectory() as folder:
        for network in options.models.split(","):
            rates = _rates(Home(Path(folder)), network, options.dataset, options.rounds, options.seconds)
            for place, unit in enumerate(("pictures/s", "pictures a processor second")):
                medians = {kind: median(one[place] for one in taken) for kind, taken in rates.items()}
                said = (f"{kind} {rate:,.0f} ({rate / medians['none']:.3f})" for kind, rate in medians.items())
                print(f"{network}: {', '.join(said)} {unit}", flush=True)


def _rates(home: Home, network: str, dataset: str, rounds: int, seconds: float) -> dict[str, list[tuple[float, float]]]:
    """Pictures a second, and a second of the processor, by augmentation, measured in turn."""
    import tensorflow as tf

    from studies.data import prepared_dataset
    from studies.training import numerics
    from studies.training.program import Program

    numerics.prepare()
    context, folder = prepare.context(home, network, dataset, None, 1.0, "float32")
    data = prepared_dataset.load(folder)
    images, labels = tf.constant(data.train[0]), tf.constant(data.train[1], tf.int32)
    programs = {}
    for kind in KINDS:
        run = trial_of(context, {**BASELINE, "augmentation": kind}, [0]).runs[0]
        programs[kind] = Program(run, data)
        programs[kind].reset(run)

    def pictures_a_second(kind: str, count: int) -> tuple[float, float]:
        order = np.resize(np.random.default_rng(0).permutation(len(data.train[1])), count)
        begun, worked = time.perf_counter(), time.process_time()
        programs[kind].train(images, labels, order, BATCH, lambda _: count)
        return count / (time.perf_counter() - begun), count / (time.process_time() - worked)

    for kind in KINDS:
        pictures_a_second(kind, BATCH)  # traced, before the clock runs
    count = BATCH * max(1, round(seconds * pictures_a_second("none", 10 * BATCH)[0] / BATCH))
    rates: dict[str, list[tuple[float, float]]] = {kind: [] for kind in KINDS}
    for _ in range(rounds):
        for kind in KINDS:
            rates[kind].append(pictures_a_second(kind, count))
    return rates


if __name__ == "__main__":
    main()
