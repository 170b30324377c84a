"""The figures of the best model's card, if `make export` has written one."""

from collections.abc import Iterator
from functools import partial
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.figures import best, effects
from analysis.figures.figure_spec import FigureSpec
from analysis.numbers.frames import records
from analysis.text.words import word


def card_specs(card: dict[str, Any], language: str) -> Iterator[FigureSpec]:
    """Confusion, recall and reliability: those the card has."""
    classes, confusion, recall = card.get("classes") or [], card.get("confusion_matrix"), card.get("per_class_recall")
    if confusion and len(confusion) == len(classes):
        yield _confusion(classes, np.asarray(confusion, float), language)
    if recall and len(recall) == len(classes):
        yield _recall(pd.DataFrame({"label": classes, "recall": recall}), language)
    calibration = pd.DataFrame(card.get("calibration") or [])
    if {"confidence", "accuracy", "count"} <= set(calibration.columns) and calibration["count"].sum() > 0:
        yield _reliability(calibration, language)


def _confusion(classes: list[str], counts: NDArray[np.float64], language: str) -> FigureSpec:
    rates = counts / np.maximum(counts.sum(axis=1, keepdims=True), 1)
    share = pd.DataFrame(rates, index=classes, columns=classes)
    said = "; ".join(f"{name} {100 * rate:.1f} %" for name, rate in zip(classes, rates.diagonal(), strict=True))
    x, y = word("named_class", language), word("true_class", language)
    draw = partial(effects.heatmap, share, x, y, form=".0f", broad=True)
    return FigureSpec("confusion", word("caption_confusion", language), said, draw, wide=True)


def _recall(table: pd.DataFrame, language: str) -> FigureSpec:
    table = table.sort_values("recall", ascending=False, kind="stable")
    said = "; ".join(f"{row['label']} {100 * row['recall']:.1f} %" for row in records(table))
    draw = partial(best.recall, table, word("recall", language))
    return FigureSpec("recall", word("caption_recall", language), said, draw)


def _reliability(table: pd.DataFrame, language: str) -> FigureSpec:
    said = "; ".join(f"{row['confidence']:.0%}: {row['accuracy']:.0%}" for row in records(table) if row["count"])
    x, y = word("confidence", language), word("accuracy_axis", language)
    return FigureSpec(
        "reliability", word("caption_reliability", language), said, partial(best.reliability, table, x, y)
    )
