"""CIFAR-10: read without running what its pickles hold, refused where it is damaged, downloaded whole or not at all."""

import hashlib
import io
import pickle
import pickletools
import tarfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from studies.data.sources import cifar10, download, pickled_batch
from studies.system.errors import UsageError

Content = dict[Any, Any]


def batch(count: int = 40, seed: int = 0) -> Content:
    rows = np.random.default_rng(seed).integers(0, 256, (count, 3072), np.uint8)
    return {b"batch_label": b"one", b"data": rows, b"labels": [n % 10 for n in range(count)]}


@pytest.fixture
def layout(tmp_path: Path) -> Path:
    folder = tmp_path / cifar10.FOLDER
    folder.mkdir()
    for number, name in enumerate(cifar10.FILES):
        (folder / name).write_bytes(pickle.dumps(batch(seed=number)))
    return folder


@pytest.mark.parametrize("protocol", [0, 1, 2, 3, 4, 5])
@pytest.mark.parametrize("core", ["numpy._core", "numpy.core"])
def test_pickles_of_numpy_1_and_2_and_of_every_protocol_are_read(protocol: int, core: str, tmp_path: Path) -> None:
    content = {**batch(4), b"labels": [np.int64(3), np.int64(1), np.int64(0), np.int64(2)]}
    written = pickle.dumps(content, protocol=protocol)
    if core == "numpy.core" and protocol < 4:  # where a name's length is not written down
        written = written.replace(b"numpy._core", b"numpy.core")
    (tmp_path / "x").write_bytes(written)
    read = pickled_batch.read(tmp_path / "x")
    np.testing.assert_array_equal(read["data"], content[b"data"])
    assert read["labels"] == [3, 1, 0, 2]


def test_python_2_wrote_its_texts_as_bytes(tmp_path: Path) -> None:
    array = b"cnumpy.core.multiarray\n_reconstruct\n(cnumpy\nndarray\n(K\x00tU\x01btR(K\x01(K\x01K\x02tcnumpy\ndtype\n"
    array += b"(U\x02u1K\x00K\x01tR(K\x03U\x01|NNNJ\xff\xff\xff\xffJ\xff\xff\xff\xffK\x00tb\x89U\x02\x07\xfftb"
    (tmp_path / "x").write_bytes(b"\x80\x02}(U\x04data" + array + b"U\x06labels]K\x09au.")
    read = pickled_batch.read(tmp_path / "x")
    assert read["data"].tolist() == [[7, 255]]
    assert read["labels"] == [9]


class Calls:
    def __init__(self, function: Callable[..., Any], *arguments: Any) -> None:
        self.called = function, arguments

    def __reduce__(self) -> tuple[Callable[..., Any], tuple[Any, ...]]:
        return self.called


@pytest.mark.parametrize("function", [Path.touch, exec, getattr, np.load, np.fromfile])
def test_nothing_that_a_foreign_batch_names_is_called(
    function: Callable[..., Any], layout: Path, tmp_path: Path
) -> None:
    mark = tmp_path / "called"
    arguments = {exec: (f"open({str(mark)!r}, 'w')",), Path.touch: (mark,)}.get(function, (str(mark), "x"))
    (layout / "data_batch_3").write_bytes(pickle.dumps({b"data": Calls(function, *arguments), b"labels": []}))
    with pytest.raises(UsageError, match=r"data_batch_3 is no CIFAR-10 batch \(it would call "):
        cifar10.read(layout)
    assert not mark.exists()


def test_a_batch_that_would_take_all_memory_is_refused_before_it_is_read(layout: Path) -> None:
    path = layout / "data_batch_1"
    for content in (b"]0" * 600_000 + b".", b"\x80\x02]r\xff\xff\xff\x7f."):
        path.write_bytes(content)
        with pytest.raises(UsageError, match="takes more than 1,000,000 steps"):
            cifar10.read(layout)
    with path.open("wb") as file:
        file.truncate(pickled_batch.MOST_BYTES + 1)
    with pytest.raises(UsageError, match="it has 64 MiB"):
        cifar10.read(layout)


