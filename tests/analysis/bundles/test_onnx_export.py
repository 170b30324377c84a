"""What is exported answers as what was trained: every network, activation and precision that a study can pick."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import keras
import numpy as np
import pytest

import hypermodels
from analysis.bundles import onnx_export, verification
from analysis.bundles.classifier import runner
from hypermodels.dimensions import BASELINE, BY_NAME
from hypermodels.hypermodel import precision
from hypermodels.layers import Layers
from studies.plan.runs import PRECISIONS
from tests.support.half_precision import half

ACTIVATIONS = (*BY_NAME["activation"].values, *BY_NAME["activation"].more)
WIDTHS = {"lenet": 0.5, "alexnet": 0.03, "vggnet": 0.05, "googlenet": 0.25, "resnet": 0.05}
PICTURES = np.random.default_rng(0).integers(0, 256, (20, 32, 32, 3), np.uint8) // np.arange(1, 21)[:, None, None, None]


def identity(network: str, activation: str) -> dict[str, Any]:
    values = {**BASELINE, "activation": activation}
    return {"network": network, "classes": 10, "width": WIDTHS[network], "dataset": {}, "values": values}


def probabilities(model: Any, pictures: np.ndarray) -> np.ndarray:
    return onnx_export.probabilities(lambda part: model.predict_on_batch(part.astype(np.float32)), pictures)


def weights(of: dict[str, Any], policy: str = "float32") -> dict[str, np.ndarray]:
    """As a run in this precision stores them; its answers differ from picture to picture, as trained ones do."""
    with precision(policy):
        model = hypermodels.load(of["network"], of["classes"], of["width"]).model(of["values"])
    for layer in model.layers:
        if isinstance(layer, keras.layers.BatchNormalization):
            layer.momentum = 0.0  # the next pass's statistics are kept whole
    logits = model.get_layer("logits")
    unscaled = keras.Model(model.input, logits.output)
    unscaled(PICTURES.astype(np.float32), training=True)
    seen = np.asarray(unscaled(PICTURES.astype(np.float32), training=False), np.float32)
    scale = min(2 / np.std(seen - seen.mean(axis=0)), 100)  # not so far that rounding shows
    logits.kernel.assign(np.array(logits.kernel) * scale)
    logits.bias.assign(-seen.mean(axis=0) * scale)
    return {variable.path: np.array(variable) for variable in model.weights}


def exported(of: dict[str, Any], state: dict[str, np.ndarray], path: Path) -> tuple[np.ndarray, np.ndarray]:
    """The answers of Keras and of the classifier."""
    with onnx_export.silent():
        model = onnx_export.rebuilt(of, state)
        onnx_export.write_onnx(model, of, path)
        return probabilities(model, PICTURES), verification.classified(path, PICTURES, 10, runner())


@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_opencv_answers_as_keras_with_every_activation(tmp_path: Path, activation: str) -> None:
    of = identity("lenet", activation)
    trained, found = exported(of, weights(of), tmp_path / "model.onnx")
    assert np.ptp(trained, axis=0).max() > 0.01
    verification.compare(trained, found)


@pytest.mark.parametrize(
    ("policy", "network"),
    [
        half("mixed_bfloat16", "alexnet"),
        half("mixed_float16", "vggnet"),
        ("float32", "googlenet"),
        half("mixed_bfloat16", "resnet"),
    ],
)
def test_opencv_answers_as_keras_in_every_network_with_the_activations_by_turns(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, network: str, policy: str
) -> None:
    monkeypatch.setattr(Layers, "activation", by_turns())
    of = identity(network, "gelu")
    trained, found = exported(of, weights(of, policy), tmp_path / "model.onnx")
    assert np.ptp(trained, axis=0).max() > 0.01
    verification.compare(trained, found)


def by_turns() -> Callable[[Layers, Any, str], Any]:
    """The k-th layer gets the k-th activation; where it is gelu's turn, the network's own, which is gelu.

    Every one of these networks has more layers than there are activations.
    """
    places: dict[str, int] = {}

    def activation(self: Layers, x: Any, name: str) -> Any:
        chosen: Any = ACTIVATIONS[places.setdefault(name, len(places)) % len(ACTIVATIONS)]
        return keras.layers.Activation(self.configuration["activation"] if chosen == "gelu" else chosen, name=name)(x)

    return activation


@pytest.mark.parametrize("policy", [half(precision) for precision in PRECISIONS[1:]])
def test_a_model_trained_in_mixed_precision_is_exported_in_float32(tmp_path: Path, policy: str) -> None:
    of = identity("lenet", "relu")
    state = weights(of, policy)
    trained, found = exported(of, state, tmp_path / "model.onnx")
    assert trained.dtype == found.dtype == np.float32
    verification.compare(trained, found)
    with precision(policy):
        model = hypermodels.load("lenet", 10, of["width"]).model(of["values"])
    for variable in model.weights:
        variable.assign(state[variable.path])
    np.testing.assert_allclose(np.asarray(model(PICTURES.astype(np.float32))), trained, atol=0.1)


def test_the_weights_of_another_network_are_refused() -> None:
    with pytest.raises(verification.Unfaithful, match="another network"), onnx_export.silent():
        onnx_export.rebuilt(identity("lenet", "relu"), {"conv1/kernel": np.zeros((5, 5, 3, 6), np.float32)})


@pytest.mark.parametrize(
    ("found", "cause"),
    [
        ([[0.4998, 0.5002]], "differ by up to 0.0002"),
        ([[0.49996, 0.50004]], "another class for 1 of 1 pictures"),
        ([[np.nan, 0.5]], "does not give a probability"),
        ([[1.0]], "does not give a probability"),
    ],
)
def test_a_model_that_answers_otherwise_is_refused(found: list[list[float]], cause: str) -> None:
    with pytest.raises(verification.Unfaithful, match=cause):
        verification.compare(np.array([[0.50001, 0.49999]]), np.array(found))


def test_either_of_two_equally_probable_classes_will_do() -> None:
    verification.compare(np.array([[0.5, 0.5]]), np.array([[0.5 - 1e-8, 0.5 + 1e-8]]))


def test_a_file_that_opencv_cannot_run_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "model.onnx"
    path.write_bytes(b"no model")
    with pytest.raises(verification.Unfaithful, match=r"^its ONNX file is no network that OpenCV [\d.]+ can run$"):
        verification.verify(path, PICTURES, np.full((len(PICTURES), 10), 0.1, np.float32))


AUGMENTED: dict[str, Callable[[Any], Any]] = {
    "layers": lambda x: keras.layers.RandomRotation(0.1, name="turn")(keras.layers.RandomFlip(name="flip")(x)),
    "sequential": lambda x: keras.Sequential(
        [keras.layers.RandomZoom(0.1, name="zoom"), keras.layers.RandomContrast(0.2, name="contrast")], name="augment"
    )(x),
}


@pytest.mark.parametrize("augment", AUGMENTED.values(), ids=AUGMENTED)
def test_a_network_of_ones_own_may_augment_its_pictures(
    augment: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from hypermodels import lenet

    plain = lenet.network
    monkeypatch.setattr(lenet, "network", lambda x, classes, layers: plain(augment(x), classes, layers))
    of = identity("lenet", "relu")
    trained, found = exported(of, weights(of), tmp_path / "model.onnx")
    verification.compare(trained, found)


def test_the_gpu_is_hidden_inside_the_block_alone_and_where_the_user_does_not_choose_one(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv("CUDA_VISIBLE_DEVICES", raising=False)
    with onnx_export.on_the_processor():
        assert os.environ["CUDA_VISIBLE_DEVICES"] == "-1"
    assert "CUDA_VISIBLE_DEVICES" not in os.environ
    monkeypatch.setenv("CUDA_VISIBLE_DEVICES", "1")
    with onnx_export.on_the_processor():
        assert os.environ["CUDA_VISIBLE_DEVICES"] == "1"
    assert os.environ["CUDA_VISIBLE_DEVICES"] == "1"


def test_opencv_answers_as_keras_of_pictures_with_an_odd_side(tmp_path: Path) -> None:
    """Strides then leave a column over, which both must treat alike."""
    of = {**identity("googlenet", "relu"), "width": 0.1, "dataset": {"side": 45}}
    pictures = np.random.default_rng(0).integers(0, 256, (4, 45, 45, 3), np.uint8)
    with onnx_export.silent():
        model = hypermodels.load("googlenet", 10, 0.1, 45).model(of["values"])
        onnx_export.write_onnx(model, of, tmp_path / "model.onnx")
        trained = probabilities(model, pictures)
    verification.compare(trained, verification.classified(tmp_path / "model.onnx", pictures, 10, runner()))
