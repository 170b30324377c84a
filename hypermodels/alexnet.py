"""AlexNet. Krizhevsky, Sutskever, Hinton 2012: ImageNet classification with deep convolutional networks, 3.5.

For 32x32: 3x3 kernels and no stride where the paper has 11x11/4 and 5x5; batch normalization for local response
normalization; dense layers of 2048 for 4096. Overlapping 3/2 pooling and dropout 0.5 are the paper's (3.4, 4.2).
About 9.6 million parameters.
"""

from hypermodels.layers import Layers, Tensor, flatten, pool


def network(x: Tensor, classes: int, layers: Layers) -> Tensor:
    x = layers.conv(x, 96, 3, "conv1", padding="valid", norm=True)  # (B, 30, 30, 96)
    x = pool(x, "pool1", size=3)  # (B, 14, 14, 96)
    x = layers.conv(x, 256, 3, "conv2", padding="valid", norm=True)  # (B, 12, 12, 256)
    x = pool(x, "pool2", size=3)  # (B, 5, 5, 256)
    x = layers.conv(x, 384, 3, "conv3")
    x = layers.conv(x, 384, 3, "conv4")
    x = layers.conv(x, 256, 3, "conv5")  # (B, 5, 5, 256)
    x = pool(x, "pool5", size=3)  # (B, 2, 2, 256)
    x = layers.dropout(layers.dense(flatten(x), 2048, "fc6"), 0.5, "drop6")  # (B, 2048)
    x = layers.dropout(layers.dense(x, 2048, "fc7"), 0.5, "drop7")  # (B, 2048)
    return layers.classifier(x, classes)  # (B, classes)
