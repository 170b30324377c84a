"""`sweepbook chapter` with other values for its epochs study, so that a chapter can be timed in minutes."""

import sys
from dataclasses import replace

from sweepbook.cli import door, options
from sweepbook.cli.training import sweep


def main() -> int:
    epochs, *words = sys.argv[1:]
    request = door.request(door.VERBS["chapter"], ["chapter", *words])
    asked = ((one, options.values(one, epochs) if one.name == "epochs" else None) for one, _ in request.asked)
    return sweep.sweep(replace(request, asked=tuple(asked))).code


if __name__ == "__main__":
    sys.exit(main())
