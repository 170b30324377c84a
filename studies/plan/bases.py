"""The baseline of a study: the table's, and where the study departs from it. Pure.

A study's own baseline is kept as its departures alone, in the table's order, so a study at the table's baseline is
written as it always was, and a dimension added later stands at its row's baseline in every study there is.

`epochs` are part of it only where they vary: elsewhere EPOCHS says after how many a study is read, and a study that is
asked for at several has a reading of each.
"""

import hashlib
from collections.abc import Collection, Mapping

from hypermodels.dimensions import BASELINE, BY_NAME, Dimension, InvalidValue, Value, applies
from studies.plan import own_networks
from studies.plan.labels import exact
from studies.plan.study_record import StudyRecord

Base = tuple[tuple[str, Value], ...]
MOST_NAMED = 4  # departures that the name of a folder spells out


def departures(values: Mapping[str, Value], table: Mapping[str, Value] = BASELINE) -> Base:
    """Where `values` depart from the table's baseline, in the table's order; `table` has the network's own besides."""
    return tuple((name, values[name]) for name in table if name in values and values[name] != table[name])


def for_study(base: Base, dimension: str) -> Base:
    """The departures that a study of `dimension` keeps: those of `epochs` where these vary."""
    return tuple(pair for pair in base if pair[0] != "epochs" or dimension == "epochs")


def beside(base: Base, varying: Collection[str]) -> Base:
    """The departures that are left where `varying` are searched, or lie on a grid without a reference in it."""
    return tuple(pair for pair in base if pair[0] not in (*varying, "epochs"))


def baseline(base: Base, table: Mapping[str, Value] = BASELINE) -> dict[str, Value]:
    """One value for each dimension; `table` has the network's own besides."""
    return {**table, **dict(base)}


def of_record(study: StudyRecord) -> Base:
    """The departures that a stored study keeps; none where an earlier version wrote it."""
    return departures(study.get("base") or {}, own_networks.baseline(study))


def held(study: StudyRecord) -> Base:
    """The departures that a study shares with others of its baseline: all but `epochs`."""
    return beside(of_record(study), ())


def of_study(study: StudyRecord) -> dict[str, Value]:
    """The baseline of a stored study: one value for each dimension of its network."""
    return baseline(of_record(study), own_networks.baseline(study))


def check(varying: Collection[str], base: Base) -> None:
    """Refuse what means nothing where `varying` vary and the rest stands at the baseline.

    Raises:
        InvalidValue: a dimension whose `needs` no configuration meets.
    """
    for name in (*varying, *dict(base)):
        row = meaningless(name, varying, base)
        if row is not None and row.needs is not None:
            parent, fitting = row.needs
            raise InvalidValue(
                f"{name} means nothing with {parent}={baseline(base)[parent]}: it is for {parent}="
                f'{" or ".join(map(str, fitting))}. Give base="{parent}={fitting[0]}", or leave {name} out.'
            )


def meaningless(name: str, varying: Collection[str], base: Base) -> Dimension | None:
    """The row of a dimension that means nothing there; None where it means something."""
    row = BY_NAME.get(name)
    if row is None or row.needs is None or row.needs[0] in varying or row.applies(baseline(base)):
        return None
    return row


def words(base: Base) -> str:
    """As BASE= takes it: `optimizer=momentum learning_rate=0.03`."""
    meaning = (name for name, _ in base if applies(name, dict(base)))
    return " ".join(f"{name}={exact(name, dict(base)[name])}" for name in meaning)


def suffix(base: Base) -> list[str]:
    """What the departures add to the name of a folder: `base`, `optimizer`, `momentum`; nothing where there are none.

    Of more than MOST_NAMED a digest: a folder's name has its limits.
    """
    if not base:
        return []
    if len(base) > MOST_NAMED:
        return ["base", hashlib.sha256(words(base).encode()).hexdigest()[:8]]
    return ["base", *(part for name, value in base for part in (name, exact(name, value)))]


def ladder_rates(rate: float) -> tuple[Value, ...]:
    """The baseline's learning rate, and two steps of half a power of ten to each side, to one digit."""
    return tuple(rate if not half else float(f"{rate * 10 ** (half / 2):.0e}") for half in range(-2, 3))
