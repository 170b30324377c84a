"""Values, seeds and trials as people write them. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from hypermodels.dimensions import BY_NAME, OWN, Value, applies

MOST_TYPED = 10  # digits of a number that somebody typed


def title(values: Mapping[str, Value], dimensions: Iterable[str], separator: str = " ") -> str:
    """A trial by the values that vary and mean something in it: `learning_rate=0.001`, or several of them."""
    meaning = [name for name in dimensions if applies(name, values)]
    return separator.join(f"{name}={label(name, values[name])}" for name in meaning)


def kind_of(dimension: str, value: Value) -> type:
    """What kind of value a dimension has; a user's own is known by its values alone."""
    if dimension in BY_NAME:
        return BY_NAME[dimension].kind
    return str if isinstance(value, str) else float if isinstance(value, float) else int


def exact(dimension: str, value: Value) -> str:
    """A value as `label` has it, with every digit that it has: what a command and the name of a folder are made of."""
    written = label(dimension, value)
    return repr(value) if isinstance(value, float) and written != "own" and float(written) != value else written


def label(dimension: str, value: Value) -> str:
    """A value as people write it: `0.0001`, not `1e-04`. One that a search drew has five digits."""
    if dimension in BY_NAME and BY_NAME[dimension].own and value == OWN:
        return "own"
    if kind_of(dimension, value) is float:
        number = float(value)
        if len(Decimal(repr(number)).normalize().as_tuple().digits) > MOST_TYPED:
            number = float(f"{number:.5g}")
        plain = number == 0 or 1e-6 <= abs(number) < 1e6
        return f"{Decimal(repr(number)).normalize():f}" if plain else f"{number:g}"  # the shortest that means it
    return str(value)


def seeds_said(seeds: Sequence[int]) -> str:
    """`seed 0`, `seeds 0, 1`, or `seeds 0 to 99`."""
    if len(seeds) > 3 and list(seeds) == list(range(seeds[0], seeds[-1] + 1)):
        return f"seeds {seeds[0]} to {seeds[-1]}"
    return f"seed{'s' * (len(seeds) != 1)} {', '.join(map(str, seeds))}"
