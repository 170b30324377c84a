"""Bundles, and what their networks answer."""

import json
import threading
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from analysis.bundles.bundle import UnusableBundle, datasets, meant, read, scan
from analysis.bundles.card import Card
from analysis.bundles.classifier import Classifier, agreement, occlusion, ranked
from hypermodels import NETWORKS
from studies.data.datasets import prepare
from tests.support.linear_bundles import CLASSES, expected, write_bundle
from tests.support.picture_folders import fill

RNG = np.random.default_rng(5)
PICTURES = RNG.integers(0, 256, (21, 32, 32, 3), np.uint8)


@pytest.mark.parametrize("count", [1, 7, 8, 21])
def test_opencv_answers_as_the_network_would(bundles: Path, count: int) -> None:
    classifier = Classifier(read(bundles, "cifar10", "resnet"))
    answers = classifier.probabilities(PICTURES[:count])
    assert answers.dtype == np.float32
    np.testing.assert_allclose(answers, expected(4, PICTURES[:count]), atol=1e-5)


def test_threads_do_not_disturb_each_other(bundles: Path) -> None:
    classifier = Classifier(read(bundles, "cifar10", "lenet"))
    answers: dict[int, np.ndarray] = {}

    def ask(index: int) -> None:
        answers[index] = classifier.probabilities(PICTURES[index : index + 1])[0]

    threads = [threading.Thread(target=ask, args=(index,)) for index in range(len(PICTURES))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    np.testing.assert_allclose([answers[i] for i in range(len(PICTURES))], expected(0, PICTURES), atol=1e-5)


def test_bundles_are_found_by_dataset_and_network(tmp_path: Path) -> None:
    write_bundle(tmp_path, "resnet", dataset="digits", classes=list("0123456789"))
    write_bundle(tmp_path, "lenet")
    assert datasets(tmp_path) == ["cifar10", "digits"]
    assert list(scan(tmp_path, "digits")) == ["resnet"]
    assert datasets(tmp_path / "nowhere") == []
    assert scan(tmp_path / "nowhere", "cifar10") == {}


def test_a_changed_file_is_refused(tmp_path: Path) -> None:
    folder = write_bundle(tmp_path, "lenet")
    (folder / "model.onnx").write_bytes((folder / "model.onnx").read_bytes() + b" ")
    with pytest.raises(UnusableBundle, match=r"not the file its card describes: run `sweepbook export` again\.$"):
        Classifier(read(tmp_path, "cifar10", "lenet")).load()


def test_a_bundle_without_its_files_is_refused(tmp_path: Path) -> None:
    folder = write_bundle(tmp_path, "lenet")
    (folder / "model.onnx").unlink()
    with pytest.raises(UnusableBundle, match="cannot be read"):
        Classifier(read(tmp_path, "cifar10", "lenet")).load()
    (folder / "card.json").unlink()
    assert "cannot be read" in str(scan(tmp_path, "cifar10")["lenet"])


def test_what_is_no_network_is_refused(tmp_path: Path) -> None:
    import hashlib

    folder = write_bundle(tmp_path, "lenet")
    (folder / "model.onnx").write_bytes(b"not a network")
    known = read(tmp_path, "cifar10", "lenet")
    files = {"model.onnx": hashlib.sha256(b"not a network").hexdigest()}
    with pytest.raises(UnusableBundle, match="no network that OpenCV"):
        Classifier(replace(known, card=replace(known.card, files=files))).load()


def test_a_network_of_other_classes_is_refused(tmp_path: Path) -> None:
    known = read(write_bundle(tmp_path, "lenet").parent.parent, "cifar10", "lenet")
    few = replace(known.card, classes=CLASSES[:3])
    with pytest.raises(UnusableBundle, match="10 numbers for 3 classes"):
        Classifier(replace(known, card=few)).load()


def test_a_card_of_another_network_or_a_newer_one_is_refused(tmp_path: Path) -> None:
    folder = write_bundle(tmp_path, "lenet")
    folder.rename(folder.with_name("resnet"))
    assert "describes lenet, not resnet" in str(scan(tmp_path, "cifar10")["resnet"])
    path = tmp_path / "cifar10/resnet/card.json"
    path.write_text(json.dumps({"schema": 2}))
    assert "newer" in str(scan(tmp_path, "cifar10")["resnet"])
    path.write_bytes(b"\xff\xfe")
    assert "not the card" in str(scan(tmp_path, "cifar10")["resnet"])


def test_a_dataset_without_bundles_names_those_that_have_some(tmp_path: Path) -> None:
    write_bundle(tmp_path, "lenet")
    with pytest.raises(UnusableBundle, match="no model for the dataset lenet; there are models for cifar10"):
        read(tmp_path, "lenet", "lenet")


def test_a_missing_network_says_the_command_that_makes_it(tmp_path: Path) -> None:
    with pytest.raises(UnusableBundle, match="sweepbook study lr --model vggnet --dataset digits && sweepbook export"):
        read(tmp_path, "digits", "vggnet")


def one_corner(pictures: np.ndarray) -> np.ndarray:
    """The probabilities of who sees only whether the top left 8x8 is bright."""
    bright = pictures[:, :8, :8].mean(axis=(1, 2, 3)) / 255
    return np.stack([bright, 1 - bright], axis=1).astype(np.float32)


def test_the_occlusion_map_shows_where_the_network_looks() -> None:
    picture = np.zeros((32, 32, 3), np.uint8)
    picture[:8, :8] = 255
    drops = occlusion(one_corner, picture)
    assert drops.shape == (32, 32)
    assert drops[:8, :8].min() > 0
    assert np.abs(drops[16:, 16:]).max() == 0
    assert drops.argmax() in [y * 32 + x for y in range(8) for x in range(8)]


def test_agreement_counts_networks_and_breaks_ties_by_probability() -> None:
    answers = {"lenet": np.array([0.6, 0.4]), "alexnet": np.array([0.2, 0.8]), "resnet": np.array([0.9, 0.1])}
    assert agreement(answers) == (0, ["lenet", "resnet"], ["alexnet"])
    del answers["resnet"]
    assert agreement(answers) == (1, ["alexnet"], ["lenet"])


def test_the_most_probable_classes_come_first() -> None:
    assert ranked(np.array([0.2, 0.5, 0.3]), ["a", "b", "c"], 2) == [("b", 0.5), ("c", 0.3)]


def test_every_network_has_a_card(bundles: Path) -> None:
    found = scan(bundles, "cifar10")
    assert list(found) == list(NETWORKS)
    assert all(isinstance(one.card, Card) for one in found.values())


def test_the_folder_that_was_studied_names_its_bundles(tmp_path: Path) -> None:
    pets = fill(tmp_path / "my pets" / "cats", 0).parent
    fill(pets / "dogs", 1)
    root = tmp_path / "bundles"
    assert meant(root, str(pets)) == str(pets)  # nothing is exported
    write_bundle(root, "lenet", dataset="my_pets-ee69f0")
    for words in (str(pets), "my_pets-ee69f0"):
        assert meant(root, words) == "my_pets-ee69f0"
    write_bundle(root, "lenet", dataset="my_pets-0000ff")
    assert meant(root, str(pets)) == str(pets)  # two are called so, and nobody knows which is meant
    prepare(str(pets), tmp_path / "tuner_dirs" / "datasets")
    assert meant(root, str(pets)) == "my_pets-ee69f0"
    assert meant(root, None) is None
