"""What a foreign source holds, in one form whatever tool wrote it. Pure."""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from analysis.elsewhere.roles import Metric
from hypermodels.dimensions import Value

COMPLETED, FAILED, RUNNING = "completed", "failed", "running"
MOST_NAMED = 10  # of what was passed over
Point = tuple[int, float]  # an epoch (or step), and the metric after it


@dataclass(frozen=True)
class Trained:
    """One training as the source tells of it.

    Attributes:
        trial: the source's name for it.
        values: its hyperparameters, the seed not among them.
        seed: as the source writes it; None where it says none.
        score: the metric at its end; NaN where there is none.
        curve: the metric along it, by rising epoch; empty where the source keeps none.
    """

    trial: str
    values: Mapping[str, Value]
    seed: str | None = None
    state: str = COMPLETED
    score: float = math.nan
    curve: tuple[Point, ...] = ()

    @property
    def epochs(self) -> int:
        """The last epoch; 0 where no curve tells."""
        return self.curve[-1][0] if self.curve else 0


@dataclass(frozen=True)
class Note:
    """What a reader must know of a source: a key of the languages' `WORDS`, and what stands in its places."""

    key: str
    values: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class Found:
    """The trainings of one study of another tool, compared by one metric.

    Attributes:
        tool: `Optuna`, as its makers write it.
        name: the study's.
        notes: what was guessed, and what the source does not tell.
    """

    tool: str
    name: str
    metric: Metric
    runs: tuple[Trained, ...]
    notes: tuple[Note, ...] = ()


def not_read(folder: Path, paths: Iterable[Path]) -> tuple[Note, ...]:
    """The note of what was passed over below the folder: links, and what is no file; none where there is none."""
    names = [str(path.relative_to(folder)) for path in paths]
    more = [f"… (+{len(names) - MOST_NAMED})"] if len(names) > MOST_NAMED else []
    return (Note("from_not_read", {"names": ", ".join([*names[:MOST_NAMED], *more])}),) if names else ()
