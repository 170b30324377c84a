"""What is wrong with a run, by what was measured in its layers. Pure: each rule sees one run and nothing else.

A rule says what was measured where it is far from what runs that learn have, and is silent otherwise. The bounds were
set by runs with a planted fault and by healthy ones (`tests/analysis/numbers/probes`). What follows from another fault
is not said again (`BEHIND`).
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from analysis.numbers.probes.measured import Measured

DEAD = 0.9  # share of a layer's units that say the same of every picture
EXPLODED = 1e4  # gradient norm, times the norm of the layer's weights
VANISHED = 1e-3  # gradient norm, times that of a later layer
SMALL = 1e-5  # update, times the norm of the weights; usual is 1e-3
SATURATED = 0.25  # share of pictures of which the network is sure, and wrong
LEARNED = 0.2  # accuracy above guessing, on pictures that were trained on


@dataclass(frozen=True)
class Fault:
    """What a rule found: the layer that shows it most (empty for the whole network), and how much."""

    name: str
    layer: str
    number: float


def zero(run: Measured) -> Fault | None:
    """Zero initialisation: kernels that are all 0 at the end, so units are alike and stay so (Glorot, Bengio 2010)."""
    weights = run.of("weights")[-1]
    still = np.flatnonzero(weights == 0)
    return Fault("zero", run.layers("weights")[still[0]], len(still)) if len(still) else None


def exploding(run: Measured) -> Fault | None:
    """Gradients that are not finite, or far larger than the weights they are of (Pascanu et al. 2013)."""
    weights, gradient = run.of("weights"), run.of("gradient")
    ratio = np.where(weights > 0, gradient / np.where(weights > 0, weights, 1), 0)
    ratio = np.where(np.isfinite(gradient) & np.isfinite(weights), ratio, np.inf)
    return _largest("exploding", run.layers("gradient"), ratio.max(axis=0), EXPLODED)


def dead(run: Measured) -> Fault | None:
    """Dead units at the end: a layer that says the same of every picture, in nearly all its units (Lu et al. 2019)."""
    return _largest("dead", run.layers("dead"), run.of("dead")[-1], DEAD)


def saturated(run: Measured) -> Fault | None:
    """A saturated output: the network is sure of wrong classes, so its softmax hardly passes a gradient."""
    return _largest("saturated", [""], run.of("sure_wrong").max(axis=0), SATURATED)


def vanishing(run: Measured) -> Fault | None:
    """Gradients that shrink on their way back: of an early layer, a tiny part of a later one's (Hochreiter 1991)."""
    gradient = np.median(run.of("gradient")[run.trained], axis=0)
    later = np.maximum.accumulate(gradient[::-1])[::-1]
    if not len(gradient) or not np.isfinite(gradient).all() or not later.all():
        return None
    share = np.where(gradient > 0, gradient / later, 1)  # of no gradient at all there are other reasons
    place = int(share.argmin())
    return Fault("vanishing", run.layers("gradient")[place], float(share[place])) if share[place] < VANISHED else None


def small(run: Measured) -> Fault | None:
    """Too small a step: in no epoch does the usual layer move by more than a trace of its weights."""
    moved = [row[row > 0] for row in run.of("update")[run.trained]]
    middle = max((float(np.median(row)) for row in moved if len(row)), default=np.nan)
    return Fault("small", "", middle) if middle < SMALL else None


def frozen(run: Measured) -> Fault | None:
    """A frozen layer: its weights stay bit by bit as they are, while others move."""
    update = run.of("update")[run.trained]
    still = np.flatnonzero((update == 0).all(axis=0))
    moving = (update > 0).any()
    return Fault("frozen", run.layers("update")[still[0]], len(still)) if len(still) and moving else None


def labels(run: Measured) -> Fault | None:
    """Wrong labels: what was trained on is known by heart, and validation is guessed (Zhang et al. 2017)."""
    right = float(run.of("right")[-1].max(initial=0))
    guessed = run.val_accuracy - run.chance <= run.guessing
    return Fault("labels", "", right) if guessed and right >= run.chance + LEARNED else None


RULES: tuple[Callable[[Measured], Fault | None], ...] = (
    zero,
    exploding,
    dead,
    saturated,
    vanishing,
    small,
    frozen,
    labels,
)
BEHIND: Mapping[str, tuple[str, ...]] = {  # a fault, and those which explain it
    "exploding": ("zero",),
    "dead": ("zero", "exploding"),
    "saturated": ("exploding",),
    "vanishing": ("zero", "exploding", "dead"),
    "small": ("zero", "exploding", "dead", "vanishing"),
    "frozen": ("zero", "exploding", "dead", "vanishing", "small"),
}


def faults(run: Measured) -> list[Fault]:
    """All that is wrong with a run, without what follows from another fault."""
    found = {one.name: one for rule in RULES if (one := rule(run)) is not None}
    return [one for name, one in found.items() if not set(BEHIND.get(name, ())) & set(found)]


def _largest(name: str, layers: list[str], numbers: np.ndarray, bound: float) -> Fault | None:
    if not len(numbers) or not numbers.max() >= bound:
        return None
    place = int(numbers.argmax())
    return Fault(name, layers[place], float(numbers[place]))
