"""Running averages that had too few updates to follow are named where training was far ahead, and only there."""

from typing import Any

import numpy as np
import pytest

import hypermodels
from analysis.findings.behind.normalization_rules import lagging
from analysis.findings.run_rules import overfitting
from analysis.findings.value_rules import seeds
from analysis.numbers.curves.lag import MOMENTUM
from analysis.text.languages import LANGUAGES
from analysis.text.text import Text
from hypermodels.dimensions import BASELINE
from tests.support.synthetic_evidence import evidence
from tests.support.synthetic_records import Synthetic


def study(network: str = "alexnet", pictures: int = 5000, trained: float = 0.6, reached: float = 0.2) -> Synthetic:
    """Batches of 32 and of 256, ten epochs, three seeds; those of 256 end so."""
    made = Synthetic(network)
    record = made.study("batch_size", {32: (0.0, 0.0, 0.0), 256: (0.0, 0.0, 0.0)})
    record["dataset"]["train"] = pictures
    for run in record["trials"][1]["runs"]:
        for row in made.histories[run]:
            row[1:3] = [trained, reached]
    return made


def test_the_values_are_named_with_their_updates_and_what_is_left_of_the_start() -> None:
    (found,) = lagging(evidence(study()))
    assert (found.value, found.numbers["names"]) == ("256", ["256"])
    assert found.numbers["updates"] == 10 * 20
    assert found.numbers["left_percent"] == pytest.approx(13.4, abs=0.1)
    assert (found.numbers["training_acc"], found.numbers["validation_acc"]) == pytest.approx((0.6, 0.2))
    for language in LANGUAGES:
        assert "200" in Text(language).sentence(found)


@pytest.mark.parametrize(
    "change",
    [{"network": "lenet"}, {"network": "my_net"}, {"pictures": 45000}, {"pictures": 0}, {"reached": 0.56}],
    ids=["normalizes nothing", "nobody says", "enough updates", "not recorded", "not far ahead"],
)
def test_it_is_silent_elsewhere(change: dict[str, Any]) -> None:
    assert list(lagging(evidence(study(**change)))) == []


def test_one_seed_without_a_gap_is_enough_to_be_silent() -> None:
    made = study()
    for row in made.histories[made.studies[0]["trials"][1]["runs"][2]]:
        row[1:3] = [0.2, 0.21]
    assert list(lagging(evidence(made))) == []


def test_such_a_value_does_not_count_as_one_that_learned_overfits_or_wants_more_seeds() -> None:
    made = study()
    for run in made.studies[0]["trials"][1]["runs"]:
        for row in made.histories[run]:
            row[3:5] = [2.0 - 0.1 * row[0], 2.0 + 0.1 * row[0]]
    found = evidence(made)
    assert list(found.learned["value"]) == ["32"]
    assert "256" not in [one.value for one in overfitting(found)]
    assert all("256" not in one.numbers["names"] for one in seeds(found))


@pytest.mark.parametrize("network", hypermodels.NETWORKS)
def test_the_networks_that_normalize_are_named_and_keep_so_much_of_an_average(network: str) -> None:
    import keras

    model = hypermodels.load(network, width=0.05).model(dict(BASELINE))
    kept = {layer.momentum for layer in model.layers if isinstance(layer, keras.layers.BatchNormalization)}
    assert kept == ({MOMENTUM} if network in hypermodels.NORMALIZED else set())


def test_an_average_that_starts_at_nothing_keeps_that_share_after_so_many_updates() -> None:
    import keras

    layer = keras.layers.BatchNormalization()
    pictures = np.full((4, 2, 2, 1), 7.0, np.float32)
    for _ in range(3):
        layer(pictures, training=True)
    assert float(layer.moving_mean[0]) == pytest.approx(7 * (1 - MOMENTUM**3), rel=1e-5)
