"""What probes cost: `python -m benchmarks.probes` times a measurement, and trains LeNet-5 with and without, in turns.

In one process whose graphs are traced; seconds are those of the processor, which other work on the machine changes
least. A measurement is all that an epoch has more: the copies of the weights before its last step, the part that this
step is of its own, and the passes. The histories of both are held against each other, bit by bit.
"""

import argparse
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

import tensorflow as tf

from hypermodels.dimensions import configuration
from studies.data import datasets, prepared_dataset, splitting
from studies.data.dataset_ref import sampled
from studies.plan.runs import Context, Run
from studies.plan.trials import trial_of
from studies.store.runs import Store
from studies.training import numerics
from studies.training.probing import Prober
from studies.training.program import Program
from studies.training.trainer import Trainer

CALLS = 40  # of what takes a few milliseconds


def seconds(trainer: Trainer, run: Run, epochs: int, data: Path, probed: bool) -> tuple[float, list[str]]:
    """Processor seconds of a whole run, and its history without its clock."""
    with tempfile.TemporaryDirectory() as folder:
        store = Store(Path(folder))
        begun = time.process_time()
        trainer.advance(store, run, epochs, data, probed)
        spent = time.process_time() - begun
        return spent, [row.row().rsplit(",", 1)[0] for row in store.history(run.id)]


def measurement(run: Run, data: Path) -> float:
    """Processor seconds that an epoch has more with probes, however long it is."""
    dataset, batch = prepared_dataset.load(data), int(run.configuration["batch_size"])
    pictures, labels = tf.constant(dataset.train[0]), tf.constant(dataset.train[1], tf.int32)
    indices = splitting.of_seed(dataset.train[1], run.context.dataset.samples, run.seed)
    program = Program(run, dataset)
    prober = Prober(program, run.context.precision)
    prober.choose(pictures, labels, indices)
    program.reset(run)
    program.start_epoch(run, 1)

    def two_steps(a_part: int) -> None:
        program.train(pictures, labels, indices[: 2 * batch], batch, lambda _: a_part)

    def measured() -> None:
        prober.noting(lambda _: 1, 1)(0)
        prober.measured(1)

    return a_call(measured) + a_call(lambda: two_steps(1)) - a_call(lambda: two_steps(2))


def a_call(work: Callable[[], None]) -> float:
    """Processor seconds of a call, the median of `CALLS` after the first, which traces."""
    spent = []
    for _ in range(CALLS + 1):
        begun = time.process_time()
        work()
        spent.append(time.process_time() - begun)
    return median(spent[1:])


def compare(dataset: str, samples: int | None, epochs: int, turns: int) -> str:
    """A row of the table."""
    with tempfile.TemporaryDirectory() as folder:
        ref, data = datasets.prepare(dataset, Path(folder))
        ref = sampled(ref, samples) if samples else ref
        run = trial_of(Context("lenet", "f", 1.0, ref, "float32"), configuration({}), [0]).runs[0]
        trainer = Trainer()
        for probed in (False, True):  # with tracing
            seconds(trainer, run, 1, data, probed)
        more = measurement(run, data)
        pairs = [[seconds(trainer, run, epochs, data, probed) for probed in (False, True)] for _ in range(turns)]
    same = all(plain[1] == probed[1] for plain, probed in pairs)
    ratios = sorted(probed[0] / plain[0] for plain, probed in pairs)
    plain = median(one[0][0] for one in pairs) / epochs
    return (
        f"| {dataset} | {samples or ref.sizes[0]} | {plain:.3f} s | {1000 * more:.1f} ms | {100 * more / plain:.1f} % "
        f"| {median(ratios):.3f} | {ratios[len(ratios) // 4]:.3f} to {ratios[-1 - len(ratios) // 4]:.3f} | {same} |"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--epochs", type=int, default=10, help="of a run (default: 10)")
    parser.add_argument("--turns", type=int, default=11, help="how often each is trained (default: 11)")
    parser.add_argument("--cifar10", action="store_true", help="also 2,000 and all pictures of CIFAR-10")
    given = parser.parse_args()
    numerics.prepare()
    print("| data | pictures | an epoch without | a measurement | share | runs with it | middle half | same history |")
    print("|---|---|---|---|---|---|---|---|")
    print(compare("digits", None, given.epochs, given.turns), flush=True)
    if given.cifar10:
        print(compare("cifar10", 2000, given.epochs, given.turns), flush=True)
        print(compare("cifar10", None, 1, max(3, given.turns // 3)), flush=True)


if __name__ == "__main__":
    main()
