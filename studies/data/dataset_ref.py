"""Which pictures a study trains on. Pure."""

from dataclasses import dataclass

from hypermodels.errors import InvalidValue


@dataclass(frozen=True)
class DatasetRef:
    """Which pictures: a dataset's name, the digest of its pictures, labels and split, and the subset trained on."""

    name: str
    digest: str
    classes: tuple[str, ...]
    sizes: tuple[int, int, int]  # pictures in training, validation, test
    samples: int | None = None  # training pictures used, drawn by the seed; None for all


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
        raise InvalidValue(f"validation={text} is out of range: give a share of the training pictures, such as 0.2.")
    return share


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
    return DatasetRef(ref.name, ref.digest, ref.classes, ref.sizes, samples)
