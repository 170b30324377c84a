"""What a user's network, run and built, lacks is said before anything is trained, with the line where there is one."""

from pathlib import Path

import keras
import numpy as np
import pytest

import hypermodels
from hypermodels.own.built import generators
from hypermodels.own.file import BrokenFile
from tests.hypermodels.own.networks import SMALL, own_network

HEAD = "import keras\nfrom hypermodels.layers import flatten\n\ndef network(x, classes, layers):\n"
END = "    return layers.classifier(flatten(x), classes)\n"
DEEP = (
    "from hypermodels.dimensions import Dimension\nDIMENSIONS = (Dimension('deep', values=('no', 'yes')),)\n"
    f"{HEAD}    if layers.value('deep') == 'yes':\n"
)
TRAINED = """import keras
from hypermodels.layers import flatten


class Trained(keras.layers.Layer):
    def call(self, x, training=False):
"""
IN_TURN = "\n\ndef network(x, classes, layers):\n    x = Trained(name='t')(x)\n" + END


def test_a_file_is_a_hypermodel_with_its_own_dimensions(tmp_path: Path) -> None:
    loaded = hypermodels.load(str(own_network(tmp_path)), classes=3)
    values = {name: row.baseline for name, row in loaded.table.items()}
    deeper = loaded.model({**values, "depth": 3})
    assert loaded.model(values).count_params() < deeper.count_params()
    answers = np.asarray(deeper(np.zeros((2, 32, 32, 3), np.float32)))
    np.testing.assert_allclose(answers.sum(axis=1), 1, rtol=1e-5)


def test_its_fingerprint_is_of_what_is_built_however_much_a_process_has_built_before(tmp_path: Path) -> None:
    path = str(own_network(tmp_path))
    digest = hypermodels.load(path).fingerprint()
    hypermodels.load(path).model({**{n: r.baseline for n, r in hypermodels.load(path).table.items()}})
    assert hypermodels.load(path).fingerprint() == digest
    assert hypermodels.load(path, width=2.0).fingerprint() != digest
    own_network(tmp_path, SMALL.replace("SeparableConv2D(6", "SeparableConv2D(7"))
    assert hypermodels.load(path).fingerprint() != digest


@pytest.mark.parametrize(
    ("text", "line", "cause"),
    [
        ("import nowhere_to_be_found\n" + HEAD + END, 1, "ModuleNotFoundError: No module named"),
        (HEAD + "    x = x.nothing\n" + END, 5, "AttributeError"),
        (HEAD + "    x = layers.conv(x, 4, 99, 'c', padding='valid')\n" + END, 5,
         "pictures of 32x32 are too small for layer c (Conv2D)"),

        (HEAD + "    raise SystemExit(3)\n" + END, 5, "SystemExit: 3"),
        (HEAD + "    layers.value('dept')\n" + END, 5, "layers.value('dept'): there is no such dimension"),
        (HEAD + "    return None\n", 4, "network returns nothing, and must return probabilities of shape"),
        (HEAD + "    return x\n", 4, "network returns shape (batch, 32, 32, 3)"),
        (HEAD + "    return layers.dense(flatten(x), classes, 'd')\n", None, "no probabilities"),
        (HEAD + "    x = keras.layers.Conv2D(4, 3)(x)\n" + END, None, "a layer Conv2D has no name of its own"),
        (HEAD + "    x = keras.layers.Dropout(0.5)(x)\n" + END, None, "a layer Dropout has no name of its own"),
        (HEAD + "    for _ in range(2):\n        x = layers.conv(x, 4, 3, 'c')\n" + END, None, "unique"),
        (HEAD + "    x = keras.layers.Conv2D(4, 3, kernel_regularizer='l2', name='c')(x)\n" + END, None, "penalty"),
        (HEAD + "    x = keras.layers.Conv2D(4, 3, bias_initializer='random_normal', name='c')(x)\n" + END, None,
         "the weight c/bias starts at random values"),
        (HEAD + "    x = keras.layers.Dense(2 * 10**9, name='d')(flatten(x))\n" + END, 5,
         "not enough memory for numbers of shape (3072, 2000000000): make the layer smaller"),
        ("import random\n" + HEAD + "    x = x * random.random()\n" + END, None, "another network each time"),
        ("made = []\n" + HEAD + "    made.append(x)\n    x = layers.conv(x, len(made), 3, 'c')\n" + END, None,
         "another network each time"),
        (SMALL.replace("(1, 2, 3)", "(1, 2, 6)"), None, "with depth=6"),
        (DEEP + "        x = keras.layers.Conv2D(4, 3)(x)\n" + END, None, "no name of its own"),
        (DEEP + "        x = keras.layers.Conv2D(4, 3, bias_initializer='random_normal', name='c')(x)\n" + END, None,
         "starts at random values"),
        (DEEP + "        x = keras.layers.Lambda(lambda x: x + keras.random.normal((1,)), name='l')(x)\n" + END, None,
         "a chance that no seed of a run decides"),
        (TRAINED + "        if training:\n            raise ValueError('never')\n        return x\n" + IN_TURN, 8,
         "ValueError: Exception encountered when calling Trained.call(). never Arguments"),
        (HEAD + "    layers.value('batch_size')\n" + END, 5, "one built network serves several values of batch_size"),
        (HEAD + "    layers.value('l2')\n" + END, 5, "one built network serves several values of l2"),
    ],
)  # fmt: skip
def test_what_cannot_be_trained_is_said(tmp_path: Path, text: str, line: int | None, cause: str) -> None:
    path = own_network(tmp_path, text)
    with pytest.raises(BrokenFile) as refusal:
        hypermodels.load(str(path)).fingerprint()
    said = str(refusal.value)
    assert said.startswith(f"{path}, line {line}: " if line else str(path))
    assert cause in said
    assert "\n" not in said


