"""TensorBoard's view of the studies, made from the records alone: right for runs that were found as well, and while
a run is trained. All studies lie below one folder and are shown together.

    tb_logs/<study>/<trial>/seed<seed>/              a session: its hyperparameters, and val_accuracy by epoch
    tb_logs/<study>/<trial>/seed<seed>-train/        epoch_accuracy, epoch_loss, epoch_learning_rate
    tb_logs/<study>/<trial>/seed<seed>-validation/   epoch_accuracy, epoch_loss
    tb_logs/<study>/<trial>/seed<seed>-probes/       what was measured in its layers (`gradient/c1`), where it was

A trial's sessions are one group, named by its folder. No study declares its hyperparameters to TensorBoard, which
would take one study's declaration for all: it finds names, types and ranges in the sessions, whatever their study.
So it takes every curve inside a session's folder for a metric, and all but val_accuracy lie outside.
"""

import os
import shutil
from collections import defaultdict
from collections.abc import Container, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from tensorboard.compat.proto.event_pb2 import Event
from tensorboard.compat.proto.summary_pb2 import Summary, SummaryMetadata
from tensorboard.plugins.hparams import api_pb2, metadata, plugin_data_pb2

from hypermodels.dimensions import Value, applies, identifying
from studies.plan.labels import kind_of, title
from studies.store import clock
from studies.store.beside.probes import Probes
from studies.store.history import Epoch
from studies.store.run_json import RunRecord
from studies.store.runs import Store
from studies.system import names
from studies.system.errors import UsageError
from studies.views import event_files
from studies.views.event_files import scalars

METRIC = "val_accuracy"
TRAINING, VALIDATION = ("epoch_accuracy", "epoch_loss", "epoch_learning_rate"), ("epoch_accuracy", "epoch_loss")
DIGITS = 6  # of the largest whole number a dimension can have


class Board:
    """The log folder of one study."""

    def __init__(self, tb_logs: Path, study: Mapping[str, Any], store: Store) -> None:
        """Bring the folder up to date with the store. `study`: as study.json holds it; its lock must be held."""
        self._folder = names.inside(tb_logs, study["name"])
        self._study = study
        self._store = store
        self._groups: dict[str, list[_Group]] = defaultdict(list)  # by run id
        self._shown: dict[str, bytes] = {}  # of a run: the facts of its files
        for trial in study["trials"]:
            self._add(trial)
        kept: dict[Path, set[str]] = defaultdict(set)  # names by the folder they lie in
        for run_id in self._groups:
            for trial, name in self.show(run_id):
                kept[trial].add(name)
        self._clear(kept)

    def add(self, trial: Mapping[str, Any]) -> None:
        """One more trial, as study.json holds it."""
        for run_id in self._add(trial):
            self._shown.pop(run_id, None)  # it may have been shown in another trial
            self.show(run_id)

    def show(self, run_id: str) -> list[tuple[Path, str]]:
        """What the store holds of a run now, in all its trials. Returns the trials' folders and the names in them."""
        groups = self._groups.get(run_id, ())
        now = self._store.stamp(run_id) if groups else None
        if now is None or now.facts == self._shown.get(run_id):
            return []
        record, rows = self._store.read(run_id, now)
        if record is None or not record.data:
            return []
        self._shown[run_id] = now.facts if now.settled else b""
        seconds = [row.seconds for row in rows]
        beginnings = clock.begun(record.data, seconds)
        times = [min(beginnings.values()), *clock.ends(beginnings, seconds)]
        shown = []
        probed = None
        with suppress(UsageError):  # what cannot be used is left out; the report says so
            probed = self._store.probes(run_id, len(rows)) if record.probes_digest else None
        for group in groups:
            parts = _session(group, record, rows[: group.epochs], times)
            if probed is not None:
                parts["-probes"] = _measured(probed.until(group.epochs), times)
            for part, events in parts.items():
                shown.append((group.folder, f"seed{record.seed}{part}"))
                event_files.show(*shown[-1], events)
        return shown

    def _add(self, trial: Mapping[str, Any]) -> Sequence[str]:
        name = _trial_folder(self._study, trial)
        told = {*self._study["dimensions"], *identifying(trial["values"])}
        values = {one: value for one, value in trial["values"].items() if one in told and applies(one, trial["values"])}
        group = _Group(f"{self._study['name']}/{name}", names.inside(self._folder, name), values)
        runs: Sequence[str] = trial["runs"]
        for run_id in runs:
            self._groups[run_id].append(group)
        return runs

    def _clear(self, kept: Mapping[Path, Container[str]]) -> None:
        """Away with what another version, or another plan of this study, has left."""
        self._folder.mkdir(parents=True, exist_ok=True)
        for folder, inside in ((self._folder, {trial.name for trial in kept}), *kept.items()):
            for entry in list(os.scandir(folder)):
                if not entry.is_dir(follow_symlinks=False):
                    os.unlink(entry.path)  # noqa: PTH108
                elif entry.name not in inside:
                    shutil.rmtree(entry.path)


