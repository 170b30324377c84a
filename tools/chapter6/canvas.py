"""A square picture that plain shapes are drawn on."""

from collections.abc import Sequence

import cv2
import numpy as np

SIDE = 128
SHARP = 4  # it is drawn so many times larger, and shrunk: edges are smooth
Color = tuple[int, int, int]  # red, green, blue
Point = tuple[float, float]


class Canvas:
    """Shapes in units of the figure: (0, 0) is its middle, 1 half the picture's side; y goes down."""

    def __init__(self, ground: Sequence[Color], number: int) -> None:
        """`ground` is what stands behind: one colour, or one above and one below."""
        size = SIDE * SHARP
        self.pixels = np.empty((size, size, 3), np.uint8)
        self.pixels[:] = ground[0]
        self.pixels[int(size * 0.62) :] = ground[-1]
        draws = np.random.default_rng(number)
        self._scale = size / 2 * draws.uniform(0.75, 1.0)
        self._middle = size / 2 + draws.uniform(-0.06, 0.06, 2) * size
        self._turned = number % 2 == 1  # every other one looks the other way

    def _at(self, points: Sequence[Point]) -> np.ndarray:
        placed = np.array(points, float) * ((-1, 1) if self._turned else (1, 1))
        return np.rint(placed * self._scale + self._middle).astype(np.int32)

    def polygon(self, color: Color, *points: Point) -> None:
        cv2.fillPoly(self.pixels, [self._at(points)], color)

    def box(self, color: Color, left: float, top: float, right: float, bottom: float) -> None:
        self.polygon(color, (left, top), (right, top), (right, bottom), (left, bottom))

    def oval(self, color: Color, x: float, y: float, width: float, height: float, angle: float = 0) -> None:
        """Around (x, y), so wide and high from its middle; `angle` in degrees, clockwise."""
        (middle,) = self._at([(x, y)])
        axes = (round(width * self._scale), round(height * self._scale))
        turn = -angle if self._turned else angle
        cv2.ellipse(self.pixels, (int(middle[0]), int(middle[1])), axes, turn, 0, 360, color, -1)

    def line(self, color: Color, width: float, *points: Point) -> None:
        cv2.polylines(self.pixels, [self._at(points)], False, color, max(1, round(width * self._scale)))

    def picture(self) -> np.ndarray:
        """uint8 RGB, (SIDE, SIDE, 3)."""
        return np.asarray(cv2.resize(self.pixels, (SIDE, SIDE), interpolation=cv2.INTER_AREA))
