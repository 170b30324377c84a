"""Training pictures flipped, shifted and cut out by chance, as operations of a graph.

The chances come from the caller, five numbers a picture: so a program can make them a function of (seed, epoch,
picture), and Keras' `fit` can draw them as it goes. Validation never sees any of this.
"""

from typing import Any

import numpy as np
import tensorflow as tf

CHANCES = 5  # numbers in [0, 1) a picture: down, across, whether to flip, the hole's centre down and across
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
    seen = tf.gather(pictures, chosen)
    if kind == "none":
        return seen
    side, chances = int(pictures.shape[1]), tf.gather(chances, chosen)
    flipped = tf.cast(chances[:, 2] < 0.5, tf.int32)  # (B,)
    if kind == "flip":
        return _rows(seen, flipped, tf.range(side))
    seen = _moved_across(_rows(seen, flipped, _moved(chances[:, 0:1], side)), chances[:, 1], flipped)
    return _cut(seen, chances[:, 3:4], chances[:, 4:5]) if kind == "flip_crop_cutout" else seen


def by_chance(kind: str, pictures: Any) -> Any:
    """A batch `(B, S, S, 3)` augmented otherwise each time."""
    count = tf.shape(pictures)[0]
    return augmented(kind, pictures, tf.range(count), tf.random.uniform([count, CHANCES]))


# What follows copies rows of pixels and not pixels one by one, which took twice to four times as long on a CPU.


def _rows(pictures: Any, flipped: Any, down: Any) -> Any:
    """Of each picture, mirrored where `flipped` `(B,)` is 1, the rows `down` `(B, S)` or `(S,)`."""
    side, count = int(pictures.shape[1]), tf.shape(pictures)[0]
    rows = tf.reshape(pictures, [-1, side, 3])
    both = tf.reshape(tf.concat([rows, tf.reverse(rows, [1])], 0), [-1, side * 3])
    first = (flipped * count + tf.range(count)) * side  # of each picture's rows
    return tf.reshape(tf.gather(both, first[:, None] + down), [-1, side, side, 3])


def _moved(chance: Any, side: int) -> Any:
    """The rows `(B, S)` that are seen, moved by up to `shift` either way; what is beyond an edge is reflected in it."""
    moved = tf.range(side) + _steps(chance, side) - shift(side)
    return (side - 1) - tf.abs((side - 1) - tf.abs(moved))


def _moved_across(pictures: Any, chance: Any, flipped: Any) -> Any:
    """The same across. Pictures that are moved alike are moved together: one slice does them all."""
    side, by = int(pictures.shape[1]), shift(int(pictures.shape[1]))
    rows = tf.reshape(pictures, [-1, side, 3])
    left, right = rows[:, 1 : by + 1], rows[:, side - 1 - by : side - 1]
    padded = tf.concat([tf.reverse(left, [1]), rows, tf.reverse(right, [1])], 1)
    padded = tf.reshape(padded, [-1, side, (side + 2 * by) * 3])
    steps = _steps(chance, side)
    steps = tf.where(flipped == 1, 2 * by - steps, steps)  # a mirrored picture moves the other way
    alike = tf.dynamic_partition(tf.range(tf.shape(steps)[0]), steps, 2 * by + 1)
    moved = [tf.gather(padded, one)[:, :, 3 * step : 3 * (step + side)] for step, one in enumerate(alike)]
    back = tf.math.invert_permutation(tf.concat(alike, 0))
    return tf.reshape(tf.gather(tf.concat(moved, 0), back), [-1, side, side, 3])


def _steps(chance: Any, side: int) -> Any:
    """How far a picture is moved, from 0, `shift` pixels one way, to twice as many, `shift` pixels the other way."""
    return tf.cast(chance * (2 * shift(side) + 1), tf.int32)


def _cut(pictures: Any, down: Any, across: Any) -> Any:
    """A square around a pixel of the picture becomes grey; it may reach over the edge."""
    side = int(pictures.shape[1])
    along, half = np.arange(side), hole(side) // 2
    masks = np.zeros((side + 1, side), bool)  # a row's hole by its centre; the last one has none
    masks[:side] = np.logical_and(along >= along[:, None] - half, along < along[:, None] + half)
    below = tf.range(side) - tf.cast(down * side, tf.int32)  # (B, S)
    centres = tf.where(tf.logical_and(below >= -half, below < half), tf.cast(across * side, tf.int32), side)
    in_hole = tf.gather(tf.constant(np.repeat(masks, 3, axis=1)), centres)  # a select of bytes, quicker than of pixels
    flat = tf.reshape(pictures, [-1, side, side * 3])
    return tf.reshape(tf.where(in_hole, tf.constant(GREY, pictures.dtype), flat), [-1, side, side, 3])
