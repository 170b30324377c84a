"""A network's file to begin with, written by `sweepbook new-network`."""

OWN = "depth"  # its dimension
EXAMPLE = '''"""{title}: a network of your own. Train it, for example, by

    {first}
    {second}

It is one file: what was trained is stored with the runs. Editing it makes another version, whose runs are its own.
"""

from hypermodels.dimensions import Dimension
from hypermodels.layers import flatten, pool

TITLE = "{title}"  # what reports and the classifier call it; the file's name without it
PAPER = ""  # where it comes from, if anywhere

# Dimensions of its own, beside the learning rate, the optimizer and the rest that every network has.
DIMENSIONS = (Dimension("depth", values=(1, 2, 3), baseline=2, doc="How many convolutions."),)


def network(x, classes, layers):
    """Pictures (B, side, side, 3) of 0 to 1 -> probabilities (B, classes).

    `layers` makes layers with the study's activation, initializer, L2 and width. Keras' own may stand beside them. Give
    every layer with weights or chance a name: names decide what a seed draws for it.
    """
    for number in range(1, layers.value("depth") + 1):
        x = layers.conv(x, 16 * number, 3, f"conv{{number}}")  # with its activation; norm=True normalizes batches
        x = pool(x, f"pool{{number}}")
    return layers.classifier(flatten(x), classes)
'''


def text(title: str, *commands: str) -> str:
    """The example's source, for a network of this title; `commands` are two that train it: one varies `OWN`."""
    first, second = (command.replace("\\", r"\\").replace('"', r"\"") for command in commands)
    return EXAMPLE.format(title=title, first=first, second=second)
