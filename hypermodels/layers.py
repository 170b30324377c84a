"""The layers that the five networks are made of, each with the configuration's activation, initializer and L2."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, TypeAlias

import keras

from hypermodels.dimensions import BY_NAME, OWN, Value, the_value
from hypermodels.errors import InvalidValue

Tensor: TypeAlias = Any  # a keras.KerasTensor; Keras ships no type information


@dataclass(frozen=True)
class Layers:
    """Makes the layers of one network: constructed from a configuration, called in the network's file.

    `width` multiplies the channels of every hidden layer. Every layer has a name of its own: the name decides
    its random weights and is part of what a run's identity hashes.
    """

    configuration: Mapping[str, Value]
    width: float = 1.0
    convolution: ClassVar[type[keras.layers.Layer]] = keras.layers.Conv2D
    normalization: ClassVar[type[keras.layers.Layer]] = keras.layers.BatchNormalization

    def value(self, dimension: str) -> Value:
        """The configuration's value of a dimension: how a user's network reads its own.

        Raises:
            InvalidValue: there is no such dimension, or one built network serves all its values.
        """
        if dimension not in self.configuration:
            raise InvalidValue(
                f"layers.value({dimension!r}): there is no such dimension; there are {', '.join(self.configuration)}."
            )
        if dimension in BY_NAME and BY_NAME[dimension].built_with is not the_value:
            raise InvalidValue(
                f"layers.value({dimension!r}): one built network serves several values of {dimension}, so it cannot be "
                "built after them: build it without."
            )
        return self.configuration[dimension]

    def channels(self, count: int) -> int:
        return max(1, round(count * self.width))

    def activation(self, x: Tensor, name: str) -> Tensor:
        return keras.layers.Activation(self.configuration["activation"], name=name)(x)

    def conv(
        self,
        x: Tensor,
        filters: int,
        kernel: int,
        name: str,
        strides: int = 1,
        padding: str = "same",
        norm: bool = False,
        activate: bool = True,
    ) -> Tensor:
        """Convolution, then batch normalization (it makes a bias redundant) and activation where asked.

        A 1x1 convolution with strides is one without, of every `strides`-th pixel: the same numbers, and oneDNN's own
        way to that writes past its memory where channels are few (github.com/uxlfoundation/oneDNN issue 6035).
        """
        if kernel == 1 and strides > 1:
            x, strides = pool(x, f"{name}_subsample", 1, strides), 1
        x = self.convolution(
            self.channels(filters), kernel, strides, padding, use_bias=not norm, name=name, **self._weights()
        )(x)
        if norm:
            x = self.normalization(name=f"{name}_bn")(x)
        return self.activation(x, f"{name}_act") if activate else x

    def dense(self, x: Tensor, units: int, name: str) -> Tensor:
        x = keras.layers.Dense(self.channels(units), name=name, **self._weights())(x)
        return self.activation(x, f"{name}_act")

    def dropout(self, x: Tensor, own: float, name: str) -> Tensor:
        """Dropout beside a dense layer: with the rate of the dimension, or with the network's `own`."""
        rate = float(self.configuration["dropout"])
        rate = own if rate == OWN else rate
        return dropout(x, rate, name) if rate else x

    def classifier(self, x: Tensor, classes: int) -> Tensor:
        """Softmax over the classes, in float32 whatever the precision: small probabilities need its range."""
        x = keras.layers.Dense(classes, name="logits", **self._weights())(x)
        return keras.layers.Softmax(name="probabilities", dtype="float32")(x)

    def _weights(self) -> dict[str, object]:
        l2 = self.configuration["l2"]
        return {
            "kernel_initializer": self.configuration["initializer"],
            "kernel_regularizer": keras.regularizers.L2(l2) if l2 else None,
        }


def pool(x: Tensor, name: str, size: int = 2, strides: int = 2, padding: str = "valid") -> Tensor:
    return keras.layers.MaxPooling2D(size, strides, padding, name=name)(x)


def dropout(x: Tensor, rate: float, name: str) -> Tensor:
    return keras.layers.Dropout(rate, name=name)(x)


def flatten(x: Tensor) -> Tensor:
    return keras.layers.Flatten(name="flatten")(x)


def average(x: Tensor) -> Tensor:
    return keras.layers.GlobalAveragePooling2D(name="average_pool")(x)
