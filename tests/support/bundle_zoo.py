"""A zoo of hostile and damaged bundles, each with the words its refusal must hold. Made from one tiny network."""

import hashlib
import json
import os
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

from tests.support.linear_bundles import CLASSES, card

CLASS_COUNT = len(CLASSES)
FOREIGN, DAMAGED, CHANGED = "is not the card of a model", "is damaged", "not the file its card describes"
ELSEWHERE, NO_NETWORK, UNLIKELY = "keeps numbers in other files", "is no network that OpenCV", "are no probabilities"


class Bundle(NamedTuple):
    """`spoil` is given the folder of a good bundle; `words` are in the sentence that refuses it."""

    name: str
    spoil: Callable[[Path], object]
    words: str


def tiny(
    change: Callable[[onnx.ModelProto], object] = lambda _model: None, tail: tuple[str, ...] = ("Softmax",)
) -> bytes:
    """The mean colour of a picture, times weights, through the functions of `tail`."""
    names = [f"tail{number}" for number in range(len(tail))]
    nodes = [
        helper.make_node("ReduceMean", ["pictures"], ["colour"], axes=[1, 2], keepdims=0),
        helper.make_node("MatMul", ["colour", "weights"], ["scores"]),
        *(
            helper.make_node(kind, [before], [after])
            for kind, before, after in zip(tail, ["scores", *names], names, strict=False)
        ),
    ]
    weights = np.random.default_rng(1).normal(0, 0.01, (3, CLASS_COUNT)).astype(np.float32)
    output = names[-1] if names else "scores"
    graph = helper.make_graph(
        nodes,
        "tiny",
        [helper.make_tensor_value_info("pictures", TensorProto.FLOAT, ["N", 32, 32, 3])],
        [helper.make_tensor_value_info(output, TensorProto.FLOAT, ["N", CLASS_COUNT])],
        [numpy_helper.from_array(weights, "weights")],
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 15)], ir_version=8)
    change(model)
    return bytes(model.SerializeToString())


def write(folder: Path, content: bytes | None = None, **fields: Any) -> None:
    """A bundle whose card describes `content`, but for what `fields` change."""
    folder.mkdir(parents=True, exist_ok=True)
    content = tiny() if content is None else content
    (folder / "model.onnx").write_bytes(content)
    known = json.loads(card("lenet").to_json())
    known |= {"files": {"model.onnx": hashlib.sha256(content).hexdigest()}, "size_bytes": len(content)} | fields
    (folder / "card.json").write_text(json.dumps(known), "utf-8")


def bundles() -> list[Bundle]:
    return [*_fields(), *_cards(), *_special_files(), *_elsewhere(), *_answers(), *_models()]


def _fields() -> Iterator[Bundle]:
    """Cards with one field of a wrong type or beyond its range."""
    known = json.loads(card("lenet").to_json())
    test, validation = known["test"], known["validation"]
    wrong: list[tuple[str, Any]] = [
        ("confidence_threshold", "0.5"),
        ("confidence_threshold", 1.5),
        ("confidence_threshold", True),
        ("parameters", 10**400),
        ("parameters", -1),
        ("parameters", 1.5),
        ("size_bytes", "many"),
        ("validation", {**validation, "seeds": [0.5]}),
        ("validation", {**validation, "seeds": None}),
        ("validation", {**validation, "seeds": {"0": "good"}}),
        ("validation", {**validation, "mean": 2}),
        ("test", {**test, "accuracy": True}),
        ("test", {**test, "accuracy": "0.5"}),
        ("test", {**test, "pictures": 0}),
        ("test", {**test, "pictures": 10**30}),
        ("test", {**test, "low": -0.1}),
        ("test", []),
        ("title", "x" * 1_000_000),
        ("title", "LeNet\n" * 100),
        ("title", "\x1b[31mred"),
        ("title", None),
        ("network", 5),
        ("dataset", "a\nb"),
        ("study", ["x"]),
        ("run", {"a": 1}),
        ("seed", "one"),
        ("width", 0),
        ("classes", CLASSES[:1]),
        ("classes", "airplane"),
        ("classes", [*CLASSES[:9], 9]),
        ("classes", ["cat"] * 10),
        ("classes", [*CLASSES, "eleven"]),
        ("configuration", [1]),
        ("configuration", {"epochs": {"a": 1}}),
        ("files", []),
        ("files", {"model.onnx": None}),
        ("confusion_matrix", [[1]]),
        ("confusion_matrix", [1] * 10),
        ("confusion_matrix", [[-1] * 10] * 10),
        ("per_class_recall", [2.0] * 10),
        ("per_class_recall", [1.0]),
        ("calibration", [{"confidence": "high"}]),
        ("calibration", {"a": 1}),
        ("errors", [{"picture": 7}]),
        ("samples", "all"),
        ("precision", 32),
        ("input", {"layout": "NCHW"}),
        ("environment", {"a": {"b": {"c": 1}}}),
    ]
    for number, (field, value) in enumerate(wrong):
        yield Bundle(f"{field}_{number}", partial(write, **{field: value}), DAMAGED)
    for schema in (0, -5, True, "1", 10**400):
        yield Bundle(f"schema_{str(schema)[:4]}", partial(write, schema=schema), FOREIGN)
    yield Bundle("schema_newer", lambda folder: write(folder, schema=2), "newer than the 1")
    yield Bundle("other_network", lambda folder: write(folder, network="../../etc"), "describes ../../etc, not lenet")


