"""Records with a known truth, in memory or as a store on disk: what the analysis is tested and timed on."""

import hashlib
import json
import math
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, cast

import numpy as np

from analysis.numbers.answers.stored import NOTHING
from hypermodels.dimensions import BASELINE, BY_NAME, identifying
from hypermodels.schedules import horizon
from studies.plan.confounds import CONFOUNDS, confounded
from studies.plan.study_record import StudyRecord

SPECIFICS = {"learning_rate": {"0.0001": -9.0, "0.0003": -2.5, "0.003": 0.4, "0.01": -14.0}}
CLASSES = ["airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck"]
ENVIRONMENT = {
    "python": "3.11.9",
    "tensorflow": "2.21.0",
    "keras": "3.15.1",
    "keras_tuner": "1.4.8",
    "numpy": "2.4.6",
    "platform": "Linux-x86_64",
    "cpu": "An imaginary CPU",
    "device": "CPU",
    "onednn": "1",
    "threads": 2,
    "workers": 1,
    "git": "0123abc",
}
HEADER = "epoch,accuracy,val_accuracy,loss,val_loss,learning_rate,seconds"


class Synthetic:
    """Studies, runs and histories that grow by `study(...)`; `write(root)` stores them as the real ones are."""

    def __init__(self, network: str = "lenet", dataset: str = "cifar10", validation: int = 5000) -> None:
        self.network, self.dataset, self.validation = network, dataset, validation
        self.studies: list[StudyRecord] = []
        self.runs: dict[str, dict[str, Any]] = {}
        self.histories: dict[str, list[list[float]]] = {}
        self.stored = NOTHING  # answers by picture: `synthetic_evidence.plant`

    def study(
        self,
        dimension: str | Sequence[str],
        effects: Mapping[Any, float | Sequence[float | None] | None],
        seeds: Sequence[int] = (0, 1, 2),
        *,
        noise: float = 0.2,
        kind: str = "study",
        base: float = 0.62,
        curve: Mapping[str, Any] | None = None,
        **change: Any,
    ) -> StudyRecord:
        """Add a study whose values change the final validation accuracy by `effects`, in percentage points.

        An effect is a number (`noise`, a standard deviation in points, is added), one number a seed (taken exactly),
        or None for a value whose runs are absent. The keys are values, or tuples of them where several dimensions
        vary. `curve` goes to `history`; `change` replaces fields of the study record or of the baseline's values.
        """
        names = (dimension,) if isinstance(dimension, str) else tuple(dimension)
        fixed = {**BASELINE, **{name: change.pop(name) for name in list(change) if name in BASELINE}}
        trials = []
        for number, (value, effect) in enumerate(effects.items()):
            values = {**fixed, **dict(zip(names, (value,) if isinstance(dimension, str) else value, strict=True))}
            truths: list[float | None]
            if isinstance(effect, Sequence):
                truths, spread = list(effect), 0.0
            else:
                truths, spread = [effect] * len(seeds), noise
            ids = [
                self._run(values, seed, base, truth, spread, curve) for seed, truth in zip(seeds, truths, strict=True)
            ]
            trials.append({"trial": f"{number:02d}", "values": values, "runs": ids})
        key = confounded(names, [trial["values"] for trial in trials])
        record = {
            "schema": 1,
            "name": f"{self.network}-{'-'.join(names)}-{self.dataset}",
            "kind": kind,
            "dimensions": list(names),
            "network": self.network,
            "width": 1.0,
            "precision": "float32",
            "classes": CLASSES,
            "seeds": list(seeds),
            "tuner": None,
            "dataset": {
                "name": self.dataset,
                "digest": "d1",
                "samples": None,
                "train": 45000,
                "validation": self.validation,
                "test": 10000,
            },
            "warnings": [CONFOUNDS[key]] if kind == "study" and key else [],
            "command": f"python -m studies study {BY_NAME[names[0]].flag} --model {self.network}",
            "trials": trials,
            **change,
        }
        self.studies.append(cast(StudyRecord, record))
        return self.studies[-1]

    def write(self, root: Path) -> Path:
        runs = root / "tuner_dirs" / "runs"
        for run, record in self.runs.items():
            (runs / run).mkdir(parents=True, exist_ok=True)
            (runs / run / "run.json").write_text(json.dumps(record))
            rows = [",".join([str(int(row[0])), *map(repr, row[1:])]) for row in self.histories[run]]
            (runs / run / "history.csv").write_text("\n".join([HEADER, *rows]) + "\n")
        for study in self.studies:
            folder = root / "tuner_dirs" / study["name"]
            folder.mkdir(parents=True, exist_ok=True)
            (folder / "study.json").write_text(json.dumps(study))
        return root

    def _run(
        self, values: dict[str, Any], seed: int, base: float, effect: float | None, noise: float, curve: Any
    ) -> str:
        identity = {
            "network": self.network,
            "width": 1.0,
            "classes": len(CLASSES),
            "model": "m1",
            "dataset": {"name": self.dataset, "digest": "d1", "samples": None},
            "values": {name: value for name, value in identifying(values).items() if name != "epochs"},
            "seed": seed,
            "precision": "float32",
            **({} if (aim := horizon(values)) is None else {"horizon": aim}),
        }
        run = hashlib.sha256(json.dumps(identity, sort_keys=True).encode()).hexdigest()[:16]
        known = len(self.histories.get(run, ()))
        if effect is None or known >= values["epochs"]:
            return run
        rng = np.random.default_rng([int(run, 16) % 2**32, seed])
        luck = np.random.default_rng(seed).normal(0, 1.2) if noise else 0.0  # points; shared by a seed's values
        final = base + (effect + luck + rng.normal(0, noise) if noise else effect) / 100
        rows = history(values["epochs"], final, rng, **(curve or {}))
        self.histories[run] = rows
        diverged = not math.isfinite(rows[-1][3])
        self.runs[run] = {
            "schema": 1,
            "id": run,
            "identity": identity,
            "status": "diverged" if diverged else "completed",
            "epochs": len(rows),
            "cause": None,
            "environment": ENVIRONMENT,
            "parameters": 62006,
            "seconds": {"training": sum(row[6] for row in rows), "outside": 4.0},
            "peak_memory": 812_000_000,
            "updated": "2026-01-02T03:04:05+00:00",
            "load": [0.4, 2.3],
        }
        return run


