"""What the card of the best model says, in sentences. What a card does not hold is left out."""

from typing import Any

from analysis.numbers.frames import Record
from analysis.text.held_fixed import configuration, trained_on
from analysis.text.words import word
from hypermodels.dimensions import BY_NAME
from studies.plan.labels import label


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
