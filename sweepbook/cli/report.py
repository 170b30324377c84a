"""Write the report: `python -m sweepbook.cli.report [--model googlenet] [--language zh]`."""

import argparse
import os
from pathlib import Path

from analysis.text.languages import FIRST, LANGUAGES
from hypermodels import NETWORKS
from studies.system import exits
from studies.system.errors import UsageError

INTERRUPTION = "Interrupted; no page is half written. To go on, give the same command again:"


def parser() -> argparse.ArgumentParser:
    made = argparse.ArgumentParser(
        prog="python -m sweepbook.cli.report",
        description="Turn the stored runs into one self-contained page a network.",
    )
    made.add_argument("--model", type=str.lower, choices=tuple(NETWORKS), help="one chapter; all without it")
    made.add_argument(
        "--dataset",
        help="only the pages of networks studied on this dataset; each page holds all that is stored of its network",
    )
    made.add_argument(
        "--language",
        choices=tuple(LANGUAGES),
        default=FIRST,
        help=f"pages in this language too, beside the English ones, from now on (default: {FIRST})",
    )
    made.add_argument(
        "--band",
        type=float,
        default=1.0,
        metavar="POINTS",
        help="differences of at most so many percentage points count as none (default: 1.0)",
    )
    made.add_argument("--validation", metavar="SHARE", help="of the dataset's studies, as they were given it")
    made.add_argument("--root", type=Path, default=Path(), help="the folder that holds tuner_dirs (default: here)")
    made.add_argument("--pdf", action="store_true", help="also print each chapter to PDF with an installed Chromium")
    return made


def main(arguments: list[str] | None = None) -> int:
    options = parser().parse_args(arguments)
    return exits.ending(lambda: _report(options), exits.again("sweepbook.cli.report", arguments), INTERRUPTION)


def _report(options: argparse.Namespace) -> int:
    if not options.band > 0:
        raise UsageError(f"--band {options.band:g} is out of range: it must be above 0.")
    # Figures do not depend on the user's settings of Matplotlib, which reads them as soon as it is imported.
    os.environ.update(MPLBACKEND="svg", MATPLOTLIBRC=os.devnull)
    from analysis.bundles import pictures_of
    from analysis.pages import publish  # pandas and seaborn take seconds; --help must not wait for them
    from studies.store import catalog
    from studies.store.home import Home

    home, refused = Home(options.root), list[str]()
    if not catalog.read(home, refused) and refused:
        return exits.refused(refused)
    dataset = options.dataset
    if dataset is not None:  # a folder, as `make chapter` gives it
        dataset = pictures_of.studied(home, dataset, options.validation) or dataset
    asked = publish.Options(options.root, options.model, dataset, options.language, options.band, options.pdf)
    for path in publish.publish(asked):
        print(path)
    return exits.refused(refused)


if __name__ == "__main__":
    exits.process(main)
