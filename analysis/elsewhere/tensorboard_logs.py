"""A folder of TensorBoard logs: a training a folder with event files; hyperparameters from HParams or from its name.

Event files are records of protocol buffers; nothing but scalars and HParams is taken from them. TensorBoard's own
reader of records in plain Python checks their sums, and loads no TensorFlow.
"""

import math
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from analysis.elsewhere import bounded, roles
from analysis.elsewhere.found import COMPLETED, FAILED, Found, Note, Trained, not_read
from analysis.elsewhere.roles import Metric, Roles
from hypermodels.dimensions import Value
from studies.system.errors import UsageError
from studies.system.formats import brief

TOOL = "TensorBoard"
EVENTS = ".tfevents."  # in the name of an event file
PART = re.compile(r"^(.*?)[-_/]?(train|training|validation|val|eval|test)$", re.IGNORECASE)
VALIDATES = ("validation", "val", "eval")
PAIR = re.compile(r"([A-Za-z][\w.]*?)=([^,/\s]+)|\b([A-Za-z]+)[_-]?(\d+(?:\.\d+)?(?:e-?\d+)?)(?=$|[,_/\s-])")


def holds(path: Path) -> bool:
    return path.is_dir() and next(_event_files(path), None) is not None


def read(path: Path, said: Roles) -> list[Found]:
    """
    Raises:
        UsageError: a file is damaged, or no metric can be told.
    """
    logs: dict[str, _Log] = defaultdict(_Log)
    for file in _event_files(path):
        folder = str(file.parent.relative_to(path))
        run, part = _parted(folder)
        logs[run].take(file, part)
    names = list(dict.fromkeys(name for log in logs.values() for name in log.scalars))
    metric = roles.metric_of(sorted(names, key=lambda name: "epoch_" not in name), said)  # an epoch before a step
    if metric is None or metric.name not in names:
        there = ", ".join(names[:20]) or "none"
        raise UsageError(
            f"{path} has no scalar {metric.name if metric else 'that is called like a metric'}; it has {there}. Say "
            "which with --columns accuracy=NAME, or loss=NAME."
        )
    whole = {run: log for run, log in logs.items() if metric.name in log.scalars}
    bounded.few(len(whole), bounded.MOST_RUNS, "runs", path)
    named = not any(log.values for log in whole.values())
    runs = tuple(_run(run, log, metric, said) for run, log in whole.items())
    without = [run for run in logs if run not in whole and run != "."]  # what lies beside the runs is of them all
    notes = [
        *([Note("from_metric", {"metric": metric.name})] if said.metric is None else []),
        *([Note("from_run_names")] if named else []),
        *([Note("from_without", {"metric": metric.name, "runs": brief(", ".join(without))})] if without else []),
        *not_read(path, bounded.odd(path, EVENTS)),
    ]
    return [Found(TOOL, path.name, metric, runs, tuple(notes))]


class _Log:
    """What the event files of one training hold."""

    def __init__(self) -> None:
        self.values: dict[str, Value] = {}
        self.scalars: dict[str, dict[int, float]] = defaultdict(dict)

    def take(self, file: Path, part: str) -> None:
        """
        Raises:
            UsageError: a record's sum is wrong, it holds no event, or a value is none that TensorBoard writes.
        """
        from google.protobuf.message import DecodeError
        from tensorboard.compat.tensorflow_stub.errors import DataLossError

        try:
            self._take(file, part)
        except UsageError:  # it is a ValueError too
            raise
        except (DataLossError, DecodeError, ValueError, TypeError, IndexError, OverflowError, MemoryError):
            raise UsageError(
                f"{file} is damaged: it is no event file of TensorBoard. Remove it, or copy it again."
            ) from None

    def _take(self, file: Path, part: str) -> None:
        for event in _events(file):
            for value in event.summary.value:
                if value.metadata.plugin_data.plugin_name == "hparams":
                    self.values |= _hyperparameters(value.metadata.plugin_data.content)
                elif (number := _scalar(value)) is not None:
                    # Keras counts epochs from 0 and writes them as epoch_...
                    step = int(event.step) + value.tag.startswith("epoch_")
                    self.scalars[f"{part}/{value.tag}" if part else value.tag][step] = number


