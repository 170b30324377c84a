"""What a run goes on from: the weights and optimizer slots of a program, as a checkpoint holds them."""

from collections.abc import Mapping
from typing import Any

import keras
import numpy as np


class State:
    """The variables of a network and of its optimizer, by name."""

    def __init__(self, model: keras.Model, optimizer: keras.optimizers.Optimizer) -> None:
        """
        Args:
            optimizer: built, so that its slots are there.
        """
        named = [(f"model/{variable.path}", variable) for variable in model.weights]
        # By position: Keras numbers optimizers within a process (adam, adam_1), so their variables' names differ.
        named += [(f"optimizer/{number}", variable) for number, variable in enumerate(optimizer.variables)]
        self._variables: dict[str, Any] = dict(named)

    def copied(self) -> dict[str, np.ndarray]:
        return {name: np.array(variable) for name, variable in self._variables.items()}

    def fits(self, state: Mapping[str, np.ndarray]) -> bool:
        """Whether a checkpoint holds these variables, and weights that are numbers."""
        shapes = {name: tuple(variable.shape) for name, variable in self._variables.items()}
        weights = (array for name, array in state.items() if name.startswith("model/"))
        return shapes == {name: array.shape for name, array in state.items()} and all(
            array.dtype.kind in "iuf" and np.isfinite(array).all() for array in weights
        )

    def restore(self, state: Mapping[str, np.ndarray]) -> None:
        for name, variable in self._variables.items():
            variable.assign(state[name])
