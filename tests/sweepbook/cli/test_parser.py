"""argparse splits the words of a verb; what it would answer with a usage block is one sentence here."""

from pathlib import Path

import pytest

from hypermodels.errors import InvalidValue, UsageError
from sweepbook.cli import parser
from sweepbook.cli.parser import Parser, Unrecognized, Verb, word


def a_parser() -> Parser:
    made = Parser(prog="sweepbook bake", allow_abbrev=False)
    made.add_argument("cake")
    made.add_argument("--minutes", type=word(minutes))
    made.add_argument("--only", action="store_true")
    return made


def minutes(text: str) -> int:
    if not text.isdecimal():
        raise InvalidValue(f"minutes={text} is no time; try minutes=30.")
    return int(text)


def test_words_are_parsed_by_destination() -> None:
    assert a_parser().words(["pie", "--minutes", "30"]) == {"cake": "pie", "minutes": 30, "only": False}
    assert a_parser().words(["--only", "a höme 家"]) == {"cake": "a höme 家", "minutes": None, "only": True}


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ([], "The following arguments are required: cake. See `sweepbook bake --help`."),
        (["pie", "--minutes"], "Argument --minutes: expected one argument. See `sweepbook bake --help`."),
        (["pie", "--minutes", "long"], "minutes=long is no time; try minutes=30."),
        (["pie", "--minutes", ""], "--minutes is empty: give a value, or leave it out."),
        (["pie", "--minutes= "], "--minutes is empty: give a value, or leave it out."),
        (["pie", "--minutes=--"], "--minutes is empty: give a value, or leave it out."),
        (["pie", "--minutes", "--"], "Argument --minutes: expected one argument. See `sweepbook bake --help`."),
        (["pie", "--only="], "--only takes no value, and an empty word stands after it: leave that word out."),
        (["pie", "--heat", ""], "--heat is empty: give a value, or leave it out."),
    ],
)
def test_a_mistake_is_one_sentence_with_what_to_do(given: list[str], sentence: str) -> None:
    with pytest.raises(UsageError) as refused:
        a_parser().words(given)
    assert str(refused.value) == sentence


def test_where_make_was_used_options_are_its_variables(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SWEEPBOOK_COMMAND", "make study MODEL=lenet")
    with pytest.raises(UsageError) as refused:
        a_parser().words(["pie", "--minutes"])
    assert str(refused.value) == "Argument MINUTES: expected one argument. See the variables in the README."


def test_words_that_a_verb_does_not_take_are_kept_and_none_is_taken_for_a_longer_one() -> None:
    with pytest.raises(Unrecognized) as refused:
        a_parser().words(["pie", "--minute", "3", "--now"])
    assert refused.value.words == ["--minute", "3", "--now"]
    assert str(refused.value) == "Unrecognized arguments: --minute 3 --now. See `sweepbook bake --help`."


def test_an_empty_word_by_itself_is_a_value_like_another() -> None:
    """As the dimension of `study`, whose own sentence says which there are."""
    assert a_parser().words([""])["cake"] == ""


def test_the_parser_of_a_verb_describes_itself_by_its_help() -> None:
    verb: Verb[None] = Verb("bake", "make a cake", lambda _: None, lambda **_: None, lambda _: 0)
    assert (verb.parser().prog, verb.parser().description) == ("sweepbook bake", "Make a cake.")
    assert Verb(**{**vars(verb), "description": "At length."}).parser().description == "At length."


def test_the_words_of_several_verbs_mean_the_same() -> None:
    made = Parser()
    parser.add_network(made, "which")
    parser.add_split(made, "the share", "the side")
    parser.add_root(made)
    assert made.words([]) == {"network": None, "validation": None, "size": None, "root": Path()}
    found = made.words(["--model", "LeNet", "--validation", "0.2", "--size", "64", "--root", "a höme 家"])
    assert found == {"network": "lenet", "validation": 0.2, "size": 64, "root": Path("a höme 家")}
