"""What looking costs: chapters drawn by chance, judged after more and more seeds until something is clear.

    python -m benchmarks.looks                    # who looks after every seed, from 3 to 30
    python -m benchmarks.looks --auto             # SEEDS=auto beside a design that has 20 seeds of everything

Chapters and shapes are those of `benchmarks.verdicts`. Printed, in percent, standard errors at most 0.5:

    false       studies without a difference in which a comparison is ever called clear
    power       comparisons with the difference that are called clear in the end
    runs        of those that 20 seeds of everything take
"""

import argparse
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from benchmarks.verdicts import SHAPES, STUDY, chapters, judged
from studies.plan.looks import ERROR, PLANNED, until, with_look

COMPARISONS = 26
EVERY = range(3, 31)
EFFECTS = ((3, 0, 0, 0), (3, 2, 1, 0), (3, 3, 3, 3), (0, 0, 0, 0))
Array = NDArray[np.float64]


def spending(seeds: Sequence[int], planned: Sequence[int] = ()) -> list[float]:
    """What each of the looks spends."""
    looks = with_look((), seeds[0], planned)
    for number in seeds[1:]:
        looks = with_look(looks, number, planned)
    return [look.spends for look in looks]


def ever_clear(shape: str, count: int, seeds: Sequence[int], levels: Sequence[float]) -> float:
    """The share of studies without a difference in which something is clear at one of the looks."""
    drawn = chapters(shape, count, COMPARISONS, max(seeds), np.random.default_rng(1))
    clear = np.zeros(count, bool)
    for number, level in zip(seeds, levels, strict=True):
        clear |= (judged(drawn[..., :number], True)[0] < level).any(-1)
    return float(clear.mean())


def decided(
    shape: str, effects: Sequence[float], count: int, band: float, seeds: Sequence[int], levels: Sequence[float]
) -> tuple[Array, float, float]:
    """By comparison the share called clear; the share of studies with a false one; runs a study.

    A comparison that is clear or equivalent gets no more seeds, the reference as many as any.
    """
    drawn = chapters(shape, count, COMPARISONS, max(seeds), np.random.default_rng(2))
    drawn[:, :STUDY] += np.asarray(effects)[None, :, None]
    going, clear = np.ones((count, STUDY), bool), np.zeros((count, STUDY), bool)
    runs, before = np.zeros(count), 0
    for number, level in zip(seeds, levels, strict=True):
        runs += (going.sum(-1) + going.any(-1)) * (number - before)
        before = number
        p, half = judged(drawn[..., :number], True)
        found = going & (p < level)
        equal = np.abs(drawn[:, :STUDY, :number].mean(-1)) + half <= band
        clear |= found & ~equal
        going &= ~(found | equal)
    false = (clear & (np.asarray(effects) == 0)).any(-1)
    return clear.mean(0), float(false.mean()), float(runs.mean())


def stopping(count: int) -> None:
    """The table of who stops at the first clear verdict, with a look after every seed."""
    print(f"{count} chapters of {COMPARISONS} comparisons; a look after every seed, {EVERY[0]} to {EVERY[-1]}")
    print("| spread of the values | false: not counted | counted | counted, planned looks |\n|---|---|---|---|")
    planned = until(PLANNED[-1])
    for shape in SHAPES:
        rates = (
            ever_clear(shape, count, EVERY, [ERROR] * len(EVERY)),
            ever_clear(shape, count, EVERY, spending(EVERY)),
            ever_clear(shape, count, planned, spending(planned, planned)),
        )
        print(f"| {shape} | " + " | ".join(f"{100 * rate:.1f}" for rate in rates) + " |", flush=True)


def automatic(count: int, band: float) -> None:
    """The table of SEEDS=auto beside 20 seeds of everything."""
    planned = until(PLANNED[-1])
    print(f"{count} chapters; equivalent within {band:g} standard deviations of a value's own luck")
    print("| spread | true differences | power: auto | 20 seeds | false: auto | runs: auto |")
    print("|---|---|---|---|---|---|")
    for shape in ("equal", "lognormal (0.6)", "one value noisy (4)", "sometimes failing"):
        for effects in EFFECTS:
            auto, false, runs = decided(shape, effects, count, band, planned, spending(planned, planned))
            fixed, _, most = decided(shape, effects, count, band, planned[-1:], [ERROR])
            true = [place for place, effect in enumerate(effects) if effect]
            power = [", ".join(f"{100 * found[place]:.0f}" for place in true) or "-" for found in (auto, fixed)]
            name = ", ".join(map(str, effects)) if true else "none"
            cells = (shape, name, *power, f"{100 * false:.1f}", f"{100 * runs / most:.0f}")
            print(f"| {' | '.join(cells)} |", flush=True)


def main(arguments: list[str] | None = None) -> None:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.looks", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--auto", action="store_true", help="SEEDS=auto beside a fixed design")
    parser.add_argument("--band", type=float, default=1.0, help="of equivalence, in standard deviations (default: 1)")
    parser.add_argument("--chapters", type=int, default=10_000, help="drawn for each shape (default: 10000)")
    options = parser.parse_args(arguments)
    if options.auto:
        automatic(options.chapters, options.band)
    else:
        stopping(options.chapters)


if __name__ == "__main__":
    main()
