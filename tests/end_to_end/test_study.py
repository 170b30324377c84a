"""One study from the command line: what it trains, shows, keeps, and answers to a bad command."""

import json
import re
import urllib.request
from pathlib import Path

import pytest

from studies.plan.runs import Run
from studies.store import catalog, fact_cache
from studies.store.home import Home
from tests.support.commands import Sweep
from tests.support.stored import histories


def test_a_study_trains_each_value_with_each_seed_and_then_nothing_more(sweep: Sweep, home: Path) -> None:
    code, out, _ = sweep("study", "lr", values="0.001,0.01", seeds="2")
    assert code == 0
    assert "4 runs asked for, 4 distinct, 0 in the store, 4 to train (8 epochs)" in out
    assert "trial 2/2 learning_rate=0.01 seed 1 epoch 2/2 val_accuracy 0." in out
    assert re.search(r"best 0\.\d{4} \(learning_rate=0\.\d+, mean of 2 seeds\) \d+\.\d s/epoch ETA \d+:\d\d done", out)
    first = histories(home)
    assert len(first) == 4
    code, out, _ = sweep("study", "lr", values="0.001,0.01", seeds="2")
    assert code == 0
    assert "0 to train" in out
    assert "4 runs found, 0 trained" in out
    assert histories(home) == first


def test_more_seeds_values_and_epochs_train_only_what_is_new(sweep: Sweep) -> None:
    sweep("study", "lr", values="0.001", seeds="1", epochs=1)
    _, out, _ = sweep("study", "lr", values="0.001,0.01", seeds="2", epochs=3)
    assert "4 distinct, 0 in the store, 4 to train (11 epochs)" in out
    assert "learning_rate=0.001 seed 0 goes on from epoch 1, to 3" in out


def test_a_number_and_a_comma_ask_for_one_seed(sweep: Sweep) -> None:
    _, out, _ = sweep("study", "lr", values="0.001", seeds="7,", epochs=1)
    assert "1 run asked for" in out
    assert "learning_rate=0.001 seed 7 epoch 1/1" in out


def test_the_epochs_study_reads_one_run_at_each_of_its_values(sweep: Sweep, home: Path) -> None:
    _, out, _ = sweep("study", "epochs", values="1,2,3", epochs=None)
    assert "3 runs asked for, 1 distinct, 0 in the store, 1 to train (3 epochs)" in out
    assert len(histories(home)) == 1
    trials = sorted((home / "tuner_dirs").glob("lenet-epochs-*/trial_*/trial.json"))
    rows = next(iter(histories(home).values())).splitlines()[1:]
    scores = [json.loads(path.read_text())["score"] for path in trials]
    assert scores == [float(row.split(",")[2]) for row in rows]


def test_diverged_runs_are_data(sweep: Sweep, home: Path) -> None:
    code, out, _ = sweep("study", "lr", values="0.001,1e6,1e30")
    assert code == 0
    assert "learning_rate=1e+30 seed 0 epoch 1/2" in out
    assert out.count("DIVERGED") >= 1
    states = [json.loads(path.read_text())["status"] for path in (home / "tuner_dirs/runs").glob("*/run.json")]
    assert sorted(states)[0] == "completed"
    assert "diverged" in states


