"""Pictures that came as arrays: which shapes and numbers hold pictures, and what is made of them."""

import numpy as np
import pytest

from studies.data.sources import arrays


@pytest.mark.parametrize("shape", [(5, 28, 28), (5, 28, 30, 1), (5, 1, 1, 3), (1, 3, 3, 3)])
def test_grey_and_coloured_pictures_of_any_size_are_pictures(shape: tuple[int, ...]) -> None:
    assert arrays.fault(shape) is None


@pytest.mark.parametrize(
    ("shape", "cause"),
    [
        ((), "pictures are (N, H, W)"),
        ((5,), "pictures are (N, H, W)"),
        ((5, 784), "pictures are (N, H, W)"),
        ((5, 4, 4, 3, 1), "pictures are (N, H, W)"),
        ((5, 3, 32, 32), "its channels come first: turn them with .transpose(0, 2, 3, 1)"),
        ((5, 32, 32, 4), "it has 4 channels: give 3 (RGB), or 1 (grey)"),
        ((0, 28, 28), "it holds no pictures"),
        ((5, 0, 28, 3), "it holds no pictures"),
    ],
)
def test_another_shape_is_told_with_what_to_do(shape: tuple[int, ...], cause: str) -> None:
    assert str(arrays.fault(shape)).startswith(cause)


def test_grey_pictures_get_three_equal_channels_and_the_middle_square() -> None:
    grey = np.arange(2 * 4 * 6, dtype=np.uint8).reshape(2, 4, 6)
    for given in (grey, grey[..., None], np.repeat(grey[..., None], 3, axis=3)):
        made = arrays.at(given, 4)
        assert made.dtype == np.uint8
        np.testing.assert_array_equal(made, np.repeat(grey[:, :, 1:5, None], 3, axis=3))


def test_numbers_become_bytes_a_picture_at_a_time() -> None:
    shapes = []

    def halved(picture: np.ndarray) -> np.ndarray:
        shapes.append(picture.shape)
        return (picture / 2).astype(np.uint8)

    assert arrays.at(np.full((3, 4, 4), 200.0), 4, halved).max() == 100
    assert shapes == [(4, 4, 3)] * 3


@pytest.mark.parametrize("kind", [np.uint8, np.int16, np.float32, np.float64, bool])
def test_numbers_from_0_to_255_are_those_of_pixels(kind: type) -> None:
    assert arrays.beyond(np.array([[[0, 1], [1, 0]]], kind)) == ""
    assert arrays.beyond(np.array([[[0, 255]]], kind)) == ""


@pytest.mark.parametrize("value", [-1, 256, float("nan"), float("inf")])
def test_other_numbers_are_told(value: float) -> None:
    said = arrays.beyond(np.array([[[0.0, value]]]))
    assert said.startswith("numbers beyond 0 to 255" if np.isfinite(value) else "NaN or infinity")


def test_a_cause_is_one_short_line_with_the_remedy() -> None:
    said = arrays.damage(ValueError("bad\nheader " + "x" * 1000))
    assert said.startswith(r"ValueError: bad\nheader x")
    assert said.endswith("; if it is damaged, copy it again, or write it again with numpy.savez")
    assert len(said) < 200
