"""Folders of random pictures."""

from pathlib import Path

import numpy as np
from PIL import Image


def fill(folder: Path, seed: int, count: int = 12, ending: str = "png") -> Path:
    folder.mkdir(parents=True)
    rng = np.random.default_rng(seed)
    for number in range(count):
        Image.fromarray(rng.integers(0, 200, (40 + number, 50, 3), np.uint8)).save(folder / f"{number:02d}.{ending}")
    return folder
