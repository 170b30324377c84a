"""The winner's curse of TUNED=lr, simulated: ladders of learning rates are drawn, and the best of each is reported.

    python -m benchmarks.tuned

A value's true accuracy falls from its best rate by so many points a power of ten, squared; the best rate lies anywhere
on the ladder, whose five rates are half a power of ten apart. A run has luck of its own and luck that all rates of its
seed share, half of the variance each. Three seeds judge. Printed, in percentage points, standard errors at most 0.01
times the luck:

    same     what is reported less what is true of the chosen rate, where the judging seeds choose as well
    split    the same, where other seeds choose, as TUNED=lr does
    loses    by how much the chosen rate is truly worse than the ladder's best, chosen on 1, 2 and 3 seeds
    false    percent of comparisons called clear, of two values that are equally good at their best rates, one with
             three times the luck of the other: judged by a paired t-test at 5 %
"""

import argparse

import numpy as np
from numpy.typing import NDArray
from scipy import stats

from studies.plan.bases import ladder_rates
from studies.plan.questions import CHOOSING

JUDGING = 3
LUCK = (0.5, 1.0, 2.0)  # standard deviation of a run, in points
FALLS = {"flat": 0.0, "shallow": 2.0, "usual": 10.0, "steep": 40.0}  # points at a power of ten from the best rate
NOISIER = 3.0
Array = NDArray[np.float64]


def ladders(count: int, fall: float, rng: np.random.Generator) -> Array:
    """The true accuracy of each rate, in points below what the value could reach; shape (count, rates)."""
    places = np.log10(np.array(ladder_rates(0.001), float))
    best = rng.uniform(places[0], places[-1], (count, 1))
    lost: Array = -fall * (places - best) ** 2
    return lost


def runs(truth: Array, seeds: int, luck: float, rng: np.random.Generator) -> Array:
    """What runs reach, of shape (count, rates, seeds)."""
    shared = rng.normal(0, luck / np.sqrt(2), (len(truth), 1, seeds))
    return truth[..., None] + shared + rng.normal(0, luck / np.sqrt(2), (*truth.shape, seeds))


def at(table: Array, chosen: NDArray[np.int_]) -> Array:
    """Of each ladder the entry of the chosen rate."""
    return np.take_along_axis(table, chosen.reshape(-1, *[1] * (table.ndim - 1)), axis=1)[:, 0]


def curse(count: int, fall: float, luck: float, rng: np.random.Generator) -> tuple[float, float, list[float]]:
    """Bias where the judging seeds choose, and where others do; what is lost by choosing on 1, 2 and 3 seeds."""
    truth = ladders(count, fall, rng)
    choose, judge = runs(truth, 3, luck, rng), runs(truth, JUDGING, luck, rng)
    same, split = judge.mean(-1).argmax(-1), choose[..., : len(CHOOSING)].mean(-1).argmax(-1)
    bias = [float((at(judge.mean(-1), one) - at(truth, one)).mean()) for one in (same, split)]
    loses = [float((truth.max(-1) - at(truth, choose[..., :seeds].mean(-1).argmax(-1))).mean()) for seeds in (1, 2, 3)]
    return bias[0], bias[1], loses


def false_clear(count: int, fall: float, luck: float, split: bool, rng: np.random.Generator) -> float:
    """The share of comparisons called clear, of a value with more luck with one that is as good at its best rate."""
    truth = ladders(count, fall, rng)
    differences = np.zeros((count, JUDGING))
    for sign, own in ((1, NOISIER * luck), (-1, luck)):
        judge = runs(truth, JUDGING, own, rng)
        choose = runs(truth, len(CHOOSING), own, rng) if split else judge
        differences += sign * at(judge, choose.mean(-1).argmax(-1))
    return float((stats.ttest_1samp(differences, 0, axis=-1).pvalue < 0.05).mean())


def main(arguments: list[str] | None = None) -> None:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.tuned", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--ladders", type=int, default=50_000, help="drawn for each line (default: 50000)")
    options = parser.parse_args(arguments)
    print("| ladder | luck | same | split | loses: 1 seed | 2 seeds | 3 seeds | false: same | split |")
    print("|---|---|---|---|---|---|---|---|---|")
    for name, fall in FALLS.items():
        for luck in LUCK:
            rng = np.random.default_rng(0)
            same, split, loses = curse(options.ladders, fall, luck, rng)
            false = [false_clear(options.ladders, fall, luck, way, rng) for way in (False, True)]
            points = [f"{round(one, 2) + 0.0:.2f}" for one in (same, split, *loses)]
            print(
                f"| {name} | {luck:g} | {' | '.join(points)} | "
                + " | ".join(f"{100 * one:.1f}" for one in false)
                + " |"
            )


if __name__ == "__main__":
    main()
