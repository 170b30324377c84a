"""A folder of pictures becomes a CSV file."""

import csv
import io
from pathlib import Path

import numpy as np
import pytest

from classifier_gui.bundles import read
from classifier_gui.classify import Classifier
from classifier_gui.folder import Cancelled, classify_folder
from studies.pictures import UnreadablePicture
from studies.pictures import read as read_picture
from tests.gui.models import CLASSES, expected


@pytest.fixture
def classifier(bundles: Path) -> Classifier:
    return Classifier(read(bundles, "cifar10", "lenet"))


def rows_of(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(path.read_text("utf-8-sig"))))


def test_every_picture_gets_its_row(classifier: Classifier, samples: Path, tmp_path: Path) -> None:
    steps: list[tuple[int, int]] = []
    tally = classify_folder(classifier, samples / "cifar10", tmp_path / "out.csv",
                            progress=lambda *step: steps.append(step))  # fmt: skip
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
    tally = classify_folder(classifier, samples / "cifar10" / "cat", tmp_path / "out.csv")
    assert (tally.pictures, tally.labelled) == (2, 0)


def test_a_broken_file_is_a_row_with_its_sentence(classifier: Classifier, tmp_path: Path) -> None:
    (tmp_path / "broken.png").write_bytes(b"no")
    tally = classify_folder(classifier, tmp_path, tmp_path / "out.csv")
    (row,) = rows_of(tmp_path / "out.csv")
    assert row["class"] == ""
    assert "not a picture" in row["remark"]
    assert len(tally.unreadable) == 1


def test_cancelling_writes_nothing(classifier: Classifier, samples: Path, tmp_path: Path) -> None:
    with pytest.raises(Cancelled):
        classify_folder(classifier, samples / "cifar10", tmp_path / "out.csv", cancelled=lambda: True)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_without_pictures_is_refused(classifier: Classifier, tmp_path: Path) -> None:
    with pytest.raises(UnreadablePicture, match="holds no pictures"):
        classify_folder(classifier, tmp_path, tmp_path / "out.csv")
