"""What Keras-Tuner is told of a trial."""

import math
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from statistics import fmean

from studies.execution.protocols import Result
from studies.store.history import METRICS


@dataclass(frozen=True)
class Score:
    """How a trial ended."""

    metrics: dict[str, float] | None  # means over the seeds; None: it failed
    epoch: int  # after which they are taken
    message: str | None = None  # why seeds failed


def score(results: Sequence[Result], epochs: int, choosing: Collection[int] = ()) -> Score:
    """The mean over the seeds, at the trial's last epoch; seeds that failed are left out of it.

    Seeds that are `choosing` count only where no others are asked for: what a rate was chosen by flatters it.
    """
    judging = [result for result in results if result.run.seed not in choosing]
    rows = [result.row for result in judging or results if result.row is not None]
    causes = "\n".join(f"seed {result.run.seed}: {result.cause}" for result in results if result.cause)
    means = {name: fmean(getattr(row, name) for row in rows) for name in METRICS if rows}
    finite = {name: mean for name, mean in means.items() if math.isfinite(mean)}  # Keras-Tuner takes no other
    return Score(finite or None, epochs, causes or None)
