"""What a learning rate range test shows, and the rates worth a study. Pure.

In such a test the rate grows from step to step while a network trains once (Smith 2017, Cyclical Learning Rates for
Training Neural Networks, WACV, section 3.3). The loss stands still, falls, and rises where steps are too long.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import fmean, stdev

POINTS = 60  # rates
STEPS = 15  # of training with each
LOW, HIGH = 1e-6, 10.0
SMOOTHING = 0.8  # of the exponential mean, whose start is corrected as Adam's is (Kingma and Ba 2015, section 3)
GONE = 4.0  # times the smallest smoothed loss, or the first: beyond it the test ends
STILL = 10  # rates at the beginning that are too small to move anything: what varies there is chance
CERTAIN = 4.0  # times what chance does to the smoothed loss: a smaller fall is none
LEAST = 0.01  # share of the loss at the beginning that it must fall by
BEGUN = 0.1  # share of the whole fall after which it has begun
LADDER = 5  # rates that are proposed
NEAR = 0.3  # halves of a power of ten by which the largest may lie above the lowest loss: the mean comes late


def rates(points: int = POINTS) -> list[float]:
    """The rates of a test, each as many times the one before."""
    return [LOW * (HIGH / LOW) ** (number / (points - 1)) for number in range(points)]


@dataclass(frozen=True)
class Fall:
    """Where the smoothed loss begins to fall, falls fastest and is lowest, as learning rates; `losses` are smoothed."""

    begins: float
    steepest: float
    lowest: float
    losses: tuple[float, ...]

    @property
    def ladder(self) -> tuple[float, ...]:
        """Rates to study, one or three times a power of ten: the largest lies at the lowest loss, or below."""
        top = math.floor(2 * math.log10(self.lowest) + NEAR)
        steps = [top - back for back in range(LADDER)]
        return tuple(sorted(_round(step) for step in steps))


def _round(halves: int) -> float:
    """10 to the power of half of `halves`, to one digit: 1, 3, 10, 30."""
    return float(f"{10 ** (halves / 2):.0e}")


def smoothed(losses: Sequence[float]) -> list[float]:
    """The exponential mean of the losses so far, after each."""
    mean, means = 0.0, []
    for number, loss in enumerate(losses, 1):
        mean = SMOOTHING * mean + (1 - SMOOTHING) * loss
        means.append(mean / (1 - SMOOTHING**number))
    return means


def is_over(losses: Sequence[float]) -> bool:
    """Whether longer steps can show nothing more: the loss is no number, or has left all that it was."""
    if not losses or not math.isfinite(losses[-1]):
        return bool(losses)
    return smoothed(losses)[-1] > GONE * max(min(smoothed(losses)), 1e-12)


def read(tried: Sequence[float], losses: Sequence[float]) -> Fall | None:
    """What a test shows; None where the loss never fell.

    Args:
        tried: the rates, ascending, one a loss.
        losses: the mean loss of the steps with each; a last one may be no number.
    """
    means = smoothed([loss for loss in losses if math.isfinite(loss)])
    if len(means) <= STILL:
        return None
    start = fmean(losses[:STILL])
    chance = stdev(losses[:STILL]) * math.sqrt((1 - SMOOTHING) / (1 + SMOOTHING))  # of an exponential mean
    lowest = min(range(len(means)), key=means.__getitem__)
    fall = start - means[lowest]
    if lowest < STILL or fall <= max(CERTAIN * chance, LEAST * start):
        return None
    begins = 1 + max(number for number in range(lowest) if start - means[number] < BEGUN * fall)
    slopes = [means[number - 1] - means[number] for number in range(begins, lowest + 1)]
    steepest = begins + max(range(len(slopes)), key=slopes.__getitem__)
    return Fall(tried[begins], tried[steepest], tried[lowest], tuple(means))
