"""The card of a bundle: what a model is, how it was trained and how good it is. Written by export, read by everyone.

card = Card.from_json(path.read_text(), source=str(path))
path.write_text(card.to_json())
"""

import hashlib
import json
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path
from typing import Any

from analysis.bundles.card_schema import LARGEST, first_wrong
from hypermodels import SIDE, SIDES
from hypermodels.dimensions import Value
from studies.system.errors import Explained

SCHEMA = 1
OPTIONAL = ("samples", "precision", "calibration", "errors", "base")  # which a model from elsewhere may lack


def input_of(side: int) -> dict[str, Any]:
    """What a model of pictures with this side takes, as a card says it."""
    return {"shape": [side, side, 3], "layout": "NHWC", "dtype": "float32", "range": [0, 255]}


class UnreadableCard(Explained):
    """A card that is foreign, newer or incomplete."""


@dataclass(frozen=True)
class Validation:
    """Validation accuracy, 0 to 1, of every seed of the configuration, and their mean, which chose it."""

    seeds: dict[str, float]
    mean: float


@dataclass(frozen=True)
class Test:
    """Accuracy, 0 to 1, on the test set, with its 95 % Wilson interval.

    `times_opened` counts how often models of this network have been tested on that set, this one included.
    """

    accuracy: float
    low: float
    high: float
    pictures: int
    times_opened: int


@dataclass(frozen=True)
class Card:
    """One exported model.

    `confusion_matrix[i][j]` counts test pictures of class i taken for class j, in the order of `classes`;
    `per_class_recall` has the same order. `val_test_gap` is this model's validation accuracy minus its test accuracy.
    `samples` is how many training pictures were used, None for all; `precision` is what it was trained in: the
    exported model computes in float32. An answer less probable than `confidence_threshold` (0 to 1, from the
    validation set) is not to be relied on; None where too few pictures tell it, 1 where no confidence
    will do. `files` maps a file's name to its SHA-256 in hex. `calibration` has the test answers by confidence
    (confidence, accuracy, count), `errors` the surest wrong ones (picture as base64 PNG, true, predicted, probability).
    `base` is where the baseline of its study departs from the table's.
    """

    network: str
    title: str
    width: float
    dataset: str
    configuration: dict[str, Value]
    seed: int
    study: str
    run: str
    classes: list[str]
    validation: Validation
    test: Test
    val_test_gap: float
    confusion_matrix: list[list[int]]
    per_class_recall: list[float]
    confidence_threshold: float | None
    parameters: int
    size_bytes: int
    environment: dict[str, Any]
    files: dict[str, str]
    input: dict[str, Any] = field(default_factory=lambda: input_of(SIDE))
    schema: int = SCHEMA
    samples: int | None = None
    precision: str = "float32"
    calibration: list[dict[str, float]] = field(default_factory=list)
    errors: list[dict[str, Any]] = field(default_factory=list)
    base: dict[str, Value] = field(default_factory=dict)

    @property
    def side(self) -> int:
        """Of the pictures that the model takes, in pixels."""
        return int(self.input["shape"][0])

    def to_json(self) -> str:
        """The card as the text of card.json."""
        return json.dumps(asdict(self), indent=1, ensure_ascii=False) + "\n"

    @classmethod
    def from_json(cls, text: str, source: str | Path = "card.json") -> "Card":
        """The card that `to_json` wrote; fields it does not know are ignored.

        Raises:
            UnreadableCard: not a card, one of a newer schema, or one with a field missing or wrong.
        """
        content = _object(text, source)
        missing = [f.name for f in fields(cls) if f.name not in content and f.name not in OPTIONAL]
        if missing:
            raise UnreadableCard(
                "{source} lacks {fields}: export the model again.", source=source, fields=", ".join(missing)
            )
        wrong = first_wrong(content) or ("" if _taken(content["input"]) else "input is of another kind")
        if wrong:
            raise UnreadableCard("{source} is damaged ({cause}): export the model again.", source=source, cause=wrong)
        known = {f.name: content[f.name] for f in fields(cls) if f.name in content}
        known["validation"] = _part(Validation, content["validation"])
        known["test"] = _part(Test, content["test"])
        return cls(**known)


def _taken(described: Any) -> bool:
    """Whether an input is one that models here have: square pictures of a side in range."""
    sides = range(SIDES[0], SIDES[1] + 1)
    return any(described == input_of(side) for side in sides)


def _object(text: str, source: str | Path) -> dict[str, Any]:
    """The JSON object of a card of our schema."""
    try:
        content = json.loads(text, parse_constant=_refuse)
    except (ValueError, RecursionError):
        content = None
    schema = content.get("schema") if isinstance(content, dict) else None
    if not isinstance(schema, int) or isinstance(schema, bool) or not 1 <= schema <= LARGEST:
        raise UnreadableCard("{source} is not the card of a model.", source=source)
    if schema > SCHEMA:
        raise UnreadableCard(
            "{source} has schema {schema}, newer than the {known} this program reads: update the program.",
            source=source,
            schema=schema,
            known=SCHEMA,
        )
    assert isinstance(content, dict)
    return content


def _refuse(constant: str) -> None:
    raise ValueError(f"{constant} is no JSON")


def _part(kind: Any, content: dict[str, Any]) -> Any:
    return kind(**{f.name: content[f.name] for f in fields(kind)})


def sha256(file: Path) -> str:
    """SHA-256 of a file in hex, as `Card.files` has it."""
    with file.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()
