"""Makes `tests/fixtures/elsewhere`: small projects of other tools, each written by the tool itself.

    python -m tests.analysis.elsewhere.projects optuna ray keras_tuner tensorboard csv

Optuna and Ray Tune are the packages of the extra `bench`; the others are there anyway. Every training is a real one, on
scikit-learn's digits. What no reader opens is removed afterwards: weights, pickled files, copies of the same numbers.
"""

import csv
import json
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing

import numpy as np
from sklearn.datasets import load_digits
from sklearn.linear_model import SGDClassifier
from sklearn.model_selection import train_test_split

from tests.support.places import ROOT

HOME = ROOT / "tests/fixtures/elsewhere"
MACHINE = ("hostname", "node_ip", "pid", "date", "timestamp")
RATES, SEEDS, EPOCHS = (0.0001, 0.001, 0.1), (0, 1, 2), 4


def trained(rate: float, seed: int) -> Iterator[float]:
    """Validation accuracy (0..1) of a linear classifier after each epoch."""
    pictures, classes = load_digits(return_X_y=True)
    x, other, y, of_other = train_test_split(pictures / 16, classes, test_size=0.4, random_state=0)
    model = SGDClassifier(learning_rate="constant", eta0=rate, random_state=seed)
    order = np.random.default_rng(seed)
    for _ in range(EPOCHS):
        picked = order.permutation(len(x))
        model.partial_fit(x[picked], y[picked], classes=range(10))
        yield float(model.score(other, of_other))


def optuna() -> None:
    import optuna

    def objective(trial: optuna.Trial) -> float:
        rate = trial.suggest_categorical("lr", RATES)
        for epoch, accuracy in enumerate(trained(rate, trial.suggest_categorical("seed", SEEDS)), 1):
            trial.report(accuracy, epoch)
        return accuracy

    def searched(trial: optuna.Trial) -> float:
        rate, dropped = trial.suggest_float("lr", 1e-4, 1e-1, log=True), trial.suggest_int("unused", 1, 4)
        for epoch, accuracy in enumerate(trained(rate, 0), 1):
            trial.report(1 - accuracy, epoch)
            if trial.should_prune():
                raise optuna.TrialPruned
        return float(1 - accuracy + 0 * dropped)

    storage = f"sqlite:///{HOME}/optuna.db"
    grid = optuna.samplers.GridSampler({"lr": RATES, "seed": SEEDS}, seed=0)
    optuna.create_study(study_name="rates", storage=storage, sampler=grid, direction="maximize").optimize(objective)
    sampler, pruner = optuna.samplers.RandomSampler(seed=0), optuna.pruners.MedianPruner(n_startup_trials=3)
    study = optuna.create_study(study_name="search", storage=storage, sampler=sampler, pruner=pruner)
    study.optimize(searched, n_trials=12)


def ray() -> None:
    import ray
    from ray import tune

    def objective(config: dict[str, float]) -> None:
        for accuracy in trained(config["lr"], int(config["seed"])):
            tune.report({"val_accuracy": accuracy})

    ray.init(num_cpus=1, include_dashboard=False)
    space = {"lr": tune.grid_search(list(RATES)), "seed": tune.grid_search([0, 1]), "model": {"kind": "linear"}}
    run = tune.RunConfig(name="ray", storage_path=str(HOME), verbose=0)
    tune.Tuner(objective, param_space=space, run_config=run).fit()
    ray.shutdown()


def keras_tuner() -> None:
    import keras
    import keras_tuner as kt

    pictures, classes = load_digits(return_X_y=True)
    x, y = pictures[:600] / 16, classes[:600]

    def build(hp: kt.HyperParameters) -> keras.Model:
        hidden = keras.layers.Dense(hp.Choice("units", [4, 16]), hp.Choice("activation", ["relu", "tanh"]))
        model = keras.Sequential([hidden, keras.layers.Dense(10, "softmax")])
        model.compile(keras.optimizers.Adam(0.01), "sparse_categorical_crossentropy", metrics=["accuracy"])
        return model

    board = keras.callbacks.TensorBoard(str(HOME / "tensorboard_tuner"), write_graph=False)
    tuner = kt.GridSearch(build, "val_accuracy", directory=HOME, project_name="keras_tuner", seed=0)
    tuner.search(x[:400], y[:400], validation_data=(x[400:], y[400:]), epochs=3, verbose=0, callbacks=[board])


def tensorboard() -> None:
    import keras

    pictures, classes = load_digits(return_X_y=True)
    x, y = pictures[:600] / 16, classes[:600]
    for rate in (0.001, 0.01):
        for seed in SEEDS:
            keras.utils.set_random_seed(seed)
            model = keras.Sequential([keras.layers.Dense(10, "softmax")])
            model.compile(keras.optimizers.Adam(rate), "sparse_categorical_crossentropy", metrics=["accuracy"])
            board = keras.callbacks.TensorBoard(str(HOME / f"tensorboard/lr={rate},seed={seed}"), write_graph=False)
            model.fit(x[:400], y[:400], validation_data=(x[400:], y[400:]), epochs=3, verbose=0, callbacks=[board])


def csv_table() -> None:
    with (HOME / "table.csv").open("w", newline="") as file:
        table = csv.writer(file)
        table.writerow(["lr", "seed", "epoch", "val_acc"])
        for rate in RATES:
            for seed in SEEDS:
                table.writerows([rate, seed, epoch, score] for epoch, score in enumerate(trained(rate, seed), 1))


def tidy() -> None:
    """Remove what no reader opens and what tells of this machine, and pack the database."""
    for path in [path for path in HOME.rglob("*") if path.is_file()]:
        unread = path.suffix in (".h5", ".pkl") or path.name.startswith(("build_config", "basic-", "experiment_state"))
        if unread or (path.name.startswith("events.out") and ("ray" in path.parts or path.parent.name == "train")):
            path.unlink()
        elif path.name == "result.json":
            lines = [json.loads(line) for line in path.read_text().splitlines()]
            told = [{key: one for key, one in line.items() if key not in MACHINE} for line in lines]
            path.write_text("".join(json.dumps(line) + "\n" for line in told))
        elif path.name == "progress.csv":
            rows = list(csv.reader(path.read_text().splitlines()))
            places = [place for place, name in enumerate(rows[0]) if name not in MACHINE]
            with path.open("w", newline="") as file:
                csv.writer(file).writerows([row[place] for place in places] for row in rows)
        elif path.suffix == ".db":
            with closing(sqlite3.connect(path)) as database:
                database.execute("PRAGMA page_size = 512")
                database.execute("VACUUM")
    for folder in sorted((path for path in HOME.rglob("*") if path.is_dir()), reverse=True):
        if not any(folder.iterdir()):
            folder.rmdir()


def main() -> None:
    makers = {"optuna": optuna, "ray": ray, "keras_tuner": keras_tuner, "tensorboard": tensorboard, "csv": csv_table}
    HOME.mkdir(exist_ok=True)
    for name in sys.argv[1:]:
        makers[name]()
    tidy()


if __name__ == "__main__":
    main()