def _cards() -> Iterator[Bundle]:
    """Card files that are no card."""

    def text(content: bytes) -> Callable[[Path], object]:
        return lambda folder: (folder / "card.json").write_bytes(content)

    yield Bundle("nan", lambda folder: _replace_text(folder, '"mean": 0.62', '"mean": NaN'), FOREIGN)
    yield Bundle("infinity", lambda folder: _replace_text(folder, '"width": 1.0', '"width": Infinity'), FOREIGN)
    yield Bundle("deep", text(b"[" * 100_000), FOREIGN)
    yield Bundle("no_utf8", text(b"\xff\xfe{}"), FOREIGN)
    yield Bundle("empty_card", text(b""), FOREIGN)
    yield Bundle("large_card", text(b" " * 9_000_000), "at most 8,000,000 are expected")
    yield Bundle("lone_surrogate", lambda folder: _replace_text(folder, '"LeNet-5"', '"\\ud800"'), DAMAGED)


def _replace_text(folder: Path, old: str, new: str) -> None:
    path = folder / "card.json"
    assert old in path.read_text("utf-8")
    path.write_text(path.read_text("utf-8").replace(old, new), "utf-8")


def _special_files() -> Iterator[Bundle]:
    """What is no regular file, as card and as model."""
    for file in ("card.json", "model.onnx"):
        yield Bundle(f"fifo_{file}", _instead(file, os.mkfifo), "cannot be read")
        yield Bundle(f"folder_{file}", _instead(file, Path.mkdir), "cannot be read")
        yield Bundle(f"missing_{file}", _instead(file, lambda _path: None), "cannot be read")
        for target in ("/dev/zero", "/dev/null", "nowhere", file):
            name = f"link_to_{Path(target).name}_as_{file}"
            yield Bundle(name, _instead(file, partial(_link, target)), "cannot be read")


def _link(target: str, path: Path) -> None:
    path.symlink_to(target)


def _instead(file: str, make: Callable[[Path], object]) -> Callable[[Path], object]:
    def spoil(folder: Path) -> None:
        (folder / file).unlink()
        make(folder / file)

    return spoil


def _outside(tensor: TensorProto, location: str = "../../../../etc/passwd") -> None:
    tensor.ClearField("raw_data")
    tensor.data_location = TensorProto.EXTERNAL
    tensor.external_data.add(key="location", value=location)


def _lent(tensor_into: Callable[[onnx.ModelProto, TensorProto], object]) -> bytes:
    tensor = numpy_helper.from_array(np.ones((3, CLASS_COUNT), np.float32), "lent")
    _outside(tensor)
    return tiny(lambda model: tensor_into(model, tensor))


def _constant(tensor: TensorProto) -> onnx.NodeProto:
    return helper.make_node("Constant", [], ["lent"], value=tensor)


def _branch(tensor: TensorProto) -> onnx.NodeProto:
    inner = helper.make_graph([_constant(tensor)], "inner", [], [])
    return helper.make_node("If", ["lent"], ["never"], then_branch=inner, else_branch=inner)


def _sparse(tensor: TensorProto) -> onnx.SparseTensorProto:
    return onnx.SparseTensorProto(values=tensor, dims=[3, CLASS_COUNT])


