"""Where the values of a dimension stand on an axis."""

from pathlib import Path

import pandas as pd
import pytest

from analysis.numbers import evidence, frames
from analysis.numbers.joint_tables import places
from hypermodels.dimensions import OWN, find
from tests.support.synthetic_records import Synthetic


@pytest.mark.parametrize("name", ["dropout", "weight_decay"])
def test_what_a_network_has_of_its_own_stands_below_the_numbers(name: str) -> None:
    own, low, high = places(find(name), pd.Series([OWN, 0.01, 0.5]))
    assert own == 0 < low < 0.2
    assert high == 1
    assert list(places(find(name), pd.Series([OWN, OWN]))) == [0.5, 0.5]


def test_a_study_of_what_a_network_has_of_its_own_is_one_of_names(tmp_path: Path) -> None:
    made = Synthetic()
    made.study("dropout", {OWN: 0.0, 0.2: 1.0, 0.5: -3.0})
    made.study("momentum", {0.5: 0.0, 0.9: 1.0}, optimizer="momentum")
    made.write(tmp_path)
    loaded = frames.load(tmp_path)
    own, numbers = (evidence.gather(loaded, study) for study in loaded.studies)
    assert (own.numbers, own.reference, own.values) == (None, "own", ["own", "0.2", "0.5"])
    assert numbers.numbers == [0.5, 0.9]
