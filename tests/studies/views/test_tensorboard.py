"""tb_logs as an open TensorBoard reads it: its own reader and its own HParams backend, on stores written by hand."""

import json
import math
import os
import shutil
import socket
from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any
from unittest.mock import Mock

import pytest
from tensorboard.backend.event_processing.data_provider import MultiplexerDataProvider
from tensorboard.backend.event_processing.plugin_event_multiplexer import EventMultiplexer
from tensorboard.context import RequestContext
from tensorboard.plugins.base_plugin import TBContext
from tensorboard.plugins.hparams import api_pb2, backend_context, get_experiment, list_session_groups

from hypermodels.dimensions import BY_NAME
from studies.data.dataset_ref import DatasetRef
from studies.execution.driver import Driver
from studies.execution.engine import Ended, Job
from studies.execution.protocols import Proposal, Result
from studies.plan import questions
from studies.plan.costs import Timing
from studies.plan.runs import Context, Run
from studies.plan.studies import Study
from studies.store import clock
from studies.store.home import Home
from studies.store.runs import Store
from studies.system.errors import UsageError
from studies.views.event_files import outdated
from studies.views.study_views import renew_outdated_boards
from studies.views.tensorboard import Board
from sweepbook.cli import look
from tests.support.stored import contents
from tests.support.synthetic_records import CLASSES, Synthetic

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


def test_trials_of_several_studies_and_datasets_are_rows_of_their_own_with_the_records_means(tmp_path: Path) -> None:
    studies, expected = [two_rates(), Synthetic("resnet"), Synthetic(dataset="digits")], {}
    studies[1].study("optimizer", {"sgd": -20.0, "adam": 0.0}, (0, 1), epochs=3)
    studies[2].study("batch_size", {16: 0.0, 256: -3.0}, (0, 1), epochs=3)
    for made in studies:
        logs = put(made, tmp_path)
        for study in made.studies:
            for trial in study["trials"]:
                shown = ",".join(f"{name}={trial['values'][name]}" for name in (*study["dimensions"], "epochs"))
                ends = [made.histories[run][-1][2] for run in trial["runs"]]
                expected[f"{study['name']}/{shown}"] = pytest.approx(sum(ends) / 2, abs=1e-6)
    rows = Open(logs).rows()
    assert {name: row.metric_values[0].value for name, row in rows.items()} == expected
    assert {len(row.sessions) for row in rows.values()} == {2}
    assert all([value.name.tag for value in row.metric_values] == ["val_accuracy"] for row in rows.values())


def test_filters_reach_over_all_studies(tmp_path: Path) -> None:
    rates, optimizers = two_rates(), Synthetic()
    optimizers.study("optimizer", {"sgd": -20.0, "adam": 0.0}, (0,), epochs=20)
    put(rates, tmp_path)
    filters = Open(put(optimizers, tmp_path)).filters()
    rate = filters["learning_rate"]
    assert (rate.type, rate.domain_interval.min_value, rate.domain_interval.max_value) == (
        api_pb2.DATA_TYPE_FLOAT64,
        0.001,
        0.01,
    )
    assert {value.string_value for value in filters["optimizer"].domain_discrete.values} == {"sgd", "adam"}
    assert {value.string_value.strip() for value in filters["epochs"].domain_discrete.values} == {"3", "20"}


def test_whole_numbers_are_shown_whole_and_sort_as_numbers(tmp_path: Path) -> None:
    made = Synthetic()
    made.study("batch_size", {256: 0.0, 16: 0.0, 8192: 0.0, 2: 0.0}, (0,), epochs=10)
    shown = [row.hparams["batch_size"].string_value for row in Open(put(made, tmp_path)).rows().values()]
    assert [text.strip() for text in sorted(shown)] == ["2", "16", "256", "8192"]


def test_an_open_tensorboard_follows_a_run_that_grows(tmp_path: Path) -> None:
    made = two_rates()
    study, (run, _) = made.studies[0], made.studies[0]["trials"][0]["runs"]
    whole = list(made.histories[run])
    changed(made, run, 1, status="running")
    logs = put(made, tmp_path)
    opened, session = Open(logs), f"{study['name']}/learning_rate=0.001,epochs=3/seed0"
    assert [step for step, _ in opened.curve(session)] == [1]
    assert opened.rows()[session.rsplit("/", 1)[0]].sessions[0].status == api_pb2.STATUS_UNKNOWN
    made.histories[run] = whole
    changed(made, run, 3, status="completed")
    put(made, tmp_path)
    opened.look()
    assert opened.curve(session) == [(int(row[0]), pytest.approx(row[2], abs=1e-4)) for row in whole]
    assert [step for step, _ in opened.curve(f"{session}-validation", "epoch_accuracy")] == [1, 2, 3]
    assert opened.rows()[session.rsplit("/", 1)[0]].sessions[0].status == api_pb2.STATUS_SUCCESS


