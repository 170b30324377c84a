"""Files of users' networks, small enough to train in a second."""

from pathlib import Path

SMALL = '''"""A network with a dimension of its own."""
import keras
from hypermodels.dimensions import Dimension
from hypermodels.layers import average, pool

TITLE = "Mein <Netz>"
PAPER = "Nobody 2026: A <small> network*"
DIMENSIONS = (Dimension("depth", values=(1, 2, 3), baseline=2, title="Depth of it"),)


def network(x, classes, layers):
    for n in range(layers.value("depth")):
        x = layers.conv(x, 4, 3, f"conv{n}")
        x = keras.layers.SeparableConv2D(6, 3, padding="same", name=f"sep{n}")(x)
        x = keras.layers.Dropout(0.1, name=f"drop{n}")(pool(x + x, f"pool{n}"))
    return layers.classifier(average(x), classes)
'''


def own_network(folder: Path, text: str = SMALL, name: str = "my_net.py") -> Path:
    """The file of a network in `folder`, which is made."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path
