"""What `clean` would remove, and its size. Nothing behind a link is counted."""

from pathlib import Path

import pytest

from studies.store import catalog, outputs
from studies.store.home import Home


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path / "a höme 家")


def put(path: Path, size: int) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"x" * size)
    return path


def test_a_folder_of_which_nothing_is_there_has_nothing_to_remove(home: Home) -> None:
    assert outputs.outputs(home) == []
    home.root.mkdir()
    put(home.tuner_dirs / "README.md", 9)  # the folder's own
    put(home.root / "my notes.txt", 9)
    assert outputs.outputs(home) == []
    assert list(outputs.summary(home, [])) == []


def test_each_thing_in_the_folders_of_commands_is_found_with_its_size(home: Home) -> None:
    put(home.runs / "r1" / "history.csv", 3)
    put(home.runs / "r1" / "deep" / "er", 4)
    report = put(home.root / "reports" / "index.html", 5)
    assert outputs.outputs(home) == [(home.runs, 7), (report, 5)]


def test_of_a_link_only_the_link_is_counted(home: Home, tmp_path: Path) -> None:
    elsewhere = put(tmp_path / "elsewhere" / "large", 5000).parent
    home.root.mkdir()
    (home.root / "bundles").symlink_to(elsewhere)
    put(home.root / "samples" / "a.png", 1)
    (home.root / "samples" / "more").symlink_to(elsewhere)
    (home.root / "samples" / "gone").symlink_to(tmp_path / "nowhere")
    found = dict(outputs.outputs(home))
    assert [path.name for path in found] == ["bundles", "a.png", "gone", "more"]
    assert max(found.values()) < 1000


def test_runs_data_and_caches_have_a_line_each_and_all_studies_one_together(home: Home) -> None:
    for name in ("r1", "r2"):
        put(home.runs / name / "history.csv", 1_000_000)
    for name in ("study a", "study b"):
        put(home.tuner_dirs / name / "study.json", 300_000)
    put(home.cache / "speed.json", 100_000)
    lines = list(outputs.summary(home, outputs.outputs(home)))
    assert lines == [
        f"       0.1 MB  {home.cache}",
        f"       2.0 MB  {home.runs} (2 runs)",
        f"       0.6 MB  {home.tuner_dirs}",
    ]


def test_a_study_at_work_is_one_whose_lock_is_held(home: Home) -> None:
    put(home.study("left") / "lock", 0)
    assert outputs.studies_at_work(home) == []
    with catalog.held(home, "wörk"):
        assert outputs.studies_at_work(home) == ["wörk"]
    assert outputs.studies_at_work(home) == []


def test_the_size_of_what_is_not_there_is_nothing(tmp_path: Path) -> None:
    assert outputs.size(tmp_path / "none") == 0
    assert outputs.size(put(tmp_path / "one", 12)) == 12
