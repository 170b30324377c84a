"""A file of arrays as a dataset: what it may hold, how numbers become pixels, and a sentence for each damage."""

import io
import pickle
import zipfile
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from studies.data import datasets, prepared_dataset
from studies.data.dataset_ref import DatasetRef
from studies.system.errors import UsageError


def arrays(side: int = 20, **others: Any) -> dict[str, Any]:
    """Grey noise in two classes; a picture's first pixel is ten times its class."""
    rng = np.random.default_rng(0)
    made: dict[str, Any] = {}
    for split, count in (("train", 30), ("test", 8)):
        labels = np.arange(count, dtype=np.uint8) % 2
        pictures = rng.integers(0, 256, (count, side, side), np.uint8)
        pictures[:, 0, 0] = 10 * labels
        made |= {f"x_{split}": pictures, f"y_{split}": labels}
    return {name: value for name, value in {**made, **others}.items() if value is not None}


def saved(folder: Path, content: dict[str, Any]) -> Path:
    np.savez(folder / "my shapes.npz", **content)
    return folder / "my shapes.npz"


def prepared(
    folder: Path, side: int | None = None, **others: Any
) -> tuple[DatasetRef, prepared_dataset.Dataset, list[str]]:
    said: list[str] = []
    ref, cache = datasets.prepare(str(saved(folder, arrays(**others))), folder / "cache", say=said.append, side=side)
    return ref, prepared_dataset.load(cache), said


def test_grey_becomes_rgb_and_the_test_set_is_the_files(tmp_path: Path) -> None:
    ref, data, said = prepared(tmp_path, side=20)
    assert ref.name == f"my_shapes-size20-{ref.digest[:6]}"
    assert (ref.classes, ref.sizes) == (("0", "1"), (27, 3, 8))
    assert said == []
    np.testing.assert_array_equal(data.test[0], np.repeat(arrays()["x_test"][..., None], 3, axis=3))
    np.testing.assert_array_equal(data.test[1], [0, 1] * 4)


def test_at_the_usual_size_pictures_are_resized_and_that_is_said(tmp_path: Path) -> None:
    _, data, said = prepared(tmp_path)
    assert data.side == 32
    assert said == ["pictures of 20x20 are enlarged to 32x32 by area"]


@pytest.mark.parametrize(
    "change",
    [
        lambda pictures: pictures[..., None],
        lambda pictures: np.repeat(pictures[..., None], 3, axis=3),
        lambda pictures: pictures.astype(np.int64),
        lambda pictures: np.asfortranarray(pictures),
        lambda pictures: pictures.astype(np.float32),
        lambda pictures: pictures.astype(np.float64) / 255,
    ],
    ids=["a channel", "RGB", "int64", "columns first", "floats to 255", "floats to 1"],
)
def test_the_same_pictures_in_other_arrays_are_the_same_dataset(change: Any, tmp_path: Path) -> None:
    usual, _, _ = prepared(tmp_path)
    pictures = {name: change(arrays()[name]) for name in ("x_train", "x_test")}
    other, _, said = prepared(tmp_path, **pictures)
    assert other.digest == usual.digest
    floats = any(one.dtype.kind == "f" for one in pictures.values())
    assert ("numbers from 0 to 1 are multiplied by 255, others are rounded" in said) == floats


def test_labels_may_stand_in_a_column_and_classes_have_names(tmp_path: Path) -> None:
    given = arrays()
    columns = {name: given[name][:, None].astype(np.int32) for name in ("y_train", "y_test")}
    ref, data, _ = prepared(tmp_path, **columns, class_names=np.array(["round", "square"]))
    assert ref.classes == ("round", "square")
    np.testing.assert_array_equal(data.test[1], given["y_test"])


def test_a_validation_set_of_its_own_validates(tmp_path: Path) -> None:
    given = arrays()
    ref, _, _ = prepared(tmp_path, x_validation=given["x_test"][:6], y_validation=given["y_test"][:6])
    assert ref.sizes == (30, 6, 8)
    with pytest.raises(UsageError, match=r"validation=0\.2 is for pictures without a validation set of their own"):
        datasets.prepare(str(tmp_path / "my shapes.npz"), tmp_path / "cache", 0.2)


def test_a_member_beside_its_twin_is_not_read_unchecked(tmp_path: Path) -> None:
    path = saved(tmp_path, arrays())
    with zipfile.ZipFile(path, "a") as packed:
        packed.writestr("x_train", packed.read("x_train.npy"))
    with pytest.raises(UsageError, match="x_train stands there twice"):
        datasets.prepare(str(path), tmp_path / "cache")


LABELS, NOISE = arrays()["y_train"], arrays()["x_train"]


