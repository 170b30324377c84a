"""A path written short goes through the same points."""

import random
import re

import pytest

from analysis.figures.lean import paths

TOKEN = re.compile(r"[A-Za-z]|-?(?:\d+(?:\.\d+)?|\.\d+)")
NUMBERS = {**paths.COORDINATES, "m": 2, "l": 2, "h": 1, "v": 1, "q": 4, "c": 6}


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
        begun = pen if command in "Mm" else begun
        found.append(({"h": "L", "v": "L", "z": "z"}.get(command, command.upper()), given))
    return found


@pytest.mark.parametrize(
    ("path", "short"),
    [
        ("M 43.2 178.69 \nL 363.6 178.69 \n", "M43.2 178.69h320.4"),
        ("M 0 237.6 \nL 374.4 237.6 \nL 374.4 0 \nL 0 0 \nz\n", "M0 237.6h374.4v-237.6h-374.4z"),
        ("M 1 2 L 2 4 L 3.5 3.2", "M1 2l1 2 1.5-.8"),
        ("M 0 2.5 C 0.6 2.5 1.3 2.2 1.7 1.7 z M 5 5 L 5.5 6", "M0 2.5c.6 0 1.3-.3 1.7-.8zM5 5l.5 1"),
        ("M 0 0 Q 1 1 2 0", "M0 0q1 1 2 0"),
        ("M 90 200 L 90 203 M 155 200 L 155 203", "M90 200v3m65-3v3"),
    ],
)
def test_a_path_is_written_from_point_to_point(path: str, short: str) -> None:
    assert paths.short(paths.steps(path)) == short
    assert points(short) == points(path)


@pytest.mark.parametrize(
    ("path", "short"),
    [
        ("M 55.6 245.6 L 61.9 245.6 L 68.2 245.6", "M55.6 245.6h12.6"),
        ("M 0 0 L 1 2 L 1 2 L 2 1 z", "M0 0l1 2 1-1z"),
        ("M 0 1 L 2 1 L 1 1", "M0 1h2-1"),
        ("M 3 3 L 3 3", "M3 3h0"),
    ],
)
def test_a_pen_that_goes_on_or_rests_says_so_once_or_not_at_all_but_a_dot_stays(path: str, short: str) -> None:
    assert paths.short(paths.steps(path)) == short


def test_no_point_is_moved_however_long_the_path() -> None:
    drawn = random.Random(0)
    said = [f"{'MLLLCQz'[place % 7]} " for place in range(700)]
    path = "".join(
        one + " ".join(f"{drawn.randint(-99_999, 99_999) / 100:.2f}" for _ in range(paths.COORDINATES[one[0]])) + " "
        for one in said
    )
    short = paths.short(paths.steps(path))
    assert points(short) == points(path)
    assert len(short) < len(path)


def test_what_is_nearer_than_can_be_seen_apart_does_not_add_up() -> None:
    path = "M 0 0 " + " ".join(f"L {0.004 * place:.3f} {place}" for place in range(1, 100))
    assert points(paths.short(paths.steps(path)))[-1] == ("L", [40, 9900])
