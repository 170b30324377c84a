"""Training, validation and test set: fixed, stratified parts of a source's pictures."""

import numpy as np

from studies.data.dataset_ref import SPLITS
from studies.data.sources.source import Arrays, Source
from studies.system.errors import UsageError

VALIDATION = 0.1  # of the training set

TEST = 0.2  # of a source that has no test set of its own

SPLIT_SEED = 20090408  # fixed for ever: the split is part of what a dataset is


def of_seed(labels: np.ndarray, samples: int | None, seed: int) -> np.ndarray:
    """The indices of the training pictures that a run of this seed trains on: all, or `samples` of them, drawn by it.

    Args:
        labels: class numbers `(N,)` of the training pictures.
    """
    if samples is None:
        return np.arange(len(labels))
    return stratified(labels, samples, np.random.Generator(np.random.PCG64([seed, 1])))


def stratified(labels: np.ndarray, count: int, rng: np.random.Generator) -> np.ndarray:
    """Sorted indices of `count` pictures in which every class keeps its share (largest remainders round up).

    Args:
        labels: class numbers `(N,)`; `count` is at most N.
    """
    classes, sizes = np.unique(labels, return_counts=True)
    shares = sizes * (count / len(labels))
    take = np.floor(shares).astype(int)
    for most in np.argsort(-(shares - take), kind="stable")[: count - take.sum()]:
        take[most] += 1
    chosen = [rng.permutation(np.flatnonzero(labels == one))[:n] for one, n in zip(classes, take, strict=True)]
    return np.sort(np.concatenate(chosen))


def split(source: Source, share: float, side: int) -> dict[str, Arrays]:
    """The source's pictures of `side` x `side` and class numbers by split; `share` of the training pictures validates.

    Raises:
        UsageError: an unusual share leaves a class without pictures in a split.
    """
    train, validation, test = source.read(side)
    if validation is not None and share != VALIDATION:
        raise UsageError(f"validation={share:g} is for pictures without a validation set of their own: leave it out.")
    rng = np.random.Generator(np.random.PCG64(SPLIT_SEED))
    if test is None:
        train, test = _parted(train, TEST, rng)
    rest = train
    if validation is None:
        rest, validation = _parted(train, share, rng)
    for what, (_, labels) in (("training", rest), ("validation", validation)):
        if share != VALIDATION and len(np.unique(labels)) < len(source.classes):
            raise UsageError(f"validation={share:g} leaves a class without {what} pictures: give another share.")
    return dict(zip(SPLITS, (rest, validation, test), strict=True))


def _parted(arrays: Arrays, share: float, rng: np.random.Generator) -> tuple[Arrays, Arrays]:
    """The rest and a stratified `share` of the pictures."""
    pictures, labels = arrays
    part = stratified(labels, round(len(labels) * share), rng)
    rest = np.setdiff1d(np.arange(len(labels)), part)
    return (pictures[rest], labels[rest]), (pictures[part], labels[part])


def notes(splits: dict[str, Arrays]) -> list[str]:
    """Pictures that are in two splits, counted; a sentence each."""
    known = {picture.tobytes() for picture in splits["train"][0]}
    twice = {split: sum(picture.tobytes() in known for picture in splits[split][0]) for split in SPLITS[1:]}
    counts = [f"{count} of {len(splits[split][1])} {split} pictures" for split, count in twice.items() if count]
    said = f"{' and '.join(counts)} are identical to training pictures: the accuracy on them is too good"
    return [said] if counts else []
