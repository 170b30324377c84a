"""What of one part holds in another, and which parts a word means."""

import math
from collections.abc import Sequence

import pytest

from analysis.numbers.evidence import Evidence
from analysis.transfer.chosen import two
from analysis.transfer.table import FAILS, OPEN, TRANSFERS, UNKNOWN, Shared, flat, shared
from studies.system.errors import UsageError
from tests.support.synthetic_evidence import NONE, evidences
from tests.support.synthetic_records import Synthetic

HIGH, HIGHER = (4.0, 4.1, 4.2), (7.0, 7.2, 7.1)
LOOSE = (9.0, 2.0, 6.0)
Effects = dict[str, Sequence[float]]


def part(network: str, effects: Effects) -> list[Evidence]:
    made = Synthetic(network)
    made.study("activation", dict(effects), tuple(range(len(effects["relu"]))))
    return evidences(made)


def compared(first: Effects, second: Effects) -> Shared:
    (found,) = shared(part("lenet", first), part("resnet", second))
    return found


def test_the_same_best_value_transfers() -> None:
    found = compared({"relu": NONE, "tanh": HIGH}, {"relu": NONE, "tanh": HIGHER})
    assert (found.first.best, found.second.best, found.transfers) == ("tanh", "tanh", TRANSFERS)
    assert found.agree == found.common == ("tanh",)


@pytest.mark.parametrize("effect", [LOOSE, (0.1, 0.2, 0.1)])
def test_the_same_highest_mean_that_nothing_sets_apart_is_open(effect: Sequence[float]) -> None:
    found = compared({"relu": NONE, "tanh": effect}, {"relu": NONE, "tanh": effect})
    assert (found.first.best, found.second.best, found.transfers) == ("tanh", "tanh", OPEN)
    reference = compared({"relu": NONE, "tanh": (-9.0, 5.0, -6.0)}, {"relu": NONE, "tanh": (-9.0, 5.0, -6.0)})
    assert (reference.first.best, reference.transfers) == ("relu", OPEN)


def test_one_clear_side_that_the_other_does_not_contradict_is_enough() -> None:
    assert compared({"relu": NONE, "tanh": HIGH}, {"relu": NONE, "tanh": LOOSE}).transfers == TRANSFERS
    worse: Effects = {"relu": NONE, "tanh": (-4.0, -4.1, -4.2)}
    assert compared(worse, {"relu": NONE, "tanh": (-9.0, 5.0, -6.0)}).transfers == TRANSFERS


def test_a_best_value_that_the_other_part_finds_worse_does_not_transfer() -> None:
    found = compared({"relu": NONE, "tanh": HIGH}, {"relu": NONE, "tanh": (-4.0, -4.1, -4.2)})
    assert found.transfers == FAILS
    assert found.cost[0] == pytest.approx(-4.1)
    assert found.differ == ("tanh",)


def test_within_the_band_it_transfers_by_another_name() -> None:
    found = compared({"relu": NONE, "tanh": HIGH}, {"relu": (0.1, 0.2, 0.1), "tanh": NONE})
    assert (found.second.best, found.transfers) == ("relu", TRANSFERS)


def test_what_the_other_part_cannot_tell_is_open() -> None:
    assert compared({"relu": NONE, "tanh": HIGH}, {"relu": LOOSE, "tanh": NONE}).transfers == OPEN
    once = compared({"relu": (0.0,), "tanh": (4.0,)}, {"relu": (4.0,), "tanh": (0.0,)})
    assert (once.transfers, math.isnan(once.cost[0])) == (OPEN, True)


def test_a_value_that_was_not_tried_is_said_to_be() -> None:
    found = compared({"relu": NONE, "tanh": HIGH}, {"relu": NONE, "sigmoid": HIGH})
    assert (found.transfers, found.common) == (UNKNOWN, ())


def test_only_dimensions_of_both_are_compared_and_written() -> None:
    made = Synthetic("resnet")
    made.study("l2", {0.0: NONE, 0.1: HIGH})
    assert shared(part("lenet", {"relu": NONE, "tanh": HIGH}), evidences(made)) == []
    table = flat([compared({"relu": NONE, "tanh": HIGH}, {"relu": NONE, "tanh": HIGH})], ("LeNet-5", "ResNet-18"))
    assert list(table["LeNet-5 best"]) == list(table["ResNet-18 best"]) == ["tanh"]


@pytest.fixture
def stored() -> Synthetic:
    made = Synthetic("lenet")
    made.study("l2", {0.0: NONE})
    made.study("l2", {0.0: NONE}, width=0.5, name="lenet-l2-cifar10-width0.5")
    other = Synthetic("resnet")
    other.study("l2", {0.0: NONE}, width=0.5, name="resnet-l2-cifar10-width0.5")
    made.studies += other.studies
    return made


@pytest.mark.parametrize(
    ("first", "second", "meant"),
    [
        ("lenet", "resnet", ("lenet#cifar10-width0.5", "resnet#cifar10-width0.5")),
        ("lenet#cifar10", "resnet", ("lenet#cifar10", "resnet#cifar10-width0.5")),
        ("lenet", "lenet#cifar10", ("lenet#cifar10-width0.5", "lenet#cifar10")),
        ("lenet-l2-cifar10", "lenet-l2-cifar10-width0.5", ("lenet-l2-cifar10", "lenet-l2-cifar10-width0.5")),
    ],
)
def test_a_network_means_its_section_that_is_closest(
    stored: Synthetic, first: str, second: str, meant: tuple[str, str]
) -> None:
    found = two(stored.studies, first, second)
    assert tuple(one.name for one in found) == meant


def test_a_word_that_names_nothing_or_the_same_is_refused(stored: Synthetic) -> None:
    with pytest.raises(UsageError, match="Nothing stored is called vggnet; there is lenet, resnet, lenet#cifar10"):
        two(stored.studies, "lenet", "vggnet")
    with pytest.raises(UsageError, match="are the same"):
        two(stored.studies, "resnet", "resnet")
