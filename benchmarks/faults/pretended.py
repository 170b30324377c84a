"""Training and export without TensorFlow's share: numbers that depend on the run, the epoch and the state before.

Everything that touches the disk stays the product's own: the trainer and its writer, the run store, the Keras-Tuner
project, the board, the bundles and the report. A run that goes on from a wrong state ends with other numbers, so what
a fault loses or doubles is seen. Clocks stand still, or histories and pages could not be compared.
"""

import contextlib
import hashlib
import itertools
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np

from analysis.bundles import onnx_export, test_set_count, verification
from analysis.figures import svg
from analysis.numbers import training_times
from benchmarks.support.sketch import sketch
from studies import prepare
from studies.data.prepared_dataset import Dataset
from studies.plan.runs import Run
from studies.store import runs
from studies.store.home import Home
from studies.training import environment, trainer


class State:
    """In place of `State`: 64 numbers, each epoch's a digest of the one before."""

    numbers: np.ndarray

    def fits(self, state: Mapping[str, np.ndarray]) -> bool:
        return state.keys() == {"model/weights"}

    def restore(self, state: Mapping[str, np.ndarray]) -> None:
        self.numbers = state["model/weights"]

    def copied(self) -> dict[str, np.ndarray]:
        return {"model/weights": self.numbers.copy()}


class Program:
    """In place of `Program`."""

    parameters = 64

    def __init__(self, run: Run, dataset: Dataset) -> None:
        self.key = run.program
        self.state = State()
        self._labels = dataset.validation[1]

    def reset(self, run: Run) -> None:
        self.learning_rate = float(dict(run.values)["learning_rate"])
        self.state.numbers = _numbers(run.id.encode())

    def start_epoch(self, run: Run, epoch: int) -> None:
        self.state.numbers = _numbers(self.state.numbers.tobytes() + f"{run.seed} {epoch}".encode())

    def trace(self, *_: object) -> None:
        """There is no graph."""

    def train(self, *arguments: Any) -> tuple[float, float]:
        steps: Callable[[int], int] = arguments[-1]
        for step in (0, 1):  # the second look shows progress
            steps(step)
        return float(2 - self.state.numbers[0]), float(self.state.numbers[1])

    def evaluate(self) -> tuple[float, float, np.ndarray]:
        """So many pictures of the first are named rightly, the rest as the next class."""
        numbers = self.state.numbers
        wrong = np.arange(len(self._labels)) >= round(numbers[3] * len(self._labels))
        return float(2 - numbers[2]), float(1 - wrong.mean()), (self._labels + wrong) % 10


def _numbers(seed: bytes) -> np.ndarray:
    return np.frombuffer(hashlib.sha256(seed).digest() * 2, np.uint8) / 256.0


class _Steps:
    """A clock that goes half a second further with each look."""

    def __init__(self) -> None:
        self._looks = itertools.count()

    def perf_counter(self) -> float:
        return next(self._looks) / 2


def pretend() -> None:
    """For the rest of this process."""
    for module, name, stand_in in (
        (trainer, "Program", Program),
        (trainer, "time", _Steps()),
        (trainer, "peak_memory", lambda: 1),
        (environment, "describe", lambda: {"cpu": "none", "device": "CPU", "threads": 1}),
        (runs, "datetime", SimpleNamespace(now=lambda _: datetime(2026, 1, 1, tzinfo=UTC))),
        (runs, "time", SimpleNamespace(time=lambda: 0.0)),
        (prepare, "_built_fingerprint", lambda *_: "pretended"),
        (training_times, "epoch_seconds", _epoch_seconds),
        (test_set_count, "count", _tested_runs),
        (svg, "to_svg", sketch),  # no figure depends on what was interrupted
        (onnx_export, "silent", contextlib.nullcontext),
        (onnx_export, "rebuilt", lambda _, weights, __: _Model(weights)),
        (onnx_export, "write_onnx", lambda model, _, path, __: model.save(path)),
        (onnx_export, "probabilities", _answers),
        (verification, "verify", lambda *_: None),
    ):
        setattr(module, name, stand_in)


def _epoch_seconds(seconds: Sequence[float], *_: object, **__: object) -> float:
    """A run that was interrupted keeps when it began again; its pages shall be the undisturbed one's."""
    return float(np.median(seconds))


def _tested_runs(home: Home, digest: str, network: str) -> int:
    """An opening that a kill cut off is counted, as it must be; here each run's counts once."""
    return len(
        {one["run"] for one in test_set_count._read(home) if (one["digest"], one["network"]) == (digest, network)}
    )


class _Model:
    def __init__(self, weights: Mapping[str, np.ndarray]) -> None:
        self._content = b"".join(array.tobytes() for array in weights.values())

    def save(self, path: Path) -> None:
        path.write_bytes(self._content)

    def count_params(self) -> int:
        return len(self._content) // 8


def _answers(_: object, pictures: Sequence[Any], say: object = None) -> np.ndarray:  # noqa: ARG001
    """Sure of one class, in turn."""
    return np.eye(10, dtype=np.float32)[np.arange(len(pictures)) % 10]
