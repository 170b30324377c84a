"""The dimensions that a user's network adds to the table: checked, and as a record keeps them. Pure."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from hypermodels.dimensions import BY_NAME, FARTHEST, Dimension, Value
from hypermodels.errors import InvalidValue

MOST = 20  # dimensions of one network
MOST_VALUES = 100
LONGEST = 60  # letters of a title or of a value
WORD = re.compile(r"[a-z][a-z0-9_]{0,39}")
NAMED_VALUE = re.compile(r"\w[\w.+-]*")  # no comma or blank: VALUES=a,b
SCALES = ("log", "linear", "categorical")
# Columns of tables that a report makes and words of a configuration: none can be told from a dimension of that name.
_TAKEN = """
run network width classes model dataset digest samples seed precision status cause training_seconds outside_seconds
parameters peak_memory updated study trial value state epoch tra_acc val_acc tra_loss val_loss seconds epoch_seconds
conditions python tensorflow keras keras_tuner numpy platform cpu device onednn threads workers git n time verdict pairs
difference p p_holm freedom ahead number accuracy val_accuracy elapsed setting noise_floor completed diverged failed
running missing smallest_detectable seeds_to_decide source
"""
TAKEN = frozenset(_TAKEN.split())


def checked(rows: Iterable[Dimension]) -> tuple[Dimension, ...]:
    """The rows, each complete and with a name of its own.

    Raises:
        InvalidValue: one that no study could vary, with the reason.
    """
    found: list[Dimension] = []
    for row in rows:
        _refuse_name(row, found)
        found.append(_with_values(row))
    if len(found) > MOST:
        raise InvalidValue(f"DIMENSIONS has {len(found)} rows: {MOST} are the most.")
    return tuple(found)


def _refuse_name(row: Dimension, before: Iterable[Dimension]) -> None:
    name = row.name
    if not isinstance(name, str) or not WORD.fullmatch(name):
        raise InvalidValue(f"the dimension {name!r} needs a name of small letters, digits and _, such as depth.")
    words = {one.replace("-", "_") for other in BY_NAME.values() for one in (other.name, other.flag)}
    if name in words or name in TAKEN:
        what = "is a dimension that every network has" if name in words else "means something else here"
        raise InvalidValue(f"the dimension {name} {what}: give yours another name, such as my_{name}.")
    if any(name == other.name for other in before):
        raise InvalidValue(f"the dimension {name} stands there twice: name each once.")


def _with_values(row: Dimension) -> Dimension:
    """The row with values of one type."""
    values = (*row.values, row.baseline) if isinstance(row.values, tuple | list) else ()
    kinds = {type(value) for value in values}
    if not 2 < len(values) <= MOST_VALUES or not (kinds == {str} or kinds <= {int, float}):
        raise InvalidValue(
            f"the dimension {row.name} needs values=(...), 2 to {MOST_VALUES} numbers or 2 to {MOST_VALUES} words."
        )
    if kinds == {str} and not all(NAMED_VALUE.fullmatch(str(one)) and len(str(one)) <= LONGEST for one in values):
        raise InvalidValue(f"the values of the dimension {row.name} must be words without blanks and commas.")
    if any(isinstance(one, int) and abs(one) > FARTHEST for one in (*values, row.low, row.high)):
        raise InvalidValue(f"the dimension {row.name} has a whole number that is too large for any study.")
    kind = str if kinds == {str} else float if float in kinds else int
    if len(set(row.values)) < len(row.values) or row.baseline not in row.values:
        raise InvalidValue(f"the dimension {row.name} needs different values, and one of them as its baseline.")
    text = (row.title, row.doc, row.flag)
    if not all(isinstance(one, str) for one in text) or len(row.title) > LONGEST or len(row.doc) > 300:
        raise InvalidValue(f"the dimension {row.name} needs a title of at most {LONGEST} letters.")
    if row.scale not in SCALES or (row.scale == "categorical") != (kind is str):
        raise InvalidValue(
            f'the dimension {row.name} needs scale="linear" or "log" for numbers, "categorical" for words.'
        )
    if not all(isinstance(limit, int | float) for limit in (row.low, row.high)):
        raise InvalidValue(f"the dimension {row.name} needs numbers as low and high.")
    made = Dimension(
        row.name,
        row.name.replace("_", "-"),
        " ".join(row.title.split()),
        tuple(kind(value) for value in row.values),
        kind(row.baseline),
        row.scale,
        " ".join(row.doc.split()),
        low=float(row.low),
        high=float(row.high),
    )
    for value in made.values if kind is not str else ():
        made.parse(value)
    return made


def described(rows: Iterable[Dimension]) -> list[dict[str, Any]]:
    """The rows as a record keeps them: plain data, limits only where there are some."""
    return [
        {
            "name": row.name,
            "title": row.title,
            "values": list(row.values),
            "baseline": row.baseline,
            "scale": row.scale,
            "doc": row.doc,
            **({"low": row.low} if row.low > -1e300 else {}),
            **({"high": row.high} if row.high < 1e300 else {}),
        }
        for row in rows
    ]


def from_record(content: Any) -> tuple[Dimension, ...]:
    """The rows that `described` wrote, checked like those of a file.

    Raises:
        InvalidValue: something else.
    """
    if not isinstance(content, list) or not all(isinstance(one, Mapping) for one in content):
        raise InvalidValue("its dimensions are no list of rows.")
    try:
        return checked(
            Dimension(
                one["name"],
                values=tuple(one["values"]),
                baseline=one["baseline"],
                title=one["title"],
                scale=one["scale"],
                doc=one["doc"],
                **{limit: one[limit] for limit in ("low", "high") if limit in one},
            )
            for one in content
        )
    except (KeyError, TypeError, AttributeError):
        raise InvalidValue("a row of its dimensions is incomplete.") from None


def table(own: Iterable[Dimension] = ()) -> dict[str, Dimension]:
    """The rows of the table by name, then a network's own. A stored one keeps its name against a later row."""
    return {**BY_NAME, **{row.name: row for row in own}}


def filled(values: Mapping[str, Value], rows: Mapping[str, Dimension]) -> dict[str, Value]:
    """One value for each of the rows, in their order: `values`, and the baseline of those that they do not name."""
    return {name: values.get(name, row.baseline) for name, row in rows.items()}


def complete(values: Mapping[str, Value], own: Iterable[Dimension] = ()) -> dict[str, Value]:
    """One value for each dimension, in the order of `table`: `values`, and the baseline of those they do not name."""
    return filled(values, table(own))
