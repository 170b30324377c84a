"""What each field of a card may hold. A card may come from a stranger: it is checked before anything of it is used.

wrong = first_wrong(json.loads(text))     "title='a\\nb'", or nothing where every field has its type and range
"""

import math
import reprlib
from collections.abc import Callable, Iterator
from typing import Any

from studies.system.escapes import plain, short

Check = Callable[[Any], bool]
MOST_CLASSES = 10_000
LARGEST = 10**15  # of a count; a float holds it exactly


def integer(low: int, high: int) -> Check:
    """A whole number from `low` to `high`."""
    return lambda value: isinstance(value, int) and not isinstance(value, bool) and low <= value <= high


def number(low: float, high: float) -> Check:
    """A finite number from `low` to `high`."""

    def fits(value: Any) -> bool:
        return isinstance(value, int | float) and not isinstance(value, bool) and low <= value <= high

    return lambda value: fits(value) and math.isfinite(value)


def line(longest: int) -> Check:
    """Text of one line that is shown as it is."""
    return lambda value: isinstance(value, str) and len(value) <= longest and plain(value) == value


def listed(check: Check, least: int, most: int) -> Check:
    """A list of `least` to `most` values that pass `check`."""
    return lambda value: isinstance(value, list) and least <= len(value) <= most and all(map(check, value))


def table(check: Check, most: int = 100) -> Check:
    """An object whose names are lines and whose values pass `check`."""

    def fits(value: Any) -> bool:
        return isinstance(value, dict) and len(value) <= most and all(map(line(300), value))

    return lambda value: fits(value) and all(map(check, value.values()))


def record(checks: dict[str, Check]) -> Check:
    """An object that has these fields at least."""
    return lambda value: (
        isinstance(value, dict) and all(name in value and check(value[name]) for name, check in checks.items())
    )


def either(*checks: Check) -> Check:
    """A value that passes one of `checks`."""
    return lambda value: any(check(value) for check in checks)


def nothing(value: Any) -> bool:
    """JSON's null."""
    return value is None


SHARE = number(0, 1)
NAME = line(300)
CLASS: Check = lambda value: isinstance(value, str) and len(value) <= 300  # noqa: E731  a folder's name may be odd
COUNT = integer(0, LARGEST)
FLAG: Check = lambda value: isinstance(value, bool)  # noqa: E731
SETTING = either(line(1000), number(-1e300, 1e300), FLAG, nothing)

FIELDS: dict[str, Check] = {
    "schema": integer(1, LARGEST),
    "network": line(100),
    "title": line(100),
    "width": number(1e-6, 1e6),
    "dataset": NAME,
    "configuration": table(SETTING),
    "base": table(SETTING),
    "seed": COUNT,
    "study": line(1000),
    "run": NAME,
    "classes": listed(CLASS, 2, MOST_CLASSES),
    "validation": record({"seeds": table(SHARE, 10_000), "mean": SHARE}),
    "test": record(
        {"accuracy": SHARE, "low": SHARE, "high": SHARE, "pictures": integer(1, LARGEST), "times_opened": COUNT}
    ),
    "val_test_gap": number(-1, 1),
    "confusion_matrix": listed(listed(COUNT, 2, MOST_CLASSES), 2, MOST_CLASSES),
    "per_class_recall": listed(SHARE, 2, MOST_CLASSES),
    "confidence_threshold": either(SHARE, nothing),
    "parameters": COUNT,
    "size_bytes": COUNT,
    "environment": table(either(SETTING, listed(SETTING, 0, 1000), table(SETTING))),
    "files": table(line(128)),
    "samples": either(COUNT, nothing),
    "precision": line(100),
    "calibration": listed(record({"confidence": SHARE, "accuracy": SHARE, "count": COUNT}), 0, 1000),
    "errors": listed(
        record({"picture": line(100_000), "true": CLASS, "predicted": CLASS, "probability": SHARE}), 0, 1000
    ),
}


def first_wrong(content: dict[str, Any]) -> str:
    """The first field that is not what it must be, with its value cut short; nothing where all are well."""
    for name, check in FIELDS.items():
        if name in content and not check(content[name]):
            return f"{name}={_shown(content[name])}"
    return next(_misfits(content), "")


def _misfits(content: dict[str, Any]) -> Iterator[str]:
    """What contradicts the number of classes."""
    classes = len(content["classes"])
    if len(set(content["classes"])) < classes:
        yield "a class is named twice"
    rows = {len(content["confusion_matrix"]), *map(len, content["confusion_matrix"])}
    if rows != {classes}:
        yield f"confusion_matrix is not {classes}x{classes}"
    if len(content["per_class_recall"]) != classes:
        yield f"per_class_recall has {len(content['per_class_recall'])} values for {classes} classes"


def _shown(value: Any) -> str:
    """A value as a short line of plain characters."""
    huge = isinstance(value, int) and abs(value) > LARGEST  # Python refuses to write out the largest
    return "a number of too many digits" if huge else short(reprlib.repr(value), 60)
