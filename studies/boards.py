"""TensorBoard's view of a study, written from the records alone, so it is complete for runs that were found too.

    tb_logs/<study>/                           the HParams experiment
    tb_logs/<study>/<trial>/<seed>/            one session: its eight hyperparameters and val_accuracy
    tb_logs/<study>/<trial>/<seed>/{train,validation}/     epoch_accuracy, epoch_loss, epoch_learning_rate
"""

import shutil
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from tensorboard.compat.proto.event_pb2 import Event
from tensorboard.compat.proto.summary_pb2 import Summary
from tensorboard.plugins.hparams import api_pb2, metadata, plugin_data_pb2
from tensorboard.summary.writer.record_writer import RecordWriter

from hypermodels.dimensions import BY_NAME, DIMENSIONS, Value
from studies import plan
from studies.records import Epoch

METRIC = "val_accuracy"


class Board:
    """The log folder of one study, written anew."""

    def __init__(self, tb_logs: Path, study: plan.Study, choices: Mapping[str, Sequence[Value]]) -> None:
        """`choices` are the values a dimension can take in the study; one that is missing stays at the baseline."""
        self._folder = tb_logs / study.name
        shutil.rmtree(self._folder, ignore_errors=True)
        self._study = study
        experiment = plugin_data_pb2.HParamsPluginData(experiment=_experiment(study, choices))
        _write(self._folder, [_hparams_event(metadata.EXPERIMENT_TAG, experiment)])

    def add(self, trial: plan.Trial, trial_id: str, run: plan.Run, rows: Sequence[Epoch], status: str) -> None:
        """One run of a trial, `rows` up to the epoch the trial asks for."""
        folder = self._folder / _trial_folder(self._study, trial, trial_id) / f"seed{run.seed}"
        started = plugin_data_pb2.SessionStartInfo(group_name=trial_id)
        for name, value in trial.values.items():
            _set(started.hparams[name], value)
        code = api_pb2.STATUS_SUCCESS if status in ("completed", "diverged") else api_pb2.STATUS_FAILURE
        ended = plugin_data_pb2.SessionEndInfo(status=code)
        begin = plugin_data_pb2.HParamsPluginData(session_start_info=started)
        events = [_hparams_event(metadata.SESSION_START_INFO_TAG, begin)]
        if rows:
            events.append(_scalars(rows[-1].epoch, {METRIC: rows[-1].val_accuracy}))
        events.append(
            _hparams_event(metadata.SESSION_END_INFO_TAG, plugin_data_pb2.HParamsPluginData(session_end_info=ended))
        )
        _write(folder, events)
        _write(folder / "train", [_scalars(row.epoch, _training(row)) for row in rows])
        _write(folder / "validation", [_scalars(row.epoch, _validation(row)) for row in rows])


def _training(row: Epoch) -> dict[str, float]:
    return {"epoch_accuracy": row.accuracy, "epoch_loss": row.loss, "epoch_learning_rate": row.learning_rate}


def _validation(row: Epoch) -> dict[str, float]:
    return {"epoch_accuracy": row.val_accuracy, "epoch_loss": row.val_loss}


def _trial_folder(study: plan.Study, trial: plan.Trial, trial_id: str) -> str:
    """The trial by its values, as people look for it in TensorBoard's list."""
    if study.kind == "tune":
        return f"trial{trial_id}"
    return plan.title(trial.values, study.dimensions, ",")


def _experiment(study: plan.Study, choices: Mapping[str, Sequence[Value]]) -> api_pb2.Experiment:
    experiment = api_pb2.Experiment(name=study.name, description=f"{study.context.network}: {study.name}")
    for dimension in DIMENSIONS:
        text = BY_NAME[dimension.name].kind is str
        kind = api_pb2.DATA_TYPE_STRING if text else api_pb2.DATA_TYPE_FLOAT64
        info = experiment.hparam_infos.add(name=dimension.name, display_name=dimension.title, type=kind)
        for value in choices.get(dimension.name, ()):
            _set(info.domain_discrete.values.add(), value)
    experiment.metric_infos.add(
        name=api_pb2.MetricName(tag=METRIC),
        display_name=METRIC,
        dataset_type=api_pb2.DATASET_VALIDATION,
    )
    return experiment


def _set(target, value: Value) -> None:  # type: ignore[no-untyped-def]  # a protobuf Value
    if isinstance(value, str):
        target.string_value = value
    else:
        target.number_value = float(value)


def _hparams_event(tag: str, content: plugin_data_pb2.HParamsPluginData) -> Event:
    summary = Summary()
    summary.value.add(
        tag=tag, metadata=metadata.create_summary_metadata(content), tensor=metadata.NULL_TENSOR
    )
    return Event(summary=summary)


def _scalars(epoch: int, values: dict[str, float]) -> Event:
    return Event(
        step=epoch, summary=Summary(value=[Summary.Value(tag=tag, simple_value=v) for tag, v in values.items()])
    )


def _write(folder: Path, events: Iterable[Event]) -> None:
    """One event file; its name is what TensorBoard looks for, the times in it count from zero."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "events.out.tfevents.0.sweepbook.v2").open("wb") as file:
        writer = RecordWriter(file)
        writer.write(Event(file_version="brain.Event:2").SerializeToString())
        for number, event in enumerate(events):
            event.wall_time = float(number)
            writer.write(event.SerializeToString())
        writer.close()
