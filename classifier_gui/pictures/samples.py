"""Test pictures with their true class: `samples/<dataset>/<class>/*.png`, which `make samples` writes."""

import random
import shlex
from pathlib import Path

from analysis.bundles.bundle import DEFAULT_DATASET, UnusableBundle


def random_sample(root: Path, dataset: str, but: Path | None = None) -> tuple[Path, str]:
    """A test picture, another one than `but`, and its true class.

    Raises:
        UnusableBundle: there is none; the sentence says the command that writes them.
    """
    files = sorted((root / dataset).glob("*/*.png"))
    if not files:
        where = "" if dataset == DEFAULT_DATASET else f" DATASET={shlex.quote(dataset)}"
        raise UnusableBundle(
            "There are no test pictures of {dataset}: run `make samples{where}` first.", dataset=dataset, where=where
        )
    file = random.choice([file for file in files if file != but] or files)
    return file, file.parent.name
