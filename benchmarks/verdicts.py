"""How often a verdict is false, and how often it finds what there is: chapters drawn by chance, judged by our rules.

    python -m benchmarks.verdicts                      # three seeds, all shapes, the plain and the moderated t-test
    python -m benchmarks.verdicts --seeds 5 --comparisons 10 --chapters 20000

A chapter is a reference and so many other values, a study its first four comparisons. Seeds are paired: each adds the
same luck to all values. Accuracies are in standard deviations of a value's own luck. Printed, in percent:

    false       studies without a difference in which a comparison is called clear (familywise error)
    coverage    95 % intervals that hold the true difference
    power       studies in which a true difference of three standard deviations is called clear
"""

import argparse
from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray
from scipy import special

from analysis.numbers.moderation import Prior, fit, moderated
from analysis.numbers.statistics import ALPHA, LEVEL

STUDY = 4  # comparisons of a study
DIFFERENCE = 3.0
Array = NDArray[np.float64]


def normal(draw: np.random.Generator, size: tuple[int, int, int], spread: Array) -> Array:
    return spread[..., None] * draw.standard_normal(size)


def spreads(size: tuple[int, int, int], place: int, spread: float) -> Array:
    """All values vary alike, but the one at `place`; 0 is the reference."""
    found = np.ones(size[:2])
    found[:, place] = spread
    return found


def sometimes_failing(draw: np.random.Generator, size: tuple[int, int, int]) -> Array:
    """One value falls by four standard deviations in one seed of five; its mean is that of the others."""
    drawn = normal(draw, size, np.ones(size[:2]))
    drawn[:, 1] += 0.2 * 4 - 4 * (draw.random((size[0], size[2])) < 0.2)
    return drawn


SHAPES: dict[str, Callable[[np.random.Generator, tuple[int, int, int]], Array]] = {
    "equal": lambda draw, size: normal(draw, size, np.ones(size[:2])),
    "lognormal (0.6)": lambda draw, size: normal(draw, size, np.exp(0.6 * draw.standard_normal(size[:2]))),
    "one value noisy (4)": lambda draw, size: normal(draw, size, spreads(size, 1, 4)),
    "one value tiny (0.1)": lambda draw, size: normal(draw, size, spreads(size, 1, 0.1)),
    "reference noisy (3)": lambda draw, size: normal(draw, size, spreads(size, 0, 3)),
    "skewed to the bad": lambda draw, size: 1 - draw.exponential(size=size),
    "sometimes failing": sometimes_failing,
    "lognormal (1)": lambda draw, size: normal(draw, size, np.exp(draw.standard_normal(size[:2]))),
    "reference noisy (6)": lambda draw, size: normal(draw, size, spreads(size, 0, 6)),
    "heavy tails (t, 3)": lambda draw, size: draw.standard_t(3, size) / np.sqrt(3),
}


def chapters(shape: str, count: int, comparisons: int, seeds: int, draw: np.random.Generator) -> Array:
    """Differences from the reference, shape (chapters, comparisons, seeds). A seed's own luck is in both."""
    reached = SHAPES[shape](draw, (count, comparisons + 1, seeds)) + draw.standard_normal((count, 1, seeds))
    return reached[:, 1:] - reached[:, :1]


def judged(differences: Array, borrow: bool) -> tuple[Array, Array]:
    """p after Holm's adjustment within the study, and half the interval; shape (chapters, STUDY)."""
    seeds = differences.shape[-1]
    variance, freedom = differences.var(-1, ddof=1), np.full(len(differences), seeds - 1.0)[:, None]
    if borrow:
        known = fit(variance, freedom)
        variance = moderated(variance, freedom, Prior(*(one[:, None] for one in known)))  # type: ignore[arg-type]
        freedom = freedom + known[1][:, None]
    error = np.sqrt(variance[:, :STUDY] / seeds)
    p = 2 * special.stdtr(freedom, -np.abs(differences.mean(-1)[:, :STUDY] / error))
    return holm(p), special.stdtrit(freedom, (1 + LEVEL) / 2) * error


def holm(p: Array) -> Array:
    """As `statistics.holm`, along the last axis."""
    order = np.argsort(p, -1)
    stepped = np.maximum.accumulate(np.take_along_axis(p, order, -1) * np.arange(p.shape[-1], 0, -1), -1)
    adjusted = np.empty_like(p)
    np.put_along_axis(adjusted, order, np.minimum(1, stepped), -1)
    return adjusted


def rates(
    shape: str, borrow: bool, count: int, comparisons: int, seeds: int, level: float = ALPHA
) -> tuple[float, float, float]:
    """False, coverage and power in percent, as the module says."""
    differences = chapters(shape, count, comparisons, seeds, np.random.default_rng(1))
    p, half = judged(differences, borrow)
    covered = np.abs(differences.mean(-1)[:, :STUDY]) <= half
    differences[:, 0] += DIFFERENCE
    found, _ = judged(differences, borrow)
    shares = (p < level).any(-1).mean(), covered.mean(), (found[:, 0] < level).mean()
    return float(100 * shares[0]), float(100 * shares[1]), float(100 * shares[2])


def main(arguments: list[str] | None = None) -> None:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.verdicts", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--seeds", type=int, default=3)
    parser.add_argument("--comparisons", type=int, default=26, help="of a chapter (default: 26)")
    parser.add_argument(
        "--level", type=float, default=ALPHA, help="of a verdict (default: 0.05; a first look has 0.03)"
    )
    parser.add_argument("--chapters", type=int, default=50_000, help="drawn for each shape (default: 50000)")
    options = parser.parse_args(arguments)
    print(
        f"{options.chapters} chapters of {options.comparisons} comparisons, {options.seeds} seeds, "
        f"level {options.level:g}"
    )
    print("| spread of the values | false: plain, moderated | coverage | power |\n|---|---|---|---|")
    for shape in SHAPES:
        plain, borrowed = (
            rates(shape, borrow, options.chapters, options.comparisons, options.seeds, options.level)
            for borrow in (False, True)
        )
        cells = " | ".join(f"{a:.1f}, {b:.1f}" for a, b in zip(plain, borrowed, strict=True))
        print(f"| {shape} | {cells} |", flush=True)


if __name__ == "__main__":
    main()
