"""MNIST's format, as its files are written. What is none of it is in `test_keras_cache`."""

import gzip
from pathlib import Path

import numpy as np
import pytest

from studies.data.sources import idx


def written(array: np.ndarray) -> bytes:
    return bytes([0, 0, 8, array.ndim]) + b"".join(size.to_bytes(4, "big") for size in array.shape) + array.tobytes()


@pytest.mark.parametrize("shape", [(3,), (2, 3), (2, 4, 5), (2, 4, 5, 3), (0,), (0, 4, 5)])
def test_an_array_of_bytes_is_read_with_its_shape(shape: tuple[int, ...], tmp_path: Path) -> None:
    array = np.arange(np.prod(shape), dtype=np.uint8).reshape(shape)
    (tmp_path / "plain").write_bytes(written(array))
    (tmp_path / "packed.gz").write_bytes(gzip.compress(written(array)))
    for name in ("plain", "packed.gz"):
        found = idx.read(tmp_path / name)
        assert (found.dtype, found.shape) == (np.uint8, shape)
        np.testing.assert_array_equal(found, array)


def test_sizes_whose_product_is_beyond_all_numbers_are_compared_and_not_made(tmp_path: Path) -> None:
    (tmp_path / "huge").write_bytes(b"\0\0\x08\x04" + b"\xff" * 16 + b"abc")
    with pytest.raises(idx.ForeignArray, match=r"4294967295x4294967295x4294967295x4294967295 numbers, and has 3"):
        idx.read(tmp_path / "huge")


def test_more_dimensions_than_pictures_have_are_foreign(tmp_path: Path) -> None:
    (tmp_path / "deep").write_bytes(b"\0\0\x08\x05" + b"\0\0\0\x01" * 5 + b"a")
    with pytest.raises(idx.ForeignArray, match="it says it has 5 dimensions"):
        idx.read(tmp_path / "deep")


def test_what_unpacks_to_more_than_any_known_file_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(idx, "MOST_BYTES", 1 << 20)
    (tmp_path / "bomb.gz").write_bytes(gzip.compress(bytes(2 << 20)))
    with pytest.raises(idx.ForeignArray, match="it has more than 1 MiB"):
        idx.read(tmp_path / "bomb.gz")


def test_a_packed_file_that_was_cut_is_an_error_of_the_file(tmp_path: Path) -> None:
    whole = gzip.compress(written(np.zeros(100, np.uint8)))
    (tmp_path / "cut.gz").write_bytes(whole[: len(whole) // 2])
    with pytest.raises(EOFError):
        idx.read(tmp_path / "cut.gz")
