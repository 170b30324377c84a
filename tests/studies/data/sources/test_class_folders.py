"""A folder of one's own: which files are its pictures, what is passed over, what is refused, and how it is called."""

import os
from pathlib import Path

import numpy as np
import pi_heif
import pytest
from PIL import Image

from analysis.bundles import pictures_of
from hypermodels.dimensions import InvalidValue
from studies.data import datasets, picture_formats
from studies.data.dataset_ref import validation_share
from studies.data.picture_formats import SUFFIXES
from studies.store.home import Home
from studies.system.errors import UsageError
from tests.support.commands import Sweep
from tests.support.picture_folders import fill
from tests.support.synthetic_records import Synthetic


@pytest.fixture
def pets(tmp_path: Path) -> Path:
    fill(tmp_path / "pets" / "cats", 0)
    fill(tmp_path / "pets" / "dogs", 1)
    return tmp_path / "pets"


@pytest.fixture
def cache(tmp_path: Path) -> Path:
    return tmp_path / "tuner_dirs" / "datasets"


def test_datasets_keep_the_digests_by_which_runs_are_stored(pets: Path, cache: Path) -> None:
    ref, folder = datasets.prepare("digits", cache)
    assert (ref.name, ref.digest, folder.name) == ("digits", "f2b2f8b18a3fc795", "digits-39303da3d181a55f")
    ref, _ = datasets.prepare(str(pets), cache)
    assert (ref.name, ref.digest, ref.sizes) == ("pets-ee69f0", "ee69f023efea624e", (17, 2, 5))


def test_one_list_says_which_files_are_pictures() -> None:
    Image.init()
    pi_heif.register_heif_opener()
    known = {
        ending for ending, kind in Image.registered_extensions().items() if kind in (*picture_formats.FORMATS, "HEIF")
    }
    assert set(SUFFIXES) == known - {".mpo"}


@pytest.mark.parametrize("ending", ["jfif", "jpe", "avif", "jp2", "tga", "ico", "pbm", "pcx"])
def test_a_class_folder_takes_what_the_classifier_reads(ending: str, pets: Path, cache: Path) -> None:
    picture = Image.fromarray(np.full((40, 40, 3), 200, np.uint8))
    (picture.convert("1") if ending == "pbm" else picture).save(pets / "cats" / f"more.{ending.upper()}")
    assert sum(datasets.prepare(str(pets), cache)[0].sizes) == 25


def test_what_systems_leave_and_texts_beside_classes_are_passed_over_and_counted(pets: Path, cache: Path) -> None:
    before, _ = datasets.prepare(str(pets), cache)
    seen = ("Thumbs.db", "cats/Thumbs.db", "cats/desktop.ini", "README.md", "labels.csv")
    for name in (*seen, ".DS_Store", "cats/.DS_Store"):
        (pets / name).write_bytes(b"x")
    (pets / "__MACOSX").mkdir()
    (pets / "__MACOSX" / "._cats").write_bytes(b"x")
    said: list[str] = []
    assert datasets.prepare(str(pets), cache, say=said.append)[0] == before
    (note,) = said
    assert note.startswith(f"6 files that are no pictures are ignored in {pets}: README.md, Thumbs.db, __MACOSX")


@pytest.mark.parametrize(("link", "target"), [("cats/99.png", "/nowhere/cat.png"), ("birds", "/nowhere/birds")])
def test_a_link_that_leads_nowhere_is_named(link: str, target: str, pets: Path, cache: Path) -> None:
    (pets / link).symlink_to(target)
    with pytest.raises(UsageError, match=f"{link} is a link that leads nowhere: mend or remove it"):
        datasets.prepare(str(pets), cache)


def test_unreadable_pictures_are_named_together(pets: Path, cache: Path) -> None:
    for number in range(5):
        (pets / "cats" / f"{number:02d}.png").write_bytes(b"<html>")
    with pytest.raises(UsageError, match=r"Mend or remove it: .*00\.png\. So with .*01\.png, .*02\.png and 2 more"):
        datasets.prepare(str(pets), cache)


@pytest.mark.parametrize("name", [os.fsdecode(b"\xb9\xb7"), "two\nlines"])
def test_a_class_that_cannot_be_a_files_name_everywhere_is_refused(name: str, pets: Path, cache: Path) -> None:
    (pets / "cats").rename(pets / name)
    with pytest.raises(UsageError, match=r"Class folder .* is no name for a file: it .* Rename it"):
        datasets.prepare(str(pets), cache)
    assert not cache.exists()


def test_pictures_whose_own_names_are_not_utf_8_are_read(pets: Path, cache: Path) -> None:
    (pets / "cats" / "00.png").rename(pets / "cats" / os.fsdecode(b"\xb9\xb7.png"))
    pets = pets.rename(pets.with_name(os.fsdecode(b"pets\xb9\xb7")))
    ref, _ = datasets.prepare(str(pets), cache)
    assert (ref.name[:6], sum(ref.sizes)) == ("pets__", 24)


def test_exchanged_class_folders_are_noticed_though_sizes_and_times_are_kept(tmp_path: Path, cache: Path) -> None:
    root = tmp_path / "pets"
    for seed, name in enumerate(("cats", "dogs")):
        for file in fill(root / name, seed, ending="bmp").iterdir():
            os.utime(file, (1, 1))
    before, _ = datasets.prepare(str(root), cache)
    for old, new in (("cats", "x"), ("dogs", "cats"), ("x", "dogs")):
        (root / old).rename(root / new)
    assert datasets.prepare(str(root), cache)[0].digest != before.digest


