"""The classifier: `python -m classifier_gui [FILE...]`; `--help` tells the rest."""

from classifier_gui.command_line import parser, run, without_window
from studies.system import exits

INTERRUPTION = "Interrupted. To begin again, give the same command:"


def main(arguments: list[str] | None = None) -> int:
    options = parser().parse_args(arguments)

    def work() -> int:
        if without_window(options):
            return run(options)
        from classifier_gui.start import start  # only now: the command line needs no Qt

        return start(options)

    return exits.ending(work, exits.again("classifier_gui", arguments), INTERRUPTION)


if __name__ == "__main__":
    exits.process(main)
