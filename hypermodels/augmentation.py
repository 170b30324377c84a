"""Training pictures flipped, shifted and cut out by chance, as operations of a graph.

The chances come from the caller, five numbers a picture: so a program can make them a function of (seed, epoch,
picture), and Keras' `fit` can draw them as it goes. Validation never sees any of this.
"""

from typing import Any

import tensorflow as tf

CHANCES = 5  # numbers in [0, 1) a picture: down, across, whether to flip, the hole's centre down and across
WIDE = 64  # pixels of a side; beyond it, an index of a pixel among all pictures may not fit into 32 bits
GREY = 128  # what a hole is filled with: near the mean picture, with which the paper fills it


def shift(side: int) -> int:
    """How many pixels a picture is shifted at most: 4 of 32 (He et al. 2015, 4.2)."""
    return side // 8


def hole(side: int) -> int:
    """The side of the hole in pixels: 16 of 32 (DeVries, Taylor 2017, 4.2, for ten classes)."""
    return side // 2


def augmented(kind: str, pictures: Any, chosen: Any, chances: Any) -> Any:
    """Some of the pictures, augmented.

    Args:
        kind: a value of the dimension `augmentation`: none, flip, flip_crop or flip_crop_cutout.
        pictures: `(N, S, S, 3)`, values 0 to 255.
        chosen: the indices int32 `(B,)` of those that are wanted.
        chances: float32 `(N, CHANCES)` in [0, 1).

    Returns:
        `(B, S, S, 3)`, of the same type.
    """
    if kind == "none":
        return tf.gather(pictures, chosen)
    side, chances = int(pictures.shape[1]), tf.gather(chances, chosen)
    along = tf.range(side)
    flipped = tf.where(chances[:, 2:3] < 0.5, side - 1 - along, along)  # (B, S)
    if kind == "flip":
        rows, columns = along[None, :], flipped
    else:
        rows, columns = _shifted(chances[:, 0:1], along, side), _shifted(chances[:, 1:2], flipped, side)
    if side > WIDE:
        chosen, rows, columns = (tf.cast(one, tf.int64) for one in (chosen, rows, columns))
    at = (chosen[:, None, None] * side + rows[:, :, None]) * side + columns[:, None, :]  # one look-up does both
    seen = tf.gather(tf.reshape(pictures, [-1, 3]), at)
    return _cut(seen, chances[:, 3:4], chances[:, 4:5], side) if kind == "flip_crop_cutout" else seen


def by_chance(kind: str, pictures: Any) -> Any:
    """A batch `(B, S, S, 3)` augmented otherwise each time."""
    count = tf.shape(pictures)[0]
    return augmented(kind, pictures, tf.range(count), tf.random.uniform([count, CHANCES]))


def _shifted(chance: Any, along: Any, side: int) -> Any:
    """Indices `(B, S)` moved by up to `shift` pixels either way; what lies beyond an edge is reflected in it."""
    by = shift(side)
    moved = along + tf.cast(chance * (2 * by + 1), tf.int32) - by
    return (side - 1) - tf.abs((side - 1) - tf.abs(moved))


def _cut(pictures: Any, down: Any, across: Any, side: int) -> Any:
    """A square around a pixel of the picture becomes grey; it may reach over the edge."""
    along, half = tf.range(side), hole(side) // 2

    def inside(chance: Any) -> Any:
        centre = tf.cast(chance * side, tf.int32)
        return tf.logical_and(along >= centre - half, along < centre + half)  # (B, S)

    bytes_across = tf.repeat(inside(across), 3, axis=1)  # a select of bytes is quicker than one of pixels
    in_hole = tf.logical_and(inside(down)[:, :, None], bytes_across[:, None, :])
    flat = tf.reshape(pictures, [-1, side, side * 3])
    return tf.reshape(tf.where(in_hole, tf.constant(GREY, pictures.dtype), flat), [-1, side, side, 3])
