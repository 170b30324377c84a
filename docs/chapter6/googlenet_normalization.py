"""GoogLeNet whose batch normalization trains, or stays in inference mode as the original app's did.

    sweepbook study normalization --model docs/chapter6/googlenet_normalization.py --samples 10000 --seeds 3

In inference mode a layer normalizes by its running averages, which nothing moves from 0 and 1: it scales and shifts.
"""

from hypermodels import googlenet
from hypermodels.dimensions import Dimension

TITLE = "GoogLeNet, normalization"
PAPER = "Ioffe, Szegedy 2015: Batch normalization"

DIMENSIONS = (
    Dimension("normalization", values=("training", "inference"), baseline="training", doc="The mode while it trains."),
)


def network(x, classes, layers):
    if layers.value("normalization") == "training":
        return googlenet.network(x, classes, layers)

    class InInference(type(layers)):
        @staticmethod
        def normalization(name):
            layer = layers.normalization(name=name)
            return lambda pictures: layer(pictures, training=False)

    return googlenet.network(x, classes, InInference(layers.configuration, layers.width))
