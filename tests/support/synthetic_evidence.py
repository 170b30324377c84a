"""What the analysis sees of synthetic records."""

from analysis.numbers import frames
from analysis.numbers.evidence import Evidence, gather
from analysis.numbers.frames import Frames
from tests.support.synthetic_records import Synthetic

NONE = (0.0, 0.0, 0.0)  # no effect, seed by seed
LOW = (-52.0, -52.0, -51.9)  # no better than guessing


def load(made: Synthetic) -> Frames:
    return frames.frames(made.studies, made.runs, made.histories)


def evidence(made: Synthetic, place: int = 0, band: float = 1.0) -> Evidence:
    return gather(load(made), made.studies[place], band)


def evidences(made: Synthetic) -> list[Evidence]:
    """Every study by itself: none borrows from another."""
    loaded = load(made)
    return [gather(loaded, study) for study in made.studies]
