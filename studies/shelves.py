"""What the verbs that only look, or clear away, do: list, status, tensorboard, clean, clean-study."""

import argparse
import os
import socket
import sys
from collections import Counter
from typing import Any

from rich.console import Console
from rich.table import Table

from hypermodels import NETWORKS
from hypermodels.dimensions import DIMENSIONS
from studies import catalog, disk, exits, names, plan, planning, views
from studies.catalog import Home
from studies.errors import UsageError
from studies.records import Store


def list_all(options: argparse.Namespace) -> int:
    """The dimensions with their values, the networks, and the studies there are."""
    table = Table(title="Dimensions (the baseline in bold)")
    for column in ("flag", "values", "also", "what it is"):
        table.add_column(column)
    for one in DIMENSIONS:
        values = [f"[bold]{plan.label(one.name, v)}[/bold]" if v == one.baseline else plan.label(one.name, v)
                  for v in one.values]  # fmt: skip
        table.add_row(one.flag, " ".join(values), " ".join(one.more) or f"{one.low:g} to {one.high:g}", one.doc)
    console = Console()
    console.print(table)
    console.print("Networks: " + ", ".join(f"{name} ({title})" for name, title in NETWORKS.items()))
    refused: list[str] = []
    studies = catalog.read(Home(options.root), refused)
    console.print("Studies: " + (", ".join(study["name"] for study in studies) or "none yet; try make demo"))
    return exits.refused(refused)


def status(options: argparse.Namespace) -> int:
    """Done, running, left, epochs left and disk, per study."""
    home = Home(options.root)
    store = Store(home.runs)
    table = Table(title="Studies")
    for column in ("study", "trials", "done", "running", "left", "failed", "epochs left", "ETA", "MB"):
        table.add_column(column, justify="left" if column == "study" else "right", overflow="fold")
    refused: list[str] = []
    for study in catalog.read(home, refused):
        table.add_row(study["name"], str(len(study["trials"])), *_counts(study, store))
    Console().print(table)
    return exits.refused(refused)


def _counts(study: dict[str, Any], store: Store) -> list[str]:
    asked: dict[str, int] = {}
    for trial in study["trials"]:
        for run in trial["runs"]:
            asked[run] = max(asked.get(run, 0), int(trial["values"]["epochs"]))
    states: Counter[str] = Counter()
    epochs_left, seconds, size = 0, [], 0
    for run, epochs in asked.items():
        record = store.record(run)
        done = record is not None and record.done(epochs)
        failed = record is not None and (record.status == "failed" or not record.readable)
        running = not done and record is not None and record.readable and store.is_locked(run)
        states["done" if done else "running" if running else "failed" if failed else "left"] += 1
        epochs_left += 0 if done else epochs - (record.epochs if record else 0)
        seconds += [row.seconds for row in store.history(run)[1:]]
        size += disk.size(store.root / run)
    eta = _eta(epochs_left, seconds)
    counts = [str(states[state]) for state in ("done", "running", "left", "failed")]
    return [*counts, str(epochs_left), eta, f"{size / 1e6:.1f}"]


def _eta(epochs_left: int, seconds: list[float]) -> str:
    from studies.progress import span

    if not epochs_left:
        return "-"
    return span(epochs_left * sum(seconds) / len(seconds)) if seconds else "?"


def tensorboard(options: argparse.Namespace) -> int:
    """Become TensorBoard, on logs that are right."""
    port = planning.whole("port", options.port, 1, 65535)
    _see_that_it_is_free(port)
    home = Home(options.root)
    exits.refused(views.renew_boards(home))
    home.tb_logs.mkdir(parents=True, exist_ok=True)
    print(f"http://localhost:{port} shows every run; Ctrl-C ends it", flush=True)
    logs = str(home.tb_logs)
    os.execv(sys.executable, [sys.executable, "-m", "tensorboard.main", "--logdir", logs, "--port", str(port)])


def _see_that_it_is_free(port: int) -> None:
    try:
        socket.create_server(("localhost", port)).close()
    except OSError as cause:
        raise UsageError(
            f"Port {port} cannot be opened ({cause.strerror}): end what listens there, or choose another with PORT."
        ) from None


def clean(options: argparse.Namespace) -> int:
    """Show what would be removed, ask, and remove it: every output, with all stored runs."""
    home = Home(options.root)
    if not home.tuner_dirs.is_symlink():  # of a link only the link itself is removed
        _refuse_while_at_work(home)
    found = disk.outputs(home)
    for path, size in found:
        print(f"{size / 1e6:10.1f} MB  {path}")
    if not found:
        print("There is nothing to remove.")
    elif _agreed(options, f"Remove these {len(found)}, with every stored run?"):
        for path, _ in found:
            names.remove(home.root, *path.relative_to(home.root).parts)
    return exits.DONE


def _refuse_while_at_work(home: Home) -> None:
    busy = disk.studies_at_work(home)
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
    print(f"{mine['name']}: its project, its TensorBoard logs and {len(gone)} runs that no other study uses")
    if not _agreed(options, "Remove them?"):
        return exits.DONE
    with catalog.held(home, mine["name"]):
        for place in places:
            names.remove(home.root, *place)
    names.remove(home.root, "tuner_dirs", mine["name"])
    return exits.DONE
