"""The best model's card, if `make export` has written one: its figures on the test set, and its surest errors."""

from collections.abc import Iterator
from functools import partial
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.figures import best, effects
from analysis.figures.study_specs import Plate
from analysis.numbers.frames import Record, records
from analysis.text.held_fixed import configuration, trained_on
from analysis.text.words import word
from hypermodels.dimensions import BY_NAME
from studies.plan.labels import label

MOST_ERRORS = 24  # pictures in the gallery: a few kilobytes each


def card_plates(card: dict[str, Any], language: str) -> Iterator[Plate]:
    """Confusion, recall and reliability: those the card has."""
    classes, confusion, recall = card.get("classes") or [], card.get("confusion_matrix"), card.get("per_class_recall")
    if confusion and len(confusion) == len(classes):
        yield _confusion(classes, np.asarray(confusion, float), language)
    if recall and len(recall) == len(classes):
        yield _recall(pd.DataFrame({"label": classes, "recall": recall}), language)
    calibration = pd.DataFrame(card.get("calibration") or [])
    if {"confidence", "accuracy", "count"} <= set(calibration.columns) and calibration["count"].sum() > 0:
        yield _reliability(calibration, language)


def _confusion(classes: list[str], counts: NDArray[np.float64], language: str) -> Plate:
    rates = counts / np.maximum(counts.sum(axis=1, keepdims=True), 1)
    share = pd.DataFrame(rates, index=classes, columns=classes)
    said = "; ".join(f"{name} {100 * rate:.1f} %" for name, rate in zip(classes, rates.diagonal(), strict=True))
    x, y = word("named_class", language), word("true_class", language)
    draw = partial(effects.heatmap, share, x, y, form=".0f", broad=True)
    return Plate("confusion", word("caption_confusion", language), said, draw, wide=True)


def _recall(table: pd.DataFrame, language: str) -> Plate:
    table = table.sort_values("recall", ascending=False, kind="stable")
    said = "; ".join(f"{row['label']} {100 * row['recall']:.1f} %" for row in records(table))
    draw = partial(best.recall, table, word("recall", language))
    return Plate("recall", word("caption_recall", language), said, draw)


def _reliability(table: pd.DataFrame, language: str) -> Plate:
    said = "; ".join(f"{row['confidence']:.0%}: {row['accuracy']:.0%}" for row in records(table) if row["count"])
    x, y = word("confidence", language), word("accuracy_axis", language)
    return Plate("reliability", word("caption_reliability", language), said, partial(best.reliability, table, x, y))


def test_sentence(card: dict[str, Any], language: str) -> str | None:
    found = card.get("test")
    if not isinstance(found, dict) or not {"accuracy", "low", "high", "pictures"} <= set(found):
        return None
    value, low, high = (f"{100 * found[name]:.1f} %" for name in ("accuracy", "low", "high"))
    return word("test_accuracy", language).format(value=value, low=low, high=high, n=found["pictures"])


def model_sentences(card: Record, language: str) -> list[str]:
    """Which model the card is of: values, seed, run, pictures, validation accuracy, and how often its test set was
    opened. What a card does not say is left out."""
    said = (_trained(card, language), _validation(card, language), _opened(card, language))
    return [text for text in said if text]


def _trained(card: Record, language: str) -> str:
    values = card.get("configuration")
    if not isinstance(values, dict) or not {"run", "seed", "study"} <= set(card):
        return ""
    return word("best_trained", language).format(
        configuration=configuration({name: _value(name, value) for name, value in values.items()}, language),
        pictures=trained_on(card, card.get("samples"), None, language),
        **{name: card[name] for name in ("run", "seed", "study")},
    )


def _value(name: str, value: Any) -> str:
    known = name in BY_NAME and isinstance(value, BY_NAME[name].kind | int)
    return label(name, value) if known else str(value)


def _validation(card: Record, language: str) -> str:
    found = card.get("validation")
    if not isinstance(found, dict) or not isinstance(found.get("seeds"), dict) or not _is_number(found.get("mean")):
        return ""
    own = found["seeds"].get(str(card.get("seed")))
    key = "best_validation" if len(found["seeds"]) > 1 and _is_number(own) else "best_validation_mean"
    numbers = {"own": f"{100 * own:.1f} %" if _is_number(own) else "", "mean": f"{100 * found['mean']:.1f} %"}
    return word(key, language).format(**numbers, n=len(found["seeds"]))


def _opened(card: Record, language: str) -> str:
    test = card.get("test")
    times = test.get("times_opened") if isinstance(test, dict) else None
    if not _is_number(times):
        return ""
    return word("opened_once" if times == 1 else "opened_often", language).format(times=times)


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def gallery(card: dict[str, Any], language: str) -> list[dict[str, str]]:
    """The wrongly named pictures, each with its picture as a data address and a caption."""
    shown = []
    for error in (card.get("errors") or [])[:MOST_ERRORS]:
        if {"picture", "true", "predicted", "probability"} <= set(error):
            caption = word("error", language).format(
                true=error["true"], predicted=error["predicted"], probability=f"{100 * error['probability']:.0f} %"
            )
            shown.append({"picture": f"data:image/png;base64,{error['picture']}", "caption": caption})
    return shown
