"""What the verbs that only look, or clear away, do: list, status, tensorboard, clean, clean-study."""

import argparse
import os
import socket
import sys

from rich.console import Console
from rich.table import Table

from hypermodels import NETWORKS
from hypermodels.dimensions import DIMENSIONS
from studies.plan.labels import label
from studies.store import catalog, checkpoints
from studies.store.home import Home
from studies.store.runs import Store
from studies.system import exits, names
from studies.system.errors import UsageError
from studies.views import study_views
from sweepbook.cli import status, words


def list_all(options: argparse.Namespace) -> int:
    """The dimensions with their values, the networks, and the studies there are."""
    table = Table(title="Dimensions (the baseline in bold)")
    for column in ("flag", "values", "also", "what it is"):
        table.add_column(column)
    for one in DIMENSIONS:
        values = [f"[bold]{label(one.name, v)}[/bold]" if v == one.baseline else label(one.name, v) for v in one.values]
        table.add_row(one.flag, " ".join(values), " ".join(one.more) or f"{one.low:g} to {one.high:g}", one.doc)
    console = Console()
    console.print(table)
    console.print("Networks: " + ", ".join(f"{name} ({title})" for name, title in NETWORKS.items()))
    refused: list[str] = []
    studies = catalog.read(Home(options.root), refused)
    console.print("Studies: " + (", ".join(study["name"] for study in studies) or "none yet; try make demo"))
    return exits.refused(refused)


def status_of(options: argparse.Namespace) -> int:
    """Done, running, left, epochs left and disk, per study."""
    home = Home(options.root)
    refused: list[str] = []
    found = catalog.read(home, refused)
    for line in status.lines(found, Store(home.runs)) if found else ("There are no studies yet; try make demo.",):
        print(line)
    return exits.refused(refused)


def tensorboard(options: argparse.Namespace) -> int:
    """Become TensorBoard, on logs that are right."""
    port = words.whole_number("port", options.port, 1, 65535)
    _see_that_it_is_free(port)
    home = Home(options.root)
    exits.refused(study_views.renew_boards(home))
    home.tb_logs.mkdir(parents=True, exist_ok=True)
    print(f"http://localhost:{port} shows every run; Ctrl-C ends it", flush=True)
    logs = str(home.tb_logs)
    os.execv(sys.executable, [sys.executable, "-m", "tensorboard.main", "--logdir", logs, "--port", str(port)])


def _see_that_it_is_free(port: int) -> None:
    try:
        socket.create_server(("localhost", port)).close()
    except OSError as cause:
        raise UsageError(
            f"Port {port} cannot be opened ({os.strerror(cause.errno or 0)}): end what listens there, or choose "
            "another with PORT (--port)."
        ) from None


def clean(options: argparse.Namespace) -> int:
    """Show what would be removed, ask, and remove it: every output, with all stored runs."""
    home = Home(options.root)
    if not home.tuner_dirs.is_symlink():  # of a link only the link itself is removed
        _refuse_while_at_work(home)
    found = checkpoints.outputs(home)
    for line in checkpoints.summary(home, found):
        print(line)
    if not found:
        print("There is nothing to remove.")
    elif _agreed(options, "Remove all of it, with every stored run?"):
        for path, _ in found:
            names.remove(home.root, *path.relative_to(home.root).parts)
    return exits.DONE


def _refuse_while_at_work(home: Home) -> None:
    busy = checkpoints.studies_at_work(home)
    if busy:
        raise UsageError(f"A process is at work on study {busy[0]}: wait for it or stop it, then clean.")
    trained = Store(home.runs).at_work()
    if trained:
        raise UsageError(f"A process trains run {trained[0]}: wait for it or stop it, then clean.")


def _agreed(options: argparse.Namespace, question: str) -> bool:
    if options.yes or _answer(f"{question} [y/N] ").strip().lower() in ("y", "yes"):
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


def clean_study(options: argparse.Namespace) -> int:
    """Remove one study; runs that another study uses stay."""
    home = Home(options.root)
    refused: list[str] = []
    studies = catalog.read(home, refused)
    mine = next((study for study in studies if study["name"] == options.study), None)
    if not options.study:
        raise UsageError("Which study? Name one: STUDY=name, see make list.")
    if mine is None:
        known = ", ".join(study["name"] for study in studies) or "none"
        raise UsageError(" ".join([f"No study {options.study}; there are: {known}.", *refused]))
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
    print(f"{mine['name']}: its project, its TensorBoard logs and {_runs(len(gone))} that no other study uses")
    if not _agreed(options, "Remove them?"):
        return exits.DONE
    with catalog.held(home, mine["name"]):
        for place in places:
            names.remove(home.root, *place)
    names.remove(home.root, "tuner_dirs", mine["name"])
    print(f"{mine['name']} is removed.")
    return exits.DONE


def _runs(count: int) -> str:
    return "1 run" if count == 1 else f"{count} runs"
