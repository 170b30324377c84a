"""The figures of the best model's card, if there is one."""

from collections.abc import Iterator
from functools import partial
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.figures import best, effects
from analysis.figures.figure_spec import FigureSpec
from analysis.numbers.frames import records
from analysis.text.text import Text
from studies.system.formats import percent, plain_percent


def card_specs(card: dict[str, Any], text: Text) -> Iterator[FigureSpec]:
    """Confusion, recall and reliability: those the card has."""
    classes, confusion, recall = card.get("classes") or [], card.get("confusion_matrix"), card.get("per_class_recall")
    if confusion and len(confusion) == len(classes):
        yield _confusion(classes, np.asarray(confusion, float), text)
    if recall and len(recall) == len(classes):
        yield _recall(pd.DataFrame({"label": classes, "recall": recall}), text)
    calibration = pd.DataFrame(card.get("calibration") or [])
    if {"confidence", "accuracy", "count"} <= set(calibration.columns) and calibration["count"].sum() > 0:
        yield _reliability(calibration, text)


def _confusion(classes: list[str], counts: NDArray[np.float64], text: Text) -> FigureSpec:
    rates = counts / np.maximum(counts.sum(axis=1, keepdims=True), 1)
    share = pd.DataFrame(rates, index=classes, columns=classes)
    said = "; ".join(f"{name} {percent(rate)}" for name, rate in zip(classes, rates.diagonal(), strict=True))
    x, y = text.word("named_class"), text.word("true_class")
    draw = partial(effects.heatmap, share, x, y, form=".0f", broad=True)
    return FigureSpec("confusion", text.caption("confusion"), said, draw, wide=True)


def _recall(table: pd.DataFrame, text: Text) -> FigureSpec:
    table = table.sort_values("recall", ascending=False, kind="stable")
    said = "; ".join(f"{row['label']} {percent(row['recall'])}" for row in records(table))
    draw = partial(best.recall, table, text.word("recall"))
    return FigureSpec("recall", text.caption("recall"), said, draw)


def _reliability(table: pd.DataFrame, text: Text) -> FigureSpec:
    said = "; ".join(
        f"{plain_percent(row['confidence'], 0)}: {plain_percent(row['accuracy'], 0)}"
        for row in records(table)
        if row["count"]
    )
    x, y = text.word("confidence"), text.word("accuracy_axis")
    return FigureSpec("reliability", text.caption("reliability"), said, partial(best.reliability, table, x, y))
