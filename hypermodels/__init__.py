"""Five classic networks as Keras-Tuner hypermodels, for RGB pictures of 32x32, or of another side.

    hypermodels.load("resnet", classes=10)      a keras_tuner.HyperModel with all dimensions
    hypermodels.load("my_net.py")               the same of a network of one's own, in a file
    hypermodels.NETWORKS                        their names and titles
    hypermodels.dimensions.DIMENSIONS           the table of dimensions

Keras is imported by `load`, not by this module.
"""

import os
from typing import TYPE_CHECKING

from hypermodels.errors import InvalidValue, shown
from hypermodels.own import file

if TYPE_CHECKING:
    from hypermodels.hypermodel import ClassicHyperModel
    from hypermodels.own.file import OwnNetwork

# Read by TensorFlow when it is first loaded, which `load` may do: without it, processors without AVX-512 compute
# otherwise, and other last digits, than `studies` trains with.
os.environ.setdefault("TF_ENABLE_ONEDNN_OPTS", "1")

SIDE = 32  # of a picture, in pixels, unless a dataset has another
SIDES = (16, 224)  # the least and the greatest that one may have

NETWORKS = {
    "lenet": "LeNet-5",
    "alexnet": "AlexNet",
    "vggnet": "VGG-16",
    "googlenet": "GoogLeNet",
    "resnet": "ResNet-18",
}

NORMALIZED = frozenset(NETWORKS) - {"lenet"}  # their layers normalize batches

# The least side that a network takes, where its convolutions and poolings leave nothing of a smaller picture.
SMALLEST = {"alexnet": 21, "vggnet": 32}

__all__ = ["NETWORKS", "NORMALIZED", "SIDE", "SIDES", "check", "check_side", "check_width", "load"]


def check(network: str, width: float = 1.0) -> None:
    """Raise `InvalidValue` unless `network` is one of `NETWORKS` and `width` lies in (0, 8]."""
    if network not in NETWORKS:
        raise InvalidValue(
            f"Unknown network {shown(network)}; choose from {', '.join(NETWORKS)}, or give a file of your own "
            "(my_net.py)."
        )
    check_width(width)


def check_width(width: float) -> None:
    """Raise `InvalidValue` unless `width` lies in (0, 8]."""
    if not 0 < width <= 8:
        raise InvalidValue(f"width={width:g} is out of range: it must be above 0 and at most 8.")


def check_side(side: int, network: str | None = None) -> None:
    """Raise `InvalidValue` unless pictures of `side` x `side` pixels are taken, by `network` where one is given."""
    if not SIDES[0] <= side <= SIDES[1]:
        raise InvalidValue(f"size={side} is out of range: pictures have a side of {SIDES[0]} to {SIDES[1]} pixels.")
    least = SMALLEST.get(network or "", SIDES[0])
    if side < least:
        raise InvalidValue(
            f"{network} takes no pictures of {side}x{side}: its poolings leave nothing of them. Give size={least} or "
            "more, or another network."
        )


def load(network: "str | OwnNetwork", classes: int = 10, width: float = 1.0, side: int = SIDE) -> "ClassicHyperModel":
    """The hypermodel of a network.

    Args:
        network: one of `NETWORKS`, the path of a file with a network of one's own, or such a file as it was read.
        classes: how many classes the pictures have, at least 2.
        width: multiplies the channels of every hidden layer, as MobileNet's alpha (Howard et al. 2017, 3.3).
        side: of the pictures, in pixels.

    Raises:
        InvalidValue: an unknown network, or a width, a side or a number of classes out of range.
        BrokenFile: the file cannot be a network's.
    """
    own = file.read(network) if isinstance(network, str) and file.is_path(network) else network
    if isinstance(own, str):
        check(own, width)
    check_width(width)
    check_side(side, own if isinstance(own, str) else None)
    if not isinstance(classes, int) or classes < 2:
        raise InvalidValue(f"classes={classes} is out of range: pictures have 2 classes or more.")
    from hypermodels.hypermodel import ClassicHyperModel

    if isinstance(own, str):
        return ClassicHyperModel(own, classes, width, side)
    return ClassicHyperModel(own.name, classes, width, side, own)
