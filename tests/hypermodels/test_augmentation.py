"""What augmentation does to a picture, pixel by pixel, and that it is a function of the chances alone."""

import numpy as np
import pytest
import tensorflow as tf

from hypermodels.augmentation import CHANCES, GREY, augmented, hole, shift
from hypermodels.dimensions import BY_NAME

KINDS = BY_NAME["augmentation"].values
RANDOM = np.random.default_rng(0)
PICTURES = RANDOM.integers(0, 100, (6, 32, 32, 3), np.uint8)  # darker than GREY, so that a hole is told apart
CHANCE = RANDOM.random((6, CHANCES)).astype(np.float32)


def seen(kind: str, pictures: np.ndarray, chances: np.ndarray, chosen: list[int] | None = None) -> np.ndarray:
    wanted = range(len(pictures)) if chosen is None else chosen
    found: np.ndarray = augmented(kind, tf.constant(pictures), tf.constant(list(wanted)), tf.constant(chances)).numpy()
    return found


def expected(kind: str, picture: np.ndarray, chance: np.ndarray) -> np.ndarray:
    """The same with NumPy's slices, as the papers say it."""
    side, by = len(picture), shift(len(picture))
    if kind == "none":
        return picture
    if kind != "flip":
        padded = np.pad(picture, ((by, by), (by, by), (0, 0)), "reflect")
        down, across = (int(part * (2 * by + 1)) for part in chance[:2])
        picture = padded[down : down + side, across : across + side]
    if chance[2] < 0.5:
        picture = picture[:, ::-1]
    if kind == "flip_crop_cutout":
        picture, half = picture.copy(), hole(side) // 2
        y, x = (int(part * side) for part in chance[3:])
        picture[max(0, y - half) : y + half, max(0, x - half) : x + half] = GREY
    return picture


@pytest.mark.parametrize("side", [8, 32, 72])
@pytest.mark.parametrize("kind", KINDS)
def test_a_picture_is_flipped_shifted_and_cut_as_the_papers_say(kind: str, side: int) -> None:
    pictures = np.ascontiguousarray(np.tile(PICTURES, (1, 3, 3, 1))[:, :side, :side])
    shown = seen(kind, pictures, CHANCE)
    for picture, chance, got in zip(pictures, CHANCE, shown, strict=True):
        np.testing.assert_array_equal(got, expected(kind, picture, chance))


@pytest.mark.parametrize("kind", KINDS)
def test_many_pictures_at_once_are_each_seen_as_one_alone_is(kind: str) -> None:
    """With every shift either way, in both directions: some hundreds of chances."""
    pictures, chances = RANDOM.integers(0, 256, (400, 32, 32, 3), np.uint8), RANDOM.random((400, CHANCES), np.float32)
    chosen = RANDOM.permutation(400)[:300].tolist()
    alone = [expected(kind, pictures[one], chances[one]) for one in chosen]
    np.testing.assert_array_equal(seen(kind, pictures, chances, chosen), alone)


@pytest.mark.parametrize("kind", KINDS)
def test_a_picture_is_augmented_alike_in_every_batch(kind: str) -> None:
    together = seen(kind, PICTURES, CHANCE, [5, 1, 1, 3])
    np.testing.assert_array_equal(together[1], seen(kind, PICTURES, CHANCE, [1])[0])
    np.testing.assert_array_equal(together[1], together[2])


def test_every_shift_and_both_directions_happen() -> None:
    ramp = np.broadcast_to(np.arange(32, dtype=np.uint8)[:, None, None] * 3, (400, 32, 32, 3))
    chances = RANDOM.random((400, CHANCES)).astype(np.float32)
    assert len({picture[16, 0, 0] for picture in seen("flip_crop", ramp, chances)}) == 2 * shift(32) + 1
    sideways = np.ascontiguousarray(ramp.transpose(0, 2, 1, 3))
    flipped = [picture[0, 0, 0] > picture[0, -1, 0] for picture in seen("flip", sideways, chances)]
    assert 150 < sum(flipped) < 250


def test_floats_are_augmented_as_bytes_are() -> None:
    as_floats = seen("flip_crop_cutout", PICTURES.astype(np.float32), CHANCE)
    np.testing.assert_array_equal(as_floats, seen("flip_crop_cutout", PICTURES, CHANCE).astype(np.float32))
