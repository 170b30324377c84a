"""A worker gives back what a program took."""

import weakref
from pathlib import Path

import keras
import pytest
from tensorflow.python.framework import ops

from hypermodels.dimensions import configuration
from studies.data import datasets
from studies.data.dataset_ref import sampled
from studies.plan.runs import Context, Run
from studies.plan.trials import trial_of
from studies.store.runs import Store
from studies.training import building, fast_layers, timing, trainer
from studies.training.program import Program
from studies.training.trainer import Trainer


def own_gradients(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Run, Path]:
    """A run whose convolutions have a gradient of ours, as in half precision on a CPU."""
    monkeypatch.setattr(fast_layers, "faster_as_product", lambda *layer: layer[3:] == (1, "same"))
    ref, folder = datasets.prepare("digits", tmp_path)
    context = Context("alexnet", "f", 0.05, sampled(ref, 60), "float32")
    return trial_of(context, configuration({}), [0]).runs[0], folder


def test_a_run_with_probes_leaves_no_gradient_registered(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither training nor what the probes do."""
    run, folder = own_gradients(tmp_path, monkeypatch)
    registered, store = set(ops.gradient_registry._registry), Store(tmp_path / "runs")
    Trainer().advance(store, run, 1, folder, probed=True)
    assert store.probes(run.id, 1) is not None
    assert set(ops.gradient_registry._registry) - registered == set()


def test_a_worker_that_timed_steps_has_no_gradient_registered(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timing, "TIMED_SECONDS", 0.001)
    run, folder = own_gradients(tmp_path, monkeypatch)
    registered = set(ops.gradient_registry._registry)
    assert timing.measure([run], folder).evaluate > 0
    assert set(ops.gradient_registry._registry) - registered == set()


def test_a_program_is_gone_with_its_graph_before_the_next_takes_its_memory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ref, folder = datasets.prepare("digits", tmp_path)
    context = Context("lenet", "f", 0.25, ref, "float32")
    run, other = (trial_of(context, configuration({"activation": name}), [0]).runs[0] for name in ("relu", "tanh"))
    maker = Trainer()
    program, _ = maker._program_for(run, folder)
    graph = weakref.ref(program._steps.get_concrete_function().graph)
    assert graph() is not None
    del program
    left: list[object] = []

    def begun(*_: object) -> Program:
        left.append(graph())
        raise InterruptedError

    monkeypatch.setattr(trainer, "Program", begun)
    with pytest.raises(InterruptedError):
        maker._program_for(other, folder)
    assert left == [None]


@pytest.mark.parametrize("precision", ["float32", "mixed_float16"])
@pytest.mark.parametrize("name", ["adam", "rmsprop"])
def test_the_variables_of_an_optimizer_are_called_alike_in_every_program(
    tmp_path: Path, name: str, precision: str
) -> None:
    """TensorFlow keeps something for every name that a variable ever had."""
    ref, _ = datasets.prepare("digits", tmp_path)
    context, weight = Context("lenet", "f", 0.25, ref, precision), keras.Variable([1.0], name="weight")
    made = [building.optimizer(context, configuration({"optimizer": name})) for _ in range(2)]
    for one in made:
        one.build([weight])
    first, second = ([variable.path for variable in one.variables] for one in made)
    assert first == second
