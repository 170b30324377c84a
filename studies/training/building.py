"""The network and the optimizer that a program is built of."""

from collections.abc import Mapping

import keras

import hypermodels
from hypermodels import hypermodel
from hypermodels.dimensions import Value
from studies.plan.runs import Context
from studies.training.fast_layers import FastLayers, FusedAdam

NAME = "optimizer"


def network(context: Context, values: Mapping[str, Value]) -> keras.Model:
    """The network in the context's precision, without regularizers: the program's objective adds the penalty."""
    with hypermodel.precision(context.precision):
        loaded = hypermodels.load(
            context.own or context.network, len(context.dataset.classes), context.width, context.dataset.side
        )
        return loaded.model({**values, "l2": 0.0}, FastLayers)


def optimizer(context: Context, values: Mapping[str, Value]) -> keras.optimizers.Optimizer:
    """Keras' own, or one with the same numbers in a faster kernel; in float16 it scales the loss.

    It has one name in all programs: Keras would number them (adam, adam_1), and TensorFlow keeps 45 KiB for every name
    that a variable ever had.
    """
    chosen = hypermodel.optimizer(values)
    kind = FusedAdam if type(chosen) is keras.optimizers.Adam else type(chosen)
    named = kind.from_config({**chosen.get_config(), "name": NAME})
    return keras.optimizers.LossScaleOptimizer(named, name=NAME) if context.precision == "mixed_float16" else named
