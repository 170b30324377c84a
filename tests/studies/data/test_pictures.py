"""Every animal of the zoo gives its right picture or its right sentence."""

import os
from pathlib import Path

import numpy as np
import pytest

from studies.data.pictures import UnreadablePicture, read
from studies.data.resizing import to_square
from tests.support.picture_zoo import Animal, animals

ZOO = animals()


def test_the_zoo_is_large_enough() -> None:
    assert len({animal.name for animal in ZOO}) >= 40


@pytest.mark.parametrize("animal", [a for a in ZOO if a.corners], ids=lambda animal: animal.name)
@pytest.mark.parametrize("source", ["path", "bytes"])
def test_an_odd_file_gives_its_picture(animal: Animal, source: str, tmp_path: Path) -> None:
    path = tmp_path / animal.name
    path.write_bytes(animal.content())
    picture = read(path if source == "path" else path.read_bytes())
    pixels = picture.pixels
    assert pixels.dtype == np.uint8
    assert animal.size in (None, pixels.shape[:2])
    height, width = pixels.shape[:2]
    ys, xs = (height // 5, height - 1 - height // 5), (width // 5, width - 1 - width // 5)
    found = [pixels[y, x].astype(int) for y in ys for x in xs]
    assert animal.corners is not None
    np.testing.assert_allclose(found, animal.corners, atol=animal.tolerance)
    assert animal.warning in " ".join(picture.warnings)
    assert bool(picture.warnings) == bool(animal.warning)
    assert to_square(pixels).shape == (32, 32, 3)


@pytest.mark.parametrize("animal", [a for a in ZOO if a.sentence], ids=lambda animal: animal.name)
def test_a_broken_file_gives_its_sentence(animal: Animal, tmp_path: Path) -> None:
    path = tmp_path / animal.name
    path.write_bytes(animal.content())
    with pytest.raises(UnreadablePicture) as caught:
        read(path)
    sentence = str(caught.value)
    assert animal.sentence in sentence
    assert animal.name in sentence
    assert "\n" not in sentence
    assert len(sentence) < 200
    assert sentence.endswith((".", ")."))


def test_what_is_no_file_is_refused(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.png")  # opening it would wait for ever
    refused: list[tuple[Path | str, str]] = [
        (tmp_path, "not a file"),
        (tmp_path / "nothing.png", "does not exist"),
        (tmp_path / "pipe.png", "not a file"),
        ("a\0b", "does not exist"),
        ("x" * 5000, "cannot be read"),
    ]
    for path, words in refused:
        with pytest.raises(UnreadablePicture, match=words):
            read(path)


def test_a_picture_of_32x32_is_not_touched() -> None:
    pixels = np.random.default_rng(0).integers(0, 256, (32, 32, 3), np.uint8)
    for fit in ("crop", "whole"):
        np.testing.assert_array_equal(to_square(pixels, fit), pixels)


def test_shrinking_averages_areas() -> None:
    stripes = np.zeros((64, 64, 3), np.uint8)
    stripes[:, ::2] = 200
    assert (to_square(stripes) == 100).all()


def test_crop_takes_the_centre_and_whole_takes_everything() -> None:
    wide = np.zeros((32, 96, 3), np.uint8)
    wide[:, :32], wide[:, 64:] = 255, 255
    assert to_square(wide, "crop").max() == 0
    assert to_square(wide, "whole")[0, 0, 0] == 255
    with pytest.raises(ValueError, match="fit='stretch'"):
        to_square(wide, "stretch")