DEEPER = (
    "import keras\nfrom hypermodels.layers import flatten, pool\n\ndef network(x, classes, layers):\n"
    "    for n in range(6):\n        x = {}\n"
) + END


@pytest.mark.parametrize(
    ("side", "made", "layer", "left"),
    [
        (32, "pool(layers.conv(x, 2, 3, f'c{n}'), f'p{n}')", "p5 (MaxPooling2D)", 1),
        (16, "pool(layers.conv(x, 2, 3, f'c{n}', padding='valid'), f'p{n}')", "c2 (Conv2D)", 2),
        (32, "keras.layers.SeparableConv2D(2, 7, name=f'c{n}')(x)", "c5 (SeparableConv2D)", 2),
    ],
)
def test_a_network_that_is_too_deep_for_the_pictures_is_told_which_layer_and_what_helps(
    tmp_path: Path, side: int, made: str, layer: str, left: int
) -> None:
    path = own_network(tmp_path, DEEPER.format(made))
    with pytest.raises(BrokenFile) as refusal:
        hypermodels.load(str(path), side=side).fingerprint()
    assert str(refusal.value) == (
        f"{path}, line 6: pictures of {side}x{side} are too small for layer {layer}, where {left}x{left} is left of "
        f"them: give a greater size (--size), such as {2 * side}, or leave layers out that shrink them."
    )
    assert keras.config.is_traceback_filtering_enabled()


def test_a_module_that_is_not_installed_is_refused_however_it_is_loaded(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "elsewhere").mkdir()
    helper = tmp_path / "elsewhere" / "unstored_helper.py"
    helper.write_text("from hypermodels.layers import flatten\n")
    monkeypatch.syspath_prepend(str(helper.parent))
    by_name = HEAD + "    import importlib\n    flatten = importlib.import_module('unstored_helper').flatten\n" + END
    path = own_network(tmp_path, by_name)
    with pytest.raises(BrokenFile, match=f"{path}: it loads unstored_helper from {helper}, and a network is one file"):
        hypermodels.load(str(path)).fingerprint()


@pytest.mark.parametrize(
    "layer", ["Dropout(0.5", "GaussianNoise(0.5", "SpatialDropout2D(0.5", "RandomFlip('horizontal'"]
)
def test_layers_of_keras_whose_chance_a_run_resets_are_taken(tmp_path: Path, layer: str) -> None:
    lines = f"    x = keras.layers.BatchNormalization(name='b')(keras.layers.{layer}, name='c')(x))\n"
    assert hypermodels.load(str(own_network(tmp_path, HEAD + lines + END))).fingerprint()


NOISY = """import keras
from hypermodels.layers import flatten


class Noisy(keras.layers.Layer):
    def __init__(self, **words):
        super().__init__(**words)
        self.mine, self.others = keras.random.SeedGenerator(1), [keras.random.SeedGenerator(2)]

    def call(self, x, training=False):
        return x + sum(keras.random.normal((1,), seed=one) for one in (self.mine, *self.others)) if training else x


def network(x, classes, layers):
    return layers.classifier(flatten(keras.layers.Dropout(0.1, name="d")(Noisy(name="n")(x))), classes)
"""


def test_every_generator_of_a_layer_is_reset_by_a_name_of_its_own(tmp_path: Path) -> None:
    loaded = hypermodels.load(str(own_network(tmp_path, NOISY)))
    model = loaded.model({name: row.baseline for name, row in loaded.table.items()})
    assert sorted(name for name, _ in generators(model)) == ["d", "n/0", "n/1"]
    assert loaded.fingerprint()
