"""Which pictures a study trains on. Pure."""

from dataclasses import dataclass, replace
from typing import Any

from hypermodels import SIDE, SIDES, check_side
from hypermodels.errors import InvalidValue, shown

SPLITS = ("train", "validation", "test")  # the parts of a dataset


@dataclass(frozen=True)
class DatasetRef:
    """Which pictures: a dataset's name, the digest of its pictures, labels and split, and the subset trained on."""

    name: str
    digest: str
    classes: tuple[str, ...]
    sizes: tuple[int, int, int]  # pictures in training, validation, test
    samples: int | None = None  # training pictures used, drawn by the seed; None for all
    side: int = SIDE  # of a picture, in pixels

    @property
    def identity(self) -> dict[str, Any]:
        """What is hashed of it: the side only where it is not the one that all datasets once had."""
        known = {"name": self.name, "digest": self.digest, "samples": self.samples}
        return known if self.side == SIDE else {**known, "side": self.side}

    @property
    def beyond_usual(self) -> int:
        """Bytes that its pictures for training and validation take where they are larger than usual, else 0."""
        return sum(self.sizes[:2]) * 3 * self.side**2 if self.side > SIDE else 0


def validation_share(text: str) -> float:
    """`0.2` as the share of the training pictures that validates.

    Raises:
        InvalidValue: no number between 0 and 1.
    """
    try:
        share = float(text)
    except ValueError:
        share = 0.0
    if not 0 < share < 1:
        raise InvalidValue(
            f"validation={shown(text)} is out of range: give a share of the training pictures, such as 0.2."
        )
    return share


def of_pixels(batch: int, side: int) -> int:
    """How many pictures of `side` x `side` have at most the pixels of `batch` pictures of 32x32; not more, and one."""
    return max(1, min(batch, batch * SIDE * SIDE // (side * side)))


def picture_side(text: str) -> int:
    """`64` as the side of pictures, in pixels.

    Raises:
        InvalidValue: no whole number, or out of range.
    """
    try:
        side = int(text)
    except ValueError:
        raise InvalidValue(
            f"size={shown(text)} is not a whole number; try size=64, {SIDES[0]} to {SIDES[1]}."
        ) from None
    check_side(side)
    return side


def sampled(ref: DatasetRef, samples: int | None) -> DatasetRef:
    """The same dataset with `samples` training pictures, drawn anew by each seed.

    Raises:
        InvalidValue: more than there are, or fewer than one a class.
    """
    if samples is None or samples == ref.sizes[0]:
        return ref
    if not len(ref.classes) <= samples <= ref.sizes[0]:
        raise InvalidValue(
            f"samples={samples} is out of range: {ref.name} has {ref.sizes[0]} training pictures in "
            f"{len(ref.classes)} classes, so give {len(ref.classes)} to {ref.sizes[0]}, or all."
        )
    return replace(ref, samples=samples)