def test_a_cut_pickle_is_refused_wherever_it_ends(layout: Path) -> None:
    path = layout / "test_batch"
    whole = path.read_bytes()
    ends = [end for _, _, end in pickletools.genops(whole) if end]
    for length in (0, 1, *ends[:: len(ends) // 20], len(whole) - 1):
        path.write_bytes(whole[:length])
        with pytest.raises(UsageError, match="test_batch is no CIFAR-10 batch"):
            cifar10.read(layout)


def damaged(**change: Any) -> Content:
    return {**batch(), **{name.encode(): value for name, value in change.items()}}


ROWS = batch()[b"data"]
BLACK = np.vstack([ROWS[:-1], np.zeros((1, 3072), np.uint8)])
HALF = ROWS.reshape(-1, 3, 32, 32).copy()
HALF[:5, :, 16:] = 0


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (damaged(labels=[n % 10 + 1 for n in range(40)]), "4 of its labels are no number from 0 to 9"),
        (damaged(labels=[-1] + [1] * 39), "1 of its labels are no number"),
        (damaged(labels=[0.5] * 40), "no whole numbers under the name labels"),
        (damaged(labels=[True] * 40), "no whole numbers under the name labels"),
        (damaged(labels=list(range(10)) * 3), "40 pictures and 30 labels"),
        (damaged(labels=None), "no whole numbers under the name labels"),
        (damaged(data=ROWS[:, :3000]), r"shape \(40, 3000\), not \(N, 3072\)"),
        (damaged(data=ROWS.reshape(-1, 32, 32, 3)), r"shape \(40, 32, 32, 3\)"),
        (damaged(data=ROWS[:0], labels=[]), r"shape \(0, 3072\)"),
        (damaged(data=ROWS / 255), "numbers of type f8"),
        (damaged(data=ROWS.astype(np.int64)), "no pictures under the name data"),
        (damaged(data=None), "no pictures under the name data"),
        (damaged(data=BLACK), "1 of its 40 pictures are one colour"),
        (damaged(data=HALF.reshape(-1, 3072)), "5 of its 40 pictures are cut: their lower half is black"),
        ({}, "no pictures under the name data"),
        ([1, 2], "it holds a list"),
    ],
)
def test_a_damaged_batch_is_refused_in_a_sentence(content: Any, said: str, layout: Path) -> None:
    (layout / "data_batch_4").write_bytes(pickle.dumps(content))
    with pytest.raises(UsageError, match=rf"data_batch_4 is no CIFAR-10 batch \(.*{said}.*unpack the archive again"):
        cifar10.read(layout)


def test_batches_of_unequal_size_and_missing_classes_are_refused(layout: Path) -> None:
    whole = (layout / "data_batch_2").read_bytes()
    (layout / "data_batch_2").write_bytes(pickle.dumps(batch(30)))
    with pytest.raises(UsageError, match=r"differ in size \(data_batch_1 40, data_batch_2 30"):
        cifar10.read(layout)
    (layout / "data_batch_2").write_bytes(whole)
    (layout / "test_batch").write_bytes(pickle.dumps(damaged(labels=[n % 9 for n in range(40)])))
    with pytest.raises(UsageError, match=r"The test set in .* has no picture of truck"):
        cifar10.read(layout)


def test_a_whole_copy_has_as_many_pictures_of_each_class(layout: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cifar10, "WHOLE", (200, 40))
    cifar10.read(layout)
    labels = [9, *batch()[b"labels"][1:]]
    (layout / "data_batch_5").write_bytes(pickle.dumps(damaged(labels=labels)))
    with pytest.raises(UsageError, match=r"training set in .* has 19 pictures of airplane, and CIFAR-10 has 20"):
        cifar10.read(layout)


def test_an_official_file_with_other_bytes_is_refused(layout: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = layout / "data_batch_1"
    official = len(path.read_bytes()), hashlib.md5(path.read_bytes(), usedforsecurity=False).hexdigest()
    monkeypatch.setitem(cifar10.OFFICIAL, "data_batch_1", official)
    cifar10.read(layout)
    changed = batch(seed=0)
    changed[b"data"][7, 7] ^= 1
    path.write_bytes(pickle.dumps(changed))
    with pytest.raises(UsageError, match="its bytes are not the official file's"):
        cifar10.read(layout)


@pytest.fixture
def archive(layout: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An archive like the official one, with more in it than is wanted, as the address to download from."""
    path = tmp_path / "served.tar.gz"
    with tarfile.open(path, "w:gz") as packed:
        packed.add(layout, cifar10.FOLDER)
        packed.addfile(tarfile.TarInfo("../escaped"), io.BytesIO(b""))
    monkeypatch.setattr(cifar10, "ADDRESS", path.as_uri())
    monkeypatch.setattr(cifar10, "SHA256", hashlib.sha256(path.read_bytes()).hexdigest())
    monkeypatch.setenv("KERAS_HOME", str(tmp_path / "keras"))
    monkeypatch.delenv("CIFAR10_DIR", raising=False)
    return path


@pytest.mark.usefixtures("archive")
def test_what_is_nowhere_is_downloaded_into_the_cache_of_keras(tmp_path: Path) -> None:
    place = cifar10.folder()
    assert place == tmp_path / "keras" / "datasets" / cifar10.FOLDER
    assert sorted(path.name for path in place.iterdir()) == sorted(cifar10.FILES)
    assert not (tmp_path / "keras" / "escaped").exists()
    assert cifar10.folder() == place
    assert len(cifar10.read(place)[0][1]) == 200


def test_a_download_that_is_another_file_leaves_nothing(archive: Path, tmp_path: Path) -> None:
    archive.write_bytes(archive.read_bytes() + b"x")
    with pytest.raises(UsageError, match=r"could not be downloaded \(what came is another file: .*DATASET=digits"):
        cifar10.folder()
    assert not list((tmp_path / "keras").rglob("*.*"))


def test_an_address_that_does_not_answer_is_said(tmp_path: Path) -> None:
    with pytest.raises(download.Failed, match="URLError"):
        download.fetch((tmp_path / "none").as_uri(), tmp_path / "file", "")
    assert not (tmp_path / "file").exists()
