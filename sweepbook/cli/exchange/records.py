"""The verbs that hand studies on and take them in: their records, in one file."""

from dataclasses import dataclass
from pathlib import Path

from studies.system import commands, exits
from studies.system.errors import UsageError
from studies.system.escapes import short
from studies.system.formats import counted
from sweepbook.cli.parser import Parser, Verb, add_network, add_root
from sweepbook.cli.requests import Request

SUFFIX = ".zip"


@dataclass(frozen=True)
class Publish(Request):
    """The studies to hand on: of a network, of a dataset's name; None for any. `folder` takes a file for each pair."""

    folder: Path
    network: str | None
    dataset: str | None


@dataclass(frozen=True)
class Import(Request):
    """The files to take in; of a folder, all files of records in it."""

    paths: tuple[Path, ...]


def no_study(network: str | None, dataset: str | None, root: Path) -> UsageError:
    """A store has none of what a command named."""
    which = "".join(f" {word} {short(one)}" for word, one in (("of", network), ("on", dataset)) if one)
    shows = commands.command("status", root=commands.root(root))
    return UsageError(f"There is no study{which} here; `{shows}` shows which there are.")


def publish(request: Publish) -> int:
    """Write the files, and say what each holds."""
    from studies.archive import packing
    from studies.plan.study_record import StudyRecord
    from studies.store import catalog
    from studies.store.home import Home
    from studies.system import names

    if request.folder.exists() and not request.folder.is_dir():
        raise UsageError(f"{request.folder} is a file, and a folder takes the records: give another name.")
    home, refused = Home(request.root), list[str]()
    groups: dict[str, list[StudyRecord]] = {}
    for study in catalog.read(home, refused):
        if catalog.is_of(study, request.network, request.dataset):
            name = f"{study['network']}-{study['dataset']['name']}{SUFFIX}"
            groups.setdefault(names.checked(name, "The file"), []).append(study)
    if not groups:
        raise no_study(request.network, request.dataset, request.root)
    for name, studies in sorted(groups.items()):
        packed = packing.pack(home, studies, request.folder / name)
        left_out = f"; {packed.left_out} that have not ended are left out" if packed.left_out else ""
        print(f"{packed.path}: {counted(len(studies), 'study', 'studies')}, {counted(packed.runs, 'run')}{left_out}")
    return exits.refused(refused)


def take(request: Import) -> int:
    """Take the files in, and say what came."""
    from studies.archive import unpacking
    from studies.store.home import Home
    from studies.views import study_views

    paths = [one for path in request.paths for one in (sorted(path.glob(f"*{SUFFIX}")) if path.is_dir() else [path])]
    for path in paths:
        if not path.exists():
            raise UsageError(f"{path} does not exist: check the path; a file of records ends with {SUFFIX}.")
    if not paths:
        raise UsageError(f"There is no file of records (*{SUFFIX}) in {', '.join(map(str, request.paths))}.")
    home = Home(request.root)
    taken = unpacking.unpack(home, paths)
    study_views.renew_boards(home, taken.studies)
    came = f"{counted(len(taken.studies), 'study', 'studies')}, {counted(taken.new, 'new run')}"
    print(f"{came}, {taken.known} that were here; weights are not handed on")
    return exits.DONE


def _publish_words(parser: Parser) -> None:
    parser.add_argument("folder", metavar="FOLDER", type=Path, help="takes a file for each network and dataset")
    add_network(parser, "only its studies")
    parser.add_argument("--dataset", metavar="NAME", help="only studies of this dataset, by the name they give it")
    add_root(parser)


def _import_words(parser: Parser) -> None:
    parser.add_argument("paths", metavar="PATH", nargs="+", type=Path, help="a file of records, or a folder of them")
    add_root(parser)


def _import(paths: list[Path], **words: object) -> Import:
    return Import(paths=tuple(paths), **words)  # type: ignore[arg-type]


PUBLISH = Verb(
    "publish",
    "write the records of studies, without weights, to files that others import",
    _publish_words,
    Publish,
    publish,
    description="Write each network's studies and runs to FOLDER/NETWORK-DATASET.zip: what was asked, every epoch's "
    "numbers and answers, where it was trained. No weights. Whoever imports it makes the same report and adds seeds.",
    epilog="Example: sweepbook publish records --model lenet",
)
IMPORT = Verb(
    "import",
    "take published records in: their runs count as done",
    _import_words,
    _import,
    take,
    description="Take studies and runs from files that `sweepbook publish` wrote. Nothing in them runs. What is stored "
    "here stays as it is; a run that is new counts as done, so a report needs no training.",
    epilog="Example: sweepbook import docs/chapter6/records",
    interruption="Interrupted; what was taken in stays. To go on, give the same command again:",
)
