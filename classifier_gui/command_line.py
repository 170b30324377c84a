"""Classify files without a window: a table, or JSON.

python -m classifier_gui cat.jpg dog.png --model resnet --top 3 --json
python -m classifier_gui holiday/ --model all --csv answers.csv
"""

import argparse
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

from analysis.bundles.bundle import DEFAULT_DATASET, Bundle, UnusableBundle, best, datasets, meant, read, scan
from analysis.bundles.classifier import Classifier
from classifier_gui.answers.answering import Source, Unread, answers
from classifier_gui.answers.folder import Tally, source
from classifier_gui.answers.printing import Json, Lines
from classifier_gui.answers.table import Table
from classifier_gui.pictures.found import pictures_below
from classifier_gui.pictures.reader import common
from hypermodels import NETWORKS
from studies.data.pictures import FITS, UnreadablePicture
from studies.system import exits
from studies.system.errors import Explained
from studies.system.escapes import plain

ALL, STANDARD_INPUT = "all", "-"
MOST_BYTES = 500_000_000  # of a picture on standard input


def parser() -> argparse.ArgumentParser:
    words = argparse.ArgumentParser(
        prog="python -m classifier_gui",
        description="Show what each network thinks of a picture. With --model, --top, --json or --csv: without a "
        "window.",
        epilog="example: python -m classifier_gui cat.jpg --model resnet --top 3 --json",
    )
    words.add_argument(
        "files",
        nargs="*",
        metavar="FILE",
        help="pictures, or folders of pictures; - is standard input; the window opens the first",
    )
    words.add_argument(
        "--model",
        metavar="NETWORK",
        help=f"which answers: {', '.join(NETWORKS)}, or {ALL} (default: the one with the best validation accuracy)",
    )
    words.add_argument("--top", type=int, metavar="N", help="print the N most probable classes (default: 1)")
    words.add_argument("--json", action="store_true", help="print JSON: a list with one object a file")
    words.add_argument("--csv", type=Path, metavar="OUT", help="write a table with a row for each picture and network")
    words.add_argument(
        "--dataset",
        help="whose classes: a name, or the folder that was studied (default: cifar10, or the first that has bundles)",
    )
    words.add_argument(
        "--fit",
        choices=FITS,
        help="what of a picture is seen: its centre square, or all of it, squeezed or padded (default: crop)",
    )
    words.add_argument("--bundles", type=Path, default=Path("bundles"), help="where `make export` wrote the models")
    words.add_argument("--samples", type=Path, default=Path("samples"), help="where `make samples` wrote pictures")
    return words


def without_window(options: argparse.Namespace) -> bool:
    asked = (options.model, options.top, options.csv)
    return any(one is not None for one in asked) or options.json or STANDARD_INPUT in options.files


def run(options: argparse.Namespace) -> int:
    """Print the answers; 2 when the user's words or files were wrong, a sentence for each on stderr."""
    _check(options)
    fit, top = options.fit or "crop", options.top or 1
    with ExitStack() as ending:
        code, classifiers = _classifiers(options)
        classes = list(dict.fromkeys(name for one in classifiers for name in one.classes))
        tallies = {id(one): Tally.of(one.classes) for one in classifiers}
        outputs: list[Lines | Json | Table] = []
        if options.csv:
            outputs.append(ending.enter_context(Table(options.csv, classes, fit)))
        if options.json:
            outputs.append(ending.enter_context(Json(top)))
        elif not options.csv or options.top:
            outputs.append(ending.enter_context(Lines(top, len(classifiers))))
        for one in answers(common(), classifiers, _sources(options.files), fit):
            for output in outputs:
                output.add(one)
            if isinstance(one, Unread):
                code = _complain(one.error)
            else:
                tallies[id(one.classifier)].add(one)
    if options.csv and not options.json:
        _summarize(options.csv, classifiers, tallies)
    return code


def _summarize(target: Path, classifiers: list[Classifier], tallies: dict[int, Tally]) -> None:
    """A line for each network: how many pictures, and how many answers were right where folders name the class."""
    for one in classifiers:
        tally = tallies[id(one)]
        right = f", {tally.right} of {tally.labelled} right ({tally.accuracy:.1%})" if tally.labelled else ""
        print(plain(f"{target}: {one.bundle.card.title} answered {tally.pictures} pictures{right}"))


def _complain(error: Exception) -> int:
    print(plain(f"error: {error}"), file=sys.stderr)
    return exits.USAGE


def _check(options: argparse.Namespace) -> None:
    if not options.files:
        raise UnusableBundle("No file to classify: give one or more pictures.")
    if options.model is not None and options.model.lower() not in (*NETWORKS, ALL):
        raise UnusableBundle(
            "Unknown network {network}; choose from {known}.", network=options.model, known=", ".join((*NETWORKS, ALL))
        )
    if options.top is not None and options.top < 1:
        raise UnusableBundle("--top {top} is out of range: it must be at least 1.", top=options.top)


def _classifiers(options: argparse.Namespace) -> tuple[int, list[Classifier]]:
    """The networks that answer, loaded; 2 with it where one of all cannot be used."""
    dataset = meant(options.bundles, options.dataset) or next(iter(datasets(options.bundles)), DEFAULT_DATASET)
    asked = options.model.lower() if options.model else None
    found = scan(options.bundles, dataset)
    if asked != ALL or not found:
        network = (None if asked == ALL else asked) or best(found) or next(iter(NETWORKS))
        found = {network: read(options.bundles, dataset, network)}
    code, usable = exits.DONE, []
    for one in found.values():
        try:
            usable.append(_loaded(one))
        except Explained as error:
            if len(found) == 1:
                raise
            code = _complain(error)
    if not usable:
        raise UnusableBundle("No network of {dataset} can be used.", dataset=dataset)
    return code, usable


def _loaded(bundle: Bundle | Exception) -> Classifier:
    if isinstance(bundle, Exception):
        raise bundle
    classifier = Classifier(bundle)
    classifier.load()
    return classifier


def _sources(files: list[str]) -> Iterator[Source | Unread]:
    """The pictures that were named; those of a folder in its place."""
    for file in files:
        if file == STANDARD_INPUT:
            yield Source(file, sys.stdin.buffer.read(MOST_BYTES))
        elif _is_folder(file):
            yield from _inside(Path(file))
        else:
            yield Source(file, Path(file), Path(file).absolute().parts[-2:-1])


def _inside(folder: Path) -> Iterator[Source | Unread]:
    try:
        files = pictures_below(folder, refused=lambda sentence: print(plain(sentence), file=sys.stderr))
        yield from (source(file, folder, file) for file in files)
    except UnreadablePicture as error:
        yield Unread(Source(str(folder), folder), error)


def _is_folder(file: str) -> bool:
    try:
        return Path(file).is_dir()
    except (OSError, ValueError):
        return False
