"""A `Text` says the report's words, titles and findings in its language."""

from dataclasses import replace
from typing import Any

import pytest

from analysis.findings.finding import Finding
from analysis.text.languages import LANGUAGES
from analysis.text.text import MOST_NAMED, Text
from hypermodels.dimensions import BY_NAME


def finding(rule: str, value: str | None = None, **numbers: Any) -> Finding:
    return Finding(rule, "a-study", value, numbers, None)


def test_a_word_is_filled_in() -> None:
    assert Text().word("answer") == "Answer"
    assert Text("zh").word("answer") == "结论"
    assert Text().word("after_epochs", epochs=20) == "after 20 epochs"


def test_a_word_that_is_not_there_is_an_error_and_not_a_gap() -> None:
    with pytest.raises(KeyError):
        Text().word("no such key")
    with pytest.raises(KeyError):
        Text().word("after_epochs")


def test_a_dimension_is_named_as_a_title_in_a_list_and_in_a_question() -> None:
    text = Text()
    assert text.title("loss") == "Loss function"
    assert text.configuration({"learning_rate": 0.001, "l2": 0.0}) == "learning rate 0.001, L2 regularization 0.0"
    assert text.in_question(["learning_rate", "epochs"]) == "the learning rate and the number of epochs"
    three = "the learning rate, the number of epochs and the optimizer"
    assert text.in_question(["learning_rate", "epochs", "optimizer"]) == three
    assert Text("zh").configuration({"learning_rate": 0.001, "optimizer": "adam"}) == "学习率 0.001、优化器 adam"


def test_a_new_dimension_goes_by_its_names_in_the_table_until_a_language_has_them(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    noise = replace(BY_NAME["l2"], name="word_noise", title="Word noise")
    monkeypatch.setitem(BY_NAME, noise.name, noise)
    text = Text("zh")
    assert (text.title("word_noise"), text.in_question(["word_noise"])) == ("Word noise", "word noise")
    assert text.configuration({"word_noise": 0.1}) == "word noise 0.1"
    assert text.confounds("word_noise") is None


def test_what_is_no_dimension_goes_by_its_own_name() -> None:
    assert Text("zh").title("cpu") == "cpu"
    assert Text("zh").configuration({"x_of_a_stranger": 1}) == "x_of_a_stranger 1"


def test_a_finding_is_a_sentence_whose_numbers_have_their_units() -> None:
    time = finding(
        "time",
        "256",
        best="32",
        n=3,
        saved_percent=75.2,
        saved_low_percent=70.0,
        saved_high_percent=80.4,
        difference_points=-0.31,
        difference_low_points=-0.9,
        difference_high_points=0.28,
    )
    assert Text().sentence(time) == (
        "256 takes 75 % less training time than 32 (70 to 80 %, n = 3); its validation accuracy differs by −0.3 points "
        "(−0.9 to +0.3)."
    )
    assert Text("zh").sentence(time).startswith("256 的训练时间比 32 少 75 %")


@pytest.mark.parametrize(
    ("name", "number", "written"),
    [
        ("best_acc", 0.6214, "62.1 %"),
        ("some_share", 0.6214, "62 %"),
        ("range_points", 3.04, "3.0"),
        ("difference_points", 3.04, "+3.0"),
        ("lead_points", -3.04, "−3.0"),
        ("end_loss", 1.2345, "1.234"),
        ("training_seconds", 200.0, "3 min 20 s"),
        ("p_holm", 0.0002, "< 0.001"),
        ("band", 1.0, "1"),
        ("n", 3, "3"),
        ("reference_acc", None, "–"),
        ("side", "low", "smallest"),
        ("name", "loss", "Loss function"),
        ("name", "cpu", "cpu"),
        ("dimensions", ["loss", "l2"], "Loss function, L2 regularization"),
        ("counts", [("0.01", 3, 3), ("0.1", 1, 1)], "0.01 (3 of 3 runs), 0.1 (its only run)"),
    ],
)
def test_a_number_is_written_as_the_ending_of_its_name_says(name: str, number: Any, written: str) -> None:
    assert Text().number(name, number) == written


def test_many_values_are_counted_after_the_first() -> None:
    values = [str(place) for place in range(MOST_NAMED + 3)]
    assert Text().number("names", values) == "0, 1, 2, 3, 4, 5 and 3 more"
    assert Text("zh").number("names", values) == "0、1、2、3、4、5及另外 3 个"


def test_values_with_commas_are_parted_by_semicolons() -> None:
    assert Text().number("names", ["0.01, sgd", "0.001, adam"]) == "0.01, sgd; 0.001, adam"


def test_the_pictures_that_a_model_saw_are_counted_as_far_as_they_are_known() -> None:
    text, study = Text(), {"width": 0.5, "precision": None}
    assert text.trained_on(study, 300, 1294) == "300 of 1294 training pictures, width 0.5, float32"
    assert text.trained_on(study, 300, None) == "300 training pictures, width 0.5, float32"
    assert text.trained_on({}, None, 1294) == "all 1294 training pictures, width 1, float32"
    assert text.trained_on({}, None, None) == "all training pictures, width 1, float32"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("page", "verdicts"),
    [("how_text", ("equivalent", "undecided", "unlearned")), ("from_how", ("equivalent", "undecided"))],
)
def test_how_to_read_a_page_explains_each_verdict_of_its_tables(
    page: str, verdicts: tuple[str, ...], language: str
) -> None:
    text = Text(language)
    how = text.word(page, band="1").lower()
    assert [one for one in verdicts if text.word(one).lower() not in how] == []