def test_a_failed_run_is_recorded_and_the_others_go_on(
    sweep: Sweep, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from studies.training.program import Program

    reset = Program.reset

    def broken(self: Program, run: Run) -> None:
        if dict(run.values)["learning_rate"] == 0.01:
            raise RuntimeError("the cat sat on the keyboard")
        reset(self, run)

    monkeypatch.setattr(Program, "reset", broken)
    code, out, _ = sweep("study", "lr", values="0.01,0.001")
    assert code == 3
    assert "FAILED: RuntimeError: the cat sat on the keyboard" in out
    assert "1 run found" not in out
    assert "1 failed" in out
    records = [json.loads(path.read_text()) for path in (home / "tuner_dirs/runs").glob("*/run.json")]
    assert sorted(record["status"] for record in records) == ["completed", "failed"]
    monkeypatch.undo()
    code, out, _ = sweep("study", "lr", values="0.01,0.001")  # the next call tries it again
    assert (code, "1 in the store, 1 to train" in out) == (0, True)


def test_stock_keras_tuner_opens_the_project(sweep: Sweep, home: Path, capfd: pytest.CaptureFixture[str]) -> None:
    import keras_tuner as kt

    import hypermodels

    sweep("study", "lr", values="0.001,0.01")
    name = next(path.parent.name for path in (home / "tuner_dirs").glob("*/study.json"))
    tuner = kt.GridSearch(
        hypermodels.load("lenet", width=0.5),
        objective=kt.Objective("val_accuracy", "max"),
        directory=str(home / "tuner_dirs"),
        project_name=name,
        overwrite=False,
    )
    capfd.readouterr()
    tuner.results_summary()
    shown = capfd.readouterr().out
    assert shown.count("Score: ") == 2
    assert "learning_rate: 0.01" in shown
    assert len(tuner.oracle.trials) == 2
    with pytest.raises(FileNotFoundError, match="keeps no weights; `make export` writes the best model"):
        tuner.get_best_models()


def test_tensorboards_own_api_lists_the_sessions(sweep: Sweep, home: Path) -> None:
    from tensorboard import program

    sweep("study", "lr", values="0.001,1e30", seeds="2")
    board = program.TensorBoard()
    board.configure(argv=[None, "--logdir", str(home / "tb_logs"), "--load_fast", "false", "--port", "0"])
    url = board.launch()
    ask = {
        "experimentName": "",
        "allowedStatuses": ["STATUS_SUCCESS", "STATUS_FAILURE", "STATUS_UNKNOWN", "STATUS_RUNNING"],
        "colParams": [{"metric": {"group": "", "tag": "val_accuracy"}}],
        "startIndex": 0,
        "sliceSize": 100,
    }
    request = urllib.request.Request(
        f"{url}data/plugin/hparams/session_groups", json.dumps(ask).encode(), {"Content-Type": "application/json"}
    )
    for _ in range(100):
        with urllib.request.urlopen(request) as answer:
            groups = json.load(answer).get("sessionGroups", [])
        if len(groups) == 2 and all(group.get("metricValues") for group in groups):
            break
        import time

        time.sleep(0.2)
    assert len(groups) == 2
    for group in groups:
        assert set(group["hparams"]) == {
            "learning_rate",
            "optimizer",
            "loss",
            "batch_size",
            "epochs",
            "activation",
            "initializer",
            "l2",
        }
        assert group["metricValues"][0]["name"]["tag"] == "val_accuracy"
        assert len(group["sessions"]) == 2


@pytest.mark.parametrize(
    ("words", "options", "shown"),
    [
        (("study", "lr"), {"model": "lenett"}, "Unknown network lenett; choose from lenet"),
        (("study", "depth"), {}, "Unknown dimension depth; choose from lr"),
        (("study", "lr"), {"dataset": "cifar11"}, "Unknown dataset cifar11: give cifar10, digits"),
        (("study", "lr"), {"values": "fast"}, "learning_rate=fast is not a number; try one of 0.0001"),
        (
            ("study", "lr"),
            {"values": ","},
            "values=, has an empty value: give each, separated by commas",
        ),
        (("study", "lr"), {"values": "-1"}, "learning_rate=-1 is out of range"),
        (("study", "optimizer"), {"values": "adamm"}, "optimizer=adamm is not known; choose from"),
        (("study", "batch-size"), {"values": "1.5"}, "batch_size=1.5 is not a whole number"),
        (("study", "lr"), {"epochs": "0"}, "epochs=0 is out of range"),
        (("study", "lr"), {"seeds": "none"}, "seeds=none is not a whole number"),
        (("study", "lr"), {"seeds": "1,1"}, "seeds=1,1 names a seed twice"),
        (("study", "lr"), {"seeds": ","}, "has an empty seed: give each, separated by commas"),
        (("study", "lr"), {"samples": "5"}, "samples=5 is out of range: digits has 1294"),
        (("study", "lr"), {"samples": "many"}, "samples=many is not a whole number"),
        (("study", "lr"), {"width": "0"}, "width=0 is out of range"),
        (("study", "lr"), {"width": "wide"}, "width=wide is not a number"),
        (("study", "lr"), {"precision": "int8"}, "Unknown precision int8; choose from auto"),
        (("study", "lr"), {"workers": "-1"}, "workers=-1 is out of range"),
        (("study",), {}, "DIMENSION"),
        (("sweep",), {}, "Unknown command sweep; choose from study"),
    ],
)
def test_a_bad_command_gets_one_error_and_writes_nothing(
    words: tuple[str, ...], options: dict[str, str], shown: str, sweep: Sweep, home: Path
) -> None:
    code, out, err = sweep(*words, **options)
    assert code == 2
    assert shown in err
    assert "Traceback" not in err
    assert out == ""
    assert {path.name for path in (home / "tuner_dirs").iterdir()} <= {"datasets", "cache"}
    assert not (home / "tb_logs").exists()


@pytest.mark.parametrize(
    ("content", "shown"),
    [
        ('{"schema": 1, "name"', "is torn: remove"),
        ('{"something": "else"}', "is not a study of this program"),
        ('{"schema": 99, "name": "x", "trials": []}', "newer version (schema 99, this one reads 2)"),
    ],
    ids=["torn", "foreign", "newer"],
)
def test_a_bad_state_file_is_refused_in_one_sentence(content: str, shown: str, sweep: Sweep, home: Path) -> None:
    path = home / "tuner_dirs" / "lenet-learning_rate-digits-samples100-width0.5" / "study.json"
    path.parent.mkdir()
    path.write_text(content)
    code, _, err = sweep("study", "lr")
    assert (code, shown in err) == (2, True)
    assert path.read_text() == content
    assert not (home / "tuner_dirs" / "runs").exists()


def test_a_study_file_cut_at_any_length_is_refused_in_one_sentence(sweep: Sweep, home: Path) -> None:
    assert sweep("study", "lr", values="0.001", epochs=1)[0] == 0
    folder = home / "tuner_dirs" / "lenet-learning_rate-digits-samples100-width0.5"
    whole = (folder / "study.json").read_bytes()
    for length in range(len(whole.rstrip())):
        (folder / "study.json").write_bytes(whole[:length])
        refused: list[str] = []
        assert catalog.read(Home(home), refused) == []
        assert len(refused) == 1
        assert "is torn: remove" in refused[0]
        assert "\n" not in refused[0]


def test_a_view_or_a_cache_that_was_cut_short_is_made_again(sweep: Sweep, home: Path) -> None:
    assert sweep("study", "lr", values="0.001", epochs=1)[0] == 0
    folder = home / "tuner_dirs" / "lenet-learning_rate-digits-samples100-width0.5"
    trials = [str(path.relative_to(folder)) for path in folder.glob("*/trial.json")]
    for name in ("views", "oracle.json", "tuner0.json", *trials):
        whole = (folder / name).read_bytes()
        for length in {0, 1, len(whole) // 2, len(whole) - 1}:
            (folder / "views").unlink(missing_ok=True)  # what a kill in the middle of making the views leaves
            (folder / name).write_bytes(whole[:length])
            code, out, err = sweep("study", "lr", values="0.001", epochs=1)
            assert (code, err) == (0, ""), (name, length)
            assert "1 run found, 0 trained" in out
            assert (folder / name).read_bytes() == whole, (name, length)
    for path in (home / "tuner_dirs" / "cache").glob("*.json"):
        whole = path.read_bytes()
        for length in range(len(whole) - 1):
            path.write_bytes(whole[:length])
            assert fact_cache.known(path) == {}, length
        path.write_bytes(whole)


def test_no_cifar10_anywhere_names_the_three_ways(
    sweep: Sweep, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    import keras

    monkeypatch.delenv("CIFAR10_DIR", raising=False)
    monkeypatch.setenv("KERAS_HOME", str(tmp_path))

    def offline(*_: object, **__: object) -> None:
        raise OSError("no network")

    monkeypatch.setattr(keras.utils, "get_file", offline)
    code, _, err = sweep("study", "lr", dataset="cifar10")
    assert code == 2
    for way in ("CIFAR10_DIR", "connect this machine", "DATASET=digits", str(tmp_path)):
        assert way in err
    monkeypatch.setenv("CIFAR10_DIR", str(tmp_path / "nothing"))
    code, _, err = sweep("study", "lr", dataset="cifar10")
    assert (code, "holds no cifar-10-batches-py" in err) == (2, True)


def test_a_full_disk_is_said_and_the_same_command_goes_on_after(
    sweep: Sweep, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import errno
    import os

    fsync, calls = os.fsync, []

    def full(descriptor: int) -> None:
        calls.append(descriptor)
        if len(calls) > 12:
            raise OSError(errno.ENOSPC, "No space left on device")
        fsync(descriptor)

    monkeypatch.setattr(os, "fsync", full)
    code, _, err = sweep("study", "lr", values="0.001,0.01")
    assert code == 1
    assert "error: the disk is full. Free some space and give the same command again" in err
    monkeypatch.undo()
    assert not list((home / "tuner_dirs").rglob(".*.part"))
    assert sweep("study", "lr", values="0.001,0.01")[0] == 0
    assert all(text.count("\n") == 2 for text in histories(home).values())
