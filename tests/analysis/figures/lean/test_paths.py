"""A path written short goes through the same points."""

import random
import re

import pytest

from analysis.figures.lean import paths

TOKEN = re.compile(r"[A-Za-z]|-?(?:\d+(?:\.\d+)?|\.\d+)")
NUMBERS = {**paths.COORDINATES, "l": 2, "h": 1, "v": 1, "q": 4, "c": 6}


def points(path: str) -> list[tuple[str, list[int]]]:
    """A path's commands with the points that they name, in hundredths from the corner; along an axis is a line too."""
    tokens, place, command, pen, begun = TOKEN.findall(path), 0, "", [0, 0], [0, 0]
    found: list[tuple[str, list[int]]] = []
    while place < len(tokens):
        if tokens[place].isalpha():
            command, place = tokens[place], place + 1
        given = [round(100 * float(one)) for one in tokens[place : place + NUMBERS[command]]]
        place += len(given)
        if command == "z":
            pen = begun
        elif command in "hv":
            given = [pen[0] + given[0], pen[1]] if command == "h" else [pen[0], pen[1] + given[0]]
        elif command.islower():
            given = [one + pen[axis % 2] for axis, one in enumerate(given)]
        pen = given[-2:] or pen
        begun = pen if command == "M" else begun
        found.append(({"h": "L", "v": "L"}.get(command, command if command == "z" else command.upper()), given))
    return found


@pytest.mark.parametrize(
    ("path", "short"),
    [
        ("M 43.2 178.69 \nL 363.6 178.69 \n", "M43.2 178.69h320.4"),
        ("M 0 237.6 \nL 374.4 237.6 \nL 374.4 0 \nL 0 0 \nz\n", "M0 237.6h374.4v-237.6h-374.4z"),
        ("M 1 2 L 2 4 L 3.5 3.25 L 3.5 3.25", "M1 2l1 2 1.5-.75h0"),
        ("M 0 2.5 C 0.6 2.5 1.3 2.2 1.7 1.7 z M 5 5 L 5.5 6", "M0 2.5c.6 0 1.3-.3 1.7-.8zM5 5l.5 1"),
        ("M 0 0 Q 1 1 2 0", "M0 0q1 1 2 0"),
    ],
)
def test_a_path_is_written_from_point_to_point(path: str, short: str) -> None:
    assert paths.short(path) == short
    assert points(short) == points(path)


def test_no_point_is_moved_however_long_the_path() -> None:
    drawn = random.Random(0)
    said = [f"{'MLLLCQz'[place % 7]} " for place in range(700)]
    path = "".join(
        one + " ".join(f"{drawn.randint(-99_999, 99_999) / 100:.2f}" for _ in range(paths.COORDINATES[one[0]])) + " "
        for one in said
    )
    assert points(paths.short(path)) == points(path)
    assert len(paths.short(path)) < len(path)
