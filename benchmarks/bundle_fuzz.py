"""What damaged models do to the classifier: `python -m benchmarks.bundle_fuzz [--count 2000] [--seed 0]`.

Each model is a small good one with a few bytes changed, cut out or put in, and a card with its right hash, as a hostile
bundle would have. It is loaded and answers one picture, as in the window. Counted is what came of it; anything but an
answer or one sentence, above all the end of this process, is a fault, and the exit code is 1.
"""

import argparse
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

import numpy as np

from analysis.bundles.bundle import Bundle, read
from analysis.bundles.classifier import Classifier
from studies.system.errors import Explained
from tests.support import bundle_zoo
from tests.support.linear_bundles import onnx_bytes

MOST_CHANGES = 4


def damaged(content: bytes, rng: np.random.Generator) -> bytes:
    """One to four changes. Half of them near the ends, where the graph stands and no weights."""
    made = bytearray(content)
    for _ in range(rng.integers(1, MOST_CHANGES + 1)):
        near_end = int(rng.integers(min(1000, len(made))))
        place = int(rng.choice([near_end, len(made) - 1 - near_end, int(rng.integers(len(made)))]))
        length = int(rng.integers(1, 9))
        kind = rng.choice(["change", "cut", "put"], p=[0.9, 0.05, 0.05])  # the others shift all that follows
        if kind == "change":
            made[place] = int(rng.integers(256))
        elif kind == "cut" and len(made) > 2 * length:
            del made[place : place + length]
        else:
            made[place:place] = rng.bytes(length)
    return bytes(made)


def outcome(bundle: Bundle) -> str:
    """What came of a model, in a word or two."""
    try:
        Classifier(bundle).load()
    except Explained as error:
        return f"refused: {error.template}"
    except Exception as error:
        return f"FAULT: {type(error).__name__}: {error}"
    return "answered"


def main() -> int:
    words = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    words.add_argument("--count", type=int, default=2000)
    words.add_argument("--seed", type=int, default=0)
    options = words.parse_args()
    rng = np.random.default_rng(options.seed)
    good = [bundle_zoo.tiny(), onnx_bytes(0)]
    counts: Counter[str] = Counter()
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as root:
        for number in range(options.count):
            bundle_zoo.write(Path(root) / "cifar10" / "lenet", damaged(good[number % len(good)], rng))
            counts[outcome(read(Path(root), "cifar10", "lenet"))] += 1
    for what, count in counts.most_common():
        print(f"{count:6}  {what}")
    print(f"{options.count} damaged models in {time.monotonic() - began:.0f} s; this process lives")
    return int(any(what.startswith("FAULT") for what in counts))


if __name__ == "__main__":
    sys.exit(main())
