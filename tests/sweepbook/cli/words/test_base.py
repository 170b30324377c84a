"""BASE: what it may say, and the sentence for what it may not."""

import pytest

from hypermodels.errors import UsageError
from sweepbook.cli.words import base


def test_a_baseline_is_values_by_name_or_flag_or_a_word() -> None:
    assert base.base("optimizer=momentum lr=0.03").values == {"optimizer": "momentum", "learning_rate": 0.03}
    assert base.base(" best ").named == "best"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "base= is no baseline: give best"),
        ("fast", "base=fast is no baseline: give best or recipe, or values"),
        ("best lr=0.1", "base=best lr=0.1 is no baseline"),
        (
            "optimizer=momentum,momentum=0.5",
            'separated by blanks, not commas: give base="optimizer=momentum momentum=0.5"',
        ),
        ("speed=1", "Unknown dimension speed; choose from lr"),
        ("lr=quick", "learning_rate=quick is not a number"),
        ("optimizer=adamm", "optimizer=adamm is not known"),
        ("lr=0.1 learning_rate=0.1", "names learning_rate twice; name each once"),
    ],
)
def test_what_is_no_baseline_gets_a_sentence(text: str, said: str) -> None:
    with pytest.raises(UsageError) as refused:
        base.base(text)
    assert said in str(refused.value)


def test_epochs_are_those_typed_or_the_baselines_and_may_not_contradict() -> None:
    given = base.base("epochs=30")
    assert base.epochs(None, given) == base.epochs(30, given) == 30
    assert (base.epochs(None, None), base.epochs(7, None)) == (10, 7)
    with pytest.raises(UsageError, match="base says epochs=30, and epochs=10 was given too: give one of them"):
        base.epochs(10, given)
