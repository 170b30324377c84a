"""Small bundles for tests: a linear network as ONNX, made without TensorFlow."""

import hashlib
from dataclasses import replace
from pathlib import Path

import numpy as np
from onnx import TensorProto, helper, numpy_helper

from analysis.bundles.card import Card, Test, Validation, input_of
from hypermodels import NETWORKS
from hypermodels.dimensions import BASELINE

CLASSES = ["airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck"]
PIXELS = 32 * 32 * 3


def weights(seed: int, classes: int = 10, side: int = 32) -> np.ndarray:
    return np.random.default_rng(seed).normal(0, 0.03, (side * side * 3, classes)).astype(np.float32)


def onnx_bytes(seed: int, classes: int = 10, side: int = 32) -> bytes:
    """pictures (N, side, side, 3), 0 to 255 -> / 255 -> flatten -> matrix product -> softmax."""
    nodes = [
        helper.make_node("Mul", ["pictures", "scale"], ["scaled"]),
        helper.make_node("Reshape", ["scaled", "flat"], ["row"]),
        helper.make_node("MatMul", ["row", "weights"], ["scores"]),
        helper.make_node("Softmax", ["scores"], ["probabilities"], axis=-1),
    ]
    constants = {
        "scale": np.float32(1 / 255),
        "flat": np.array([-1, side * side * 3]),
        "weights": weights(seed, classes, side),
    }
    graph = helper.make_graph(
        nodes,
        "linear",
        [helper.make_tensor_value_info("pictures", TensorProto.FLOAT, ["N", side, side, 3])],
        [helper.make_tensor_value_info("probabilities", TensorProto.FLOAT, ["N", classes])],
        [numpy_helper.from_array(np.asarray(value), name) for name, value in constants.items()],
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 15)], ir_version=8)
    return bytes(model.SerializeToString())


def expected(seed: int, pictures: np.ndarray, classes: int = 10) -> np.ndarray:
    """What the network answers, by NumPy: uint8 (N, side, side, 3) -> (N, classes)."""
    scores = pictures.reshape(len(pictures), -1).astype(np.float32) / 255 @ weights(seed, classes, pictures.shape[1])
    powers = np.exp(scores - scores.max(axis=1, keepdims=True))
    probabilities: np.ndarray = powers / powers.sum(axis=1, keepdims=True)
    return probabilities


def card(network: str, dataset: str = "cifar10", classes: list[str] | None = None, side: int = 32) -> Card:
    names = classes or CLASSES
    count = len(names)
    return Card(
        network=network,
        title=NETWORKS.get(network, f"Title of {network}"),
        width=1.0,
        dataset=dataset,
        configuration={**BASELINE, "learning_rate": 0.003},
        seed=1,
        study=f"{network}-learning_rate-{dataset}",
        run="0123456789abcdef",
        classes=names,
        validation=Validation({"0": 0.61, "1": 0.63}, 0.62),
        test=Test(0.612, 0.602, 0.622, 10000, 1),
        val_test_gap=0.008,
        confusion_matrix=np.eye(count, dtype=int).tolist(),
        per_class_recall=[1.0] * count,
        confidence_threshold=0.5,
        parameters=PIXELS * count,
        size_bytes=PIXELS * count * 4,
        environment={"python": "3.11"},
        files={},
        input=input_of(side),
    )


def write_bundle(
    root: Path,
    network: str,
    seed: int = 0,
    dataset: str = "cifar10",
    classes: list[str] | None = None,
    side: int = 32,
) -> Path:
    folder = root / dataset / network
    folder.mkdir(parents=True)
    content = onnx_bytes(seed, len(classes or CLASSES), side)
    (folder / "model.onnx").write_bytes(content)
    files = {"model.onnx": hashlib.sha256(content).hexdigest()}
    described = replace(card(network, dataset, classes, side), files=files, size_bytes=len(content))
    (folder / "card.json").write_text(described.to_json(), "utf-8")
    return folder


def write_samples(root: Path, dataset: str = "cifar10", classes: list[str] | None = None) -> None:
    """Two pictures a class, of noise."""
    from PIL import Image

    rng = np.random.default_rng(3)
    for name in classes or CLASSES:
        folder = root / dataset / name
        folder.mkdir(parents=True)
        for number in range(2):
            Image.fromarray(rng.integers(0, 256, (32, 32, 3), np.uint8)).save(folder / f"{number}.png")
