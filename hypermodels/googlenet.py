"""GoogLeNet. Szegedy et al. 2014: Going deeper with convolutions, figure 2(b) (the inception block), table 1.

For 32x32: one 3x3 convolution as the stem, two stages of two blocks, the same number of channels in every branch,
the first block of a stage strided by 2, batch normalization after every convolution (Ioffe, Szegedy 2015), no
auxiliary classifiers. About 0.12 million parameters.
"""

import keras

from hypermodels.layers import Layers, Tensor, average, pool

STAGES = ((16, 2), (32, 2))  # channels a branch, blocks


def network(x: Tensor, classes: int, layers: Layers) -> Tensor:
    x = layers.conv(x, 16, 3, "conv1", norm=True)  # (B, 32, 32, 16)
    for stage, (channels, blocks) in enumerate(STAGES, start=3):
        for block in range(blocks):
            strides = 2 if block == 0 else 1
            x = inception(x, channels, strides, f"inception_{stage}{'ab'[block]}", layers)
        # (B, 16, 16, 4 x 16) (B, 8, 8, 4 x 32)
    return layers.classifier(layers.dropout(average(x), 0, "drop"), classes)  # (B, classes)


def inception(x: Tensor, channels: int, strides: int, name: str, layers: Layers) -> Tensor:
    """Four branches side by side: 1x1; 1x1 - 3x3; 1x1 - 5x5; pool - 1x1."""
    a = layers.conv(x, channels, 1, f"{name}_1x1", strides, norm=True)
    b = layers.conv(x, channels, 1, f"{name}_3x3_reduce", strides, norm=True)
    b = layers.conv(b, channels, 3, f"{name}_3x3", norm=True)
    c = layers.conv(x, channels, 1, f"{name}_5x5_reduce", strides, norm=True)
    c = layers.conv(c, channels, 5, f"{name}_5x5", norm=True)
    d = pool(x, f"{name}_pool", size=3, strides=1, padding="same")
    d = layers.conv(d, channels, 1, f"{name}_pool_proj", strides, norm=True)
    return keras.layers.Concatenate(name=f"{name}_concat")([a, b, c, d])