def test_an_open_tensorboard_forgets_what_was_trained_anew(tmp_path: Path) -> None:
    made = two_rates()
    run = made.studies[0]["trials"][0]["runs"][0]
    opened = Open(put(made, tmp_path))
    made.histories[run] = [[row[0], row[1], 0.25, *row[3:]] for row in made.histories[run][:2]]
    changed(made, run, 2)
    put(made, tmp_path)
    opened.look()
    assert opened.curve(f"{made.studies[0]['name']}/learning_rate=0.001,epochs=3/seed0") == [(1, 0.25), (2, 0.25)]


def test_a_board_that_was_killed_anywhere_becomes_the_undisturbed_one(tmp_path: Path) -> None:
    logs = put(two_rates(), tmp_path)
    undisturbed = contents(logs)
    for number, name in enumerate(sorted(undisturbed)):
        (logs / name).write_bytes(undisturbed[name][: 37 * number])
    shutil.rmtree(logs / Path(name).parent)
    put(two_rates(), tmp_path)
    assert contents(logs) == undisturbed


def test_logs_of_another_version_or_plan_are_replaced(tmp_path: Path) -> None:
    made = two_rates()
    fresh = contents(put(made, tmp_path))
    old = tmp_path / "tb_logs" / made.studies[0]["name"]
    for folder in (old, old / "learning_rate=0.001/seed0/train", old / "learning_rate=0.001,epochs=3/seed7"):
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "events.out.tfevents.0.sweepbook.v2").write_bytes(b"old")
    put(made, tmp_path)
    assert contents(tmp_path / "tb_logs") == fresh


def test_runs_that_failed_or_diverged_are_shown_with_how_they_ended(tmp_path: Path) -> None:
    made = Synthetic()
    made.study("learning_rate", {1.0: -40.0}, (0,), epochs=4, curve={"diverge_at": 2})
    made.study("optimizer", {"sgd": -20.0}, (0,), epochs=4)
    changed(made, made.studies[1]["trials"][0]["runs"][0], 0, status="failed", cause="out of memory")
    ended = {name.split("/")[1]: row.sessions[0].status for name, row in Open(put(made, tmp_path)).rows().items()}
    assert ended == {
        "learning_rate=1,epochs=4": api_pb2.STATUS_SUCCESS,
        "optimizer=sgd,epochs=4": api_pb2.STATUS_FAILURE,
    }


def test_a_run_whose_history_is_damaged_is_left_out(tmp_path: Path) -> None:
    made = two_rates()
    made.study("optimizer", {"sgd": -20.0}, (0,), epochs=3)
    (run,) = made.studies[1]["trials"][0]["runs"]
    made.histories[run][1] = [0.0]
    assert {name.split("/")[0] for name in Open(put(made, tmp_path)).rows()} == {made.studies[0]["name"]}


def test_times_are_those_of_the_training(tmp_path: Path) -> None:
    made = two_rates()
    new, old = made.studies[0]["trials"][0]["runs"]
    for run, seconds in ((new, 2.0), (old, 5.0)):
        made.histories[run] = [[*row[:6], seconds] for row in made.histories[run]]
    changed(made, new, 3, begun=[[0, 1_700_000_000.0], [2, 1_700_009_000.0]])
    changed(made, old, 3, updated="2023-11-14T22:13:20+00:00")  # 1,700,000,000
    opened, trial = Open(put(made, tmp_path)), f"{made.studies[0]['name']}/learning_rate=0.001,epochs=3"
    assert opened.times(f"{trial}/seed0") == [1_700_000_002, 1_700_000_004, 1_700_009_002]
    assert opened.times(f"{trial}/seed1") == [1_699_999_990, 1_699_999_995, 1_700_000_000]


@pytest.mark.parametrize(
    "record", [{}, {"begun": 7, "updated": 3}, {"begun": [[0]], "updated": "yesterday"}, {"begun": {"a": None}}]
)
def test_a_damaged_record_of_times_gives_some_times(record: Mapping[str, Any]) -> None:
    assert clock.ends(clock.begun(record, [1.0, 2.0]), [1.0, 2.0]) == [-2.0, 0.0]