def history(
    epochs: int,
    final: float,
    rng: np.random.Generator,
    *,
    overfit_from: int | None = None,
    diverge_at: int | None = None,
    chance: float = 0.1,
    seconds: float = 4.0,
) -> list[list[float]]:
    """A run's rows, ending at validation accuracy `final` exactly (or diverged at an epoch)."""
    rows: list[list[float]] = []
    for epoch in range(1, epochs + 1):
        progress = 1 - math.exp(-epoch / 3)
        share = progress / (1 - math.exp(-epochs / 3))
        accuracy = chance + (final - chance) * share + (rng.normal(0, 0.004) if epoch < epochs else 0)
        training = min(accuracy + 0.01 * epoch, 0.999)
        rise = 0.06 * max(0, epoch - overfit_from) if overfit_from else 0.0
        loss, val_loss = 2.3 - 1.7 * training, 2.3 - 1.6 * accuracy + rise
        if diverge_at == epoch:
            return [*rows, [epoch, chance, chance, math.nan, math.nan, 0.001, seconds]]
        took = seconds * (1 + 0.02 * float(rng.random()))
        rows.append([epoch, float(training), float(accuracy), float(loss), float(val_loss), 0.001, took])
    return rows


def chapter(
    network: str = "lenet", seeds: Sequence[int] = (0, 1, 2), base: float = 0.62, dataset: str = "cifar10"
) -> Synthetic:
    """All eight studies of a network, with effects as they are usually seen."""
    made = Synthetic(network, dataset)
    add = made.study
    add("learning_rate", {0.0001: -9, 0.0003: -2.5, 0.001: 0, 0.003: 0.4}, seeds, base=base, noise=0.5)
    add("optimizer", {"sgd": -22, "rmsprop": -0.6, "adagrad": -24, "adadelta": -48, "adam": 0}, seeds, base=base)
    add("loss", {"mean_squared_error": -3, "binary_crossentropy": -1, "categorical_crossentropy": 0}, seeds, base=base)
    add("batch_size", {16: 0.2, 32: 0, 64: -1.5, 128: -3.5, 256: -6}, seeds, base=base, noise=0.6)
    add("activation", {"sigmoid": -11, "tanh": -1.2, "relu": 0}, seeds, base=base)
    add("initializer", {"zeros": -52, "random_normal": -0.7, "glorot_uniform": 0, "he_normal": 0.5}, seeds, base=base)
    add("l2", {0.0: 0, 0.00001: 0.1, 0.0001: 0.3, 0.001: -0.5, 0.01: -6}, seeds, base=base, noise=0.6)
    add("epochs", {5: 0, 10: 0, 20: 0, 50: 0}, seeds, base=base + 0.03, curve={"overfit_from": 12})
    lr = made.studies[0]
    high = {**BASELINE, "learning_rate": 0.01}
    ids = [
        made._run(high, seed, base, -14, 0.5, {"diverge_at": 3 + place} if place % 2 else None)
        for place, seed in enumerate(seeds)
    ]
    lr["trials"].append({"trial": "04", "values": high, "runs": ids})
    return made
