"""Logs become those of the records, whatever lies there, and an open TensorBoard follows them."""

import os
import shutil
import socket
from pathlib import Path

import pytest
from tensorboard.plugins.hparams import api_pb2

from studies.store.home import Home
from studies.system.errors import UsageError
from studies.views.layout import outdated
from studies.views.study_views import renew_outdated_boards
from sweepbook.cli import look
from tests.studies.views.open_board import Open, changed, put, two_rates
from tests.support.stored import contents


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
