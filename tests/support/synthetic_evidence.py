"""What the analysis sees of synthetic records."""

from analysis.numbers import frames
from analysis.numbers.evidence import Evidence, gather
from analysis.numbers.frames import Frames
from tests.support.synthetic_records import Synthetic

NONE = (0.0, 0.0, 0.0)


def load(made: Synthetic) -> Frames:
    return frames.frames(made.studies, made.runs, made.histories)


def evidence(made: Synthetic, place: int = 0, band: float = 1.0) -> Evidence:
    return gather(load(made), made.studies[place], band)
