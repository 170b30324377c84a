"""Training is exact: pieces, warm programs and resumed runs give the bytes of one uninterrupted run."""

from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest

from studies.data import prepared_dataset
from studies.data.dataset_ref import DatasetRef
from studies.store.runs import Store
from studies.system.errors import UsageError
from studies.training.trainer import Trainer
from tests.studies.training.digits import USUAL, WIDTHS, Whole, a_run, in_one_go, prepared, said, trained
from tests.support.half_precision import half
from tests.support.stored import rows


@pytest.mark.parametrize("network", WIDTHS)
def test_a_run_in_pieces_in_warm_and_fresh_programs_is_the_run_in_one_go(
    network: str, data: tuple[DatasetRef, Path], stores: Iterator[Store], whole: Callable[[str], Whole]
) -> None:
    """Whatever a warm program trained before, and however often training stopped: the same bytes."""
    exact(whole(network), data, stores)


def test_so_it_is_with_pictures_of_another_side(tmp_path: Path, stores: Iterator[Store]) -> None:
    data = prepared(tmp_path / "data", 48)
    exact(in_one_go(data, "lenet", next(stores)), data, stores)


def exact(whole: Whole, data: tuple[DatasetRef, Path], stores: Iterator[Store]) -> None:
    run, pieces, second = whole.run, next(stores), Trainer()
    trained(pieces, data, run, 1, trainer=whole.trainer)
    assert trained(pieces, data, run, 2, trainer=second) == whole.rows  # whose program is fresh, and warm from here on
    assert said(pieces, run) == said(whole.store, run)
    for before in ({"seed": 5}, {"learning_rate": 0.01}, {"initializer": "he_normal"}, {"batch_size": 7}):
        other = a_run(data, run.context.network, dropout=0.3, **before)
        assert run.program == other.program
        trained(next(stores), data, other, 1, trainer=second)
        assert trained(next(stores), data, run, 1, trainer=second) == whole.rows[:1], before


def test_a_warm_program_takes_another_l2_exactly(data: tuple[DatasetRef, Path], stores: Iterator[Store]) -> None:
    run, other, fresh = a_run(data, l2=0.001), a_run(data, l2=0.1), Trainer()
    assert run.program == other.program
    trained(next(stores), data, other, 1)
    assert trained(next(stores), data, run, 1) == trained(next(stores), data, run, 1, trainer=fresh)


def test_a_warm_program_takes_another_smoothing_exactly_and_validates_without_any(
    data: tuple[DatasetRef, Path], stores: Iterator[Store]
) -> None:
    plain, run = a_run(data, learning_rate=1e-12), a_run(data, learning_rate=1e-12, label_smoothing=0.3)
    assert run.program == plain.program
    alone, other = next(stores), next(stores)
    trained(next(stores), data, plain, 1)
    assert trained(alone, data, run, 1) == trained(next(stores), data, run, 1, trainer=Trainer())
    trained(other, data, plain, 1)
    smoothed, exact = alone.history(run.id)[0], other.history(plain.id)[0]
    assert (smoothed.loss != exact.loss, smoothed.val_loss) == (True, pytest.approx(exact.val_loss, rel=1e-6))


def test_history_survives_a_lost_checkpoint_and_training_starts_again_exactly(
    data: tuple[DatasetRef, Path], stores: Iterator[Store]
) -> None:
    store, whole, run = next(stores), next(stores), a_run(data)
    trained(store, data, run, 2)
    (store.folder(run.id) / "checkpoint.npz").unlink()
    assert trained(store, data, run, 3) == trained(whole, data, run, 3, trainer=Trainer())


def test_tracing_is_done_before_the_first_epoch_and_changes_nothing(data: tuple[DatasetRef, Path]) -> None:
    from studies.training.program import Program

    dataset, run = prepared_dataset.load(data[1]), a_run(data)
    pictures, labels = dataset.train[0], dataset.train[1].astype(np.int32)
    program = Program(run, dataset)
    program.reset(run)
    before = program.state.copied()
    program.trace(pictures, labels)
    assert all(np.array_equal(before[name], array) for name, array in program.state.copied().items())
    program.train(pictures, labels, np.arange(60), 32, lambda _: 1)
    program.evaluate()
    counts = [graph.experimental_get_tracing_count() for graph in (program._steps, program._evaluate)]
    assert counts == [1, 1]


def test_pictures_that_another_store_leads_to_take_the_program_that_is_there(
    data: tuple[DatasetRef, Path], stores: Iterator[Store], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run, warm, link = a_run(data), Trainer(), tmp_path / "linked"
    link.symlink_to(data[1])
    expected = trained(next(stores), data, run, 1, trainer=warm)
    monkeypatch.setattr("studies.training.trainer.Program", lambda *_: pytest.fail("built again"))
    assert trained(next(stores), (data[0], link), run, 1, trainer=warm) == expected


def test_a_run_in_a_program_that_was_timed_is_exact_and_nothing_is_built_again(
    data: tuple[DatasetRef, Path], stores: Iterator[Store], monkeypatch: pytest.MonkeyPatch
) -> None:
    run, other = a_run(data), a_run(data, activation="tanh")
    expected, warm = trained(next(stores), data, run, 2), Trainer()
    seconds = warm.step_seconds([other, run], data[1])
    assert len(seconds) == 2
    with monkeypatch.context() as patched:
        patched.setattr("studies.training.trainer.Program", lambda *_: pytest.fail("built again"))
        assert trained(next(stores), data, run, 2, trainer=warm) == expected
    assert warm._timed == []  # what was not taken is let go of


@pytest.mark.parametrize("precision", [half("mixed_bfloat16"), half("mixed_float16")])
def test_a_mixed_precision_trains_and_resumes_exactly(
    precision: str, data: tuple[DatasetRef, Path], stores: Iterator[Store]
) -> None:
    run, pieces = a_run(data, "lenet", precision=precision), next(stores)
    trained(pieces, data, run, 1)
    assert trained(pieces, data, run, 2, trainer=Trainer()) == trained(next(stores), data, run, 2)


@pytest.mark.parametrize("precision", [half("mixed_bfloat16")])
def test_gradients_as_products_resume_exactly(
    precision: str, data: tuple[DatasetRef, Path], stores: Iterator[Store], monkeypatch: pytest.MonkeyPatch
) -> None:
    from studies.training import fast_layers

    monkeypatch.setattr(fast_layers, "MIN_CHANNELS", 1)  # a narrow network has no wide convolution
    run, pieces, warm = a_run(data, "alexnet", precision=precision), next(stores), Trainer()
    trained(pieces, data, run, 1, trainer=warm)
    assert trained(pieces, data, run, 2, trainer=Trainer()) == trained(next(stores), data, run, 2, trainer=warm)


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
