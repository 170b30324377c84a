"""Words agree with their number."""

import pytest

from analysis.text.filled import filled
from analysis.text.text import Text
from classifier_gui.text.language import Words


@pytest.mark.parametrize(("epochs", "said"), [(1, "1 epoch"), ("1", "1 epoch"), (0, "0 epochs"), (10, "10 epochs")])
def test_one_is_one_and_all_else_is_several(epochs: object, said: str) -> None:
    assert filled("{epochs} {epochs:epoch|epochs}", {"epochs": epochs}) == said


def test_other_forms_of_a_number_are_those_of_str_format() -> None:
    assert filled("{share:.1f} of {{{n:,}}} {name!r}", {"share": 0.25, "n": 1000, "name": "a"}) == "0.2 of {1,000} 'a'"


def test_a_value_that_is_missing_is_told() -> None:
    with pytest.raises(KeyError, match="epochs"):
        filled("{epochs}", {})


def test_a_study_of_one_epoch_is_read_after_1_epoch_on_the_page_and_on_the_card() -> None:
    assert Text("en").word("after_epochs", epochs=1) == "after 1 epoch"
    assert Text("zh").word("after_epochs", epochs=1) == Text("zh").word("after_epochs", epochs=2).replace("2", "1")
    assert Words("en")("epochs", epochs=1) == "1 epoch"


@pytest.mark.parametrize(
    ("key", "number", "said"),
    [("transfer_answer", "n", "Of 1 dimension "), ("from_best", "configurations", "Of 1 configuration,")],
)
def test_one_of_what_a_page_counts_is_one(key: str, number: str, said: str) -> None:
    places = dict.fromkeys(("n", "k", "first", "second", "value", "metric", "best", "configurations"), "x")
    assert Text().word(key, **{**places, number: 1}).startswith(said)


def test_a_negative_number_has_the_minus_of_all_others() -> None:
    assert Text().number("before_tau", -0.18) == "−0.18"
    assert Text().number("rate", 1e-05) == "1e-05"
