"""The verbs that remove what is stored: clean, clean-study."""

from dataclasses import dataclass
from typing import Any

from hypermodels.errors import UsageError
from studies.store.home import Home
from studies.system import commands, exits, names
from studies.system.formats import counted
from sweepbook.cli.parser import Parser, Verb, add_root
from sweepbook.cli.requests import Request


@dataclass(frozen=True)
class Clean(Request):
    """All that lies under `root`; `yes` where nobody is to be asked."""

    yes: bool


@dataclass(frozen=True)
class CleanStudy(Clean):
    """One study by name."""

    study: str


def clean(request: Clean) -> int:
    """Show what would be removed, ask, and remove it: every output, with all stored runs."""
    from studies.store import outputs

    home = Home(request.root)
    if not home.tuner_dirs.is_symlink():  # of a link only the link itself is removed
        _refuse_while_at_work(home)
    found = outputs.outputs(home)
    for line in outputs.summary(home, found):
        print(line)
    if not found:
        print("There is nothing to remove.")
    elif _agreed(request, "Remove all of it, with every stored run?"):
        with home.removed():
            for path, _ in found:
                names.remove(home.root, *path.relative_to(home.root).parts)
    return exits.DONE


def _refuse_while_at_work(home: Home) -> None:
    from studies.store import outputs
    from studies.store.runs import Store

    busy = outputs.studies_at_work(home)
    if busy:
        raise UsageError(f"A process is at work on study {busy[0]}: wait for it or stop it, then clean.")
    trained = Store(home.runs).at_work()
    if trained:
        raise UsageError(f"A process trains run {trained[0]}: wait for it or stop it, then clean.")


def _agreed(request: Clean, question: str) -> bool:
    if request.yes or _answer(f"{question} [y/N] ").strip().lower() in ("y", "yes"):
        return True
    print("Nothing was removed.")
    return False


def _answer(question: str) -> str:
    """
    Raises:
        UsageError: nobody is there to answer.
    """
    try:
        return input(question)
    except EOFError:
        print()
        raise UsageError("Nobody can answer here, so nothing was removed: say --yes.") from None


def clean_study(request: CleanStudy) -> int:
    """Remove one study; runs that another study uses stay."""
    from studies.store import catalog
    from studies.store.runs import Store

    home = Home(request.root)
    refused: list[str] = []
    studies = catalog.read(home, refused)
    mine = next((study for study in studies if study["name"] == request.study), None)
    if mine is None:
        known = ", ".join(study["name"] for study in studies) or "none"
        raise UsageError(" ".join([f"No study {request.study}; there are: {known}.", *refused]))
    if refused:
        raise UsageError(f"{refused[0]} Until then nobody knows which runs that study uses, so none is removed.")
    used = {run for s in studies if s is not mine for trial in s["trials"] for run in trial["runs"]}
    gone = {run for trial in mine["trials"] for run in trial["runs"]} - used
    trained = gone.intersection(Store(home.runs).at_work())
    if trained:
        raise UsageError(f"A process trains run {min(trained)} of this study: wait for it or stop it, then clean.")
    places = [("tb_logs", mine["name"]), *(("tuner_dirs", "runs", run) for run in sorted(gone))]
    for place in places:
        names.inside(home.root, *place)  # all may be removed, or nothing is
    print(f"{mine['name']}: its project, its TensorBoard logs and {counted(len(gone), 'run')} that no other study uses")
    if not _agreed(request, "Remove them?"):
        return exits.DONE
    with catalog.held(home, mine["name"]):
        for place in places:
            names.remove(home.root, *place)
    names.remove(home.root, "tuner_dirs", mine["name"])
    print(f"{mine['name']} is removed.")
    return exits.DONE


def _of_study(study: str, **words: Any) -> CleanStudy:
    if not study:
        shows = commands.command("list", root=commands.root(words["root"]))
        raise UsageError(f"Which study? Name one, with STUDY=name from make; see {shows}.")
    return CleanStudy(study=study, **words)


def _clean_words(parser: Parser) -> None:
    parser.add_argument("--yes", action="store_true", help="do not ask")
    add_root(parser)


def _clean_study_words(parser: Parser) -> None:
    parser.add_argument("study", metavar="STUDY", help="its name, see `sweepbook list`")
    _clean_words(parser)


CLEAN = Verb("clean", "show what all outputs take, ask, and remove them", _clean_words, Clean, clean)
CLEAN_STUDY = Verb(
    "clean-study", "remove one study; runs that others use stay", _clean_study_words, _of_study, clean_study
)
