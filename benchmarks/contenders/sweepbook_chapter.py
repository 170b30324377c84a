"""`python -m studies chapter` with other values for its epochs study, so that a chapter can be timed in minutes."""

import sys

from hypermodels.dimensions import DIMENSIONS
from sweepbook.cli import parser as command
from sweepbook.cli import train, words


def main() -> int:
    epochs, *options = sys.argv[1:]
    asked = command.parser().parse_args(["chapter", *options])
    return train._sweep(
        asked, [(one, words.values(one, epochs) if one.name == "epochs" else None) for one in DIMENSIONS]
    )


if __name__ == "__main__":
    sys.exit(main())
