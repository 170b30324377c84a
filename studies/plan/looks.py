"""How often a study was looked at, and what each look may spend of the error. Pure.

A look is one reading of a study's verdicts after all its seeds so far. Who adds seeds until something is clear finds
more than there is, unless all looks together keep to one error. So each look spends a part of it, which is kept with
the study (alpha spending, after Lan and DeMets 1983, Biometrika 70). The parts add up to `ERROR` at most, so the bound
holds for whatever reason one goes on or stops. `python -m benchmarks.looks` shows what that costs.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from studies.plan.study_record import LookRecord, StudyRecord

ERROR = 0.05  # chance of a false "clear" in a study, over all its looks together
SHARE = 0.6  # of what is left, that an unplanned look spends
RESERVE = 0.1  # of the error, that planned looks leave for looks after them
LEAST = 1e-6  # what a plan cannot share out any more
ANY = 1_000_000  # more seeds than anyone trains: what an unplanned look spends does not depend on them
PLANNED = (3, 5, 8, 12, 20)  # seeds at which SEEDS=auto looks


def until(most: int) -> tuple[int, ...]:
    """The planned looks, the last with `most` seeds."""
    return (*(seeds for seeds in PLANNED if seeds < most), most)


@dataclass(frozen=True)
class Look:
    """A look with so many seeds, and the chance of a false "clear" that it spends."""

    seeds: int
    spends: float


def of_study(described: StudyRecord) -> tuple[Look, ...]:
    """The looks that a study's record keeps; none where an earlier version wrote it."""
    return tuple(Look(int(one["seeds"]), float(one["spends"])) for one in described.get("looks") or ())


def described(looks: Sequence[Look]) -> list[LookRecord]:
    """The looks as `study.json` holds them."""
    return [{"seeds": look.seeds, "spends": look.spends} for look in looks]


def next_look(looks: Sequence[Look], seeds: int, planned: Sequence[int] = ()) -> Look:
    """The look with `seeds` seeds that follows `looks`.

    Args:
        planned: the numbers of seeds at which looks were planned, this one among them: each spends as much. None for a
            look that nobody planned: it spends `SHARE` of what is left.
    """
    left = max(0.0, ERROR - sum(look.spends for look in looks))
    to_come = [number for number in planned if number >= seeds]
    for_plan = left - RESERVE * ERROR
    if not to_come or for_plan < LEAST:  # an earlier plan has left its reserve, which later looks share
        return Look(seeds, left * SHARE)
    return Look(seeds, for_plan / len(to_come))


def with_look(looks: Sequence[Look], seeds: int, planned: Sequence[int] = ()) -> tuple[Look, ...]:
    """`looks`, and one with `seeds` seeds where it has more of them than the last: fewer show nothing new."""
    if seeds < 2 or any(look.seeds >= seeds for look in looks):
        return tuple(looks)
    return (*looks, next_look(looks, seeds, planned))


def spent_at(looks: Sequence[Look], pairs: int) -> float:
    """The error that a comparison of so many pairs of runs may make: that of the first look with as many seeds.

    One that no look had yet is a look: the next.
    """
    return next((look.spends for look in looks if look.seeds >= pairs), next_look(looks, pairs).spends)


def weight(spends: float) -> float:
    """How often a p value counts at a look that may spend so much: five times where that is a fifth of the error."""
    return ERROR / max(spends, 1e-12)


def seeds_read(done: Sequence[int]) -> int:
    """How many seeds a look at a study compares: those of its second most trained value.

    Args:
        done: by value, how many of its runs have come to their epochs.
    """
    return sorted(done)[-2] if len(done) > 1 else 0
