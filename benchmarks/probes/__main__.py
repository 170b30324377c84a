"""What probes cost: `python -m benchmarks.probes` trains LeNet-5 with and without them, in turns, and prints the ratio.

In one process whose graphs are traced; seconds are those of the processor, which other work on the machine changes
least. The histories of both are held against each other, bit by bit.
"""

import argparse
import tempfile
import time
from pathlib import Path
from statistics import median

from hypermodels.dimensions import configuration
from studies.data import datasets
from studies.data.dataset_ref import sampled
from studies.plan.runs import Context, Run
from studies.plan.trials import trial_of
from studies.store.runs import Store
from studies.training import numerics
from studies.training.trainer import Trainer


def seconds(trainer: Trainer, run: Run, epochs: int, data: Path, probed: bool) -> tuple[float, list[str]]:
    """Processor seconds of a whole run, and its history without its clock."""
    with tempfile.TemporaryDirectory() as folder:
        store = Store(Path(folder))
        begun = time.process_time()
        trainer.advance(store, run, epochs, data, probed)
        spent = time.process_time() - begun
        return spent, [row.row().rsplit(",", 1)[0] for row in store.history(run.id)]


def compare(dataset: str, samples: int | None, epochs: int, turns: int) -> str:
    """A row of the table."""
    with tempfile.TemporaryDirectory() as folder:
        ref, data = datasets.prepare(dataset, Path(folder))
        ref = sampled(ref, samples) if samples else ref
        run = trial_of(Context("lenet", "f", 1.0, ref, "float32"), configuration({}), [0]).runs[0]
        trainer = Trainer()
        first = [seconds(trainer, run, 1, data, probed)[0] for probed in (False, True)]  # with tracing
        pairs = [[seconds(trainer, run, epochs, data, probed) for probed in (False, True)] for _ in range(turns)]
    same = all(plain[1] == probed[1] for plain, probed in pairs)
    ratios = sorted(probed[0] / plain[0] for plain, probed in pairs)
    plain = median(one[0][0] for one in pairs)
    build = first[1] - pairs[0][1][0] / epochs
    return (
        f"| {dataset} | {samples or ref.sizes[0]} | {epochs} | {plain / epochs:.3f} s | {median(ratios):.3f} "
        f"| {ratios[len(ratios) // 4]:.3f} to {ratios[-1 - len(ratios) // 4]:.3f} | {build:.2f} s | {same} |"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--epochs", type=int, default=10, help="of a run (default: 10)")
    parser.add_argument("--turns", type=int, default=11, help="how often each is trained (default: 11)")
    parser.add_argument("--cifar10", action="store_true", help="also 2,000 and all pictures of CIFAR-10")
    given = parser.parse_args()
    numerics.prepare()
    print("| data | pictures | epochs | an epoch | with probes | middle half | tracing, once | same history |")
    print("|---|---|---|---|---|---|---|---|")
    print(compare("digits", None, given.epochs, given.turns), flush=True)
    if given.cifar10:
        print(compare("cifar10", 2000, given.epochs, given.turns), flush=True)
        print(compare("cifar10", None, 1, max(3, given.turns // 3)), flush=True)


if __name__ == "__main__":
    main()
