"""A tuned study with a known truth: a ladder on the seeds that choose, and the chosen rates on those that judge."""

from collections.abc import Mapping, Sequence
from typing import Any

from studies.plan.questions import CHOOSING
from studies.plan.study_record import StudyRecord
from tests.support.synthetic_records import Synthetic

Effects = Sequence[float] | None  # in points, one number a seed; None for runs that are absent


def add(
    made: Synthetic,
    ladder: Mapping[tuple[Any, float], Effects],
    judged: Mapping[tuple[Any, float], Effects],
    seeds: Sequence[int] = (0, 1, 2),
    dimension: str = "optimizer",
    **change: Any,
) -> StudyRecord:
    """Add a tuned study: by value and learning rate, what the seeds that choose and those that judge reached."""
    names, options = (dimension, "learning_rate"), {"kind": "tuned", "chosen_on": list(CHOOSING), **change}
    study = made.study(names, ladder, CHOOSING, **options)
    study["name"] = f"{made.network}-{dimension}-tuned-lr-{made.dataset}"
    for trial in study["trials"]:
        trial["seeds"] = list(CHOOSING)
    for trial in made.study(names, judged, seeds)["trials"]:
        own = next(one for one in study["trials"] if one["values"] == trial["values"])
        own["seeds"], own["runs"] = [*seeds, *CHOOSING], [*trial["runs"], *own["runs"]]
    made.studies.pop()
    study["seeds"] = list(seeds)
    return study
