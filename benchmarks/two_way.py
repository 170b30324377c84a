"""Coverage of the intervals over seeds and pictures: `python -m benchmarks.two_way [--repetitions 2000]`.

Runs answer pictures by a probit model with crossed random effects: a picture's difficulty is common to all, another
part of it belongs to a value; each seed of a value is luckier or not; what remains is chance. The truth is known, so it
is counted how often the interval holds it: of one value's accuracy, and of the difference of two values whose seeds and
pictures are the same. Beside it stands the interval over seeds alone, which does not know that pictures were drawn.
"""

import argparse
import itertools
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from scipy import special

from analysis.numbers import statistics
from analysis.numbers.answers.two_way import over_seeds_and_pictures

DIFFICULTY, OWN = 1.5, 0.4  # standard deviations of a picture's difficulty: to all, and to a value
LEVELS = (1.0, 0.9)  # of two values: accuracies of 70 and 68 %
SPREADS = (0.0, 0.03, 0.1, 0.3)  # of seeds: 0, 0.6, 1.8 and 5.4 points of accuracy


@dataclass(frozen=True)
class Shape:
    """How many seeds and pictures, how much seeds vary, and whether two values are compared."""

    seeds: int
    pictures: int
    spread: float
    paired: bool


@dataclass(frozen=True)
class Covered:
    """How often each interval held the truth, and their mean widths in points."""

    both: float
    alone: float
    width: float
    width_alone: float


def covered(shape: Shape, repetitions: int, seed: int = 0) -> Covered:
    """Over so many simulated studies."""
    rng = np.random.default_rng([seed, shape.seeds, shape.pictures, int(1000 * shape.spread), shape.paired])
    truths = [float(special.ndtr(level / np.sqrt(1 + shape.spread**2 + DIFFICULTY**2 + OWN**2))) for level in LEVELS]
    truth = truths[0] - truths[1] if shape.paired else truths[0]
    found = np.zeros(4)
    for _ in range(repetitions):
        common = rng.normal(0, DIFFICULTY, shape.pictures).astype(np.float32)
        first = _right(rng, shape, LEVELS[0], common)
        table = first - _right(rng, shape, LEVELS[1], common) if shape.paired else first
        both, alone = over_seeds_and_pictures(table), statistics.estimate(table.mean(axis=1))
        found += [
            both.low <= truth <= both.high,
            alone.low <= truth <= alone.high,
            100 * (both.high - both.low),
            100 * (alone.high - alone.low),
        ]
    return Covered(*(found / repetitions))


def _right(rng: np.random.Generator, shape: Shape, level: float, common: np.ndarray) -> np.ndarray:
    """Which pictures each seed of a value names rightly, `(seeds, pictures)`."""
    own = common + rng.normal(0, OWN, shape.pictures).astype(np.float32)
    luck = rng.normal(level, shape.spread, (shape.seeds, 1)).astype(np.float32)
    chance = rng.standard_normal((shape.seeds, shape.pictures), np.float32)
    right: np.ndarray = (luck + own + chance > 0).astype(np.float64)
    return right


def rows(repetitions: int) -> Iterator[str]:
    """A line a shape."""
    yield "| of | pictures | seeds | spread of seeds | covers | over seeds alone | width | over seeds alone |"
    yield "|---|---|---|---|---|---|---|---|"
    for paired, pictures, seeds, spread in itertools.product((False, True), (144, 1000, 5000), (3, 5, 10), SPREADS):
        found = covered(Shape(seeds, pictures, spread, paired), repetitions)
        of = "a difference" if paired else "an accuracy"
        yield (
            f"| {of} | {pictures} | {seeds} | {spread:g} | {100 * found.both:.1f} % | {100 * found.alone:.1f} % | "
            f"{found.width:.2f} | {found.width_alone:.2f} |"
        )


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--repetitions", type=int, default=2000, help="simulated studies of each shape (default: 2000)")
    for line in rows(parser.parse_args().repetitions):
        print(line, flush=True)


if __name__ == "__main__":
    main()
