"""Training is exact: pieces, warm programs and resumed runs give the bytes of one uninterrupted run."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import keras
import numpy as np
import pytest
import tensorflow as tf

from hypermodels import lenet
from hypermodels.dimensions import BY_NAME, configuration
from hypermodels.layers import Layers
from studies.data import datasets, prepared_dataset
from studies.data.dataset_ref import DatasetRef, sampled
from studies.plan.runs import Context, Run
from studies.plan.trials import trial_of
from studies.store.runs import Store
from studies.system.errors import UsageError
from studies.training.trainer import Trainer
from tests.support.half_precision import half
from tests.support.stored import rows

USUAL = Trainer()  # where nothing is claimed of a fresh program: to build one takes longer than to train in it
WIDTHS = {"lenet": 0.5, "alexnet": 0.05, "vggnet": 0.05, "googlenet": 0.25, "resnet": 0.05}


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> tuple[DatasetRef, Path]:
    return prepared(tmp_path_factory.mktemp("data"))


def prepared(cache: Path, side: int | None = None) -> tuple[DatasetRef, Path]:
    ref, folder = datasets.prepare("digits", cache, side=side)
    return sampled(ref, 60), folder


@pytest.fixture
def stores(tmp_path: Path) -> Iterator[Store]:
    return (Store(tmp_path / str(number)) for number in range(100))


def a_run(
    data: tuple[DatasetRef, Path], network: str = "lenet", seed: int = 0, precision: str = "float32", **values: Any
) -> Run:
    context = Context(network, "test", WIDTHS[network], data[0], precision)
    return trial_of(context, configuration(values), [seed]).runs[0]


def said(store: Store, run: Run) -> bytes:
    """The file of the run's answers, which are held against the accuracies of its rows."""
    found = store.answers(run.id, store.history(run.id))
    assert found is not None
    assert len(store.history(run.id)) in found.said
    return (store.folder(run.id) / "answers.npz").read_bytes()


def trained(
    store: Store, data: tuple[DatasetRef, Path], run: Run, *epochs: int, trainer: Trainer | None = None
) -> list[str]:
    for epoch in epochs:
        (trainer or USUAL).advance(store, run, epoch, data[1])
    record = store.record(run.id)
    assert record is not None
    assert record.status in ("completed", "diverged"), record.cause
    return rows(store, run)


@pytest.mark.parametrize("network", WIDTHS)
def test_a_run_in_pieces_in_warm_and_fresh_programs_is_the_run_in_one_go(
    network: str, data: tuple[DatasetRef, Path], stores: Iterator[Store]
) -> None:
    """Whatever a warm program trained before, and however often training stopped: the same bytes."""
    exact(network, data, stores)


def test_so_it_is_with_pictures_of_another_side(tmp_path: Path, stores: Iterator[Store]) -> None:
    exact("lenet", prepared(tmp_path / "data", 48), stores)


def exact(network: str, data: tuple[DatasetRef, Path], stores: Iterator[Store]) -> None:
    run, whole, pieces, first, second = a_run(data, network), next(stores), next(stores), Trainer(), Trainer()
    expected = trained(whole, data, run, 2, trainer=first)
    trained(pieces, data, run, 1, trainer=first)
    assert trained(pieces, data, run, 2, trainer=second) == expected  # whose program is fresh, and warm from here on
    assert said(pieces, run) == said(whole, run)
    for before in ({"seed": 5}, {"learning_rate": 0.01}, {"initializer": "he_normal"}, {"batch_size": 7}):
        other = a_run(data, network, **before)
        assert run.program == other.program
        trained(next(stores), data, other, 1, trainer=second)
        assert trained(next(stores), data, run, 1, trainer=second) == expected[:1], before


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


def test_a_loss_that_is_not_finite_ends_the_run_as_diverged(
    data: tuple[DatasetRef, Path], stores: Iterator[Store]
) -> None:
    store, run = next(stores), a_run(data, learning_rate=1e30)
    history = trained(store, data, run, 4)
    assert store.record(run.id).status == "diverged"
    assert len(history) == 1
    assert not np.isfinite(store.history(run.id)[-1].loss)


def test_a_diverged_run_is_not_trained_further(data: tuple[DatasetRef, Path], stores: Iterator[Store]) -> None:
    store, run = next(stores), a_run(data, learning_rate=1e30)
    assert trained(store, data, run, 1) == trained(store, data, run, 5)


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


def test_the_record_says_what_changes_numbers_and_times(
    data: tuple[DatasetRef, Path], stores: Iterator[Store], monkeypatch: pytest.MonkeyPatch
) -> None:
    from studies.system import variables
    from studies.training import numerics

    store, run = next(stores), a_run(data)
    monkeypatch.setenv(variables.WORKERS, "3")
    trained(store, data, run, 1)
    record = store.record(run.id).data
    assert record["settings"] == numerics.found()
    assert (record["environment"]["workers"], record["environment"]["threads"]) == (3, variables.threads())
    assert 0 < record["seconds"]["tracing"] <= record["seconds"]["outside"]
    assert len(record["load"]) == 2


def test_a_run_whose_first_epochs_held_the_tracing_does_not_get_it_apart(
    data: tuple[DatasetRef, Path], stores: Iterator[Store]
) -> None:
    store, run = next(stores), a_run(data)
    trained(store, data, run, 1)
    path = store.folder(run.id) / "run.json"
    record = json.loads(path.read_text())
    del record["seconds"]["tracing"]
    path.write_text(json.dumps(record))
    trained(store, data, run, 2)
    assert "tracing" not in json.loads(path.read_text())["seconds"]