@dataclass(frozen=True)
class _Group:
    """A trial: the sessions of its seeds."""

    name: str
    folder: Path
    values: Mapping[str, Value]

    @property
    def epochs(self) -> int:
        return int(self.values["epochs"])

    @cached_property
    def started(self) -> Any:
        """What its sessions begin with, each at a time of its own."""
        info = plugin_data_pb2.SessionStartInfo(group_name=self.name)
        for name, value in self.values.items():
            _set(info.hparams[name], name, value)
        return info


def _trial_folder(study: Mapping[str, Any], trial: Mapping[str, Any]) -> str:
    """The trial by its values and its epochs, as people look for it in TensorBoard's list."""
    if study["kind"] in ("tune", "finale"):
        return f"trial{trial['trial']}"
    return title(trial["values"], dict.fromkeys([*study["dimensions"], "epochs"]), ",")


def _session(
    group: _Group, record: RunRecord, rows: Sequence[Epoch], times: Sequence[float]
) -> dict[str, Iterator[bytes]]:
    """The events by the ending of their folder's name. `times`: when the run began, and when each epoch ended."""
    dated = list(zip(times[1:], rows, strict=False))
    return {
        "": _outline(group, record, dated, times[0]),
        "-train": (
            scalars(when, row.epoch, TRAINING, (row.accuracy, row.loss, row.learning_rate)) for when, row in dated
        ),
        "-validation": (scalars(when, row.epoch, VALIDATION, (row.val_accuracy, row.val_loss)) for when, row in dated),
    }


def _outline(group: _Group, record: RunRecord, dated: Sequence[tuple[float, Epoch]], began: float) -> Iterator[bytes]:
    """The hyperparameters, the metric after each epoch, and how it ended, if it has."""
    started = plugin_data_pb2.SessionStartInfo(start_time_secs=began)
    started.MergeFrom(group.started)
    yield _hparams(began, metadata.SESSION_START_INFO_TAG, {"session_start_info": started})
    for when, row in dated:
        yield scalars(when, row.epoch, (METRIC,), (row.val_accuracy,))
    done = record.done(group.epochs)
    if done or record.status == "failed":
        ended = dated[-1][0] if dated else began
        code = api_pb2.STATUS_SUCCESS if done else api_pb2.STATUS_FAILURE
        info = plugin_data_pb2.SessionEndInfo(status=code, end_time_secs=ended)
        yield _hparams(ended, metadata.SESSION_END_INFO_TAG, {"session_end_info": info})


def _measured(probed: Probes, times: Sequence[float]) -> Iterator[bytes]:
    for epoch, row in sorted(probed.rows.items()):
        yield scalars(times[epoch], epoch, tuple(probed.columns), row)


def _set(target, dimension: str, value: Value) -> None:  # type: ignore[no-untyped-def]  # a protobuf Value
    """TensorBoard shows every number with five digits, 10 as 10.000, and sorts texts by their letters.

    A whole number becomes a text with blanks before it: HTML shows 10, and 5 stands before it.
    """
    kind = kind_of(dimension, value)
    if kind is float:
        target.number_value = float(value)
    else:
        target.string_value = f"{value:>{DIGITS}}" if kind is int else str(value)


def _hparams(when: float, tag: str, content: dict[str, Any]) -> bytes:
    data = plugin_data_pb2.HParamsPluginData(version=metadata.PLUGIN_DATA_VERSION, **content)
    plugin = SummaryMetadata.PluginData(
        plugin_name=metadata.PLUGIN_NAME, content=data.SerializeToString(deterministic=True)
    )
    value = Summary.Value(tag=tag, metadata=SummaryMetadata(plugin_data=plugin), tensor=metadata.NULL_TENSOR)
    return event_files.packed(Event(wall_time=when, summary=Summary(value=[value])))