def test_pictures_exchanged_in_place_are_noticed_too(tmp_path: Path, cache: Path) -> None:
    root = tmp_path / "pets"
    one, other = (fill(root / name, seed, ending="bmp") / "00.bmp" for seed, name in enumerate(("cats", "dogs")))
    before, _ = datasets.prepare(str(root), cache)
    contents, times = (one.read_bytes(), other.read_bytes()), one.stat().st_mtime_ns
    for file, content in zip((other, one), contents, strict=True):
        file.write_bytes(content)
        os.utime(file, ns=(times, times))
    assert datasets.prepare(str(root), cache)[0].digest != before.digest


@pytest.mark.parametrize("name", ["digits", "cifar10"])
def test_a_folder_called_like_a_built_in_dataset_has_a_name_of_its_own(name: str, pets: Path, cache: Path) -> None:
    ref, _ = datasets.prepare(str(pets.rename(pets.with_name(name))), cache)
    assert ref.name == f"{name}-ee69f0"
    assert datasets.prepare("digits", cache)[0].name == "digits"


def test_identical_pictures_across_splits_are_counted_and_said(pets: Path, cache: Path) -> None:
    said: list[str] = []
    datasets.prepare(str(pets), cache, say=said.append)
    assert said == []
    for file in (pets / "cats").iterdir():
        (pets / "dogs" / file.name).write_bytes(file.read_bytes())
    for _ in range(2):  # also where they were prepared before
        said.clear()
        datasets.prepare(str(pets), cache, say=said.append)
        (note,) = said
        assert "of 5 test pictures are identical to training pictures: the accuracy on them is too good" in note


def test_a_share_for_validation_makes_another_dataset(pets: Path, cache: Path) -> None:
    usual, _ = datasets.prepare("digits", cache)
    more, _ = datasets.prepare("digits", cache, 0.25)
    assert (usual.sizes, more.sizes) == ((1294, 144, 359), (1078, 360, 359))
    assert (more.name, more.digest != usual.digest) == ("digits-validation0.25", True)
    assert datasets.prepare("digits-validation0.25", cache) == datasets.prepare("digits", cache, 0.25)
    assert datasets.prepare("digits", cache, 0.1)[0] == usual
    own, _ = datasets.prepare(str(pets), cache, 0.25)
    assert own.sizes == (14, 5, 5)
    assert own.name == f"pets-{own.digest[:6]}" != "pets-ee69f0"


def test_a_share_that_cannot_be_is_refused(pets: Path, cache: Path) -> None:
    for text in ("0", "1", "-0.1", "1.5", "half", "nan"):
        with pytest.raises(InvalidValue, match=f"validation={text}"):
            validation_share(text)
    for share, what in ((0.01, "validation"), (0.99, "training")):
        with pytest.raises(UsageError, match=f"validation={share} leaves a class without {what} pictures"):
            datasets.prepare(str(pets), cache, share)
    with pytest.raises(UsageError, match="contradict each other"):
        datasets.prepare("digits-validation0.2", cache, 0.3)


def test_a_stored_name_is_taken_wherever_a_folder_is(pets: Path, cache: Path) -> None:
    made = datasets.prepare(str(pets), cache)
    assert datasets.prepare(made[0].name, cache) == made
    assert datasets.names_of(str(pets), cache) == [made[0].name]
    other, _ = datasets.prepare(str(pets), cache, 0.25)
    assert sorted(datasets.names_of(str(pets), cache)) == sorted([made[0].name, other.name])
    with pytest.raises(UsageError, match="pets-ee69f0 is split already"):
        datasets.prepare("pets-ee69f0", cache, 0.2)
    with pytest.raises(UsageError, match="Unknown dataset pets-000000"):
        datasets.prepare("pets-000000", cache)


def test_a_study_of_a_folder_is_found_by_path_and_by_name(pets: Path, tmp_path: Path, cache: Path) -> None:
    home = Home(tmp_path)
    datasets.prepare(str(pets), cache)
    assert pictures_of.studied(home, str(pets)) is None
    made = Synthetic(dataset="pets-ee69f0")
    sizes = {"train": 17, "validation": 2, "test": 5}
    found = {"name": "pets-ee69f0", "digest": "ee69f023efea624e", "samples": None, **sizes}
    made.study("learning_rate", {0.001: 0.0}, dataset=found)
    made.write(tmp_path)
    for dataset in (str(pets), "pets-ee69f0"):
        assert pictures_of.studied(home, dataset) == "pets-ee69f0"
        assert pictures_of.named(home, dataset)[0] == "pets-ee69f0"
    assert pictures_of.studied(home, str(pets), 0.1) == "pets-ee69f0"
    assert pictures_of.studied(home, str(pets), 0.25) is None


def test_the_command_line_takes_a_share(sweep: Sweep) -> None:
    code, _, err = sweep("study", "lr", validation="2")
    assert (code, "validation=2 is out of range: give a share of the training pictures" in err) == (2, True)


def test_too_long_a_name_is_an_unknown_dataset(cache: Path) -> None:
    with pytest.raises(UsageError, match=r"Unknown dataset x+…x+: give cifar10, digits"):
        datasets.prepare("x" * 300, cache)
