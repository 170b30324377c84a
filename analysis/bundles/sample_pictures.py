"""Write test pictures to try the classifier on: `python -m analysis.bundles.sample_pictures [--dataset digits]`."""

import argparse
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from analysis.bundles import pictures_of
from studies.data import datasets
from studies.store.home import Home
from studies.system import exits, files, names

A_CLASS = 5
INTERRUPTION = "Interrupted; no picture is half written. To go on, give the same command again:"


def parser() -> argparse.ArgumentParser:
    made = argparse.ArgumentParser(
        prog="python -m analysis.bundles.sample_pictures",
        description=f"Write {A_CLASS} test pictures a class to samples/.",
    )
    made.add_argument("--dataset", default="cifar10", help="cifar10, digits, a folder, or a studied dataset's name")
    made.add_argument("--root", type=Path, default=Path(), help="the folder that holds tuner_dirs (default: here)")
    return made


def main(arguments: list[str] | None = None) -> int:
    options = parser().parse_args(arguments)
    return exits.ending(
        lambda: _samples(options), exits.again("analysis.bundles.sample_pictures", arguments), INTERRUPTION
    )


def _samples(options: argparse.Namespace) -> int:
    name, folder = pictures_of.named(Home(options.root), options.dataset)
    target = names.inside(options.root, "samples", name)
    written = list(write(datasets.load(folder), target))
    print(f"{len(written)} pictures in {target}")
    return exits.DONE


def write(dataset: datasets.Dataset, folder: Path) -> Iterator[Path]:
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


if __name__ == "__main__":
    exits.process(main)
