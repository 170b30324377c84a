"""A folder of Ray Tune: for each trial its `params.json`, and `result.json` or `progress.csv`.

Ray keeps more in pickled files, which can run code when they are opened: none is.
"""

import csv
import io
import math
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from analysis.elsewhere import bounded, roles
from analysis.elsewhere.found import COMPLETED, RUNNING, Found, Note, Trained, not_read
from analysis.elsewhere.roles import Metric, Roles
from studies.system.errors import UsageError

TOOL = "Ray Tune"
FILES = ("params.json", "result.json", "progress.csv")  # of a trial
EPOCH = "training_iteration"
OWN = {"training_iteration", "iterations_since_restore", "timesteps_total", "episodes_total"}  # no metrics
Rows = list[dict[str, Any]]


def holds(path: Path) -> bool:
    return path.is_dir() and any(_trials(path))


def read(path: Path, said: Roles) -> list[Found]:
    """
    Raises:
        UsageError: a trial is cut, or no metric can be told.
    """
    trials = [(params.parent, _parameters(params), _results(params.parent)) for params in _trials(path)]
    names = list(dict.fromkeys(name for _, _, rows in trials for row in rows[-1:] for name in row))
    numeric = [name for name in names if name not in OWN and not roles.NOT_VALUES.search(name)]
    metric = roles.metric_of(numeric, said)
    if metric is None or metric.name not in names:
        there = ", ".join(numeric) or "none"
        raise UsageError(
            f"No trial of {path} reports {metric.name if metric else 'what is called like a metric'}; it reports "
            f"{there}. Say which with --columns accuracy=NAME, or loss=NAME."
        )
    guessed = () if said.metric else (Note("from_metric", {"metric": metric.name}),)
    runs = tuple(_run(folder, values, rows, metric, said) for folder, values, rows in trials)
    return [Found(TOOL, path.name, metric, runs, (*guessed, Note("from_pickles"), *not_read(path, _odd(path))))]


def _trials(path: Path) -> list[Path]:
    """The `params.json` of every trial, in the order in which Ray names them."""
    folders = [path, *sorted(one for one in path.iterdir() if one.is_dir() and not one.is_symlink())]
    bounded.few(len(folders), bounded.MOST_RUNS, "trials", path)
    found = [folder / "params.json" for folder in folders]
    return [one for one in found if one.exists() and not one.is_symlink() and not (one.parent / "oracle.json").exists()]


def _odd(path: Path) -> Iterator[Path]:
    """What is passed over, though it is called as a trial's files are."""
    for one in sorted(path.iterdir()):
        if one.is_symlink():
            yield one
        elif one.is_dir():
            yield from (file for name in FILES if (file := one / name).is_symlink() or file.is_dir())


def _parameters(path: Path) -> dict[str, Any]:
    return bounded.flat(bounded.parsed(bounded.text(path), path))


def _results(folder: Path) -> Rows:
    """A row a report, by rising iteration; a last line that a kill cut off is left out."""
    lines, table = folder / "result.json", folder / "progress.csv"
    if _is_own(lines) and lines.stat().st_size:
        *whole, last = bounded.text(lines).splitlines() or [""]
        cut = [] if not last.endswith("}") and whole else [last]
        return [bounded.flat(bounded.parsed(line, lines)) for line in (*whole, *cut)]
    return _rows(table) if _is_own(table) else []


def _is_own(file: Path) -> bool:
    return file.is_file() and not file.is_symlink()


def _rows(table: Path) -> Rows:
    try:
        rows = list(csv.DictReader(io.StringIO(bounded.text(table))))
    except csv.Error as error:
        raise UsageError(f"{table} is no CSV table ({error}). Copy it again from where it was made.") from None
    if any(None in row for row in rows):
        raise UsageError(f"{table} has a line with more cells than its head. Copy it again from where it was made.")
    return rows


def _run(folder: Path, values: dict[str, Any], rows: Rows, metric: Metric, said: Roles) -> Trained:
    points = {}
    for place, row in enumerate(rows, 1):
        epoch, reached = bounded.number(row.get(said.epoch or EPOCH, place)), bounded.number(row.get(metric.name))
        if math.isfinite(epoch):
            points[int(epoch)] = reached
    curve = tuple(sorted(points.items()))
    seed = next((str(one) for name, one in values.items() if said.is_seed(name)), None)
    own = {name: bounded.value(one) for name, one in values.items() if not said.is_seed(name)}
    ended = COMPLETED if curve and math.isfinite(curve[-1][1]) else RUNNING
    return Trained(_name(folder.name), own, seed, ended, curve[-1][1] if curve else math.nan, curve)


def _name(folder: str) -> str:
    """`objective_5d55f_00003` of the folder's long name."""
    parts: Sequence[str] = folder.split("_")
    return "_".join(parts[:3])[: bounded.LONGEST]
