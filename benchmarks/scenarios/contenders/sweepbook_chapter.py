"""`sweepbook chapter` with other values for its epochs study, so that a chapter can be timed in minutes."""

import sys
from dataclasses import replace

from sweepbook.cli import door, options
from sweepbook.cli.training import sweep


def main() -> int:
    epochs, *words = sys.argv[1:]
    request = door.request(door.VERBS["chapter"], ["chapter", *words])
    varied = ((one, options.values(one, epochs) if one.name == "epochs" else None) for one, _ in request.varied)
    return sweep.sweep(replace(request, varied=tuple(varied))).code


if __name__ == "__main__":
    sys.exit(main())
