"""Each word of a command is a value, or a sentence that shows it and says what to give. `test_kinds` has the kinds."""

from collections.abc import Callable

import pytest

from hypermodels.dimensions import find
from hypermodels.errors import UsageError
from sweepbook.cli import options
from sweepbook.cli.options import AutoSeeds, Budget, Tuned

RATE, BATCH, OPTIMIZER = (find(name) for name in ("lr", "batch-size", "optimizer"))


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("3", (0, 1, 2)),
        ("0,1,7", (0, 1, 7)),
        ("7,", (7,)),
        (" 7 , 0 ", (7, 0)),
        ("7, 0, ", (7, 0)),
        ("auto", AutoSeeds(20)),
        ("auto:3", AutoSeeds(3)),
        ("auto:10000", AutoSeeds(10_000)),
    ],
)
def test_seeds_are_a_number_a_list_or_as_many_as_decide(text: str, meant: object) -> None:
    assert options.seeds(text) == meant


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("0", "seeds=0 is out of range: it must lie between 1 and 10000."),
        ("-1", "seeds=-1 is out of range: it must lie between 1 and 10000."),
        ("3.0", "seeds=3.0 is not a whole number; try seeds=3."),
        ("1,,2", "seeds=1,,2 has an empty seed: give each, separated by commas, such as 0,1,7."),
        (",", "seeds=, has an empty seed: give each, separated by commas, such as 0,1,7."),
        ("7,,", "seeds=7,, has an empty seed: give each, separated by commas, such as 0,1,7."),
        (" , ", "seeds=' , ' has an empty seed: give each, separated by commas, such as 0,1,7."),
        ("1,1,", "seeds=1,1, names a seed twice; name each once."),
        ("0,0", "seeds=0,0 names a seed twice; name each once."),
        ("0,2147483648", "seeds=2147483648 is out of range: it must lie between 0 and 2147483647."),
        ("auto:2", "seeds=auto:2 is out of range: give the most seeds, 3 or more: auto:12."),
        ("auto:10001", "seeds=auto:10001 is out of range: give the most seeds, 3 or more: auto:12."),
    ],
)
def test_seeds_that_cannot_be_meant_are_a_sentence(text: str, sentence: str) -> None:
    with pytest.raises(UsageError) as refused:
        options.seeds(text)
    assert str(refused.value) == sentence


def test_a_number_of_more_digits_than_python_reads_is_a_sentence_too() -> None:
    with pytest.raises(UsageError, match="give the most seeds"):
        options.seeds(f"auto:{'9' * 5000}")


def test_values_are_those_of_their_dimension_in_the_order_given() -> None:
    assert options.values(RATE, "0.1, 0.01") == (0.1, 0.01)
    assert options.values(BATCH, "64") == (64,)
    assert options.values(OPTIMIZER, "Adam,sgd") == ("adam", "sgd")
    for of, text in ((RATE, "0.1,0.10"), (OPTIMIZER, "adam,sgd,Adam")):
        with pytest.raises(UsageError, match=f"values={text} names a value twice; name each once"):
            options.values(of, text)
    for text in ("0.1,,1", "0.1,", ","):
        with pytest.raises(UsageError) as refused:
            options.values(RATE, text)
        assert str(refused.value) == (
            f"values={text} has an empty value: give each, separated by commas, such as 0.0001,0.0003."
        )


def test_a_network_goes_by_its_name_and_one_of_a_users_by_the_stem_of_its_file() -> None:
    assert options.network("ResNet") == "resnet"
    assert options.network("my_net.py") == options.network("there/is none/my_net.py") == "my_net"
    assert options.network("häuser/我的 网络.py") == "我的 网络"
    with pytest.raises(UsageError, match="Unknown network /; choose from"):
        options.network("/")


@pytest.mark.parametrize(
    ("text", "seconds"),
    [("2h", 7200), ("90m", 5400), ("1h30m", 5400), ("45s", 45), ("1.5h", 5400), (" 1h1m1s ", 3661), ("0h1s", 1)],
)
def test_a_budget_is_a_time_and_what_was_typed(text: str, seconds: float) -> None:
    assert options.budget(text) == Budget(seconds, text)


@pytest.mark.parametrize("text", ["", "2", "h", "30m1h", "1h 30m", "-1h", "1e3s", "soon"])
def test_what_is_no_time_is_refused(text: str) -> None:
    with pytest.raises(UsageError, match=r"is not a time; write 2h, 90m, 1h30m or 45s\.$"):
        options.budget(text)


def test_of_a_budget_no_less_than_nothing_is_left() -> None:
    whole = options.budget("10s")
    assert [whole.after(spent).seconds for spent in (0, 4, 10, 11)] == [10, 6, 0, 0]
    assert whole.after(4).text == "10s"


def test_each_rate_of_a_ladder_is_named_once() -> None:
    assert options.tuned("lr") == options.tuned("learning_rate") == Tuned(None)
    assert options.tuned("lr=0.1, 0.01") == Tuned((0.1, 0.01))
    with pytest.raises(UsageError, match=r"tuned=lr=0.1,0.10 names a rate twice; name each once"):
        options.tuned("lr=0.1,0.10")


@pytest.mark.parametrize(
    ("parse", "text", "meant"),
    [
        (options.samples, "All", None),
        (options.samples, "2000", 2000),
        (options.precision, "auto", None),
        (options.precision, "float32", "float32"),
        (options.threads, "auto", None),
        (options.threads, "2", 2),
        (options.width, "0.5", 0.5),
        (options.epochs, "20", 20),
        (options.keep, "0", 0.0),
        (options.band, "0.5", 0.5),
        (options.ray, "ray", True),
        (options.ray, "local", False),
    ],
)
def test_a_word_for_all_or_for_the_usual_is_none(parse: Callable[[str], object], text: str, meant: object) -> None:
    assert parse(text) == meant


def test_a_cluster_takes_more_workers_and_no_process_that_trains_by_itself() -> None:
    assert (options.workers("0", ray=False), options.workers("4096", ray=True)) == (0, 4096)
    for text, ray in (("257", False), ("0", True), ("4097", True), ("-1", False)):
        with pytest.raises(UsageError, match=f"workers={text} is out of range"):
            options.workers(text, ray)
