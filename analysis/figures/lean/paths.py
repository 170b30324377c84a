"""A path as SVG may write it shortest: from point to point instead of from the corner, along an axis by one number.

Places are whole PARTS of a unit before anything is written of them, so nothing is lost by adding up.
"""

import re
from collections.abc import Iterable, Iterator, Sequence

PARTS = 100  # of a unit, which is about a dot on a screen: what is nearer cannot be seen apart
COORDINATES = {"M": 2, "L": 2, "Q": 4, "C": 6, "z": 0}  # by command: how many numbers follow it
_TOKEN = re.compile(r"[A-Za-z]|-?[\d.]+(?:e-?\d+)?")
_NOUGHT = re.compile(r"(?<![\w.])0\.(?=\d)")
Step = tuple[str, list[float]]
Short = tuple[str, list[int]]  # in PARTS


def steps(path: str) -> list[Step]:
    """A path whose commands are those of COORDINATES, each with its numbers."""
    tokens, place, found = _TOKEN.findall(path), 0, list[Step]()
    while place < len(tokens):
        count = COORDINATES[tokens[place]]
        found.append((tokens[place], [float(one) for one in tokens[place + 1 : place + 1 + count]]))
        place += 1 + count
    return found


def moved(path: Sequence[Step], x: float, y: float) -> list[Step]:
    """The path, so far to the right and down."""
    return [(command, [one + (y if axis % 2 else x) for axis, one in enumerate(given)]) for command, given in path]


def ends(path: Sequence[Step]) -> list[tuple[float, float]]:
    """The points that the path's steps end in."""
    return [(given[-2], given[-1]) for _, given in path if given]


def is_straight(path: Sequence[Step]) -> bool:
    """Whether it is nothing but single lines, which enclose nothing."""
    commands = "".join(command for command, _ in path)
    return commands == "ML" * (len(commands) // 2)


def short(path: Sequence[Step]) -> str:
    """The path in few letters."""
    said, before = list[str](), ""
    for command, numbers in _without_rests(_relative(path)):
        written = _said(numbers)
        parted = " " if command == before and not written.startswith("-") else ""
        said.append(parted + written if command == before else command + written)
        before = command if command not in "Mmz" else ""
    return "".join(said)


def _relative(path: Sequence[Step]) -> Iterator[Short]:
    """From where the pen stands; a point that a part of the path begins with from the corner, where that is shorter."""
    pen = begun = (0, 0)
    for command, given in path:
        if command == "z":
            pen = begun
            yield command, []
            continue
        numbers = [round(PARTS * one) for one in given]
        apart = [number - pen[axis % 2] for axis, number in enumerate(numbers)]
        pen = (numbers[-2], numbers[-1])
        if command == "M":
            begun = pen
            yield ("m", apart) if len(_said(apart)) < len(_said(numbers)) else ("M", numbers)
        elif command == "L" and apart[1] == 0:
            yield "h", apart[:1]
        elif command == "L" and apart[0] == 0:
            yield "v", apart[1:]
        else:
            yield command.lower(), apart


def _without_rests(path: Iterable[Short]) -> Iterator[Short]:
    """Steps that go on along an axis are one, and a step to the same place is none, but where nothing else is drawn."""
    last: Short | None = None
    for command, numbers in path:
        if last and command in "hv":
            if numbers == [0] and last[0] not in "Mmz":
                continue
            if command == last[0] and last[1][0] * numbers[0] >= 0:
                last = (command, [last[1][0] + numbers[0]])
                continue
        if last:
            yield last
        last = (command, numbers)
    if last:
        yield last


def place(number: float) -> str:
    """A place of a drawing, to the nearest of PARTS."""
    return _written(round(PARTS * number))


def without_nought(text: str) -> str:
    """`.75` for 0.75, wherever a word of the text is such a number."""
    return _NOUGHT.sub(".", text)


def _said(numbers: Sequence[int]) -> str:
    """Numbers with blanks between, where no minus parts them."""
    return " ".join(map(_written, numbers)).replace(" -", "-")


def _written(parts: int) -> str:
    """`.5` for half of a unit, `-2` for two below nought."""
    return without_nought(f"{parts / PARTS:.12g}")
