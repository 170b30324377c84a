"""A folder of pictures becomes a CSV file."""

import csv
import io
import os
from pathlib import Path

import numpy as np
import pytest

from analysis.bundles.bundle import read
from analysis.bundles.classifier import Classifier
from classifier_gui.answers.folder import classify_folder
from classifier_gui.answers.table import Cancelled
from classifier_gui.answers.target import Unwritable
from studies.data.pictures import UnreadablePicture
from studies.data.pictures import read as read_picture
from tests.support.linear_bundles import CLASSES, expected


@pytest.fixture
def classifier(bundles: Path) -> Classifier:
    return Classifier(read(bundles, "cifar10", "lenet"))


def rows_of(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(path.read_text("utf-8-sig"))))


def test_every_picture_gets_its_row(classifier: Classifier, samples: Path, tmp_path: Path) -> None:
    steps: list[tuple[int, int]] = []
    (found,) = classify_folder(
        [classifier], samples / "cifar10", tmp_path / "out.csv", progress=lambda *step: steps.append(step)
    )
    tally = found.tally
    rows = rows_of(tmp_path / "out.csv")
    assert steps == [(n, 20) for n in range(1, 21)]
    assert len(rows) == tally.pictures == tally.labelled == 20
    pixels = np.stack([read_picture(samples / "cifar10" / row["file"]).pixels for row in rows])
    answers = expected(0, pixels)
    np.testing.assert_allclose([[float(row[name]) for name in CLASSES] for row in rows], answers, atol=2e-6)
    assert [row["class"] for row in rows] == [CLASSES[best] for best in answers.argmax(axis=1)]
    assert [row["true_class"] for row in rows] == [Path(row["file"]).parent.name for row in rows]
    right = sum(row["class"] == row["true_class"] for row in rows)
    assert tally.accuracy == right / 20
    assert tally.confusion.sum(axis=1).tolist() == [2] * 10


def test_without_class_folders_nothing_is_judged(classifier: Classifier, samples: Path, tmp_path: Path) -> None:
    (found,) = classify_folder([classifier], samples / "cifar10" / "cat", tmp_path / "out.csv")
    tally = found.tally
    assert (tally.pictures, tally.labelled) == (2, 0)


def test_a_broken_file_is_a_row_with_its_sentence(classifier: Classifier, tmp_path: Path) -> None:
    (tmp_path / "broken.png").write_bytes(b"no")
    (found,) = classify_folder([classifier], tmp_path, tmp_path / "out.csv")
    tally = found.tally
    (row,) = rows_of(tmp_path / "out.csv")
    assert row["class"] == ""
    assert "not a picture" in row["remark"]
    assert len(tally.unreadable) == 1


def test_a_name_of_any_kind_is_a_cell(classifier: Classifier, samples: Path, tmp_path: Path) -> None:
    content = (samples / "cifar10" / "cat" / "0.png").read_bytes()
    for name in (b"=1+1.png", b"-2.png", b"bad\xb9.png", b"two\nlines.png", b"n10.png", b"n2.png"):
        Path(os.fsdecode(os.fsencode(tmp_path) + b"/" + name)).write_bytes(content)
    (found,) = classify_folder([classifier], tmp_path, tmp_path / "out.csv", "whole")
    tally = found.tally
    rows = rows_of(tmp_path / "out.csv")
    assert tally.pictures == 6
    names = {"'=1+1.png", "'-2.png", r"bad\xb9.png", r"two\nlines.png", "n2.png", "n10.png"}
    assert {row["file"] for row in rows} == names
    numbered = [row["file"] for row in rows if row["file"].startswith("n")]
    assert numbered == ["n2.png", "n10.png"]
    assert {(row["network"], row["fit"]) for row in rows} == {("lenet", "whole")}
    sure = ["yes" if float(row["probability"]) >= 0.5 else "no" for row in rows]
    assert [row["sure"] for row in rows] == sure


def test_a_link_is_written_through_and_a_device_refused_before_anything_is_read(
    classifier: Classifier, samples: Path, tmp_path: Path
) -> None:
    real, link = tmp_path / "real.csv", tmp_path / "link.csv"
    link.symlink_to(real)
    classify_folder([classifier], samples / "cifar10" / "cat", link)
    assert link.is_symlink()
    assert len(rows_of(real)) == 2
    for target in (Path("/dev/null"), tmp_path / "no" / "out.csv", tmp_path):
        with pytest.raises(Unwritable, match="cannot be written"):
            classify_folder([classifier], tmp_path / "not even looked at", target)


def test_a_pipe_is_refused_as_what_it_is(tmp_path: Path) -> None:
    reading, writing = os.pipe()  # as /dev/stdout before `| head`, it leads to no path
    try:
        with pytest.raises(Unwritable, match="it is no regular file"):
            classify_folder([], tmp_path, Path(f"/dev/fd/{writing}"))
    finally:
        os.close(reading)
        os.close(writing)


def test_an_error_in_the_middle_keeps_the_rows_before_it(classifier: Classifier, samples: Path, tmp_path: Path) -> None:
    def fail(done: int, _total: int) -> None:
        if done == 3:
            raise RuntimeError("the folder has vanished")

    with pytest.raises(RuntimeError):
        classify_folder([classifier], samples / "cifar10", tmp_path / "out.csv", progress=fail)
    assert len(rows_of(tmp_path / "out.csv")) == 3


def test_cancelling_is_heard_while_it_searches(classifier: Classifier, tmp_path: Path) -> None:
    for number in range(3):
        (tmp_path / str(number)).mkdir()
    looked: list[int] = []
    with pytest.raises(Cancelled):
        classify_folder(
            [classifier], tmp_path, tmp_path / "out.csv", looking=looked.append, cancelled=lambda: len(looked) == 2
        )
    assert len(looked) == 2


def test_a_folder_that_vanished_is_a_sentence(classifier: Classifier, tmp_path: Path) -> None:
    with pytest.raises(UnreadablePicture, match=r"gone cannot be read: No such file or directory\."):
        classify_folder([classifier], tmp_path / "gone", tmp_path / "out.csv")


def test_cancelling_writes_nothing(classifier: Classifier, samples: Path, tmp_path: Path) -> None:
    with pytest.raises(Cancelled):
        classify_folder([classifier], samples / "cifar10", tmp_path / "out.csv", cancelled=lambda: True)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_without_pictures_is_refused(classifier: Classifier, tmp_path: Path) -> None:
    with pytest.raises(UnreadablePicture, match="holds no pictures"):
        classify_folder([classifier], tmp_path, tmp_path / "out.csv")