def test_an_exception_in_a_run_is_recorded_with_its_cause(
    data: tuple[DatasetRef, Path], stores: Iterator[Store]
) -> None:
    store, run = next(stores), a_run(data)
    context = Context("lenet", "test", 0.5, DatasetRef("digits", "x", ("one",), (60, 10, 10)), "float32")
    broken = trial_of(context, configuration({}), [0]).runs[0]  # labels that no class answers to
    USUAL.advance(store, broken, 1, data[1])
    record = store.record(broken.id)
    assert record is not None
    assert record.status == "failed"
    assert record.cause
    USUAL.advance(store, run, 1, data[1])  # and the next run is not hurt
    assert store.record(run.id).status == "completed"


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


def test_l2_adds_its_penalty_to_the_loss(data: tuple[DatasetRef, Path], stores: Iterator[Store]) -> None:
    plain, penalised = a_run(data, learning_rate=1e-12), a_run(data, learning_rate=1e-12, l2=0.5)
    store = next(stores)
    for run in (plain, penalised):
        trained(store, data, run, 1)
    without, with_l2 = (store.history(run.id)[0] for run in (plain, penalised))
    assert with_l2.loss > without.loss + 1
    assert with_l2.accuracy == without.accuracy


def test_seeds_are_paired(data: tuple[DatasetRef, Path]) -> None:
    """The same seed starts from the same weights and sees the same pictures, whatever the dimension's value."""
    from studies.training.program import Program

    dataset = prepared_dataset.load(data[1])
    one, two = a_run(data, optimizer="sgd"), a_run(data, learning_rate=0.01)
    weights = []
    for run in (one, two):
        program = Program(run, dataset)
        program.reset(run)
        weights.append([np.array(variable) for variable in program.model.weights])
    for first, second in zip(*weights, strict=True):
        np.testing.assert_array_equal(first, second)


@pytest.mark.parametrize(
    "values",
    [
        {"l2": 0.01, "optimizer": "momentum", "momentum": 0.5, "weight_decay": 0.5},
        {"optimizer": "adamw", "weight_decay": 0.5},
        {"label_smoothing": 0.2, "optimizer": "sgd", "learning_rate": 0.1, "weight_decay": 0.1},
    ],
    ids=["momentum", "adamw", "sgd"],
)
def test_ours_starts_like_keras_own_fit(values: dict[str, Any], data: tuple[DatasetRef, Path]) -> None:
    """The graph of many steps computes what Keras' `train_on_batch` computes, step by step."""
    from studies.training.program import Program

    dataset = prepared_dataset.load(data[1])
    run = a_run(data, **values)
    program = Program(run, dataset)
    program.reset(run)
    import hypermodels

    reference = hypermodels.load("lenet", width=0.5).compiled(dict(run.values))
    reference.set_weights([np.array(variable) for variable in program.model.weights])
    pictures, labels = np.array(dataset.train[0][:64]), dataset.train[1][:64]
    loss, accuracy = program.train(pictures, labels.astype(np.int32), np.arange(64), 16, lambda _: 2)
    one_hot = np.eye(10, dtype=np.float32)[labels]
    history = reference.fit(pictures, one_hot, batch_size=16, shuffle=False, verbose=0).history
    np.testing.assert_allclose([loss, accuracy], [history["loss"][0], history["accuracy"][0]], rtol=1e-4)
    for ours, theirs in zip(program.model.weights, reference.weights, strict=True):
        np.testing.assert_allclose(np.array(ours), np.array(theirs), rtol=1e-3, atol=1e-5)


def test_a_network_that_augments_its_pictures_is_exact_too(
    data: tuple[DatasetRef, Path], stores: Iterator[Store], monkeypatch: pytest.MonkeyPatch
) -> None:
    plain = lenet.network

    def flipped(x: keras.KerasTensor, classes: int, layers: Layers) -> keras.KerasTensor:
        return plain(keras.layers.RandomFlip("horizontal", name="flip")(x), classes, layers)

    monkeypatch.setattr(lenet, "network", flipped)
    run, pieces, warm = a_run(data), next(stores), Trainer()
    expected = trained(next(stores), data, run, 2, trainer=warm)
    trained(pieces, data, run, 1, trainer=warm)
    assert trained(pieces, data, run, 2, trainer=Trainer()) == expected
    monkeypatch.undo()
    assert trained(next(stores), data, run, 2, trainer=Trainer()) != expected


@pytest.mark.parametrize("kind", BY_NAME["augmentation"].values[1:])
def test_augmentation_is_exact_in_pieces_and_after_a_warm_program_of_another(
    kind: str, data: tuple[DatasetRef, Path], stores: Iterator[Store]
) -> None:
    run, pieces, first, second = a_run(data, augmentation=kind), next(stores), Trainer(), Trainer()
    expected = trained(next(stores), data, run, 2, trainer=first)
    trained(pieces, data, run, 1, trainer=first)
    assert trained(next(stores), data, a_run(data), 1, trainer=second) != expected[:1]
    assert trained(pieces, data, run, 2, trainer=second) == expected
    trained(next(stores), data, a_run(data, augmentation=kind, seed=3), 1, trainer=second)
    assert trained(next(stores), data, run, 2, trainer=second) == expected


def test_a_picture_is_augmented_by_its_index_whichever_pictures_are_trained_on() -> None:
    """A chance is a function of (seed, epoch, picture): not of the order, the part of an epoch, or the subset."""
    from studies.training import chance

    few, many = (
        tf.random.stateless_uniform([count, 5], chance.augmentation_seed(0, 1), alg="philox").numpy()
        for count in (60, 1294)
    )
    np.testing.assert_array_equal(few, many[:60])
    seeds = {tuple(chance.augmentation_seed(seed, epoch)) for seed in range(20) for epoch in range(1, 21)}
    assert len(seeds) == 400


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
