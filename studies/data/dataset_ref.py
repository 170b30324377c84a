"""Which pictures a study trains on. Pure."""

from dataclasses import dataclass


@dataclass(frozen=True)
class DatasetRef:
    """Which pictures: a dataset's name, the digest of its pictures, labels and split, and the subset trained on."""

    name: str
    digest: str
    classes: tuple[str, ...]
    sizes: tuple[int, int, int]  # pictures in training, validation, test
    samples: int | None = None  # training pictures used, drawn by the seed; None for all
