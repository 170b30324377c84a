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
    if layers.value("normalization") == "inference":
        layers = in_inference(layers)(layers.configuration, layers.width)
    return googlenet.network(x, classes, layers)


def in_inference(layers):
    """The layers' kind, with a normalization that does not heed how the model is called.

    To call the layer with `training=False` would not do: Keras gives it the model's `training` in place of that.
    """

    class Still(layers.normalization):
        def call(self, inputs):
            return super().call(inputs, training=False)

    class InInference(type(layers)):
        normalization = Still

    return InInference
