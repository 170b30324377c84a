"""How far an answer can be relied on, as its card knows: how often answers this sure were right."""

from dataclasses import dataclass

from analysis.bundles.card import Card

TENTHS = 10
ENOUGH = 20  # answers: fewer say little about a share


@dataclass(frozen=True)
class Record:
    """Of `pictures` test answers about this sure, the share that was right."""

    share: float
    pictures: int


def record(card: Card, probability: float) -> Record | None:
    """What the test set says of answers in the same tenth; None where it has too few of them."""
    for one in card.calibration:
        if _tenth(one["confidence"]) == _tenth(probability) and one["count"] >= ENOUGH:
            return Record(one["accuracy"], int(one["count"]))
    return None


def reliable(card: Card, probability: float) -> bool | None:
    """Whether 95 % of the validation answers at least this sure were right; None where too few pictures tell it."""
    return None if card.confidence_threshold is None else probability >= card.confidence_threshold


def expected(card: Card, probability: float) -> float:
    """How often such an answer is right: what the test set says, else what the network itself says."""
    known = record(card, probability)
    return probability if known is None else known.share


def _tenth(share: float) -> int:
    return min(int(share * TENTHS), TENTHS - 1)
