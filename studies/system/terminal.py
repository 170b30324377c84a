"""What a terminal shows while something takes long."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn


@contextmanager
def waiting(words: str, say: Callable[[str], None]) -> Iterator[None]:
    """A bar with the seconds that have passed, on a terminal; a log gets one line."""
    console = Console(file=sys.stdout, highlight=False)
    if not console.is_terminal:
        say(f"{words} ...")
        yield
        return
    columns = (TextColumn("{task.description}"), BarColumn(bar_width=12), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True) as bar:
        bar.add_task(words, total=None)
        yield
