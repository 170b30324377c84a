"""A command that is refused leaves everything as it was, whatever it had to prepare to find out."""

from pathlib import Path

import pytest

from studies import prepare
from studies.data import datasets
from studies.store import fact_cache
from studies.store.home import Home
from studies.system import files
from studies.system.errors import UsageError
from sweepbook import api
from sweepbook.cli.door import main
from tests.support.picture_folders import fill

SETTING = ("--model", "lenet", "--dataset", "digits", "--workers", "0", "--precision", "float32")


@pytest.fixture(autouse=True)
def built(monkeypatch: pytest.MonkeyPatch) -> None:
    """No network is built for its fingerprint."""
    monkeypatch.setattr(prepare, "_built_fingerprint", lambda *_: "built")


def refused(root: Path, *words: str) -> None:
    assert main([*words, "--root", str(root)]) == 2


@pytest.mark.parametrize(
    "words",
    [
        ("study", "lr", *SETTING, "--samples", "5"),
        ("chapter", *SETTING, "--samples", "99999", "--size", "16"),
        ("study", "lr", *SETTING, "--base", "best"),
        ("finale", *SETTING),
        ("tune", *SETTING, "--dimensions", "lr", "--base", "lr=0.1"),
        ("find-lr", *SETTING[:4], "--precision", "float32", "--samples", "5"),
        ("report", "--dataset", "digits", "--size", "16"),
    ],
    ids=" ".join,
)
@pytest.mark.parametrize("root", ["", "new/root"])
def test_a_root_without_anything_has_nothing_after_it(words: tuple[str, ...], root: str, tmp_path: Path) -> None:
    refused(tmp_path / root, *words)
    assert list(tmp_path.iterdir()) == []


def test_pictures_of_a_folder_of_ones_own_are_not_kept_either(tmp_path: Path) -> None:
    for seed, name in enumerate(("cat", "dog")):
        fill(tmp_path / "pets" / name, seed)
    refused(tmp_path / "root", "study", "lr", *SETTING[:3], str(tmp_path / "pets"), *SETTING[4:], "--samples", "1")
    assert not (tmp_path / "root").exists()
    with pytest.raises(UsageError, match="samples=5 is out of range"):
        api.sweep("lr", model="lenet", dataset="digits", samples=5, precision="float32", workers=0, root=tmp_path)
    assert not (tmp_path / "tuner_dirs").exists()


def test_what_was_there_before_stays_as_it_is(tmp_path: Path) -> None:
    home = Home(tmp_path)
    datasets.prepare("digits", home.datasets)
    fact_cache.remember(home.cache / "speed.json", "key", 1)
    before = {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*") if path.is_file()}
    refused(tmp_path, "study", "lr", *SETTING, "--samples", "5")
    refused(tmp_path, "study", "lr", *SETTING, "--base", "best", "--size", "16")
    assert {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*") if path.is_file()} == before


def test_what_another_command_may_use_stays(tmp_path: Path) -> None:
    with Home(tmp_path / "new").in_use():
        refused(tmp_path / "new", "study", "lr", *SETTING, "--samples", "5")
    assert list(datasets.stored(Home(tmp_path / "new").datasets))


def test_what_a_stored_study_rests_on_stays_and_so_does_what_another_error_leaves(tmp_path: Path) -> None:
    home = Home(tmp_path / "new")

    def command(wrong: Exception, rests: bool) -> None:
        with home.unless_refused():
            fact_cache.remember(home.cache / "speed.json", "key", 1)
            if rests:
                files.settled()
            raise wrong

    def prepared(wrong: Exception, rests: bool) -> bool:
        with pytest.raises(type(wrong)):
            command(wrong, rests)
        return home.root.exists()

    assert not prepared(UsageError("no"), rests=False)
    assert not prepared(FileExistsError(17, "File exists"), rests=False)
    assert prepared(UsageError("no"), rests=True)
    assert prepared(OSError(28, "No space left on device"), rests=False)
    assert prepared(UsageError("no"), rests=False), "it was there before"


def test_nothing_is_removed_through_a_link(tmp_path: Path) -> None:
    (tmp_path / "disk").mkdir()
    (tmp_path / "tuner_dirs").symlink_to("disk")
    refused(tmp_path, "study", "lr", *SETTING, "--samples", "5")
    assert list(datasets.stored(Home(tmp_path).datasets))
