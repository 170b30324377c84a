"""The square of a picture that the networks see: one can move it and zoom."""

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from hypermodels import SIDE
from studies.data.resizing import to_square

ZOOM = 1.25  # by what one step of the wheel divides the square's side
STEP = 0.1  # of the square's side, that a key moves it by


@dataclass(frozen=True)
class Crop:
    """`x` and `y` are the square's centre, 0 to 1 of the width and height; `side` is 0 to 1 of the shorter side."""

    x: float = 0.5
    y: float = 0.5
    side: float = 1.0

    def square(self, width: int, height: int) -> tuple[int, int, int]:
        """Left, top and side in the pixels of a picture of this size."""
        side = max(1, round(self.side * min(width, height)))
        left, top = int(self.x * width - side / 2), int(self.y * height - side / 2)
        return min(max(left, 0), width - side), min(max(top, 0), height - side), side

    def moved(self, across: float, down: float, width: int, height: int) -> "Crop":
        """Moved by so many pixels of a picture of this size; it stays inside."""
        half = self.side * min(width, height) / 2
        x = min(max(self.x * width + across, half), width - half) / width
        y = min(max(self.y * height + down, half), height - half) / height
        return replace(self, x=x, y=y)

    def stepped(self, across: int, down: int, width: int, height: int) -> "Crop":
        """Moved by steps, as a key does."""
        step = STEP * self.side * min(width, height)
        return self.moved(across * step, down * step, width, height)

    def zoomed(self, steps: float, width: int, height: int) -> "Crop":
        """Smaller by positive steps, larger by negative ones; no smaller than the pixels that most networks see."""
        least = min(1.0, SIDE / min(width, height))
        side = min(max(self.side / ZOOM**steps, least), 1.0)
        return replace(self, side=side).moved(0, 0, width, height)

    def seen(self, pixels: np.ndarray, small: int) -> np.ndarray:
        """uint8 RGB `(H, W, 3)` -> the square as uint8 `(small, small, 3)`."""
        left, top, side = self.square(pixels.shape[1], pixels.shape[0])
        return to_square(pixels[top : top + side, left : left + side], side=small)


CENTRE = Crop()
# What a key does to it, in a picture of some width and height.
CHANGES: dict[str, Callable[[Crop, int, int], Crop]] = {
    "smaller": lambda crop, *size: crop.zoomed(1, *size),
    "larger": lambda crop, *size: crop.zoomed(-1, *size),
    "left": lambda crop, *size: crop.stepped(-1, 0, *size),
    "right": lambda crop, *size: crop.stepped(1, 0, *size),
    "up": lambda crop, *size: crop.stepped(0, -1, *size),
    "down": lambda crop, *size: crop.stepped(0, 1, *size),
    "centre": lambda *_: CENTRE,
}
