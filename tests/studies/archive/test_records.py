"""Records that one store publishes and another takes in: all of it or nothing, and nothing in them runs.

The store is `tests/fixtures/store`, of 300 of the digits.
"""

import json
import shlex
import zipfile
from pathlib import Path

import pytest

from studies.archive import layout
from studies.plan.runs import identified
from studies.system import locks
from sweepbook.cli.door import main
from tests.studies.archive.members import changed, edited, take
from tests.support.commands import Sweep
from tests.support.places import STORED_EARLIER

ASKED = {"values": "0.001,0.003", "epochs": 3, "samples": "300", "width": "1.0"}
LEARNING_RATE = "studies/lenet-learning_rate-digits-samples300/study.json"
HISTORY = {path.parent.name: path.read_bytes() for path in STORED_EARLIER.glob("tuner_dirs/runs/*/history.csv")}


def runs(home: Path) -> dict[str, bytes]:
    found = home.glob("tuner_dirs/runs/*/*")
    return {path.relative_to(home).as_posix(): path.read_bytes() for path in found if path.name in layout.RUN_FILES}


def test_what_was_published_counts_as_done_and_a_seed_more_trains_only_itself(
    published: Path, sweep: Sweep, home: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    assert take(published.parent, home) == 0
    assert "3 studies, 6 new runs, 0 that were here" in capfd.readouterr().out
    assert runs(home) == runs(STORED_EARLIER)
    code, out, _ = sweep("study", "lr", **ASKED, seeds="3", dry_run=True)
    assert code == 0
    assert "6 runs asked for, 6 distinct, 4 in the store, 2 to train (6 epochs)" in out
    assert (home / "tb_logs").is_dir(), "TensorBoard shows them"


def test_what_is_stored_here_stays_and_a_second_import_adds_nothing(
    published: Path, sweep: Sweep, home: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    assert sweep("study", "lr", **{**ASKED, "values": "0.001,0.01"}, seeds="1")[0] == 0
    own = runs(home)
    assert take(published, home) == 0
    assert "5 new runs, 1 that were here" in capfd.readouterr().out
    assert runs(home) == {**runs(STORED_EARLIER), **own}
    study = json.loads((home / "tuner_dirs" / "lenet-learning_rate-digits-samples300" / "study.json").read_text())
    rates = {trial["values"]["learning_rate"]: trial["seeds"] for trial in study["trials"]}
    assert rates == {0.001: [0, 1], 0.01: [0], 0.003: [0, 1]}
    everything = {path: path.read_bytes() for path in home.glob("tuner_dirs/**/study.json")}
    assert take(published, home) == 0
    assert "0 new runs, 6 that were here" in capfd.readouterr().out
    assert {path: path.read_bytes() for path in home.glob("tuner_dirs/**/study.json")} == everything


def test_where_a_store_lay_is_not_handed_on_and_is_not_taken_from_others(published: Path, home: Path) -> None:
    theirs, said = "sweepbook study lr --model lenet --root '/home/ann/my studies'", "sweepbook study lr --model lenet"
    named = {"command": theirs, "commands": [theirs, said]}
    assert take(changed(published, edited(lambda _: LEARNING_RATE, lambda study: study.update(named))), home) == 0
    file = home / "tuner_dirs" / "lenet-learning_rate-digits-samples300" / "study.json"
    study = json.loads(file.read_text())
    assert (study["command"], study["commands"]) == (said, [said])
    ours = f"{said} --root {shlex.quote(str(home))}"
    file.write_text(before := json.dumps({**study, "command": ours, "commands": [ours]}))
    assert main(["publish", str(home / "again"), "--root", str(home)]) == 0
    with zipfile.ZipFile(home / "again" / "lenet-digits.zip") as archive:
        handed_on = json.loads(archive.read(LEARNING_RATE))
    assert (handed_on["command"], handed_on["commands"]) == (said, [said])
    assert take(home / "again", home) == 0
    assert json.loads(file.read_text()) == json.loads(before), "one's own records say nothing new"


def test_the_same_records_are_the_same_bytes_and_pass_through_an_import(published: Path, home: Path) -> None:
    assert take(published, home) == 0
    again = home / "again"
    assert main(["publish", str(again), "--root", str(home)]) == 0
    assert main(["publish", str(home / "once more"), "--root", str(home)]) == 0
    assert (again / published.name).read_bytes() == (home / "once more" / published.name).read_bytes()
    with zipfile.ZipFile(published) as first, zipfile.ZipFile(again / published.name) as second:
        assert first.namelist() == second.namelist()


def test_a_study_that_is_stored_here_with_other_pictures_is_not_mixed_with_it(
    published: Path, home: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    assert take(published, home) == 0
    path = home / "tuner_dirs" / "lenet-learning_rate-digits-samples300" / "study.json"
    study = json.loads(path.read_text())
    study["dataset"]["digest"] = "0" * 16
    path.write_text(json.dumps(study))
    before = path.read_bytes()
    assert take(published, home) == 2
    assert "is stored here with other dataset: take it into an empty folder" in capfd.readouterr().err
    assert path.read_bytes() == before


def test_runs_of_another_build_of_the_network_are_not_mixed_with_those_here(
    published: Path, home: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    """Their seeds differ from those here, so no trial contradicts another."""
    assert take(published, home) == 0

    def rebuilt(members: dict[str, bytes]) -> None:
        study = json.loads(members[LEARNING_RATE])
        for name in [name for name in members if name != LEARNING_RATE]:
            content = members.pop(name)
            if name.endswith("/run.json") and name.split("/")[1] in {r for t in study["trials"] for r in t["runs"]}:
                record = json.loads(content)
                record["identity"].update(model="0" * 16, seed=record["identity"]["seed"] + 7)
                record["id"] = identified(record["identity"])
                members[f"runs/{record['id']}/run.json"] = json.dumps(record).encode()
                members[f"runs/{record['id']}/history.csv"] = HISTORY[name.split("/")[1]]
                for trial in study["trials"]:
                    trial["runs"] = [record["id"] if run == name.split("/")[1] else run for run in trial["runs"]]
        for trial in study["trials"]:
            trial["seeds"] = [seed + 7 for seed in trial.get("seeds", study["seeds"])]
        members[LEARNING_RATE] = json.dumps(study).encode()

    before = {path: path.read_bytes() for path in home.glob("tuner_dirs/**/*.json")}
    assert take(changed(published, rebuilt), home) == 2
    assert "is stored here with runs of another build of the network" in capfd.readouterr().err
    assert {path: path.read_bytes() for path in home.glob("tuner_dirs/**/*.json")} == before


def test_an_import_that_was_killed_between_two_files_is_made_whole_by_the_next(published: Path, home: Path) -> None:
    assert take(published, home) == 0
    whole = runs(home)
    record = next((home / "tuner_dirs" / "runs").glob("*/run.json"))
    record.unlink()
    assert take(published, home) == 0
    assert runs(home) == whole


def test_a_run_that_is_being_trained_here_is_a_sentence(
    published: Path, home: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    with zipfile.ZipFile(published) as archive:
        run = next(name.split("/")[1] for name in archive.namelist() if name.startswith("runs/"))
    with locks.locked(home / "tuner_dirs" / "runs" / run, 0):
        assert take(published, home) == 2
    assert f"Run {run} is being trained here: wait" in capfd.readouterr().err
    assert take(published, home) == 0
    assert runs(home) == runs(STORED_EARLIER)


@pytest.mark.parametrize("word", ["nowhere.zip", "empty folder"])
def test_a_place_without_records_is_a_sentence(word: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "empty folder").mkdir()
    assert take(tmp_path / word, tmp_path / "home") == 2
    assert word in capfd.readouterr().err
    assert not (tmp_path / "home").exists()


def test_publishing_what_is_not_there_writes_nothing(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["publish", str(tmp_path / "out"), "--model", "resnet", "--root", str(STORED_EARLIER)]) == 2
    assert "There is no study of resnet here" in capfd.readouterr().err
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("words", [("publish", "out"), ("audit",)])
def test_a_dataset_that_is_not_stored_is_named(
    words: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main([*words, "--dataset", "nope", "--root", str(STORED_EARLIER)]) == 2
    assert "There is no study on nope here" in capfd.readouterr().err
    assert not list(tmp_path.iterdir())


def test_records_are_published_to_a_folder_not_over_a_file(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "file").write_text("mine")
    assert main(["publish", str(tmp_path / "file"), "--root", str(STORED_EARLIER)]) == 2
    assert "is a file, and a folder takes the records" in capfd.readouterr().err
    assert (tmp_path / "file").read_text() == "mine"


def test_a_path_that_is_not_there_is_to_be_checked(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert take(tmp_path / "nope", tmp_path / "home") == 2
    assert "nope does not exist: check the path" in capfd.readouterr().err
