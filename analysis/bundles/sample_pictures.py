"""Test pictures to try the classifier on, as files in a folder for each class."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np

from studies.data.prepared_dataset import Dataset
from studies.system import files, names

A_CLASS = 5


def write(dataset: Dataset, folder: Path) -> Iterator[Path]:
    """`folder/<class>/<n>.png`, evenly spaced over each class's test pictures: the same ones every time."""
    from PIL import Image

    pictures, labels = dataset.test
    classes = [names.inside(folder, name) for name in dataset.classes]  # all are written, or none is
    for number, one in enumerate(classes):
        one.mkdir(parents=True, exist_ok=True)
        for place, index in enumerate(spread(np.flatnonzero(labels == number), A_CLASS)):
            path = one / f"{place}.png"
            image = Image.fromarray(np.array(pictures[index]))
            files.write_with(path, lambda file, image=image: image.save(file, "PNG"))  # type: ignore[misc]
            yield path


def spread(indices: np.ndarray, count: int) -> np.ndarray:
    """`count` of the indices at even distances; all of them where there are fewer."""
    places = np.arange(min(count, len(indices))) * len(indices) // max(1, min(count, len(indices)))
    return indices[places]