def _elsewhere() -> Iterator[Bundle]:
    """Models with numbers in other files, wherever ONNX lets a tensor stand."""
    into: dict[str, Callable[[onnx.ModelProto, TensorProto], object]] = {
        "initializer": lambda model, tensor: model.graph.initializer.append(tensor),
        "attribute": lambda model, tensor: model.graph.node.append(_constant(tensor)),
        "subgraph": lambda model, tensor: model.graph.node.append(_branch(tensor)),
        "sparse": lambda model, tensor: model.graph.sparse_initializer.append(_sparse(tensor)),
        "function": lambda model, tensor: model.functions.add(name="f").node.append(_constant(tensor)),
        "training": lambda model, tensor: model.training_info.add().algorithm.node.append(_constant(tensor)),
    }
    for name, put in into.items():
        yield Bundle(f"external_{name}", partial(write, content=_lent(put)), ELSEWHERE)
    for location in ("w.bin", "../w.bin", "/etc/passwd", "link.bin"):

        def weights(model: onnx.ModelProto, location: str = location) -> None:
            _outside(model.graph.initializer[0], location)

        yield Bundle(f"external_{location}", partial(write, content=tiny(weights)), ELSEWHERE)
    yield Bundle("external_flag_only", lambda folder: write(folder, tiny(_flag)), ELSEWHERE)


def _flag(model: onnx.ModelProto) -> None:
    model.graph.initializer[0].data_location = TensorProto.EXTERNAL


def _weights(value: float) -> bytes:
    def change(model: onnx.ModelProto) -> None:
        filled = np.full((3, CLASS_COUNT), value, np.float32)
        model.graph.initializer[0].CopyFrom(numpy_helper.from_array(filled, "weights"))

    return tiny(change)


def _answers() -> Iterator[Bundle]:
    """Models whose answers are no probabilities."""
    yield Bundle("nan_weights", lambda folder: write(folder, _weights(float("nan"))), UNLIKELY)
    yield Bundle("logits", lambda folder: write(folder, tiny(tail=())), UNLIKELY)
    yield Bundle("sigmoids", lambda folder: write(folder, tiny(tail=("Sigmoid",))), UNLIKELY)
    yield Bundle("negative", lambda folder: write(folder, tiny(tail=("Softmax", "Neg"))), UNLIKELY)
    three = tiny(
        lambda model: model.graph.initializer[0].CopyFrom(
            numpy_helper.from_array(np.ones((3, 3), np.float32), "weights")
        )
    )
    yield Bundle("three_classes", lambda folder: write(folder, three), "3 numbers for 10 classes")


def _unknown(model: onnx.ModelProto) -> None:
    model.graph.node[1].op_type = "Telephone"


def cycle(model: onnx.ModelProto) -> None:
    model.graph.node[0].input[0] = "scores"


def _negative(model: onnx.ModelProto) -> None:
    model.graph.initializer[0].dims[0] = -3


def _huge(model: onnx.ModelProto) -> None:
    model.graph.initializer[0].dims[0] = 2**60


def _models() -> Iterator[Bundle]:
    """Files that are no network."""
    good = tiny()
    for name, content in {
        "no_model": b"",
        "text": b"not a network",
        "zeros": bytes(1000),
        "half": good[: len(good) // 2],
        "noise": np.random.default_rng(2).bytes(2000),
        "unknown_operator": tiny(_unknown),
        "cycle": tiny(cycle),
        "huge_tensor": tiny(_huge),
    }.items():
        yield Bundle(name, partial(write, content=content), "run `sweepbook export` again")
    yield Bundle("one_byte_more", lambda folder: _append(folder, b" "), CHANGED)
    yield Bundle("other_weights", lambda folder: (folder / "model.onnx").write_bytes(_weights(0.0)), CHANGED)
    yield Bundle("no_hash", lambda folder: write(folder, files={}), CHANGED)
    upper = {"model.onnx": hashlib.sha256(good).hexdigest().upper()}
    yield Bundle("upper_case_hash", lambda folder: write(folder, files=upper), CHANGED)
    yield Bundle("hash_of_a_neighbour", lambda folder: write(folder, files={"../model.onnx": "0" * 64}), CHANGED)
    yield Bundle("negative_size", lambda folder: write(folder, tiny(_negative)), "run `sweepbook export` again")


def _append(folder: Path, more: bytes) -> None:
    with (folder / "model.onnx").open("ab") as file:
        file.write(more)