@pytest.mark.parametrize(
    ("others", "sentence"),
    [
        ({"x_test": None}, "lacks x_test; it has x_train, y_train, y_test"),
        ({"x_validation": NOISE}, "lacks y_validation"),
        ({"x_train": NOISE.astype(object)}, "x_train holds Python objects, which could run code"),
        ({"class_names": np.array(["a", "b"], object)}, "class_names holds Python objects"),
        ({"x_train": NOISE.reshape(30, -1)}, r"x_train has the shape \(30, 400\): pictures are \(N, H, W\)"),
        ({"x_train": np.repeat(NOISE[:, None], 3, axis=1)}, r"its channels come first: turn them with \.transpose"),
        ({"x_train": np.repeat(NOISE[..., None], 4, axis=3)}, "it has 4 channels: give 3"),
        ({"x_train": NOISE[:0]}, "it holds no pictures"),
        ({"x_train": NOISE.astype(complex)}, "x_train is of type complex128: give uint8"),
        ({"x_train": NOISE * 2.0}, "x_train holds numbers beyond 0 to 255: scale them"),
        ({"x_train": NOISE - 1.0}, "x_train holds numbers beyond 0 to 255"),
        ({"x_train": np.where(NOISE == 7, np.inf, NOISE)}, "x_train holds NaN or infinity: replace it"),
        ({"x_train": np.where(NOISE == 7, np.nan, NOISE)}, "x_train holds NaN or infinity: replace it"),
        (
            {"x_train": NOISE / 255},
            "it has x_train of type float64 and x_test of type uint8: give all as uint8, 0 to 255, or all as floats",
        ),
        (
            {"x_train": NOISE / 255, "x_test": np.maximum(NOISE[:8] / 255, 1.0000001)},
            r"its largest numbers are 1\.0 in x_train, 1\.0000001 in x_test: clip all to 0 to 1, or scale all",
        ),
        (
            {"x_train": NOISE / 255, "x_test": NOISE[:8] * 1.0},
            r"its largest numbers are 1\.0 in x_train, 255\.0 in x_test: clip",
        ),
        ({"x_test": NOISE[:8, :10]}, "x_train has pictures of 20x20 and x_test of 10x20: make them the same"),
        ({"y_train": LABELS[:9]}, r"y_train has the shape \(9,\), and there are 30 pictures in x_train"),
        ({"y_train": np.eye(2)[LABELS]}, r"y_train has the shape \(30, 2\): give class numbers, as \.argmax\(1\)"),
        ({"y_train": LABELS * 1.0}, "y_train is of type float64: give whole numbers from 0 on"),
        ({"y_train": LABELS.astype(np.int8) - 1}, "y_train has labels from -1 to 0: give them from 0 on"),
        ({"y_train": LABELS * 0}, "all of y_train is one class; at least 2 are needed"),
        (
            {"y_train": LABELS * 2},
            "class 1 has 0 training pictures, and at least 10 are needed: .*0 to 2 without a gap",
        ),
        ({"y_test": LABELS[:8] + 1}, "y_test has the label 2, and y_train has 0 to 1"),
        ({"class_names": np.array(["a", "b", "c"])}, "give the names of the 2 classes as text"),
        ({"class_names": np.array(["a", "a"])}, "class_names names a class twice"),
        ({"class_names": np.array(["a", "../b"])}, r"A class '../b' is no name for a file: it leads to another folder"),
    ],
)
def test_what_cannot_be_pictures_and_labels_is_refused_in_a_sentence(
    others: dict[str, Any], sentence: str, tmp_path: Path
) -> None:
    with pytest.raises(UsageError, match=sentence) as refused:
        prepared(tmp_path, **others)
    assert "\n" not in str(refused.value)
    assert not list(tmp_path.glob("cache/*/dataset.json"))


def lying() -> bytes:
    """An array whose header promises more than the file holds: as many bytes as no machine has."""
    header = io.BytesIO()
    np.lib.format.write_array_header_1_0(header, {"descr": "|u1", "fortran_order": False, "shape": (10**9, 999, 999)})
    return header.getvalue()


@pytest.mark.parametrize(
    "content",
    [b"", b"no archive", pickle.dumps([1]), lying()],
    ids=["empty", "text", "a pickle", "a header that lies"],
)
def test_a_file_that_is_none_of_arrays_is_refused(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "x.npz"
    path.write_bytes(content)
    if content == lying():
        with zipfile.ZipFile(path, "w") as packed:
            packed.writestr("x_train.npy", content)
    with pytest.raises(UsageError, match=r"x\.npz is no file of arrays as numpy\.savez writes it"):
        datasets.prepare(str(path), tmp_path / "cache")


def test_a_cut_file_and_a_changed_byte_are_refused(tmp_path: Path) -> None:
    path = saved(tmp_path, arrays())
    whole = path.read_bytes()
    path.write_bytes(whole[:-100])
    with pytest.raises(UsageError, match=r"is no file of arrays .*; if it is damaged, copy it again"):
        datasets.prepare(str(path), tmp_path / "cache")
    place = whole.index(b"x_train") + 2000  # of a picture: the archive's checksum tells
    path.write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
    with pytest.raises(UsageError, match=r"x_train cannot be read, BadZipFile.*; if it is damaged, copy it again"):
        datasets.prepare(str(path), tmp_path / "cache")


def test_arrays_that_memory_cannot_hold_are_refused_by_their_headers(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "bomb.npz"
    np.savez_compressed(
        path, **arrays(x_train=np.zeros((30, 500, 500, 3), np.uint8), x_test=np.zeros((8, 500, 500, 3), np.uint8))
    )
    assert path.stat().st_size < 100_000
    monkeypatch.setattr("psutil.virtual_memory", lambda: SimpleNamespace(total=50_000_000))
    with pytest.raises(UsageError, match=r"The arrays in .*bomb\.npz take 0\.1 GB of memory"):
        datasets.prepare(str(path), tmp_path / "cache")


def test_a_file_is_read_again_only_when_it_changed_and_is_found_by_its_name(tmp_path: Path) -> None:
    ref, _, _ = prepared(tmp_path)
    path = str(tmp_path / "my shapes.npz")
    assert datasets.names_of(path, tmp_path / "cache") == [ref.name]
    assert datasets.prepare(ref.name, tmp_path / "cache")[0] == ref
    saved(tmp_path, arrays(x_train=255 - NOISE))
    assert datasets.prepare(path, tmp_path / "cache")[0].digest != ref.digest


def test_a_file_that_is_called_like_a_built_in_dataset_has_a_name_of_its_own(tmp_path: Path) -> None:
    path = saved(tmp_path, arrays()).rename(tmp_path / "digits.npz")
    ref, _ = datasets.prepare(str(path), tmp_path / "cache")
    assert ref.name == f"digits-{ref.digest[:6]}"
