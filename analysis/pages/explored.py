"""What the page's script shows of one study, as plain data: its curves point by point, and its other readings.

The script computes nothing: every text is written here, by the functions that write the page's own.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd

from analysis.figures.curves import MOST_LINES
from analysis.findings.explorations import Exploration, thinned
from analysis.findings.finding import Finding
from analysis.numbers import summary
from analysis.numbers.evidence import Evidence
from analysis.numbers.frames import records
from analysis.pages.tables import Cell, table_view
from analysis.text.text import Text

MOST_CURVES = 500  # of a study; of the seeds beyond, the mean and its interval tell
MOST_POINTS = 50  # of a curve
SCALES = {"val_accuracy": 10_000, "accuracy": 10_000, "val_loss": 1_000}  # of the whole numbers that stand for them


def study(evidence: Evidence, explorations: Iterable[Exploration], text: Text) -> dict[str, Any]:
    """A study of one dimension.

    Returns:
        `values`, in the order of their places; `whole`, the epochs and seeds of the page's own reading; `curves` (see
        there); `lottery`, which values single seeds would have
        chosen, as a sentence; by kind of exploration a list of readings: `number`, `said` (the answer), `rows` (by
        place the cells of the page's table but the first, their texts parted by |), `best` (places) and `forest` (by
        place a difference and its limits, in points).
    """
    counted = evidence.counted
    whole = (
        {"epoch": int(evidence.rows["epochs"].max()), "seeds": int(counted["seed"].nunique())} if len(counted) else {}
    )
    found: dict[str, Any] = {"values": evidence.values, "whole": whole, "lottery": _lottery(evidence, text)}
    if curves := _curves(evidence):
        found["curves"] = curves
    for one in explorations:
        name = evidence.study["name"]
        if name in one.studies:
            reading = _reading(one.studies[name], one.answers[name], evidence.values, text)
            found.setdefault(one.kind, []).append({"number": one.number, **reading})
    return found


def _reading(read: Evidence, answer: Sequence[Finding], values: Sequence[str], text: Text) -> dict[str, Any]:
    shown = table_view(read, text)
    places = [values.index(read.values[place]) for place in shown["places"]]
    rows = dict(zip(places, shown["rows"], strict=True))
    compared = records(read.table[read.table["pairs"] > 0]) if "pairs" in read.table else []
    return {
        "said": " ".join(text.sentence(one) for one in answer),
        "rows": {place: [_written(cell) for cell in cells[1:]] for place, cells in rows.items()},
        "best": [place for place, cells in rows.items() if "best" in cells[0].kind],
        "forest": {
            values.index(row["value"]): _numbers([row[f"difference{end}"] for end in ("", "_low", "_high")], 100)
            for row in compared
        },
    }


def _written(cell: Cell) -> str:
    """`62.1 %|61.0 to 63.2`, with the cell's class behind the next bar where it has one. Texts here have no bar."""
    return "|".join((cell.text, cell.below, cell.kind)).rstrip("|")


def _lottery(evidence: Evidence, text: Text) -> str:
    """Which values a study of one seed would have found best, over the seeds that every value has."""
    seeds = summary.by_seed(evidence.rows).dropna(axis=1, how="all").dropna()
    if len(seeds) < 2 or seeds.shape[1] < 2:
        return ""
    won = seeds.idxmax(axis=1).value_counts()
    named = [text.word("lottery_share", value=value, won=int(count)) for value, count in won.items()]
    return text.word("lottery", seeds=len(seeds), winners=text.listed(named[:MOST_LINES]))


def _curves(evidence: Evidence) -> dict[str, Any]:
    """The drawn curves: `epochs`; by metric the `means` and, of the accuracy, the `seeds`, by the value's place.

    Numbers are whole, in units of `SCALES`; where there is none, None.
    """
    along = evidence.along
    if not evidence.curves:
        return {}
    values = [value for value in evidence.values if (along["value"] == value).any()][:MOST_LINES]
    if evidence.one_trajectory:  # one curve, that of the longest
        values = [str(along.nlargest(1, "epoch")["value"].iloc[0])]
    epochs = thinned(range(1, int(along["epoch"].max()) + 1), MOST_POINTS)
    metrics = ("val_accuracy", "accuracy") if evidence.study["dimensions"] == ["loss"] else ("val_accuracy", "val_loss")
    places = {value: evidence.values.index(value) for value in values}
    means = {metric: _means(evidence.curves[metric], metric, places, epochs) for metric in metrics}
    most = max(1, MOST_CURVES // max(len(values), 1))
    seeds = {place: _seeds(along[along["value"] == value], epochs, most) for value, place in places.items()}
    return {"epochs": epochs, "means": means, "seeds": seeds}


def _means(
    table: pd.DataFrame, metric: str, places: Mapping[str, int], epochs: list[int]
) -> dict[int, list[int | None]]:
    lines = {place: table[table["value"] == value].set_index("epoch")["mean"] for value, place in places.items()}
    return {place: _numbers(line.reindex(epochs).to_numpy(float), SCALES[metric]) for place, line in lines.items()}


def _seeds(along: pd.DataFrame, epochs: list[int], most: int) -> dict[int, list[int | None]]:
    lines = along.pivot(index="seed", columns="epoch", values="val_accuracy").reindex(columns=epochs).head(most)
    return {
        int(str(seed)): _numbers(line, SCALES["val_accuracy"])
        for seed, line in zip(lines.index, lines.to_numpy(float), strict=True)
    }


def _numbers(values: Iterable[float], scale: int) -> list[int | None]:
    return [round(value * scale) if np.isfinite(value) else None for value in values]
