"""A network and its dimensions, by the words of a command."""

import pytest

from hypermodels.dimensions import DIMENSIONS, Range, first
from hypermodels.errors import UsageError
from hypermodels.own.file import OwnNetwork
from sweepbook.cli.words import networks
from tests.hypermodels.own.networks import own_network

RATE, L2 = (one for one in DIMENSIONS if one.name in ("learning_rate", "l2"))


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> OwnNetwork:
    found = networks.trained_network(str(own_network(tmp_path_factory.mktemp("a höme 家"))))
    assert isinstance(found, OwnNetwork)
    return found


def test_a_network_is_one_of_the_five_or_what_its_file_says(own: OwnNetwork) -> None:
    assert networks.trained_network("LeNet") == "lenet"
    assert own.dimensions
    with pytest.raises(UsageError, match=r"none\.py"):
        networks.trained_network("none.py")


def test_a_dimension_goes_by_its_name_or_flag_and_a_networks_own_beside_those_of_the_table(own: OwnNetwork) -> None:
    depth = own.dimensions[0]
    assert networks.dimension(depth.flag.upper(), own) == depth
    assert networks.dimension("LR", own) == networks.dimension("learning-rate", "lenet") == RATE
    with pytest.raises(UsageError, match="Unknown dimension warmth"):
        networks.dimension("warmth", "lenet")
    with pytest.raises(UsageError) as refused:
        networks.dimension("warmth", own)
    assert str(refused.value).endswith(f", or of {own.file}: {', '.join(one.flag for one in own.dimensions)}.")


def test_a_networks_own_dimension_is_none_of_another_network(own: OwnNetwork) -> None:
    with pytest.raises(UsageError, match="Unknown dimension"):
        networks.dimension(own.dimensions[0].name, "lenet")


def test_without_a_word_dimensions_are_a_chapters_and_all_are_the_tables_each_with_the_networks_own(
    own: OwnNetwork,
) -> None:
    assert networks.dimensions(None, "lenet") == first()
    assert networks.dimensions("ALL", "lenet") == DIMENSIONS
    assert networks.dimensions(None, own) == (*first(), *own.dimensions)
    assert networks.dimensions("all", own) == (*DIMENSIONS, *own.dimensions)


def test_named_dimensions_keep_their_order_and_stand_once() -> None:
    assert networks.dimensions("l2, lr", "lenet") == (L2, RATE)
    with pytest.raises(UsageError, match=r"^dimensions=lr,learning_rate names a dimension twice; name each once\.$"):
        networks.dimensions("lr,learning_rate", "lenet")


@pytest.mark.parametrize("text", [",", ",,", "lr,,l2", ",lr", "lr=0.1..1,"])
def test_a_list_of_dimensions_with_an_empty_one_is_shown_as_it_was_typed(text: str) -> None:
    said = f"dimensions={text} has an empty dimension: give each, separated by commas, such as lr,l2."
    for read in (networks.dimensions, networks.searched) if "=" not in text else (networks.searched,):
        with pytest.raises(UsageError) as refused:
            read(text, "lenet")
        assert str(refused.value) == said


def test_what_is_searched_has_a_range_where_one_is_given(own: OwnNetwork) -> None:
    found = networks.searched("lr = 0.001..0.1 , l2", "lenet")
    assert found == ((RATE, L2), (("learning_rate", Range(0.001, 0.1)),))
    assert networks.searched(None, "lenet") == (first(), ())
    assert networks.searched("all", own) == ((*DIMENSIONS, *own.dimensions), ())


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("lr=", "learning_rate= is no range; write its ends, such as learning_rate=0.0001..0.01"),
        ("lr=0.1..0.01", "learning_rate=0.1..0.01 is no range: its first end must be the smaller one"),
        ("lr=0.1", "learning_rate=0.1 is no range; write its ends, such as learning_rate="),
        ("all=0.1..1", "Unknown dimension all"),
        ("lr=0.1..1,lr=0.2..1", "dimensions=lr=0.1..1,lr=0.2..1 names a dimension twice"),
        ("optimizer=adam..sgd", "optimizer=adam..sgd: optimizer has names and no range; give optimizer alone"),
    ],
)
def test_what_is_no_range_is_a_sentence(text: str, sentence: str) -> None:
    with pytest.raises(UsageError, match=f"^{sentence}"):
        networks.searched(text, "lenet")
