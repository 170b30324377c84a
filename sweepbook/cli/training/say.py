"""Lines on the terminal or in a log, each seen at once."""

from collections.abc import Iterable


def say(line: str) -> None:
    print(line, flush=True)


def say_each(lines: Iterable[str]) -> None:
    for line in lines:
        say(line)
