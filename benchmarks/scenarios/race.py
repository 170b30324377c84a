"""The same studies, each contender in processes of its own, one after the other, a seed a round.

All train the same networks on the same pictures (arrays in memory), with the same values, epochs, batch sizes and
validation pictures. Time is the whole process: start, imports, data and training. The others read the pictures from
one prepared file; this project starts in an empty folder and prepares CIFAR-10 from its original files.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.scenarios import race_summary
from benchmarks.support import ROOT, ours, results
from hypermodels.dimensions import BY_NAME, FIRST, Value
from studies.data import datasets, prepared_dataset, splitting

CONTENDERS = ("sweepbook", "keras-tuner", "optuna", "ray")
SCRIPTS = {"keras-tuner": "keras_tuner_grid", "optuna": "optuna_grid", "ray": "ray_grid"}
IMPORTS = "import tensorflow, keras_tuner, optuna, ray.tune"
ONEDNN = "TF_ENABLE_ONEDNN_OPTS"
LONGEST = 4 * 3600  # seconds before a contender counts as hanging


@dataclass(frozen=True)
class Study:
    dimension: str
    values: tuple[Value, ...]


@dataclass(frozen=True)
class Task:
    """What a contender is asked, as it gets it: JSON."""

    network: str
    studies: tuple[Study, ...]
    epochs: int
    seed: int
    samples: int
    classes: int
    pictures: str  # an npz file: x, y, validation_x, validation_y
    folder: str  # empty, for whatever the contender writes
    answers: str  # where it writes [{dimension, value, val_accuracy}], val_accuracy after the last epoch


@dataclass(frozen=True)
class Contender:
    name: str
    kind: str
    workers: str = ""
    precision: str = "float32"


def studies(scenario: str, epochs: int) -> tuple[Study, ...]:
    """The learning rates alone, or the eight of a chapter; its epochs study looks at `epochs` and at twice as many."""
    names = ("learning_rate",) if scenario == "lenet-lr" else FIRST
    return tuple(Study(name, (epochs, 2 * epochs) if name == "epochs" else BY_NAME[name].values) for name in names)


def contenders(kinds: Sequence[str], workers: Sequence[str], precisions: Sequence[str]) -> list[Contender]:
    found = []
    for kind in kinds:
        if kind not in CONTENDERS:
            raise SystemExit(f"Unknown contender {kind}; choose from {', '.join(CONTENDERS)}.")
        if kind == "sweepbook":
            each = [(w, p) for p in precisions for w in workers]
            found += [Contender(f"sweepbook WORKERS={w} PRECISION={p}", kind, w, p) for w, p in each]
        else:
            found.append(Contender(f"{kind} float32", kind))
    return found


def run(options: argparse.Namespace) -> dict[str, Any]:
    wanted = studies(options.scenario, options.epochs)
    taking_part = contenders(*(text.split(",") for text in (options.contenders, options.workers, options.precision)))
    subprocess.run([sys.executable, "-c", IMPORTS], capture_output=True, check=False)  # a cold disk is nobody's fault
    rounds = []
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder) / "data"
        for seed in map(int, options.seeds.split(",")):
            pictures, classes = prepared(data, options.samples, seed)
            for one in taking_part:
                with tempfile.TemporaryDirectory(dir=folder) as home:
                    task = Task(
                        options.network,
                        wanted,
                        options.epochs,
                        seed,
                        options.samples,
                        classes,
                        str(pictures),
                        home,
                        f"{home}/answers.json",
                    )
                    rounds.append(timed(one, task, options.others_onednn))
                    print(f"seed {seed}, {one.name}: {rounds[-1]['seconds']:.1f} s", flush=True)
    summary = race_summary.summarised(rounds)
    print(race_summary.shown(summary))
    return {"studies": [asdict(one) for one in wanted], "rounds": rounds, "summary": summary}


def prepared(cache: Path, samples: int, seed: int) -> tuple[Path, int]:
    """The pictures that this project's runs of `seed` train on, for the others; and how many classes there are."""
    ref, folder = datasets.prepare("cifar10", cache)
    data = prepared_dataset.load(folder)
    chosen = splitting.stratified(data.train[1], samples, np.random.Generator(np.random.PCG64([seed, 1])))
    path = cache / f"pictures{seed}.npz"
    np.savez(
        path,
        x=data.train[0][chosen],
        y=data.train[1][chosen],
        validation_x=data.validation[0],
        validation_y=data.validation[1],
    )
    return path, len(ref.classes)


def environment(kind: str, others_onednn: str, given: Mapping[str, str] = os.environ) -> dict[str, str]:
    """A contender's. This process has `studies` loaded, which sets for itself how oneDNN is used: not for the others.

    Args:
        others_onednn: whether the others use oneDNN: 0, 1, or `auto`, as TensorFlow leaves it.
    """
    found = {name: value for name, value in given.items() if name not in ("PYTHONDONTWRITEBYTECODE", ONEDNN)}
    return found if kind == "sweepbook" or others_onednn == "auto" else {**found, ONEDNN: others_onednn}


def timed(one: Contender, task: Task, others_onednn: str = "auto") -> dict[str, Any]:
    before = results.load()
    begun = time.perf_counter()
    done = subprocess.run(
        command(one, task),
        cwd=ROOT,
        env=environment(one.kind, others_onednn),
        capture_output=True,
        text=True,
        timeout=LONGEST,
        check=False,
    )
    seconds = time.perf_counter() - begun
    if done.returncode:
        words = f"{done.stdout[-2000:]}\n{done.stderr[-4000:]}"
        raise SystemExit(f"{one.name} ended with status {done.returncode}:\n{words}")
    answers = ours.answers(task) if one.kind == "sweepbook" else json.loads(Path(task.answers).read_bytes())
    return {**asdict(one), "seed": task.seed, "load": before, "seconds": round(seconds, 2), "answers": answers}


def command(one: Contender, task: Task) -> list[str]:
    if one.kind == "sweepbook":
        return ours.command(task, one.workers, one.precision)
    return [sys.executable, "-m", f"benchmarks.scenarios.contenders.{SCRIPTS[one.kind]}", json.dumps(asdict(task))]
