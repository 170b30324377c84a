"""How often a reading of a study was looked at, and what each look may spend of the error. Pure.

A look is one reading of a study's verdicts after all its seeds so far. Who adds seeds until something is clear finds
more than there is, unless all looks together keep to one error. So each look spends a part of it, which is kept with
the study (alpha spending, after Lan and DeMets 1983, Biometrika 70). The parts add up to `ERROR` at most, so the bound
holds for whatever reason one goes on or stops. `python -m benchmarks.looks` shows what that costs.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

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
    """A look with so many seeds, and the chance of a false "clear" that it spends.

    `reading` is the one of the study that was looked at (`growth.reading`); None for each that there was: it compares
    epochs, or an earlier version wrote it.
    """

    seeds: int
    spends: float
    reading: int | None = None


def of_study(described: StudyRecord) -> tuple[Look, ...]:
    """The looks that a study's record keeps; none where an earlier version wrote it."""
    return tuple(
        Look(int(one["seeds"]), float(one["spends"]), one.get("reading")) for one in described.get("looks") or ()
    )


def described(looks: Sequence[Look]) -> list[LookRecord]:
    """The looks as `study.json` holds them."""
    found: list[LookRecord] = [{"seeds": look.seeds, "spends": look.spends} for look in looks]
    for record, look in zip(found, looks, strict=True):
        if look.reading is not None:
            record["reading"] = look.reading
    return found


def of_reading(looks: Sequence[Look], reading: int | None) -> tuple[Look, ...]:
    """The looks at one reading of a study. Another compares other things, and spends an error of its own."""
    return tuple(look for look in looks if reading is None or look.reading in (None, reading))


def at_reading(study: StudyRecord, reading: int | None) -> StudyRecord:
    """A stored study with the looks at one reading of it."""
    taken = of_study(study)
    own = of_reading(taken, reading)
    return study if own == taken else {**study, "looks": described(own)}


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


def with_look(
    looks: Sequence[Look], seeds: int, planned: Sequence[int] = (), reading: int | None = None
) -> tuple[Look, ...]:
    """`looks`, and one at a reading with `seeds` seeds where it has more of them than its last: fewer add nothing."""
    before = of_reading(looks, reading)
    if seeds < 2 or any(look.seeds >= seeds for look in before):
        return tuple(looks)
    return (*looks, replace(next_look(before, seeds, planned), reading=reading))


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
