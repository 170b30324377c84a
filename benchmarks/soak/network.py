"""A network that is built in a moment, and whose runs have every kind of state.

Weights, means that batch normalization moves, what dropout draws, and the optimizer's moments.
"""

from hypermodels.layers import Layers, Tensor, flatten


def network(x: Tensor, classes: int, layers: Layers) -> Tensor:
    x = layers.conv(x, 4, 4, "conv", strides=4, norm=True)  # (B, 8, 8, 4)
    x = layers.dropout(flatten(x), 0.2, "drop")  # (B, 256)
    return layers.classifier(x, classes)  # (B, classes)
