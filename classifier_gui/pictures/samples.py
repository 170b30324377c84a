"""Test pictures with their true class: `samples/<dataset>/<class>/*.png`, which `sweepbook samples` writes."""

import random
from pathlib import Path

from analysis.bundles.bundle import DEFAULT_DATASET, UnusableBundle
from studies.system.commands import command


def random_sample(root: Path, dataset: str, but: Path | None = None) -> tuple[Path, str]:
    """A test picture, another one than `but`, and its true class.

    Raises:
        UnusableBundle: there is none; the sentence says the command that writes them.
    """
    files = sorted((root / dataset).glob("*/*.png"))
    if not files:
        samples = command("samples", dataset=None if dataset == DEFAULT_DATASET else dataset)
        raise UnusableBundle(
            "There are no test pictures of {dataset}: run `{samples}` first.", dataset=dataset, samples=samples
        )
    file = random.choice([file for file in files if file != but] or files)
    return file, file.parent.name
