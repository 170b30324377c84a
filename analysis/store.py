"""The stored records as plain dictionaries: the only code of the analysis that reads the store."""

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from studies.catalog import SCHEMA as STUDY_SCHEMA
from studies.errors import UsageError

RUN_SCHEMA = 1  # the newest layout of run.json that this code reads
COLUMNS = ("epoch", "accuracy", "val_accuracy", "loss", "val_loss", "learning_rate", "seconds")


class UnreadableStore(UsageError):
    """Records this version cannot report on. The message is one sentence with the file and the remedy."""


@dataclass
class Store:
    """What lies under `tuner_dirs`: the studies, and by run id the runs and the rows of their histories (COLUMNS)."""

    studies: list[dict[str, Any]] = field(default_factory=list)
    runs: dict[str, dict[str, Any]] = field(default_factory=dict)
    histories: dict[str, list[list[float]]] = field(default_factory=dict)
    unreadable: list[str] = field(default_factory=list)  # runs with a broken run.json, by folder name


def studies(root: Path, dataset: str | None = None) -> list[dict[str, Any]]:
    """The studies' records, by name.

    Raises:
        UnreadableStore: a torn `study.json`, or one of a newer schema.
    """
    found = [_study(path) for path in sorted((root / "tuner_dirs").glob("*/study.json"))]
    return [study for study in found if dataset in (None, study["dataset"]["name"])]


def read(root: Path, network: str | None = None) -> Store:
    """Everything stored under `root/tuner_dirs`, or what one network's studies name; an absent folder is empty.

    A torn `run.json` costs that run only: a killed machine must not hide the other runs.

    Raises:
        UnreadableStore: a torn `study.json`, or a file of a newer schema.
    """
    store = Store([study for study in studies(root) if network in (None, study["network"])])
    wanted = {run for study in store.studies for trial in study["trials"] for run in trial["runs"]}
    folder = root / "tuner_dirs" / "runs"
    for run in sorted(path.name for path in folder.iterdir()) if folder.is_dir() else ():
        if (network and run not in wanted) or not (folder / run).is_dir():
            continue
        record = _run(folder / run / "run.json")
        if record is None:
            store.unreadable.append(run)
            continue
        store.runs[run] = record
        store.histories[run] = history(folder / run / "history.csv")
    return store


def history(path: Path) -> list[list[float]]:
    """The rows of a run's history, one an epoch; none where there is no file yet.

    A last line without its newline is a write that was cut short and does not count.
    """
    try:
        text = path.read_text()
    except FileNotFoundError:
        return []
    header, *lines = text.rpartition("\n")[0].split("\n")
    names = header.split(",")
    try:
        order = [names.index(column) for column in COLUMNS]
        rows = [[float(cell) for cell in line.split(",")] for line in lines if line]
        return [[row[place] for place in order] for row in rows]
    except (ValueError, IndexError) as error:
        raise UnreadableStore(
            f"{path} is not a run's history ({error}); delete that run's folder to train it anew."
        ) from None


def card(root: Path, dataset: str, network: str) -> dict[str, Any] | None:
    """The card of the exported model, if there is one and it can be read."""
    try:
        content = json.loads((root / "bundles" / dataset / network / "card.json").read_text())
    except (OSError, ValueError):
        return None
    return content if isinstance(content, dict) else None


def _study(path: Path) -> dict[str, Any]:
    try:
        content = json.loads(path.read_text())
        _refuse_newer(content, path, STUDY_SCHEMA)
        missing = {"name", "kind", "dimensions", "network", "dataset", "seeds", "trials"} - set(content)
    except (ValueError, AttributeError, TypeError) as error:
        raise UnreadableStore(f"{path} is torn ({error}); run its study again to rewrite it.") from None
    if missing:
        raise UnreadableStore(f"{path} lacks {', '.join(sorted(missing))}; run its study again to rewrite it.")
    return dict(content)


def _run(path: Path) -> dict[str, Any] | None:
    try:
        content = json.loads(path.read_text())
        _refuse_newer(content, path, RUN_SCHEMA)
        return dict(content) if {"identity", "status"} <= set(content) else None
    except (OSError, ValueError, AttributeError, TypeError):
        return None


def _refuse_newer(content: dict[str, Any], path: Path, newest: int) -> None:
    if content.get("schema", newest) > newest:
        raise UnreadableStore(
            f"{path} has schema {content['schema']}, this version reads up to {newest}: update sweepbook."
        )
