"""Optuna with Keras as its example shows it (optuna-examples, keras/keras_simple.py), on a `GridSampler`."""

import json
import sys
from pathlib import Path
from typing import Any

import keras
import numpy as np
import optuna

import hypermodels
from hypermodels.dimensions import BASELINE
from hypermodels.inputs import one_hot


def main() -> None:
    task = json.loads(sys.argv[1])
    data = np.load(task["pictures"])
    x, y = data["x"], one_hot(data["y"], task["classes"])
    validation = (data["validation_x"], one_hot(data["validation_y"], task["classes"]))
    answers: list[dict[str, Any]] = []
    for one in task["studies"]:
        dimension = one["dimension"]

        def objective(trial: optuna.Trial, dimension: str = dimension, one: dict[str, Any] = one) -> float:
            keras.backend.clear_session()
            keras.utils.set_random_seed(task["seed"])
            value = trial.suggest_categorical(dimension, one["values"])
            configuration = {**BASELINE, "epochs": task["epochs"], dimension: value}
            model = hypermodels.load(task["network"], task["classes"]).compiled(configuration)
            model.fit(
                x,
                y,
                validation_data=validation,
                shuffle=True,
                batch_size=configuration["batch_size"],
                epochs=configuration["epochs"],
                verbose=0,
            )
            accuracy = float(model.evaluate(*validation, verbose=0)[1])
            answers.append({"dimension": dimension, "value": value, "val_accuracy": accuracy})
            return accuracy

        sampler = optuna.samplers.GridSampler({dimension: one["values"]}, seed=task["seed"])
        study = optuna.create_study(direction="maximize", sampler=sampler)
        study.optimize(objective, n_trials=len(one["values"]))
    Path(task["answers"]).write_bytes(json.dumps(answers).encode())


if __name__ == "__main__":
    main()
