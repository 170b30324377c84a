"""Five classic networks as Keras-Tuner hypermodels, for 32x32 RGB pictures.

    hypermodels.load("resnet", classes=10)      a keras_tuner.HyperModel with all dimensions
    hypermodels.NETWORKS                        their names and titles
    hypermodels.dimensions.DIMENSIONS           the table of dimensions

Keras is imported by `load`, not by this module.
"""

import os
from typing import TYPE_CHECKING

from hypermodels.errors import InvalidValue

if TYPE_CHECKING:
    from hypermodels.hypermodel import ClassicHyperModel

# Read by TensorFlow when it is first loaded, which `load` may do: without it, processors without AVX-512 compute
# otherwise, and other last digits, than `studies` trains with.
os.environ.setdefault("TF_ENABLE_ONEDNN_OPTS", "1")

SIDE = 32  # of a picture, in pixels
SHAPE = (SIDE, SIDE, 3)  # of what a network takes: RGB, 0 to 255

NETWORKS = {
    "lenet": "LeNet-5",
    "alexnet": "AlexNet",
    "vggnet": "VGG-16",
    "googlenet": "GoogLeNet",
    "resnet": "ResNet-18",
}

__all__ = ["NETWORKS", "SHAPE", "SIDE", "check", "check_width", "load"]


def check(network: str, width: float = 1.0) -> None:
    """Raise `InvalidValue` unless `network` is one of `NETWORKS` and `width` lies in (0, 8]."""
    if network not in NETWORKS:
        raise InvalidValue(f"Unknown network {network}; choose from {', '.join(NETWORKS)}.")
    check_width(width)


def check_width(width: float) -> None:
    """Raise `InvalidValue` unless `width` lies in (0, 8]."""
    if not 0 < width <= 8:
        raise InvalidValue(f"width={width:g} is out of range: it must be above 0 and at most 8.")


def load(network: str, classes: int = 10, width: float = 1.0) -> "ClassicHyperModel":
    """The hypermodel of a network.

    Args:
        network: one of `NETWORKS`.
        classes: how many classes the pictures have, at least 2.
        width: multiplies the channels of every hidden layer, as MobileNet's alpha (Howard et al. 2017, 3.3).

    Raises:
        InvalidValue: an unknown network, or a width or number of classes out of range.
    """
    check(network, width)
    if not isinstance(classes, int) or classes < 2:
        raise InvalidValue(f"classes={classes} is out of range: pictures have 2 classes or more.")
    from hypermodels.hypermodel import ClassicHyperModel

    return ClassicHyperModel(network, classes, width)
