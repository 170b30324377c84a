"""A schedule is exact in pieces, up to its horizon."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from studies.data.dataset_ref import DatasetRef
from studies.store.runs import Store
from studies.system.errors import UsageError
from studies.training.trainer import Trainer
from tests.studies.training.digits import USUAL, a_run, trained
from tests.support.stored import rows


def test_a_schedule_is_exact_in_pieces_and_its_rates_stand_in_the_history(
    data: tuple[DatasetRef, Path], stores: Iterator[Store]
) -> None:
    run, whole, pieces = a_run(data, schedule="cosine", epochs=3), next(stores), next(stores)
    expected = trained(whole, data, run, 3, trainer=Trainer())
    assert [row.learning_rate for row in whole.history(run.id)] == pytest.approx([0.001, 0.00075, 0.00025])
    trained(next(stores), data, a_run(data, schedule="step", epochs=2), 2)
    trained(pieces, data, run, 1)
    plain = trained(next(stores), data, a_run(data), 1)
    assert trained(pieces, data, run, 2, 3) == expected
    assert rows(whole, run)[0] == plain[0]  # the first epoch has the whole rate


def test_an_epoch_beyond_the_horizon_is_refused(data: tuple[DatasetRef, Path], stores: Iterator[Store]) -> None:
    run, store = a_run(data, schedule="step", epochs=2), next(stores)
    with pytest.raises(UsageError, match=f"epochs=3 is beyond the horizon of run {run.id}, whose step schedule ends"):
        USUAL.advance(store, run, 3, data[1])
    assert not store.ids()
