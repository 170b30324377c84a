"""A CSV file: a row a training, or a row a training and epoch."""

import csv
import io
import math
import re
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

from analysis.elsewhere import bounded, roles
from analysis.elsewhere.found import COMPLETED, FAILED, Found, Note, Trained
from analysis.elsewhere.roles import Metric, Roles
from hypermodels.dimensions import Value
from studies.system.errors import UsageError
from studies.system.formats import counted

TOOL = "CSV"
MOST_NAMED = 20  # rows that are named one by one
COMMA, POINT = (re.compile(rf"[-+]?\d*{sign}\d+(e[-+]?\d+)?", re.IGNORECASE) for sign in (",", r"\."))  # fractions
Row = dict[str, str]


def holds(path: Path) -> bool:
    return path.is_file() and path.suffix.lower() in (".csv", ".tsv", ".txt")


def read(path: Path, said: Roles) -> list[Found]:
    """
    Raises:
        UsageError: no table, no metric in it, or a column was said that it does not have.
    """
    head, rows = _table(path)
    roles.check(said, head, path)
    metric = roles.metric_of([name for name in head if _numeric(rows, name)], said)
    if metric is None:
        raise UsageError(
            f"No column of {path} is called like a metric: say which with --columns accuracy=NAME, or loss=NAME. "
            f"It has {', '.join(head)}."
        )
    plan = _planned(head, rows, metric, said)
    notes = [
        Note("from_columns", {"columns": plan.described, "metric": metric.name}) if plan.guessed else None,
        Note("from_no_seed") if plan.seed is None else None,
        _unreadable(rows, metric),
    ]
    return [Found(TOOL, path.stem, metric, _runs(rows, plan), tuple(note for note in notes if note))]


def _table(path: Path) -> tuple[list[str], list[Row]]:
    text = bounded.text(path)
    try:
        dialect: type[csv.Dialect] = csv.Sniffer().sniff(text[:20_000], delimiters=",;\t")
    except csv.Error:
        dialect = csv.excel
    try:
        lines = [line for line in csv.reader(io.StringIO(text), dialect, strict=True) if any(line)]
    except csv.Error as error:
        raise UsageError(f"{path} is no CSV table ({error}). Save it again as CSV.") from None
    if len(lines) < 2 or len(lines[0]) < 2:
        raise UsageError(f"{path} has no table: a line of names and a line for each training are expected.")
    head = [name.strip()[: bounded.LONGEST] for name in lines[0]]
    bounded.few(len(head), bounded.MOST_NAMES, "columns", path)
    bounded.few(len(lines), bounded.MOST_POINTS, "lines", path)
    if len(set(head)) < len(head):
        raise UsageError(f"{path} has two columns of one name: give each its own.")
    for number, line in enumerate(lines[1:], 2):
        if len(line) != len(head):
            raise UsageError(
                f"Line {number} of {path} has {counted(len(line), 'cell')}, its head {len(head)}: mend it."
            )
    rows = [dict(zip(head, map(str.strip, line), strict=True)) for line in lines[1:]]
    return head, rows if dialect.delimiter == "," else _pointed(rows)


def _pointed(rows: list[Row]) -> list[Row]:
    """The rows with a decimal point where all fractions have a comma, as many spreadsheets write them."""
    cells = {cell for row in rows for cell in row.values()}
    if any(POINT.fullmatch(cell) for cell in cells):
        return rows
    pointed = {cell: cell.replace(",", ".") for cell in cells if COMMA.fullmatch(cell)}
    return [{name: pointed.get(cell, cell) for name, cell in row.items()} for row in rows]


def _unreadable(rows: Sequence[Row], metric: Metric) -> Note | None:
    """The rows whose metric is no number, counted from 1 below the head."""
    wrong = [
        Note("from_no_number" if row[metric.name] else "from_empty", {"row": place, "cell": row[metric.name][:40]})
        for place, row in enumerate(rows, 1)
        if not math.isfinite(bounded.number(row[metric.name]))
    ]
    said = {"n": len(wrong), "metric": metric.name, "rows": tuple(wrong[:MOST_NAMED])}
    return Note("from_unreadable", said) if wrong else None


