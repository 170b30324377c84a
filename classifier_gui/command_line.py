"""Classifies files without a window: lines, JSON or a table."""

import os
import select
import sys
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from analysis.bundles.bundle import (
    DEFAULT_DATASET,
    Bundle,
    UnusableBundle,
    best,
    check_dataset,
    commands,
    datasets,
    meant,
    read,
    scan,
    title,
)
from analysis.bundles.classifier import Classifier
from classifier_gui.answers.answering import ToClassify, Unread, answers
from classifier_gui.answers.folder import Tally, source
from classifier_gui.answers.printing import Json, Lines
from classifier_gui.answers.table import Table
from classifier_gui.pictures.found import pictures_below
from classifier_gui.pictures.reader import common
from hypermodels import NETWORKS
from studies.data.pictures import UnreadablePicture
from studies.system import exits
from studies.system.commands import command, store_of
from studies.system.errors import Explained
from studies.system.escapes import plain, short
from studies.system.formats import counted, plain_percent

ALL, STANDARD_INPUT = "all", "-"
MOST_BYTES = 500_000_000  # of a picture on standard input
AT_ONCE = 1 << 20  # bytes
LOOK = 0.2  # seconds; a signal that comes just before a wait is seen only after it


@dataclass(frozen=True)
class Classification:
    """What to classify, and how.

    Attributes:
        files: pictures, and folders of pictures; `-` is standard input.
        network: which answers, or `ALL`; None for the one with the best validation accuracy.
        top: how many of the most probable classes to print; None for one, and for none where a table is written.
        dataset: whose classes, by name or by the folder that was studied; None for the one that
            alone has the network, else for cifar10 or the first there is.
        fit: what of a picture is seen, one of `studies.data.resizing.FITS`.
    """

    files: tuple[str, ...] = ()
    network: str | None = None
    top: int | None = None
    json: bool = False
    csv: Path | None = None
    dataset: str | None = None
    fit: str = "crop"
    bundles: Path = Path("bundles")
    samples: Path = Path("samples")

    @property
    def without_window(self) -> bool:
        """Whether it asks for what only the terminal or a file can take."""
        for_terminal = (self.network, self.top, self.csv)
        return any(one is not None for one in for_terminal) or self.json or STANDARD_INPUT in self.files


def run(request: Classification) -> int:
    """Print the answers; 2 when files of the user were wrong, a sentence for each on stderr."""
    fit, top = request.fit, request.top or 1
    with ExitStack() as ending:
        code, classifiers = _classifiers(request)
        classes = list(dict.fromkeys(name for one in classifiers for name in one.classes))
        tallies = {id(one): Tally.of(one.classes) for one in classifiers}
        outputs: list[Lines | Json | Table] = []
        if request.csv:
            outputs.append(ending.enter_context(Table(request.csv, classes, fit)))
        if request.json:
            outputs.append(ending.enter_context(Json(top)))
        elif not request.csv or request.top:
            outputs.append(ending.enter_context(Lines(top, len(classifiers))))
        for one in answers(common(), classifiers, _sources(request.files), fit):
            for output in outputs:
                output.add(one)
            if isinstance(one, Unread):
                code = _complain(one.error)
            else:
                tallies[id(one.classifier)].add(one)
    if request.csv and not request.json:
        _summarize(request.csv, classifiers, tallies)
    return code


def _summarize(target: Path, classifiers: list[Classifier], tallies: dict[int, Tally]) -> None:
    """A line for each network: how many pictures, and how many answers were right where folders name the class."""
    for one in classifiers:
        tally = tallies[id(one)]
        right = f", {tally.right} of {tally.labelled} right ({plain_percent(tally.accuracy)})" if tally.labelled else ""
        print(plain(f"{target}: {one.bundle.card.title} answered {counted(tally.pictures, 'picture')}{right}"))


def _complain(error: Exception) -> int:
    print(plain(f"error: {error}"), file=sys.stderr)
    return exits.USAGE


def _classifiers(request: Classification) -> tuple[int, list[Classifier]]:
    """The networks that answer, loaded; 2 with it where one of all cannot be used."""
    known = datasets(request.bundles)
    chosen = request.network
    if not known and chosen in (None, ALL):
        check_dataset(request.bundles, request.dataset or DEFAULT_DATASET)
        raise UnusableBundle(
            "No model is exported yet: `{export}` exports the best of what was studied, `{study}` studies a network.",
            export=command("export", dataset=request.dataset, root=store_of(request.bundles)),
            study=commands(next(iter(NETWORKS)), request.dataset or DEFAULT_DATASET, request.bundles)[0],
        )
    named = meant(request.bundles, request.dataset, None if chosen == ALL else chosen)
    dataset = named or next(iter(known), DEFAULT_DATASET)
    found = scan(request.bundles, dataset)
    if chosen != ALL or not found:
        network = (None if chosen == ALL else chosen) or best(found) or next(iter(NETWORKS))
        for error in (one for one in found.values() if chosen is None and isinstance(one, Exception) and best(found)):
            print(plain(f"note: {error} {title(network, found.get(network))} answers."), file=sys.stderr)
        found = {network: read(request.bundles, dataset, network)}
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
    if named is None and len(known) > 1:
        others = ", ".join(map(short, known[1:]))
        note = f"note: The classes are those of {short(dataset)}; there are bundles for {others} too: see --dataset."
        print(note, file=sys.stderr)
    return code, usable


def _loaded(bundle: Bundle | Exception) -> Classifier:
    if isinstance(bundle, Exception):
        raise bundle
    classifier = Classifier(bundle)
    classifier.load()
    return classifier


def _sources(files: Iterable[str]) -> Iterator[ToClassify | Unread]:
    """The pictures that were named; those of a folder in its place."""
    for file in files:
        if file == STANDARD_INPUT:
            yield ToClassify(file, b"".join(_standard_input()))
        elif _is_folder(file):
            yield from _inside(Path(file))
        else:
            yield ToClassify(file, Path(file), Path(file).absolute().parts[-2:-1])


def _standard_input() -> Iterator[bytes]:
    """What it holds. Each wait for more is short: Ctrl-C just before one would end it only when something came."""
    left, descriptor = MOST_BYTES, sys.stdin.fileno()
    while left:
        while not select.select([descriptor], [], [], LOOK)[0]:
            pass
        if not (part := os.read(descriptor, min(left, AT_ONCE))):
            return
        left -= len(part)
        yield part


def _inside(folder: Path) -> Iterator[ToClassify | Unread]:
    try:
        files = pictures_below(folder, refused=lambda sentence: print(plain(sentence), file=sys.stderr))
        yield from (source(file, folder, file) for file in files)
    except UnreadablePicture as error:
        yield Unread(ToClassify(str(folder), folder), error)


def _is_folder(file: str) -> bool:
    try:
        return Path(file).is_dir()
    except (OSError, ValueError):
        return False
