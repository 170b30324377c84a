"""Datasets: fixed stratified splits, subsets by seed, folders of pictures, and the folders that are refused."""

import pickle
from pathlib import Path
from types import SimpleNamespace

import cv2
import numpy as np
import pytest
from sklearn.datasets import load_digits

from studies.data import datasets, prepared_dataset
from studies.data.sources import digits
from studies.system.errors import UsageError


def pictures(folder: Path, count: int, colour: int) -> None:
    folder.mkdir(parents=True)
    rng = np.random.default_rng(colour)
    for number in range(count):
        size = (40 + 3 * number, 64, 3)
        picture = np.clip(rng.integers(0, 40, size) + colour, 0, 255).astype(np.uint8)
        cv2.imwrite(str(folder / f"{number}.png"), picture)


@pytest.fixture
def flowers(tmp_path: Path) -> Path:
    root = tmp_path / "my flöwers"
    pictures(root / "rose red", 20, 200)
    pictures(root / "tulip", 30, 20)
    return root


def test_prepared_data_that_was_cut_short_is_made_again(tmp_path: Path) -> None:
    ref, folder = datasets.prepare("digits", tmp_path)
    whole = {path.name: path.read_bytes() for path in folder.iterdir()}
    for name, content in whole.items():
        few = 10 if name == "dataset.json" else 2  # a cut array is known by its length alone
        for length in range(0, len(content) - 1, len(content) // few):
            (folder / name).write_bytes(content[:length])
            assert datasets.prepare("digits", tmp_path)[0] == ref
            assert {path.name: path.read_bytes() for path in folder.iterdir()} == whole, (name, length)


def test_digits_are_real_and_split_once(tmp_path: Path) -> None:
    ref, folder = datasets.prepare("digits", tmp_path)
    data = prepared_dataset.load(folder)
    assert ref.sizes == (1294, 144, 359)
    assert data.train[0].shape == (1294, 32, 32, 3)
    assert data.train[0].dtype == np.uint8
    assert datasets.prepare("digits", tmp_path / "elsewhere")[0] == ref
    everything = np.concatenate([labels for _, labels in (data.train, data.validation, data.test)])
    assert len(everything) == 1797


def test_digits_are_those_of_scikit_learn() -> None:
    theirs, table = load_digits(), digits._table()
    assert np.array_equal(table[:, :-1].reshape(-1, 8, 8), theirs.images)
    assert np.array_equal(table[:, -1], theirs.target)


def test_digits_at_another_side_are_another_dataset_with_the_same_split(tmp_path: Path) -> None:
    said: list[str] = []
    ref, folder = datasets.prepare("digits", tmp_path, say=said.append, side=48)
    usual, small = (prepared_dataset.load(one) for one in (datasets.prepare("digits", tmp_path)[1], folder))
    assert (ref.name, ref.side, ref.sizes) == ("digits-size48", 48, (1294, 144, 359))
    assert said == ["pictures of 32x32 are enlarged to 48x48 by area"]
    assert small.train[0].shape == (1294, 48, 48, 3)
    np.testing.assert_array_equal(small.train[1], usual.train[1])
    assert np.abs(small.train[0].mean((1, 2, 3)) - usual.train[0].mean((1, 2, 3))).max() < 2  # area keeps brightness
    assert datasets.prepare("digits-size48", tmp_path) == (ref, folder)
    both, _ = datasets.prepare("digits", tmp_path, 0.2, side=16)
    assert (both.name, both.side) == ("digits-size16-validation0.2", 16)
    assert datasets.prepare(both.name, tmp_path)[0] == both


def test_the_usual_side_is_the_dataset_that_was_before_there_were_others(tmp_path: Path) -> None:
    assert datasets.prepare("digits", tmp_path, side=32) == datasets.prepare("digits", tmp_path)
    assert "side" not in datasets.prepare("digits", tmp_path)[0].identity
    assert datasets.prepare("digits", tmp_path, side=33)[0].identity["side"] == 33


def test_a_folder_at_another_side_is_read_from_its_files(flowers: Path, tmp_path: Path) -> None:
    said: list[str] = []
    ref, folder = datasets.prepare(str(flowers), tmp_path, say=said.append, side=64)
    assert ref.name.startswith("my_flöwers-size64-")
    assert said == ["pictures are seen at 64x64: the middle square of each, shrunk or enlarged by area"]
    picture = cv2.cvtColor(cv2.imread(str(flowers / "tulip" / "8.png")), cv2.COLOR_BGR2RGB)  # 64 x 64 as it is
    assert (prepared_dataset.load(folder).train[0] == picture).all((1, 2, 3)).any()
    usual, _ = datasets.prepare(str(flowers), tmp_path)
    assert datasets.names_of(str(flowers), tmp_path) == [usual.name, ref.name]
    assert datasets.prepare(ref.name, tmp_path, side=64)[0] == ref
    with pytest.raises(UsageError, match=f"{ref.name} has pictures of 64x64: for size=48 give the folder's path"):
        datasets.prepare(ref.name, tmp_path, side=48)


@pytest.mark.parametrize(
    ("dataset", "side", "sentence"),
    [
        ("digits-size48", 64, "digits-size48 and size=64 contradict each other: give one of them"),
        ("digits-size300", None, "size=300 is out of range: pictures have a side of 16 to 224 pixels"),
        ("digits-sizebig", None, "size=big is not a whole number; try size=64, 16 to 224"),
    ],
)
def test_a_side_that_cannot_be_meant_is_refused(dataset: str, side: int | None, sentence: str, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=sentence):
        datasets.prepare(dataset, tmp_path, side=side)
    assert not list(tmp_path.iterdir())


def test_pictures_that_memory_cannot_hold_are_refused_before_they_are_made(
    flowers: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("psutil.virtual_memory", lambda: SimpleNamespace(total=10_000_000))
    with pytest.raises(UsageError, match=r"50 pictures of 224x224 take .* GB of memory .*give a smaller size"):
        datasets.prepare(str(flowers), tmp_path / "cache", side=224)
    assert not list(tmp_path.glob("cache/*/dataset.json"))


def test_a_folder_has_a_class_for_each_subfolder(flowers: Path, tmp_path: Path) -> None:
    ref, folder = datasets.prepare(str(flowers), tmp_path / "cache")
    assert ref.classes == ("rose red", "tulip")
    assert ref.sizes == (36, 4, 10)
    assert ref.name.startswith("my_flöwers-")
    data = prepared_dataset.load(folder)
    rose = data.train[0][data.train[1] == 0]
    assert rose.shape[1:] == (32, 32, 3)
    assert 200 < rose.mean() < 240  # area averaging keeps the brightness


def test_a_folder_is_read_again_only_when_it_changed(
    flowers: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from studies.data import pictures as reader

    ref, _ = datasets.prepare(str(flowers), tmp_path / "cache")
    with monkeypatch.context() as patch:
        patch.setattr(reader, "read", lambda file: pytest.fail(f"{file} was read again"))
        assert datasets.prepare(str(flowers), tmp_path / "cache")[0] == ref
    (flowers / "tulip" / "0.png").unlink()
    assert datasets.prepare(str(flowers), tmp_path / "cache")[0].digest != ref.digest


def test_bad_folders_are_refused_with_the_remedy(flowers: Path, tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    empty = tmp_path / "empty"
    empty.mkdir()
    with pytest.raises(UsageError, match="has 0 class folders; at least 2"):
        datasets.prepare(str(empty), cache)
    (empty / "alone").mkdir()
    with pytest.raises(UsageError, match="has 1 class folder; at least 2"):
        datasets.prepare(str(empty), cache)
    pictures(tmp_path / "few" / "one", 3, 9)
    pictures(tmp_path / "few" / "two", 12, 9)
    with pytest.raises(UsageError, match="has 3 pictures; at least 10"):
        datasets.prepare(str(tmp_path / "few"), cache)
    (flowers / "stray.png").write_bytes(b"")
    with pytest.raises(UsageError, match=r"is mixed: stray.png lies beside the class folders"):
        datasets.prepare(str(flowers), cache)
    (flowers / "stray.png").unlink()
    (flowers / "tulip" / "notes.txt").write_text("water me")
    with pytest.raises(UsageError, match=r"notes.txt is no picture"):
        datasets.prepare(str(flowers), cache)
    (flowers / "tulip" / "notes.txt").unlink()
    whole = (flowers / "tulip" / "3.png").read_bytes()
    (flowers / "tulip" / "3.png").write_bytes(whole[: len(whole) // 2])
    with pytest.raises(UsageError, match=r"Mend or remove it: .*3.png"):
        datasets.prepare(str(flowers), cache)
    assert not cache.exists()
    assert not list(cache.glob("*/dataset.json"))


def test_cifar10_is_read_from_the_official_layout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    layout = tmp_path / "cifar-10-batches-py"
    layout.mkdir()
    rng = np.random.default_rng(0)
    for name in ("data_batch_1", "data_batch_2", "data_batch_3", "data_batch_4", "data_batch_5", "test_batch"):
        rows = rng.integers(0, 256, (40, 3072), np.uint8)
        rows[0] = np.repeat([10, 20, 30], 1024)
        content = {b"data": rows, b"labels": [n % 10 for n in range(40)]}
        (layout / name).write_bytes(pickle.dumps(content))
    monkeypatch.setenv("CIFAR10_DIR", str(tmp_path))
    ref, folder = datasets.prepare("cifar10", tmp_path / "cache")
    assert ref.sizes == (180, 20, 40)
    assert ref.classes[0] == "airplane"
    test, _ = prepared_dataset.load(folder).test
    np.testing.assert_array_equal(test[0, 5, 5], [10, 20, 30])  # planes of red, green, blue
    (layout / "data_batch_2").write_bytes(b"cut")
    with pytest.raises(UsageError, match="data_batch_2 is no CIFAR-10 batch"):
        datasets.prepare("cifar10", tmp_path / "cache")


def test_a_prepared_dataset_that_was_removed_meanwhile_is_told_with_its_folder(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="gone holds no prepared dataset any more: give the same command again"):
        prepared_dataset.load(tmp_path / "gone")
