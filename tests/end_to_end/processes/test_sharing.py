"""Two processes on one store: the work is shared, no run is trained twice, and the views are whole in the end."""

import json
import re
import threading
import time
from pathlib import Path

import pytest

from studies.store import history
from studies.store.catalog import held
from studies.store.home import Home
from studies.store.runs import Store
from studies.system import machine
from tests.support.commands import Start, Sweep
from tests.support.stored import histories

STUDY = "lenet-learning_rate-digits-samples100-width0.5"


def test_two_commands_of_one_study_share_its_runs_and_both_end_well(started: Start, sweep: Sweep, home: Path) -> None:
    """Of pictures of another side than 32, which no other test of sharing has. One of the processes is this one."""
    options = {
        "size": "24",
        "samples": "100",
        "values": "0.001,0.002,0.003",
        "seeds": "3",
        "epochs": "6",
        "workers": "0",
        "threads": str(machine.cores()),  # as this process has
    }
    study = home / "tuner_dirs" / STUDY.replace("digits", "digits-size24")
    command = started(**options)
    while not (study / "study.json").exists():  # it has loaded TensorFlow, as this process has, and trains from now on
        assert command.poll() is None
        time.sleep(0.01)
    code, here, errors = sweep("study", "lr", **options)
    out, err = command.communicate()
    assert (command.returncode, code) == (0, 0), (out, err, here, errors)
    trained = [re.search(r"(\d+) trained \((\d+) epochs\)", said) for said in (out, here)]
    assert sum(int(one[1]) for one in trained if one) == 9
    assert sum(int(one[2]) for one in trained if one) == 9 * 6
    for folder in (home / "tuner_dirs" / "runs").iterdir():
        rows = history.parse((folder / "history.csv").read_text())
        spent = json.loads((folder / "run.json").read_text())["seconds"]["training"]
        assert len(rows) == 6
        assert spent == pytest.approx(sum(row.seconds for row in rows), abs=0.01)  # nobody trained it besides
    assert not list((home / "tuner_dirs").rglob("lock"))
    assert len(list(study.glob("trial_*/trial.json"))) == 3


def test_who_shares_a_study_writes_its_views_only_after_the_one_that_holds_it(sweep: Sweep, home: Path) -> None:
    folder = home / "tuner_dirs" / STUDY
    written: list[set[str]] = []

    def hold() -> None:
        with held(Home(home), STUDY):
            taken.set()
            while not all(text.count("\n") == 2 for text in histories(home).values()) or len(histories(home)) < 2:
                time.sleep(0.01)
            time.sleep(0.3)
            written.append({path.name for path in folder.iterdir()})

    taken = threading.Event()
    other = threading.Thread(target=hold)
    other.start()
    taken.wait()
    code, out, _ = sweep("study", "lr", values="0.001,0.002")
    other.join()
    assert (code, written) == (0, [{"lock", "study.json"}])  # what is asked is written at once, the views are not
    assert f"another process is at work on study {STUDY}: its runs are shared" in out
    assert [one["values"]["learning_rate"] for one in json.loads((folder / "study.json").read_text())["trials"]] == [
        0.001,
        0.002,
    ]
    assert len(list(folder.glob("trial_*/trial.json"))) == 2
    assert len(list((home / "tb_logs" / STUDY).rglob("events.*"))) >= 2
    assert "2 runs found, 0 trained" in sweep("study", "lr", values="0.001,0.002")[1]


def test_a_search_is_for_one_process_alone(sweep: Sweep, home: Path) -> None:
    with held(Home(home), "lenet-random-learning_rate-digits-samples100-width0.5"):
        code, _, err = sweep("tune", trials="1", dimensions="learning_rate")
    assert code == 2
    assert "Another process is at work on study lenet-random-learning_rate" in err
    assert not (home / "tuner_dirs" / "runs").exists()


def test_a_run_that_another_process_finished_while_it_was_waited_for_is_found(sweep: Sweep, home: Path) -> None:
    """The other process is a lock on the one run, and its end."""
    sweep("study", "lr", values="0.001")
    (run,) = histories(home)
    store = Store(home / "tuner_dirs" / "runs")
    folder = store.folder(run)
    kept = (folder / "run.json").read_bytes(), (folder / "history.csv").read_bytes()
    for name in ("run.json", "history.csv", "checkpoint.npz"):
        (folder / name).unlink()

    def finish() -> None:
        with store._lock(run):
            taken.set()
            time.sleep(1.5)
            (folder / "history.csv").write_bytes(kept[1])
            (folder / "run.json").write_bytes(kept[0])

    taken = threading.Event()
    other = threading.Thread(target=finish)
    other.start()
    taken.wait()
    code, out, _ = sweep("study", "lr", values="0.001")
    other.join()
    assert code == 0
    assert f"run {run} is being trained by another process: waiting for it" in out
    assert "1 run found, 0 trained (0 epochs)" in out
    assert (folder / "run.json").read_bytes() == kept[0]
