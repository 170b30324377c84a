"""Whether a user's network, built, can be trained as runs are: exactly, from a seed, with what the dimensions say.

Each refusal is a `BrokenFile`, said before anything is trained.
"""

import hashlib
import json
import sys
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import keras
import numpy as np

from hypermodels.dimensions import Value
from hypermodels.own import code, imports, rows, tree
from hypermodels.own.code import explained
from hypermodels.own.file import BrokenFile, OwnNetwork

NEAR = 1e-3  # of 1, what the probabilities of a picture may add up to
ANOTHER = "network builds another network each time it is called: leave chance to layers."

Build = Callable[[Mapping[str, Value]], keras.Model]


def fingerprint(own: OwnNetwork, build: Build) -> str:
    """Digest of the network as it is built at its baseline, after it was built and looked at with each of its values.

    Names that Keras counts within a process are replaced by their place; a layer with weights or chance has none.
    """
    before = set(sys.modules)
    baseline = rows.complete({}, own.dimensions)
    digest = hashlib.sha256(_exact(own, build, baseline).encode()).hexdigest()[:16]
    for row in own.dimensions:
        for value in row.values:
            if value != row.baseline:
                _exact(own, build, {**baseline, row.name: value}, f"{row.name}={value}")
    loaded = sys.modules.keys() - before - {code.module_name(own)}
    if (found := imports.loaded_outside(loaded)) is not None:
        raise BrokenFile(f"{own.file}: it loads {found[0]} from {found[1]}, {tree.WHY}.")
    return digest


def _exact(own: OwnNetwork, build: Build, values: Mapping[str, Value], at: str = "") -> str:
    """The text of a configuration's network, which was built twice and can be trained exactly."""
    try:
        first, second = _built(own, build, values), build(values)
        _refuse_counted_names(own, first, second)
        if _shapes(first) != _shapes(second):  # before their numbers, which tell nothing then
            raise BrokenFile(f"{own.file}: {ANOTHER}")
        _refuse_random_starts(own, first, second)
        one, other = _config(own, first, second), _config(own, second, first)
        if one != other:
            raise BrokenFile(f"{own.file}: {ANOTHER}")
        _refuse_chance(own, second)
    except BrokenFile as error:
        raise BrokenFile(f"{str(error).rstrip('.')}{at and f' (with {at})'}.") from None
    return one


def _built(own: OwnNetwork, build: Build, values: Mapping[str, Value]) -> keras.Model:
    """The network of a configuration, which gives probabilities and keeps no penalty of its own."""
    model = build(values)
    with explained(own):
        answers = np.asarray(model(_pictures(model), training=False))
        penalties = len(model.losses)
    if not ((answers >= 0).all() and np.allclose(answers.sum(axis=1), 1, atol=NEAR)):
        raise BrokenFile(
            f"{own.file}: what network returns are no probabilities: those of a picture add up to "
            f"{float(answers[0].sum()):.3g} and not to 1. End it with `return layers.classifier(x, classes)`."
        )
    if penalties:
        raise BrokenFile(
            f"{own.file}: a layer has a penalty or regularizer of its own, which runs do not train with: leave it "
            "out, the dimension l2 is for that."
        )
    return model


def _pictures(model: keras.Model) -> np.ndarray:
    return np.random.default_rng(0).integers(0, 256, (2, *model.input_shape[1:])).astype(np.float32)


def _refuse_counted_names(own: OwnNetwork, first: keras.Model, second: keras.Model) -> None:
    """Names decide weights and chance, and Keras' own count how many layers a process has made."""
    twins = [_named_by_chance(first), _named_by_chance(second)]
    for kind, name, other in ((kind, name, other) for (kind, name), (_, other) in zip(*twins, strict=False)):
        if name != other:
            raise BrokenFile(
                f"{own.file}: a layer {kind} has no name of its own (Keras called it {name}), and names decide its "
                'weights: give it one, name="…".'
            )
    names = [variable.path for variable in first.weights]
    if twice := next((name for name in names if names.count(name) > 1), None):
        raise BrokenFile(f"{own.file}: two weights are called {twice}: give each layer a name of its own.")


def _named_by_chance(model: keras.Model) -> list[tuple[str, str]]:
    """Kind and name of what a name decides: layers with weights, and those with a generator."""
    found = []
    for layer in model._flatten_layers(include_self=False):
        own = [*layer._trainable_variables, *layer._non_trainable_variables]
        found += [(type(layer).__name__, variable.path) for variable in own]
        if layer._seed_generators:
            found.append((type(layer).__name__, layer.name))
    return found


def generators(model: keras.Model) -> Iterator[tuple[str, keras.random.SeedGenerator]]:
    """What chance in the layers comes from, all that Keras keeps, each with a name of its own.

    A layer has one as a rule, called `seed_generator` or, in augmentation, `generator`: it has the layer's name. Others
    are named after their place in it.
    """
    for layer in model._flatten_layers(include_self=False):
        usual = [getattr(layer, name, None) for name in ("seed_generator", "generator")]
        for place, generator in enumerate(layer._seed_generators):
            alone = any(generator is one for one in usual)
            yield layer.name if alone else f"{layer.name}/{place}", generator


def _refuse_chance(own: OwnNetwork, model: keras.Model) -> None:
    """Trained as before, a network must answer as before: all its chance must come from what a run resets."""
    before = [np.array(variable) for variable in model.variables]
    answers = []
    with explained(own):
        for _ in range(2):
            for variable, value in zip(model.variables, before, strict=True):
                variable.assign(value)
            answers.append(np.asarray(model(_pictures(model), training=True)))
    if not np.array_equal(answers[0], answers[1], equal_nan=True):
        raise BrokenFile(
            f"{own.file}: in training the network draws from a chance that no seed of a run decides, such as "
            "keras.random in a Lambda: take Keras' own layers for it, such as keras.layers.Dropout or GaussianNoise."
        )


def _shapes(model: keras.Model) -> list[tuple[str, tuple[int, ...]]]:
    return [(str(weight.name), tuple(weight.shape)) for weight in model.weights]


def _refuse_random_starts(own: OwnNetwork, first: keras.Model, second: keras.Model) -> None:
    for one, other in zip(first.weights, second.weights, strict=True):
        if not starts_by_initializer(one) and not np.array_equal(np.asarray(one), np.asarray(other)):
            raise BrokenFile(
                f"{own.file}: the weight {one.path} starts at random values, and only kernels do here, from the run's "
                'seed: let it start at a constant, such as initializer="zeros".'
            )


def starts_by_initializer(variable: keras.Variable) -> bool:
    """Whether a weight starts as the dimension `initializer` says: kernels, those of separable convolutions too."""
    return str(variable.name).endswith("kernel")


def _config(own: OwnNetwork, model: keras.Model, other: keras.Model) -> str:
    """The model's configuration as text, in which a name that is counted stands by its place."""
    with explained(own):
        config = model.get_config()
    places = {
        ours: f"#{place}"
        for place, (ours, theirs) in enumerate(zip(_names(model), _names(other), strict=False))
        if ours != theirs
    }

    def placed(part: Any) -> Any:
        if isinstance(part, dict):
            return {name: placed(value) for name, value in part.items()}
        if isinstance(part, list | tuple):
            return [placed(value) for value in part]
        return places.get(part, part) if isinstance(part, str) else part

    return json.dumps(placed(config), sort_keys=True, default=lambda thing: type(thing).__name__)


def _names(model: keras.Model) -> list[str]:
    layers = model._flatten_layers(include_self=False)
    return [*(one.name for one in model.operations), *(one.name for one in layers)]
