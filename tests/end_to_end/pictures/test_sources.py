"""Pictures of one's own and of Keras' cache, through the command line: what cannot be had is told, nothing written."""

from pathlib import Path

import numpy as np
import pytest

from tests.support.commands import Sweep


def left(home: Path) -> set[str]:
    return {path.name for path in (home / "tuner_dirs").iterdir()} - {"datasets", "cache"}


def test_arrays_of_ones_own_are_studied_under_a_name_of_their_own(sweep: Sweep, home: Path, tmp_path: Path) -> None:
    rng = np.random.default_rng(0)
    pictures, labels = rng.integers(0, 256, (60, 12, 12), np.uint8), np.arange(60) % 3
    np.savez(tmp_path / "shapes.npz", x_train=pictures, y_train=labels, x_test=pictures[:9], y_test=labels[:9])
    code, out, _ = sweep(
        "study", "lr", dataset=tmp_path / "shapes.npz", size=16, samples="all", values="0.001", epochs=1
    )
    assert code == 0
    assert "note: pictures of 12x12 are enlarged to 16x16 by area" in out
    assert "test pictures are identical to training pictures" in out
    (study,) = left(home) - {"runs"}
    assert study.startswith("lenet-learning_rate-shapes-size16-")


@pytest.mark.parametrize(
    ("dataset", "sentence"),
    [
        ("cut.npz", "cut.npz is no file of arrays as numpy.savez writes it"),
        ("absent.npz", "give cifar10, digits, mnist, fashion_mnist, cifar100, the path of a folder"),
        ("mnist", "is not there): fetch it by `python -c 'import keras; keras.datasets.mnist.load_data()'`"),
    ],
)
def test_what_cannot_be_had_is_refused_in_a_sentence(
    dataset: str, sentence: str, sweep: Sweep, home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KERAS_HOME", str(tmp_path / "keras"))
    (tmp_path / "cut.npz").write_bytes(b"cut")
    monkeypatch.chdir(tmp_path)
    code, _, errors = sweep("study", "lr", dataset=dataset)
    assert code == 2
    assert sentence in errors
    assert left(home) == set()
