"""The classifier: `python -m classifier_gui [FILE...]`; `--help` tells the rest."""

import sys

from classifier_gui.command_line import parser, run, without_window


def main(arguments: list[str] | None = None) -> int:
    options = parser().parse_args(arguments)
    if without_window(options):
        return run(options)
    from classifier_gui.start import start  # only now: the command line needs no Qt

    return start(options)


if __name__ == "__main__":
    sys.exit(main())
