"""VGG-16. Simonyan, Zisserman 2014: Very deep convolutional networks for large-scale image recognition, table 1, D.

For 32x32: batch normalization after every convolution, dropout 0.2 after every stage, dense layers of 512 for 4096.
About 15.3 million parameters.
"""

from hypermodels.layers import Layers, Tensor, dropout, flatten, pool

STAGES = ((64, 64), (128, 128), (256, 256, 256), (512, 512, 512), (512, 512, 512))


def network(x: Tensor, classes: int, layers: Layers) -> Tensor:
    for stage, filters in enumerate(STAGES, start=1):
        for number, count in enumerate(filters, start=1):
            x = layers.conv(x, count, 3, f"conv{stage}_{number}", norm=True)
        x = dropout(pool(x, f"pool{stage}"), 0.2, f"drop{stage}")
        # (B, 16, 16, 64) (B, 8, 8, 128) (B, 4, 4, 256) (B, 2, 2, 512) (B, 1, 1, 512)
    x = layers.dropout(layers.dense(flatten(x), 512, "fc6"), 0.2, "drop6")  # (B, 512)
    x = layers.dropout(layers.dense(x, 512, "fc7"), 0.2, "drop7")  # (B, 512)
    return layers.classifier(x, classes)  # (B, classes)
