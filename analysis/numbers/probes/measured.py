"""What was measured in one run's layers, as arrays, with what its history ended at."""

from dataclasses import dataclass

import numpy as np

from studies.store.beside.probes import Probes


@dataclass(frozen=True, eq=False)
class Measured:
    """A run's probes up to an epoch, and how good it was then.

    Attributes:
        epochs: those that were measured `(epochs,)`, 0 before the first update.
        val_accuracy: on the validation set after the last of them (0..1).
        chance: the accuracy of guessing (0..1).
        guessing: how far from it guessing may come out on the validation set (0..1).
    """

    epochs: np.ndarray
    names: tuple[str, ...]
    table: np.ndarray  # (epochs, names)
    val_accuracy: float
    chance: float
    guessing: float

    def layers(self, measure: str) -> list[str]:
        """The layers of a measure, in the order of the network."""
        return [name.split("/", 1)[1] for name in self.names if name.startswith(f"{measure}/")]

    def of(self, measure: str) -> np.ndarray:
        """A measure of every layer `(epochs, layers)`; of one without layers `(epochs, 1)`."""
        places = [place for place, name in enumerate(self.names) if name.split("/", 1)[0] == measure]
        found: np.ndarray = self.table[:, places]
        return found

    @property
    def trained(self) -> np.ndarray:
        """Which rows are of an epoch with updates."""
        after: np.ndarray = self.epochs > 0
        return after


def measured(probes: Probes, epoch: int, val_accuracy: float, chance: float, guessing: float) -> Measured | None:
    """The probes until `epoch`; None where no epoch with updates was measured."""
    rows = probes.until(epoch).rows
    epochs = np.array(sorted(rows))
    if not len(epochs) or epochs[-1] == 0:
        return None
    table = np.array([rows[int(one)] for one in epochs]).reshape(len(epochs), len(probes.columns))
    return Measured(epochs, probes.columns, table, val_accuracy, chance, guessing)
