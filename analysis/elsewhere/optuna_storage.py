"""An Optuna storage: its SQLite file, opened to read only, whichever version of Optuna wrote it.

SQLite is asked for tables alone: a view, a trigger or a function that a stranger put into the file is not trusted. What
a writer has not put away yet lies in a second file (`-wal`); then both are copied, and the copy is read.
"""

import json
import shutil
import sqlite3
import tempfile
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from analysis.elsewhere import bounded
from analysis.elsewhere.found import COMPLETED, FAILED, RUNNING, Found, Note, Point, Trained
from analysis.elsewhere.roles import Metric, Roles
from hypermodels.dimensions import Value
from studies.system.errors import UsageError
from studies.system.escapes import short

TOOL = "Optuna"
MAGIC = b"SQLite format 3\x00"
TABLES = ("studies", "trials", "trial_params", "trial_values", "study_directions")
STATES = {"COMPLETE": COMPLETED, "FAIL": FAILED, "PRUNED": RUNNING}
MOST_STEPS = 200_000_000  # of SQLite's machine: some seconds; a file made to take for ever is refused


def holds(path: Path) -> bool:
    return path.is_file() and bounded.begins(path, MAGIC)


def read(path: Path, said: Roles) -> list[Found]:
    """
    Raises:
        UsageError: no Optuna storage, damaged, or without a study of one objective.
    """
    try:
        with _opened(path) as database:
            found = [_study(database, study, name, said) for study, name in _studies(database, path)]
    except UsageError:  # it is a ValueError too
        raise
    except (sqlite3.Error, ValueError, TypeError, OverflowError, RecursionError) as error:  # a cell of another kind
        raise UsageError(
            f"{path} is damaged, or no Optuna storage ({short(error, 100)}). Copy it again from where it was made."
        ) from None
    studies = [study for study in found if study is not None]
    if not studies:
        raise UsageError(f"{path} holds no study of one objective with trials: nothing can be compared.")
    return studies


@contextmanager
def _opened(path: Path) -> Iterator[sqlite3.Connection]:
    """The database, read only; as a copy where a writer's second file lies beside it."""
    beside = path.with_name(path.name + "-wal")
    with tempfile.TemporaryDirectory() as folder:
        place, how = path, "mode=ro&immutable=1"
        if beside.is_file() and not beside.is_symlink() and beside.stat().st_size:
            place, how = Path(folder) / "storage.db", "mode=rw"
            for one, name in ((path, place), (beside, place.with_name("storage.db-wal"))):
                bounded.small(one)
                shutil.copyfile(one, name)
        with closing(sqlite3.connect(f"{place.absolute().as_uri()}?{how}", uri=True)) as database:
            database.execute("PRAGMA trusted_schema = OFF")
            database.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, 2**20)
            steps = iter(range(MOST_STEPS // 100_000))
            database.set_progress_handler(lambda: next(steps, None) is None, 100_000)
            yield database


def _studies(database: sqlite3.Connection, path: Path) -> list[tuple[int, str]]:
    there = {name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    if missing := [name for name in TABLES if name not in there]:
        raise UsageError(f"{path} is an SQLite file, but no Optuna storage: it has no table {missing[0]}.")
    return [
        (study, str(name))
        for study, name in database.execute("SELECT study_id, study_name FROM studies ORDER BY study_id LIMIT 1000")
    ]


def _study(database: sqlite3.Connection, study: int, name: str, said: Roles) -> Found | None:
    """One study; None where it has several objectives, or no trial."""
    ways = _rows(database, "SELECT direction FROM study_directions WHERE study_id = ?", study)
    trials = _rows(database, "SELECT trial_id, number, state FROM trials WHERE study_id = ? ORDER BY number", study)
    if len(ways) != 1 or not trials:
        return None
    bounded.few(len(trials), bounded.MOST_RUNS, "trials", f"The study {name}")
    of_study = "JOIN trials USING (trial_id) WHERE study_id = ?"
    values = dict(_rows(database, f"SELECT trial_id, value FROM trial_values {of_study}", study))
    told = _parameters(database, of_study, study)
    curves = _curves(database, of_study, study)
    runs = [
        _run(number, str(state), told[trial], values.get(trial), curves[trial], said) for trial, number, state in trials
    ]
    metric = Metric("objective", larger=ways[0][0] in ("MAXIMIZE", 2))
    pruned = sum(state == "PRUNED" for *_, state in trials)
    return Found(TOOL, name, metric, tuple(runs), (Note("from_pruned", {"n": pruned}),) if pruned else ())


def _rows(database: sqlite3.Connection, query: str, study: int) -> list[tuple[Any, ...]]:
    return database.execute(
        f"{query} LIMIT {bounded.MOST_POINTS}" if "ORDER" not in query else query, (study,)
    ).fetchall()


def _parameters(database: sqlite3.Connection, of_study: str, study: int) -> dict[int, dict[str, Value]]:
    """By trial, its hyperparameters; what a user noted with it (`seed`) where no parameter is called so."""
    told: dict[int, dict[str, Value]] = defaultdict(dict)
    query = f"SELECT trial_id, key, value_json FROM trial_user_attributes {of_study}"
    for trial, key, value in _rows(database, query, study) if _has(database, "trial_user_attributes") else ():
        told[trial][key] = bounded.value(json.loads(value))
    noted = {trial: {name: one for name, one in own.items() if Roles().is_seed(name)} for trial, own in told.items()}
    told = defaultdict(dict, noted)
    query = f"SELECT trial_id, param_name, param_value, distribution_json FROM trial_params {of_study}"
    for trial, name, raw, distribution in _rows(database, query, study):
        told[trial][str(name)] = bounded.value(_value(raw, json.loads(distribution)))
    return told


def _value(raw: float, distribution: Any) -> Any:
    """A category is stored as its place among the choices, a whole number as a float."""
    if not isinstance(distribution, dict):
        raise TypeError(f"a distribution is a {type(distribution).__name__}")
    about = distribution.get("attributes")
    choices = about.get("choices") if isinstance(about, dict) else None
    if isinstance(choices, list) and 0 <= int(raw) < len(choices):
        return choices[int(raw)]
    return int(raw) if str(distribution.get("name", "")).startswith("Int") and raw == int(raw) else raw


def _curves(database: sqlite3.Connection, of_study: str, study: int) -> dict[int, list[Point]]:
    curves: dict[int, list[Point]] = defaultdict(list)
    if not _has(database, "trial_intermediate_values"):
        return curves
    query = (
        f"SELECT trial_id, step, intermediate_value FROM trial_intermediate_values {of_study} ORDER BY trial_id, step"
    )
    for trial, step, value in _rows(database, query, study):
        curves[trial].append((int(step), bounded.number(value)))
    return curves


def _has(database: sqlite3.Connection, table: str) -> bool:
    return bool(database.execute("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?", (table,)).fetchone())


def _run(number: int, state: str, told: dict[str, Value], value: Any, curve: Sequence[Point], said: Roles) -> Trained:
    seeds = [str(one) for name, one in told.items() if said.is_seed(name)]
    own = {name: one for name, one in told.items() if not said.is_seed(name)}
    ended = STATES.get(state, RUNNING)
    return Trained(str(number), own, seeds[0] if seeds else None, ended, bounded.number(value), tuple(curve))
