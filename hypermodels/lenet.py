"""LeNet-5. LeCun, Bottou, Bengio, Haffner 1998: Gradient-based learning applied to document recognition, II.B.

Layer names are the paper's. For 32x32 RGB: three input channels; max pooling for trainable subsampling (S2, S4);
C3 sees every map of S2; a softmax for the RBF output. 62,006 parameters for 10 classes.
"""

from hypermodels.layers import Layers, Tensor, flatten, pool


def network(x: Tensor, classes: int, layers: Layers) -> Tensor:
    x = layers.conv(x, 6, 5, "c1", padding="valid")  # (B, 28, 28, 6)
    x = pool(x, "s2")  # (B, 14, 14, 6)
    x = layers.conv(x, 16, 5, "c3", padding="valid")  # (B, 10, 10, 16)
    x = pool(x, "s4")  # (B, 5, 5, 16)
    x = layers.dropout(layers.dense(flatten(x), 120, "c5"), 0, "drop5")  # (B, 120)
    x = layers.dropout(layers.dense(x, 84, "f6"), 0, "drop6")  # (B, 84)
    return layers.classifier(x, classes)  # (B, classes)
