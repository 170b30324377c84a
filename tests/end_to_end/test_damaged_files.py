"""Stored files that are empty, cut, another's, of wrong types or of a newer version: repaired, or refused by name.

`python -m benchmarks.damage` prints the table.
"""

from pathlib import Path

import pytest

from benchmarks.damage.damages import DAMAGES, REFUSED, REPAIRED, outcome
from benchmarks.damage.kinds import KINDS, Kind

PROJECT = ("oracle.json", "tuner0.json", "trial_1/trial.json")  # they need Keras-Tuner: the benchmark's


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind.name not in PROJECT], ids=lambda kind: kind.name)
def test_a_damaged_file_is_repaired_or_refused_in_a_sentence_and_costs_only_itself(kind: Kind, tmp_path: Path) -> None:
    found = {damage: outcome(kind, damage, tmp_path / str(number)) for number, damage in enumerate(DAMAGES)}
    assert set(found.values()) <= {REPAIRED, REFUSED}
    if kind.name in ("run.json", "study.json"):
        assert found["newer"] == found["another's"] == REFUSED
