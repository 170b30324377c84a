"""The start of the program: Ctrl-C while its door is still being loaded ends it silently, too."""

import sys
from collections.abc import Sequence
from typing import NoReturn

INTERRUPTED = 130  # `studies.system.exits` has it, and is not loaded yet


def program(arguments: Sequence[str] | None = None) -> NoReturn:
    """Be the program `sweepbook`, with these words or its own."""
    try:
        from sweepbook.cli import door
    except KeyboardInterrupt:
        sys.exit(INTERRUPTED)
    door.program(arguments)
