"""Probes change no number of a run, and are themselves exact."""

from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest

from studies.data.dataset_ref import DatasetRef
from studies.plan.runs import Run
from studies.store.runs import Store
from studies.training.trainer import Trainer
from tests.studies.training.digits import Whole, a_run
from tests.support.stored import rows


def probed(store: Store, data: tuple[DatasetRef, Path], run: Run, *epochs: int, warm: Trainer | None = None) -> str:
    for epoch in epochs:
        (warm or Trainer()).advance(store, run, epoch, data[1], True)
    found = store.probes(run.id, epochs[-1])
    assert found is not None
    assert list(found.rows) == list(range(epochs[-1] + 1))
    return found.text


@pytest.mark.parametrize("network", ["lenet", "resnet"])  # with dropout; and with batch normalization
def test_a_network_has_the_same_history_with_probes_and_the_same_probes_in_pieces(
    network: str, data: tuple[DatasetRef, Path], stores: Iterator[Store], whole: Callable[[str], Whole]
) -> None:
    """Batch normalization, dropout and a warm program included: all that a pass would change is put back."""
    plain, at_once, pieces = whole(network), next(stores), next(stores)
    run, warm = plain.run, plain.trainer
    text = probed(at_once, data, run, 2, warm=warm)
    assert rows(at_once, run) == plain.rows
    assert (plain.store.folder(run.id) / "probes.csv").exists() is False
    other = a_run(data, network, seed=5, dropout=0.3, learning_rate=0.01)
    probed(next(stores), data, other, 1, warm=warm)
    assert probed(pieces, data, run, 1, 2, warm=warm) == text
    assert rows(pieces, run) == plain.rows


def test_an_epoch_of_one_step_and_a_diverged_one_are_measured(
    data: tuple[DatasetRef, Path], stores: Iterator[Store]
) -> None:
    one, gone = a_run(data, batch_size=64), a_run(data, learning_rate=1e30, optimizer="sgd")
    store = next(stores)
    probed(store, data, one, 1)
    Trainer().advance(store, gone, 2, data[1], True)
    found, measured = store.probes(one.id, 1), store.probes(gone.id, 2)
    assert found is not None
    assert measured is not None
    update = found.columns.index("update/c1")
    assert np.isnan(found.rows[0][update])
    assert 0 < found.rows[1][update] < 1
    assert not np.isfinite(list(measured.rows.values())[-1]).all()
    assert store.record(gone.id).status == "diverged"