def test_the_command_brings_all_logs_up_to_date_and_opens_tensorboard_on_the_port(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = two_rates()
    right = contents(put(made, tmp_path))
    shutil.rmtree(tmp_path / "tb_logs")
    became: list[list[str]] = []
    monkeypatch.setattr(os, "execv", lambda _, command: became.append(command))
    with socket.create_server(("localhost", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(UsageError, match=f"Port {port} cannot be opened .*choose another with PORT"):
            look.tensorboard(look.Boards(tmp_path, "sweepbook tensorboard", port))
    assert not (tmp_path / "tb_logs").exists()
    look.tensorboard(look.Boards(tmp_path, "sweepbook tensorboard", port))
    assert became[0][-4:] == ["--logdir", str(tmp_path / "tb_logs"), "--port", str(port)]
    assert contents(tmp_path / "tb_logs") == right


def test_logs_of_another_layout_are_found_whatever_study_is_asked_for(tmp_path: Path) -> None:
    made = two_rates()
    logs = put(made, tmp_path)
    assert not outdated(logs)
    (logs / made.studies[0]["name"] / "events.out.tfevents.0.sweepbook.v2").write_bytes(b"old")
    renew_outdated_boards(Home(tmp_path), print)
    assert not outdated(logs)


class Ticking:
    """An engine with one slot. At each of three ticks every run has another epoch: the slot's, and others elsewhere."""

    slots, alike = 1, True

    def __init__(self, made: Synthetic, root: Path) -> None:
        self._made, self._root, self._epochs = made, root, 0
        self._job: Job | None = None

    def free(self) -> list[int]:
        return [] if self._job else [0]

    def submit(self, slot: int, job: Job) -> None:  # noqa: ARG002
        self._job = job

    def wait(self, seconds: float) -> list[Ended]:  # noqa: ARG002
        self._epochs += 1
        for run in self._made.runs:
            self._store(run)
        job, self._job = self._job, self._job if self._epochs < 3 else None
        return [] if self._job or job is None else [Ended(0, job)]

    def measure(self, runs: list[Run], data: Path) -> Timing:
        raise NotImplementedError

    def stop(self) -> None:
        pass

    def _store(self, run: str) -> None:
        now = Synthetic()
        now.histories[run] = self._made.histories[run][: self._epochs]
        status = "running" if self._epochs < 3 else "completed"
        now.runs[run] = {**self._made.runs[run], "status": status, "epochs": self._epochs}
        now.write(self._root)
        progress = self._root / "tuner_dirs" / "runs" / run / "progress"
        progress.write_text(json.dumps({"rows": self._epochs, "epoch": self._epochs, "step": 1, "steps": 1}))


class Shown:
    """A source that asks a study's trials, and remembers how many epochs were stored of what it had to show."""

    def __init__(self, study: Study, store: Store) -> None:
        self._left, self._store = list(study.trials), store
        self.seen: dict[str, list[int]] = defaultdict(list)

    def ask(self, open_trials: int, slots: int) -> Proposal | None:  # noqa: ARG002
        return Proposal("study", str(len(self._left)), self._left.pop()) if self._left else None

    def tell(self, proposal: Proposal, results: Sequence[Result]) -> None:
        pass

    def show(self, run: Run) -> None:
        self.seen[run.id].append(len(self._store.history(run.id)))


def test_epochs_are_shown_while_a_run_trains_here_or_in_another_process(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("studies.execution.decisions.LOOK_SECONDS", 0.0)
    monkeypatch.setattr("studies.execution.decisions.LOOK_SHARE", math.inf)
    made = Synthetic()
    made.study("learning_rate", {0.001: 0.0, 0.01: -5.0}, (0,), epochs=3)
    pictures = DatasetRef("cifar10", "d1", tuple(CLASSES), (45000, 5000, 10000))
    study = questions.study(
        Context("lenet", "m1", 1.0, pictures, "float32"), BY_NAME["learning_rate"], (0.001, 0.01), (0,), 3
    )
    store = Store(tmp_path / "tuner_dirs" / "runs")
    source = Shown(study, store)
    totals = Driver(store, tmp_path, Mock()).drive(source, lambda: Ticking(made, tmp_path))
    assert (totals.trained, totals.found) == (1, 1)
    assert set(source.seen) == set(made.runs)
    assert all(seen[:3] == [1, 2, 3] for seen in source.seen.values())