def _event_files(path: Path) -> Iterator[Path]:
    return (file for file in bounded.walked(path) if EVENTS in file.name)


def _parted(folder: str) -> tuple[str, str]:
    """`lr=1/validation` is the part `validation` of the training `lr=1`."""
    found = PART.match(folder)
    if found is None:
        return folder, ""
    part = found[2].lower()
    return found[1] or ".", "validation" if part in VALIDATES else part


def _events(file: Path) -> Iterator[Any]:
    from tensorboard.compat.proto.event_pb2 import Event
    from tensorboard.compat.tensorflow_stub import errors
    from tensorboard.compat.tensorflow_stub.pywrap_tensorflow import PyRecordReader_New

    bounded.small(file)
    reader = PyRecordReader_New(str(file))
    try:
        while True:
            reader.GetNext()
            yield Event.FromString(reader.record())
    except errors.OutOfRangeError:
        return  # the end, or a record that is still being written


def _scalar(value: Any) -> float | None:
    """A scalar of TensorFlow 1 (`simple_value`) or 2 (a tensor of one number)."""
    if value.HasField("simple_value"):
        return float(value.simple_value)
    if value.HasField("tensor") and value.metadata.plugin_data.plugin_name in ("scalars", ""):
        from tensorboard.util import tensor_util

        if value.tensor.dtype in (1, 2) and all(one.size <= 1 for one in value.tensor.tensor_shape.dim):
            return float(tensor_util.make_ndarray(value.tensor).reshape(-1)[0])
    return None


def _hyperparameters(content: bytes) -> dict[str, Value]:
    from tensorboard.plugins.hparams import plugin_data_pb2

    told = plugin_data_pb2.HParamsPluginData.FromString(content).session_start_info.hparams
    # A map of protocol buffers has no order of its own.
    return {name[: bounded.LONGEST]: bounded.value(_of(told[name])) for name in sorted(told)}


def _of(value: Any) -> Any:
    kind = value.WhichOneof("kind")
    number = getattr(value, kind) if kind else None
    return int(number) if isinstance(number, float) and number.is_integer() and abs(number) < 2**53 else number


def _run(name: str, log: "_Log", metric: Metric, said: Roles) -> Trained:
    values: Mapping[str, Value] = log.values or named_values(name)
    curve = tuple(sorted(log.scalars[metric.name].items()))
    seed = seed_of(values, name, said)
    own = {key: one for key, one in values.items() if not said.is_seed(key)}
    score = curve[-1][1] if curve else math.nan
    return Trained(name, own, seed, COMPLETED if math.isfinite(score) else FAILED, score, curve)


def seed_of(values: Mapping[str, Value], name: str, said: Roles) -> str | None:
    """The seed among the hyperparameters, else in the folder's name."""
    told = {**named_values(name), **values}
    return next((str(one) for key, one in told.items() if said.is_seed(key)), None)


def named_values(name: str) -> dict[str, Value]:
    """What a folder's name says: `lr=0.01,seed=3` or `lr_0.01/seed3`; else the name is the only value.

    >>> named_values("lr=0.01,seed=3")
    {'lr': 0.01, 'seed': 3}
    """
    found: dict[str, Value] = {}
    for pair in PAIR.finditer(name):
        key, text = (pair[1], pair[2]) if pair[1] else (pair[3], pair[4])
        number = bounded.number(text)
        whole = math.isfinite(number) and number.is_integer() and "." not in text
        found[key] = (int(number) if whole else number) if math.isfinite(number) else bounded.value(text)
    return found or {"run": bounded.value(name)}
