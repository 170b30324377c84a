"""Values and trials as people write them. Pure."""

from collections.abc import Iterable, Mapping

import numpy as np

from hypermodels.dimensions import BY_NAME, Value


def title(values: Mapping[str, Value], dimensions: Iterable[str], separator: str = " ") -> str:
    """A trial by the values that vary: `learning_rate=0.001`, or several of them."""
    return separator.join(f"{name}={label(name, values[name])}" for name in dimensions)


def label(dimension: str, value: Value) -> str:
    """A value as people write it: `0.0001`, not `1e-04`."""
    if BY_NAME[dimension].kind is float:
        number = float(value)
        plain = number == 0 or 1e-6 <= abs(number) < 1e6
        return np.format_float_positional(number, trim="-") if plain else f"{value:g}"
    return str(value)
