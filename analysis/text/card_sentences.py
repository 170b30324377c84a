"""What the card of the best model says, in sentences. What a card does not hold is left out."""

from typing import Any

from analysis.numbers.reading import Row
from analysis.text.text import Text
from hypermodels.dimensions import BY_NAME, identifying
from studies.plan.labels import label
from studies.system.formats import percent


def test_sentence(card: dict[str, Any], text: Text) -> str | None:
    """The accuracy on the test set with its interval, or None."""
    found = card.get("test")
    if not isinstance(found, dict) or not {"accuracy", "low", "high", "pictures"} <= set(found):
        return None
    value, low, high = (percent(found[name]) for name in ("accuracy", "low", "high"))
    return text.word("test_accuracy", value=value, low=low, high=high, n=found["pictures"])


def model_sentences(card: Row, text: Text) -> list[str]:
    """Which model the card is of, its validation accuracy, and how often its test set was opened."""
    sentences = (_trained(card, text), _validation(card, text), _opened(card, text))
    return [sentence for sentence in sentences if sentence]


def _trained(card: Row, text: Text) -> str:
    values = card.get("configuration")
    if not isinstance(values, dict) or not {"run", "seed", "study"} <= set(card):
        return ""
    return text.word(
        "best_trained",
        configuration=text.configuration({name: _value(name, value) for name, value in identifying(values).items()}),
        pictures=text.trained_on(card, card.get("samples"), None),
        **{name: card[name] for name in ("run", "seed", "study")},
    )


def _value(name: str, value: Any) -> str:
    known = name in BY_NAME and isinstance(value, BY_NAME[name].kind | int)
    return label(name, value) if known else str(value)


def _validation(card: Row, text: Text) -> str:
    found = card.get("validation")
    if not isinstance(found, dict) or not isinstance(found.get("seeds"), dict) or not _is_number(found.get("mean")):
        return ""
    own = found["seeds"].get(str(card.get("seed")))
    key = "best_validation" if len(found["seeds"]) > 1 and _is_number(own) else "best_validation_mean"
    numbers = {"own": percent(own) if _is_number(own) else "", "mean": percent(found["mean"])}
    return text.word(key, **numbers, n=len(found["seeds"]))


def _opened(card: Row, text: Text) -> str:
    test = card.get("test")
    times = test.get("times_opened") if isinstance(test, dict) else None
    if not _is_number(times):
        return ""
    return text.word("opened_once" if times == 1 else "opened_often", times=times)


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)
