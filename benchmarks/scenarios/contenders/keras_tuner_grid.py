"""Stock Keras-Tuner as its guide shows it: a `GridSearch` a study, and `search` on arrays."""

import json
import sys
from pathlib import Path
from typing import Any

import keras
import keras_tuner as kt
import numpy as np

from hypermodels.dimensions import DIMENSIONS
from hypermodels.hypermodel import ClassicHyperModel
from hypermodels.inputs import one_hot


class Network(ClassicHyperModel):
    """Seeds every trial, and remembers its last epoch: Keras-Tuner keeps the best one only."""

    def __init__(self, task: dict[str, Any], dimension: str, answers: list[dict[str, Any]]) -> None:
        super().__init__(task["network"], task["classes"])
        self.seed, self.dimension, self.answers = task["seed"], dimension, answers

    def build(self, hp: kt.HyperParameters) -> keras.Model:
        keras.utils.set_random_seed(self.seed)
        return super().build(hp)

    def fit(self, hp: kt.HyperParameters, model: keras.Model, x: Any, y: Any = None, **kwargs: Any) -> Any:
        history = super().fit(hp, model, x, y, **kwargs)
        final = history.history["val_accuracy"][-1]
        self.answers.append({"dimension": self.dimension, "value": hp.get(self.dimension), "val_accuracy": final})
        return history


def main() -> None:
    task = json.loads(sys.argv[1])
    data = np.load(task["pictures"])
    x, y = data["x"], one_hot(data["y"], task["classes"])
    validation = (data["validation_x"], one_hot(data["validation_y"], task["classes"]))
    answers: list[dict[str, Any]] = []
    for study in task["studies"]:
        dimension = study["dimension"]
        hp = kt.HyperParameters()
        for row in DIMENSIONS:
            if row.name == dimension:
                hp.Choice(row.name, study["values"])
            elif row.needs is None:  # the network asks for the others itself; fixed here, they end the grid
                hp.Fixed(row.name, task["epochs"] if row.name == "epochs" else row.baseline)
        tuner = kt.GridSearch(
            Network(task, dimension, answers),
            kt.Objective("val_accuracy", "max"),
            hyperparameters=hp,
            tune_new_entries=False,
            directory=task["folder"],
            project_name=dimension,
        )
        tuner.search(x, y, validation_data=validation, verbose=2)
    Path(task["answers"]).write_bytes(json.dumps(answers).encode())


if __name__ == "__main__":
    main()
