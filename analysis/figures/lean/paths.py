"""A path as SVG may write it shortest: from point to point instead of from the corner, along an axis by one number.

Numbers are whole hundredths here, so nothing is lost by adding them up.
"""

import re
from collections.abc import Iterator, Sequence

COORDINATES = {"M": 2, "L": 2, "Q": 4, "C": 6, "z": 0}  # by command: how many numbers follow it
_TOKEN = re.compile(r"[A-Za-z]|-?[\d.]+")
Step = tuple[str, list[int]]


def short(path: str) -> str:
    """The path, whose commands are those of COORDINATES with at most two digits behind the point."""
    said, before = [], ""
    for command, numbers in _relative(_steps(_TOKEN.findall(path))):
        written = _joined(numbers)
        said.append(written if command == before else command + written)
        if command == before and not written.startswith("-"):
            said[-1] = " " + written
        before = command if command not in "Mz" else ""
    return "".join(said)


def _steps(tokens: Sequence[str]) -> Iterator[Step]:
    place = 0
    while place < len(tokens):
        count = COORDINATES[tokens[place]]
        numbers = tokens[place + 1 : place + 1 + count]
        yield tokens[place], [round(100 * float(number)) for number in numbers]
        place += 1 + count


def _relative(steps: Iterator[Step]) -> Iterator[Step]:
    """From where the pen stands, but for the points that a part of the path begins with."""
    pen = begun = (0, 0)
    for command, numbers in steps:
        if command == "z":
            pen = begun
            yield command, []
            continue
        apart = [number - pen[axis % 2] for axis, number in enumerate(numbers)]
        pen = (numbers[-2], numbers[-1])
        if command == "M":
            begun = pen
            yield command, numbers
        elif command == "L" and apart[1] == 0:
            yield "h", apart[:1]
        elif command == "L" and apart[0] == 0:
            yield "v", apart[1:]
        else:
            yield command.lower(), apart


def _joined(numbers: Sequence[int]) -> str:
    """Blanks between numbers, where no minus parts them."""
    return " ".join(map(_written, numbers)).replace(" -", "-")


def _written(hundredths: int) -> str:
    """`.5` for 50, `-2` for -200."""
    whole, fraction = divmod(abs(hundredths), 100)
    digits = f"{fraction:02d}".rstrip("0")
    text = f"{whole or ''}.{digits}" if digits else str(whole)
    return f"-{text}" if hundredths < 0 else text
