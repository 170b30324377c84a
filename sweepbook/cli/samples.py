"""The verb that writes test pictures to try the classifier on."""

from dataclasses import dataclass

from studies.data.dataset_ref import picture_side
from studies.system import exits
from studies.system.formats import counted
from sweepbook.cli.parser import Parser, Verb, add_root, word
from sweepbook.cli.requests import Request


@dataclass(frozen=True)
class Samples(Request):
    """Pictures of a dataset: a name, or a folder; `size` is their side in pixels, None for the usual or the name's."""

    dataset: str
    size: int | None


def samples(request: Samples) -> int:
    """Write the pictures, and say how many there are and where."""
    from analysis.bundles import pictures_of, sample_pictures
    from studies.data import prepared_dataset
    from studies.store.home import Home
    from studies.system import names

    name, folder = pictures_of.named(Home(request.root), request.dataset, request.size)
    target = names.inside(request.root, "samples", name)
    written = list(sample_pictures.write(prepared_dataset.load(folder), target))
    print(f"{counted(len(written), 'picture')} in {target}")
    return exits.DONE


def _words(parser: Parser) -> None:
    parser.add_argument("--dataset", default="cifar10", help="as for `sweepbook study` (default: cifar10)")
    parser.add_argument(
        "--size", metavar="PIXELS", type=word(picture_side), help="their side, as the dataset's studies were given it"
    )
    add_root(parser)


SAMPLES = Verb(
    "samples",
    "write five test pictures a class for the classifier",
    _words,
    Samples,
    samples,
    description="Write five test pictures a class to samples/.",
    interruption="Interrupted; no picture is half written. To go on, give the same command again:",
)
