"""ResNet-18. He, Zhang, Ren, Sun 2015: Deep residual learning for image recognition, table 1, 18-layer.

For 32x32: a 3x3 convolution without stride or pooling for conv1. Projection shortcuts where the shape changes
(option B). About 11.2 million parameters.
"""

import keras

from hypermodels.layers import Layers, Tensor, average

STAGES = ((64, 2), (128, 2), (256, 2), (512, 2))  # filters, blocks


def network(x: Tensor, classes: int, layers: Layers) -> Tensor:
    x = layers.conv(x, 64, 3, "conv1", norm=True)  # (B, 32, 32, 64)
    for stage, (filters, blocks) in enumerate(STAGES, start=2):
        for block in range(blocks):
            strides = 2 if block == 0 and stage > 2 else 1
            x = basic_block(x, filters, strides, f"conv{stage}_{block + 1}", layers)
        # (B, 32, 32, 64) (B, 16, 16, 128) (B, 8, 8, 256) (B, 4, 4, 512)
    return layers.classifier(layers.dropout(average(x), 0, "drop"), classes)  # (B, classes)


def basic_block(x: Tensor, filters: int, strides: int, name: str, layers: Layers) -> Tensor:
    """Two 3x3 convolutions and the shortcut around them (figure 5, left)."""
    y = layers.conv(x, filters, 3, f"{name}a", strides, norm=True)
    y = layers.conv(y, filters, 3, f"{name}b", norm=True, activate=False)
    if x.shape != y.shape:
        x = layers.conv(x, filters, 1, f"{name}_shortcut", strides, norm=True, activate=False)
    return layers.activation(keras.layers.Add(name=f"{name}_add")([x, y]), f"{name}_act")