class _ColumnRoles:
    """Which column is what; `described` says it as `--columns` takes it."""

    def __init__(self, seed: str | None, epoch: str | None, trial: str | None, values: list[str], metric: Metric):
        self.seed, self.epoch, self.trial, self.values, self.metric = seed, epoch, trial, values, metric
        self.guessed = True

    @property
    def described(self) -> str:
        said = {"value": "+".join(self.values), "seed": self.seed, "epoch": self.epoch, "trial": self.trial}
        said["accuracy" if self.metric.larger else "loss"] = self.metric.name
        return ",".join(f"{role}={name}" for role, name in said.items() if name)


def _planned(head: Sequence[str], rows: Sequence[Row], metric: Metric, said: Roles) -> _ColumnRoles:
    seed = said.seed or next((name for name in head if said.is_seed(name)), None)
    epoch = said.epoch or next((name for name in head if roles.EPOCH.match(name) and _rises(rows, name)), None)
    trial = said.trial or next((name for name in head if name.lower() in ("trial", "trial_id", "run", "run_id")), None)
    taken = {seed, epoch, trial, metric.name}
    free = [name for name in head if name not in taken and _may_be_value(name)]
    repeated = len(taken - {None}) > 2 or (seed is not None and _told_apart(rows, seed, free))
    # Where nothing varies, the columns that are constant name the one configuration that was repeated.
    guessed = [n for n in free if _varies(rows, n, repeated)] or [n for n in free if _count(rows, n) == 1]
    values = [*said.value] if said.value else guessed
    plan = _ColumnRoles(seed, epoch, trial, values, metric)
    plan.guessed = said.value is None or said.metric is None or (seed, epoch) != (said.seed, said.epoch)
    return plan


def _may_be_value(name: str) -> bool:
    """Neither a measurement nor a time or a name."""
    return not roles.NOT_VALUES.search(name) and roles.guessed_metric([name]) is None


def _count(rows: Sequence[Row], name: str) -> int:
    return len({row[name] for row in rows})


def _told_apart(rows: Sequence[Row], seed: str, free: Sequence[str]) -> bool:
    """Whether the seed and the columns whose cells repeat tell every row apart: others are measured."""
    names = [name for name in (seed, *free) if 1 < _count(rows, name) < len(rows)]
    return len(names) > 1 and names[0] == seed and len({tuple(row[one] for one in names) for row in rows}) == len(rows)


def _varies(rows: Sequence[Row], name: str, repeated: bool) -> bool:
    """A hyperparameter has several values, and where configurations are `repeated`, not all of its cells differ."""
    different = _count(rows, name)
    return different > 1 and (different < len(rows) or not repeated)


def _rises(rows: Sequence[Row], name: str) -> bool:
    """An epoch is a whole number that goes on from one row to the next, not a hyperparameter called so."""
    numbers = [bounded.number(row[name]) for row in rows]
    if not all(math.isfinite(one) and one == int(one) for one in numbers):
        return False
    return sum(later == earlier + 1 for earlier, later in pairwise(numbers)) >= len(rows) / 3


def _numeric(rows: Sequence[Row], name: str) -> bool:
    return any(math.isfinite(bounded.number(row[name])) for row in rows)


def _value(cell: str) -> Value:
    number = bounded.number(cell)
    if not math.isfinite(number):
        return bounded.value(cell)
    return int(number) if number == int(number) and abs(number) < 2**53 and "." not in cell else number


def _runs(rows: Sequence[Row], plan: _ColumnRoles) -> tuple[Trained, ...]:
    groups: dict[tuple[str, ...], list[Row]] = {}
    for place, row in enumerate(rows):
        key = [row[name] for name in (*plan.values, *filter(None, (plan.seed, plan.trial)))]
        if plan.epoch is None:
            key.append(str(place))
        groups.setdefault(tuple(key), []).append(row)
    bounded.few(len(groups), bounded.MOST_RUNS, "trainings", "The table")
    return tuple(_run(f"training {place}", own, plan) for place, own in enumerate(groups.values(), 1))


def _run(place: str, rows: Sequence[Row], plan: _ColumnRoles) -> Trained:
    points = {
        int(bounded.number(row[plan.epoch])): bounded.number(row[plan.metric.name])
        for row in rows
        if plan.epoch and math.isfinite(bounded.number(row[plan.epoch]))
    }
    curve = tuple(sorted(points.items()))
    score = curve[-1][1] if curve else bounded.number(rows[-1][plan.metric.name])
    first = rows[0]
    return Trained(
        first[plan.trial] if plan.trial else place,
        {name: _value(first[name]) for name in plan.values},
        first[plan.seed] if plan.seed else None,
        COMPLETED if math.isfinite(score) else FAILED,
        score,
        curve,
    )
