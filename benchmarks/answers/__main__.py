"""What answers by picture cost: `python -m benchmarks.answers` stores a run with and without them, in turns.

As training stores them: with a checkpoint of LeNet-5's size after each of ten epochs, and in a file of their own at the
end. Seconds are those of the processor, which other work on the machine changes least. The classes are drawn: a network
that names seven of ten pictures rightly.
"""

import argparse
import tempfile
import time
from pathlib import Path
from statistics import median

import numpy as np

from hypermodels.dimensions import configuration
from studies.data.dataset_ref import DatasetRef
from studies.plan.runs import Context, Run
from studies.plan.trials import trial_of
from studies.store.beside import answers
from studies.store.history import Epoch
from studies.store.runs import Store

EPOCHS, CLASSES, PARAMETERS = 10, 10, 62_006  # of a run; of the pictures; of LeNet-5


def stored(run: Run, labels: np.ndarray, said: list[np.ndarray], kept: bool) -> tuple[float, int]:
    """Processor seconds to store all epochs of a run, and the bytes of its answers."""
    state = {f"optimizer/{slot}": np.ones(PARAMETERS, np.float32) for slot in range(3)}
    with tempfile.TemporaryDirectory() as folder:
        store = Store(Path(folder))
        begun = time.process_time()
        with store.opened(run) as opened:
            opened.begin({})
            for epoch, named in enumerate(said, 1):
                row = Epoch(epoch, 0.7, float((named == labels).mean()), 1.0, 1.1, 0.001, 1.0)
                found = answers.of_epoch(epoch, labels, named, CLASSES) if kept else None
                opened.store([row], state, found)
            opened.finish("completed")
        spent = time.process_time() - begun
        path = store.folder(run.id) / answers.NAME
        return spent, path.stat().st_size if kept else 0


def row(pictures: int, turns: int) -> str:
    """A row of the table."""
    rng = np.random.default_rng(0)
    labels = rng.permutation(np.arange(pictures) % CLASSES)
    sure = rng.random(pictures)  # the same pictures are hard in every epoch
    named = [
        np.where(sure + rng.normal(0, 0.1, pictures) < 0.7, labels, rng.integers(0, CLASSES, pictures))
        for _ in range(EPOCHS)
    ]
    ref = DatasetRef("digits", "d1", tuple(map(str, range(CLASSES))), (9 * pictures, pictures, pictures))
    run = trial_of(Context("lenet", "f", 1.0, ref, "float32"), configuration({}), [0]).runs[0]
    pairs = [(stored(run, labels, named, True), stored(run, labels, named, False)[0]) for _ in range(turns)]
    more = median(kept[0] - without for kept, without in pairs)
    return f"| {pictures} | {1000 * more:.1f} ms | {1000 * more / EPOCHS:.2f} ms | {pairs[0][0][1]:,} |"


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--turns", type=int, default=31, help="how often a run is stored either way (default: 31)")
    turns = parser.parse_args().turns
    print("| validation pictures | a run of ten epochs | an epoch | bytes of a run |")
    print("|---|---|---|---|")
    for pictures in (144, 5000):
        print(row(pictures, turns), flush=True)


if __name__ == "__main__":
    main()
