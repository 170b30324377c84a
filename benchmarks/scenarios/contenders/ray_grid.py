"""Ray Tune with Keras as its example shows it (tune_mnist_keras): one machine, a core a trial, Ray's default."""

import json
import os
import sys
from pathlib import Path
from typing import Any

import ray
from ray import tune


def train(config: dict[str, Any]) -> None:
    import keras
    import numpy as np
    from ray.tune.integration.keras import TuneReportCheckpointCallback

    import hypermodels
    from hypermodels.dimensions import BASELINE
    from hypermodels.inputs import one_hot

    task, dimension = config["task"], config["dimension"]
    data = np.load(task["pictures"])
    x, y = data["x"], one_hot(data["y"], task["classes"])
    validation = (data["validation_x"], one_hot(data["validation_y"], task["classes"]))
    keras.utils.set_random_seed(task["seed"])
    configuration = {**BASELINE, "epochs": task["epochs"], dimension: config["value"]}
    model = hypermodels.load(task["network"], task["classes"]).compiled(configuration)
    model.fit(
        x,
        y,
        validation_data=validation,
        batch_size=configuration["batch_size"],
        epochs=configuration["epochs"],
        verbose=0,
        callbacks=[TuneReportCheckpointCallback(metrics=["val_accuracy"], checkpoint_on="train_end")],
    )


def main() -> None:
    task = json.loads(sys.argv[1])
    os.environ["RAY_USAGE_STATS_ENABLED"] = "0"
    variables = {"PYTHONPATH": str(Path.cwd())}
    ray.init(num_cpus=os.cpu_count(), include_dashboard=False, runtime_env={"env_vars": variables})
    answers = []
    for study in task["studies"]:
        space = {"task": task, "dimension": study["dimension"], "value": tune.grid_search(study["values"])}
        tuner = tune.Tuner(
            train,
            param_space=space,
            tune_config=tune.TuneConfig(metric="val_accuracy", mode="max"),
            run_config=tune.RunConfig(name=study["dimension"], storage_path=task["folder"]),
        )
        for result in tuner.fit():
            if result.error is not None:
                raise result.error
            answers.append(
                {
                    "dimension": study["dimension"],
                    "value": result.config["value"],
                    "val_accuracy": result.metrics["val_accuracy"],
                }
            )
    Path(task["answers"]).write_bytes(json.dumps(answers).encode())
    ray.shutdown()


if __name__ == "__main__":
    main()
