"""How often verdicts are false on real training: few seeds are drawn from many, and held against what all of them say.

    python -m benchmarks.calibration                                      # the published seeds
    python -m benchmarks.calibration --root DIR --study NAME --write FILE # those of a study of your own, kept as FILE

`benchmarks/records/lenet_learning_rate.csv` has the validation accuracy of 100 seeds of each of five learning rates
(`sweepbook study lr --model lenet --samples 2000 --epochs 3 --seeds 100 --values 0.0003,0.001,0.002,0.003,0.01`). The
truth is the mean over all seeds. So many seeds are drawn, paired, without replacement (ten of a hundred then vary
5 % less than they would), and judged as the report judges a study at its first look. Printed, in percent:

    false       studies in which something is called clear though the true differences are taken out of the accuracies
    wrong       comparisons called clear in the wrong direction, or equivalent though they differ by more than the band
    coverage    95 % intervals that hold the true difference
    undecided   comparisons that are neither clear nor equivalent
"""

import argparse
from pathlib import Path

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.numbers.summary import POINT
from benchmarks.verdicts import judged
from studies.plan.looks import next_look

RECORDS = Path(__file__).parent / "records" / "lenet_learning_rate.csv"
BAND = 1.0  # percentage points
Array = NDArray[np.float64]


def from_store(root: Path, study: str) -> pd.DataFrame:
    """A study's accuracies: a row a seed, a column a value, the reference first.

    Raises:
        SystemExit: there is no such study, or not every value has every seed.
    """
    from analysis.numbers import frames, summary
    from analysis.numbers.trials import reference

    loaded = frames.load(root, study=study)
    if not loaded.studies:
        raise SystemExit(f"No study {study} is stored under {root}.")
    table = summary.by_seed(summary.distinct(loaded.studies[0], loaded.results))
    if table.isna().any().any():
        raise SystemExit(f"{study} lacks a result of some value and seed: train it to its end first.")
    first = str(reference(loaded.studies[0]))
    return table[[first, *(value for value in table.columns if value != first)]]


def drawn(table: Array, seeds: int, count: int, rng: np.random.Generator) -> Array:
    """Differences from the reference, shape (draws, comparisons, seeds)."""
    chosen = np.argsort(rng.random((count, len(table))), axis=-1)[:, :seeds]
    picked = table[chosen].transpose(0, 2, 1)
    return picked[:, 1:] - picked[:, :1]


def row(table: Array, seeds: int, count: int, borrow: bool) -> list[float]:
    """False, wrong, coverage and undecided, in percent."""
    level = next_look((), seeds).spends
    truth = (table.mean(0)[1:] - table.mean(0)[0])[None]
    found = drawn(table, seeds, count, np.random.default_rng(seeds))
    alike, _ = judged(found - truth[..., None], borrow)
    p, half = judged(found, borrow)
    mean = found.mean(-1)
    equivalent = np.abs(mean) + half <= BAND * POINT
    clear = ~equivalent & (p < level)
    wrong = (clear & (np.sign(mean) != np.sign(truth))) | (equivalent & (np.abs(truth) > BAND * POINT))
    covered = np.abs(mean - truth) <= half
    shares = ((alike < level).any(-1), wrong, covered, ~equivalent & ~clear)
    return [float(100 * share.mean()) for share in shares]


def main(arguments: list[str] | None = None) -> None:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.calibration",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--root", type=Path, help="a folder with tuner_dirs")
    parser.add_argument("--study", help="the study's name there")
    parser.add_argument("--write", type=Path, help="keep its accuracies as this file")
    parser.add_argument("--draws", type=int, default=20_000, help="for each number of seeds (default: 20000)")
    options = parser.parse_args(arguments)
    if options.root and options.study:
        table = from_store(options.root, options.study)
    else:
        table = pd.read_csv(RECORDS, index_col="seed")
    if options.write:
        options.write.parent.mkdir(parents=True, exist_ok=True)
        table.to_csv(options.write, lineterminator="\n")
    means = table.mean()
    print(f"{len(table)} seeds; " + "; ".join(f"{value}: {100 * means[value]:.1f} %" for value in table.columns))
    print("| seeds | test | false | wrong | coverage | undecided |\n|---|---|---|---|---|---|")
    for seeds in (3, 5, 10):
        for name, borrow in (("plain", False), ("moderated", True)):
            cells = [f"{cell:.1f}" for cell in row(table.to_numpy(float), seeds, options.draws, borrow)]
            print(f"| {seeds} | {name} | {' | '.join(cells)} |", flush=True)


if __name__ == "__main__":
    main()
