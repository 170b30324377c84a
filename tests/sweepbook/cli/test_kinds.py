"""A word is what it can mean, or a sentence with the value and a remedy."""

from collections.abc import Callable

import pytest

from hypermodels.errors import InvalidValue
from sweepbook.cli import kinds


def test_a_word_that_can_be_meant_is_what_it_says() -> None:
    assert kinds.one_of("engine", "ray", ("local", "ray")) == "ray"
    assert kinds.number("band", "-1e-2") == -0.01
    assert [kinds.whole_number("port", text, 1, 9) for text in ("1", "9")] == [1, 9]
    assert kinds.several("values", " 3, 1 ", "value", "1,2", int) == (3, 1)


@pytest.mark.parametrize(
    ("parse", "sentence"),
    [
        (lambda: kinds.one_of("engine", "spark", ("local", "ray")), "Unknown engine spark; choose from local, ray."),
        (lambda: kinds.one_of("base", "x", ("best",), "values"), "Unknown base x; choose from values, best."),
        (lambda: kinds.number("band", "wide"), "band=wide is not a number; try band=1.0."),
        (lambda: kinds.number("band", "nan", 0.5), "band=nan is not a number; try band=0.5."),
        (lambda: kinds.number("band", "inf"), "band=inf is not a number; try band=1.0."),
        (
            lambda: kinds.whole_number("workers", "2.5", 1, 9),
            "workers=2.5 is not a whole number; try workers=2, or auto.",
        ),
        (lambda: kinds.whole_number("trials", "some", 1, 9), "trials=some is not a whole number; try trials=3."),
        (lambda: kinds.whole_number("port", "0", 1, 9), "port=0 is out of range: it must lie between 1 and 9."),
        (
            lambda: kinds.several("values", "a, ", "value", "a,b", str),
            "values='a, ' has an empty value: give each, separated by commas, such as a,b.",
        ),
        (
            lambda: kinds.several("values", "1,01", "value", "1,2", int),
            "values=1,01 names a value twice; name each once.",
        ),
        (lambda: kinds.whole_number("port", "10", 1, 9), "port=10 is out of range: it must lie between 1 and 9."),
    ],
)
def test_another_is_a_sentence(parse: Callable[[], object], sentence: str) -> None:
    with pytest.raises(InvalidValue) as refused:
        parse()
    assert str(refused.value) == sentence
