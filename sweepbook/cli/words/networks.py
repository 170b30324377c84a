"""A network and its dimensions: one of the five by name, or a user's by its file, which is read and not run.

Raises:
    UsageError: in every function here, a word that cannot be meant, with the value and the remedy.
"""

from collections.abc import Callable

from hypermodels import dimensions as table
from hypermodels.dimensions import Dimension, Range
from hypermodels.errors import InvalidValue
from hypermodels.own import file
from hypermodels.own.file import OwnNetwork
from sweepbook.cli.kinds import several
from sweepbook.cli.options import network


def trained_network(text: str) -> str | OwnNetwork:
    """`LeNet` is lenet, `my_net.py` the user's network of that file."""
    return file.read(text) if file.is_path(text) else network(text)


def dimension(text: str, network: str | OwnNetwork) -> Dimension:
    """`lr` or `learning_rate`, or the name of a dimension of the network's own."""
    if isinstance(network, str):
        return table.find(text)
    for one in network.dimensions:
        if text.lower().replace("-", "_") == one.name:
            return one
    try:
        return table.find(text)
    except InvalidValue as unknown:
        flags = ", ".join(one.flag for one in network.dimensions) or "none"
        raise InvalidValue(f"{str(unknown).rstrip('.')}, or of {network.file}: {flags}.") from None


def searched(
    text: str | None, network: str | OwnNetwork
) -> tuple[tuple[Dimension, ...], tuple[tuple[str, Range], ...]]:
    """`learning_rate=0.0001..0.03,optimizer` as dimensions, and the ranges of those that have one, by name."""
    ranges: dict[str, Range] = {}

    def read(part: str) -> Dimension:
        name, given, ends = part.partition("=")
        row = dimension(name.strip(), network)
        if given:
            ranges[row.name] = row.parse_range(ends.strip())
        return row

    return _dimensions(text, network, read), tuple(ranges.items())


def dimensions(text: str | None, network: str | OwnNetwork) -> tuple[Dimension, ...]:
    """`learning_rate,l2` as dimensions; `all` is every row of the table, None those of a chapter, each with its own."""
    return _dimensions(text, network, lambda part: dimension(part, network))


def _dimensions(text: str | None, network: str | OwnNetwork, read: Callable[[str], Dimension]) -> tuple[Dimension, ...]:
    own = () if isinstance(network, str) else network.dimensions
    if text is None or text.lower() == "all":
        return (*(table.first() if text is None else table.DIMENSIONS), *own)
    return several("dimensions", text, "dimension", "lr,l2", read)
