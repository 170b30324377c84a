"""A study's table as the page shows it: the original's columns, with intervals, counts and verdicts."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from analysis.findings.behind.probe_rules import WHY
from analysis.findings.finding import Finding
from analysis.numbers.columns import METRIC_COLUMNS
from analysis.numbers.evidence import Evidence
from analysis.numbers.frames import records
from analysis.numbers.probes import study_probes
from analysis.numbers.reading import Row
from analysis.numbers.summary import STATES
from analysis.numbers.trials import telling_apart
from analysis.text.text import Text
from studies.plan import bases
from studies.plan.labels import label
from studies.system.formats import brief, duration, loss, percent, points, probability

HEAD = ("n", *(f"column_{name}" for name in METRIC_COLUMNS.values()), "time")  # keys of a language's WORDS
ASIDE = ("column_tra_acc", "column_tra_loss", "column_val_loss", "time")  # of HEAD, that a tuned study does not show
MOST_TRIALS = 20  # of a probe or search on the page, the best ones; the CSV has all
MOST_VALUES = 60  # of a study of one dimension on the page, in its order; the CSV has all


@dataclass(frozen=True)
class Cell:
    """A cell of a table, as it is written."""

    text: str
    below: str = ""  # the interval, in small
    kind: str = ""  # a class for the style sheet


def table_view(evidence: Evidence, text: Text) -> dict[str, Any]:
    """The study's table: the original's columns, with intervals, counts and verdicts.

    Where several dimensions vary, each has a column. A tuned study has fewer of a run's columns, and what each value
    reached at the baseline's rate. `places` are those of the rows in the evidence's table.
    """
    table, study = evidence.table, evidence.study
    if table.empty:
        return {"head": [], "rows": [], "places": [], "left_out": 0}
    compared = "verdict" in table
    joint = telling_apart(study) if study["kind"] != "study" else []
    ranked = bool(joint) and evidence.ladder is None
    shown = table.nlargest(MOST_TRIALS, "val_acc") if ranked else table.head(MOST_VALUES)
    head = [text.title(name) for name in joint] or [text.word("value")]
    head += [text.word(name) for name in (*HEAD, *(("difference", "verdict") if compared else ()))]
    rows = [_row(row, joint, compared, evidence.results, text) for row in records(shown)]
    if evidence.ladder is not None:
        taken = [place for place, key in enumerate((*joint, *HEAD)) if key in ASIDE]
        head = [name for place, name in enumerate(head) if place not in taken]
        rows = [[cell for place, cell in enumerate(row) if place not in taken] for row in rows]
    if evidence.plain is not None:
        rate = label("learning_rate", bases.of_study(study)["learning_rate"])
        head += [text.word("at_one_rate", rate=rate), text.word("verdict_at_one_rate")]
        plain = {row["value"]: row for row in records(evidence.plain.table)}
        rows = [[*row, *_at_one_rate(plain.get(value), text)] for row, value in zip(rows, shown["value"], strict=True)]
    return {"head": head, "rows": rows, "places": list(shown.index), "left_out": len(table) - len(shown)}


def why_view(evidence: Evidence, findings: Sequence[Finding], text: Text) -> dict[str, Any]:
    """What was measured in the layers of a study's runs, and what is wrong by it; empty where no run has probes."""
    probed = evidence.probes
    refused = [text.word("why_refused", runs=text.listed(probed.refused))] if probed.refused else []
    if not probed.count:
        return {"lines": refused, "head": [], "rows": [], "about": ""} if refused else {}
    found = [text.sentence(one) for one in findings if one.rule.startswith(WHY)]
    rows = [(value, study_probes.summary(runs)) for value, runs in probed.runs.items()]
    columns = study_probes.columns_of(numbers for _, numbers in rows)
    key = "why_runs" if probed.count < probed.total else "why_all_runs"
    return {
        "lines": [*(found or [text.word("why_none")]), *refused],
        "head": [text.word("value"), *_probe_head(columns, text)],
        "rows": [
            [Cell(brief(value), kind="value"), *(Cell(_probed(one[0], numbers.get(one, math.nan))) for one in columns)]
            for value, numbers in rows
        ],
        "about": text.word(key, count=probed.count, total=probed.total),
    }


def _probe_head(columns: Sequence[study_probes.Column], text: Text) -> list[str]:
    """Layers as people read them; where two columns would read alike, by their full names."""
    read = [(name, study_probes.shown(layer)) for name, layer in columns]
    named = [short if read.count(short) == 1 else full for short, full in zip(read, columns, strict=True)]
    return [text.word(name, layer=layer) for name, layer in named]


def _probed(name: str, number: float) -> str:
    if not math.isfinite(number):
        return "∞" if number == math.inf else "–"
    return percent(number, 0) if name in ("why_dead", "why_wrong") else f"{number:.2g}"


def _row(row: Row, joint: Sequence[str], compared: bool, results: pd.DataFrame, text: Text) -> list[Cell]:
    best = len(results) > 0 and row["val_acc"] == results["val_acc"].max()
    named = [label(name, row[name]) for name in joint] or [row["value"]]
    troubles = ", ".join(f"{int(row[s])} {text.word(s)}" for s in STATES[1:] if row[s])
    cells = [
        *(Cell(brief(value), kind="value best" if best else "value") for value in named),
        Cell(str(int(row["n"])), troubles),
        _interval(row, "tra_acc", percent, text),
        _interval(row, "val_acc", percent, text),
        _interval(row, "tra_loss", loss, text),
        _interval(row, "val_loss", loss, text),
        _interval(row, "time", duration, text),
    ]
    if not compared:
        return cells
    decision = row["verdict"] if row["n"] else "none"
    sure = [f"p {probability(row['p_holm'])}"] if math.isfinite(row["p_holm"]) else []
    ahead = [text.word("ahead", ahead=f"{row['ahead']:.0f}", pairs=int(row["pairs"]))]
    return [
        *cells,
        _interval(row, "difference", points, text),
        Cell(text.word(decision), ", ".join(sure + (ahead if row["pairs"] > 1 else [])), f"verdict {decision}"),
    ]


def _at_one_rate(row: Row | None, text: Text) -> list[Cell]:
    """What a value of a tuned study reached at the baseline's rate, and its verdict there."""
    if row is None:
        return [Cell("–"), Cell("–")]
    decision = row.get("verdict", "none") if row["n"] else "none"
    return [_interval(row, "val_acc", percent, text), Cell(text.word(decision), kind=f"verdict {decision}")]


def between(low: float, high: float, form: Callable[[float], str], text: Text) -> str:
    """`62.0 to 64.6 %`, `−18.2 to −7.2`; nothing where there is no interval."""
    if not math.isfinite(low):
        return ""
    return text.word("between", low=form(low), high=form(high)).replace(" %", "", 1)


def _interval(row: Row, name: str, form: Callable[[float], str], text: Text) -> Cell:
    return Cell(or_dash(row[name], form), between(row[f"{name}_low"], row[f"{name}_high"], form, text))


def or_dash(value: float, form: Callable[[float], str]) -> str:
    return form(value) if math.isfinite(value) else "–"
