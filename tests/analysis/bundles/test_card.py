"""The card of a bundle."""

import json
from dataclasses import replace

import pytest

from analysis.bundles import card_markdown
from analysis.bundles.card import Card, UnreadableCard
from tests.support.linear_bundles import card


def test_a_card_survives_json() -> None:
    assert Card.from_json(card("lenet").to_json()) == card("lenet")


def test_fields_of_a_later_writer_are_ignored() -> None:
    content = json.loads(card("lenet").to_json())
    assert Card.from_json(json.dumps({**content, "note": "hello"})) == card("lenet")


@pytest.mark.parametrize("text", ["", "hello", "[1]", "{}", '{"schema": "1"}', '{"schema": true}', "[" * 100_000])
def test_a_foreign_file_is_refused_in_one_sentence(text: str) -> None:
    with pytest.raises(UnreadableCard, match=r"^x is not the card of a model\.$"):
        Card.from_json(text, source="x")


def test_a_newer_card_is_refused_in_one_sentence() -> None:
    text = replace(card("lenet"), schema=2).to_json()
    with pytest.raises(UnreadableCard, match="schema 2, newer than the 1 this program reads: update the program"):
        Card.from_json(text)


@pytest.mark.parametrize("field", ["classes", "test", "files", "confusion_matrix", "input"])
def test_a_missing_field_is_named(field: str) -> None:
    content = json.loads(card("lenet").to_json())
    del content[field]
    with pytest.raises(UnreadableCard, match=f"lacks {field}"):
        Card.from_json(json.dumps(content))


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("classes", ["one"]),
        ("classes", 3),
        ("confusion_matrix", [[1]]),
        ("per_class_recall", []),
        ("test", {}),
        ("test", None),
        ("validation", 5),
        ("input", {"layout": "NCHW"}),
        ("confidence_threshold", "high"),
        ("title", 7),
        ("files", []),
        ("parameters", "many"),
        ("size_bytes", -1),
    ],
)
def test_a_damaged_card_is_refused(field: str, value: object) -> None:
    content = json.loads(card("lenet").to_json())
    with pytest.raises(UnreadableCard, match="damaged"):
        Card.from_json(json.dumps({**content, field: value}))


def test_the_readable_card_tells_what_counts() -> None:
    page = card_markdown.page(card("lenet"))
    for words in (
        "# LeNet-5 on cifar10",
        "61.20%",
        "60.20% to 62.20%",
        "10,000",
        "opened once",
        "seed 1: 63.00%",
        "| Learning rate | 0.003 |",
        "| cat | 100.0% |",
        "30,720 parameters",
    ):
        assert words in page
