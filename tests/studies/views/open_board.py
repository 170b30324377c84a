"""Stores written by hand with their boards, and a TensorBoard that stays open on them, with its own backend."""

from pathlib import Path
from typing import Any

from tensorboard.backend.event_processing.data_provider import MultiplexerDataProvider
from tensorboard.backend.event_processing.plugin_event_multiplexer import EventMultiplexer
from tensorboard.context import RequestContext
from tensorboard.plugins.base_plugin import TBContext
from tensorboard.plugins.hparams import api_pb2, backend_context, get_experiment, list_session_groups

from studies.store.runs import Store
from studies.views.tensorboard import Board
from tests.support.synthetic_records import Synthetic

STATUSES = [api_pb2.STATUS_UNKNOWN, api_pb2.STATUS_SUCCESS, api_pb2.STATUS_FAILURE, api_pb2.STATUS_RUNNING]


class Open:
    """A TensorBoard that stays open: `look` is what it does every five seconds."""

    def __init__(self, logs: Path) -> None:
        self._logs = logs
        self._read = EventMultiplexer()
        self._hparams = backend_context.Context(TBContext(data_provider=MultiplexerDataProvider(self._read, str(logs))))
        self.look()

    def look(self) -> None:
        self._read.AddRunsFromDirectory(str(self._logs))
        self._read.Reload()

    def rows(self) -> dict[str, Any]:
        """The rows of the HParams table by name: hyperparameters, val_accuracy, sessions."""
        request = api_pb2.ListSessionGroupsRequest(allowed_statuses=STATUSES, slice_size=1000)
        found = list_session_groups.Handler(RequestContext(), self._hparams, "", request).run().session_groups
        return {group.name: group for group in found}

    def filters(self) -> dict[str, Any]:
        found = get_experiment.Handler(RequestContext(), self._hparams, "", api_pb2.GetExperimentRequest()).run()
        return {info.name: info for info in found.hparam_infos}

    def curve(self, run: str, tag: str = "val_accuracy") -> list[tuple[int, float]]:
        return [(event.step, round(event.tensor_proto.float_val[0], 4)) for event in self._read.Tensors(run, tag)]

    def times(self, run: str) -> list[float]:
        return [event.wall_time for event in self._read.Tensors(run, "val_accuracy")]


def put(made: Synthetic, root: Path) -> Path:
    """The store on the disk, and the boards of its studies; returns the logs."""
    store = Store(made.write(root) / "tuner_dirs" / "runs")
    for study in made.studies:
        Board(root / "tb_logs", study, store)
    return root / "tb_logs"


def two_rates(**change: Any) -> Synthetic:
    made = Synthetic()
    made.study("learning_rate", {0.001: 0.0, 0.01: -5.0}, (0, 1), **{"epochs": 3, **change})
    return made


def changed(made: Synthetic, run: str, epochs: int, **record: Any) -> None:
    """The run as it is after `epochs` of what it will be."""
    made.histories[run] = made.histories[run][:epochs]
    made.runs[run] |= {"epochs": epochs, **record}
