"""Draws fifty pictures, five of each class of CIFAR-10, to try a model on what is no photograph at all.

    python -m tools.chapter6.drawn FOLDER       FOLDER/airplane/1.png ... FOLDER/truck/5.png

Each is a figure of a few plain shapes before a plain ground, in colours, a place and a size that follow from its class
and number alone. No picture was chosen by what a model said of it.
"""

import argparse
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import cv2
import numpy as np

from studies.system.files import write_bytes
from tools.chapter6.canvas import Canvas, Color

EACH = 5
SKY, GRASS, WATER, ROAD = (150, 195, 235), (95, 150, 70), (50, 95, 150), (120, 120, 125)
DARK, GLASS, LIGHT = (30, 30, 35), (175, 210, 225), (235, 235, 230)
PAINTS = ((190, 40, 40), (40, 80, 170), (225, 225, 225), (60, 60, 65), (215, 170, 50))
FURS = ((125, 85, 50), (70, 60, 55), (205, 165, 110), (165, 160, 150), (225, 215, 200))


def airplane(c: Canvas, paint: Color, _fur: Color) -> None:
    c.polygon(paint, (-0.05, 0), (0.25, 0), (-0.15, 0.5), (-0.3, 0.5))
    c.polygon(paint, (0, -0.05), (0.2, -0.05), (-0.1, -0.4), (-0.22, -0.4))
    c.polygon(paint, (-0.85, -0.35), (-0.7, -0.35), (-0.5, -0.05), (-0.75, -0.02))
    c.oval(LIGHT, 0, 0, 0.85, 0.12)
    c.polygon(GLASS, (0.6, -0.08), (0.75, -0.05), (0.72, 0), (0.6, 0))


def automobile(c: Canvas, paint: Color, _fur: Color) -> None:
    c.polygon(paint, (-0.45, -0.1), (-0.25, -0.42), (0.25, -0.42), (0.5, -0.1))
    c.polygon(GLASS, (-0.34, -0.1), (-0.2, -0.34), (0, -0.34), (0, -0.1))
    c.polygon(GLASS, (0.06, -0.1), (0.06, -0.34), (0.2, -0.34), (0.38, -0.1))
    c.box(paint, -0.85, -0.12, 0.85, 0.25)
    _wheels(c, (-0.5, 0.5), 0.25, 0.19)


def bird(c: Canvas, _paint: Color, fur: Color) -> None:
    c.line(DARK, 0.04, (-0.05, 0.3), (-0.05, 0.65))
    c.line(DARK, 0.04, (0.08, 0.3), (0.08, 0.65))
    c.polygon(fur, (-0.35, 0), (-0.9, 0.15), (-0.85, 0.28), (-0.3, 0.2))
    c.oval(fur, 0, 0.08, 0.45, 0.28, -15)
    c.oval(fur, 0.4, -0.25, 0.2, 0.19)
    c.polygon((225, 150, 40), (0.56, -0.3), (0.8, -0.22), (0.56, -0.17))
    c.oval(DARK, 0.45, -0.29, 0.04, 0.04)
    c.oval(DARK, -0.08, 0.06, 0.28, 0.12, -20)


def cat(c: Canvas, _paint: Color, fur: Color) -> None:
    c.oval(fur, 0, 0.55, 0.42, 0.45)
    for side in (-1, 1):
        c.polygon(fur, (0.42 * side, -0.15), (0.4 * side, -0.75), (0.08 * side, -0.45))
        c.polygon((215, 150, 150), (0.34 * side, -0.3), (0.34 * side, -0.6), (0.17 * side, -0.45))
    c.oval(fur, 0, -0.12, 0.46, 0.38)
    for side in (-1, 1):
        c.oval((200, 210, 80), 0.19 * side, -0.18, 0.1, 0.09)
        c.oval(DARK, 0.19 * side, -0.18, 0.03, 0.08)
        for down in (-0.02, 0.04, 0.1):
            c.line(LIGHT, 0.015, (0.1 * side, 0.02), (0.6 * side, down))
    c.polygon((215, 120, 120), (-0.06, -0.04), (0.06, -0.04), (0, 0.03))


def deer(c: Canvas, _paint: Color, fur: Color) -> None:
    _four_legs(c, fur, 0.035)
    c.polygon(fur, (0.3, 0), (0.5, 0.05), (0.66, -0.42), (0.5, -0.45))
    c.oval(fur, 0.66, -0.45, 0.19, 0.1, 15)
    for lean in (0, 0.14):
        c.line((90, 65, 40), 0.035, (0.55 + lean, -0.52), (0.5 + lean, -0.7), (0.62 + lean, -0.95))
        c.line((90, 65, 40), 0.03, (0.5 + lean, -0.7), (0.38 + lean, -0.86))
    c.oval(LIGHT, -0.52, 0.02, 0.07, 0.1)


def dog(c: Canvas, _paint: Color, fur: Color) -> None:
    _four_legs(c, fur, 0.07)
    c.line(fur, 0.08, (-0.5, 0.05), (-0.75, -0.25))
    c.oval(fur, 0.58, -0.22, 0.24, 0.22)
    c.oval(fur, 0.8, -0.14, 0.16, 0.1)
    c.oval(DARK, 0.92, -0.17, 0.05, 0.04)
    c.oval(DARK, 0.42, -0.16, 0.09, 0.24, 10)
    c.oval(DARK, 0.64, -0.28, 0.03, 0.03)


def frog(c: Canvas, _paint: Color, _fur: Color) -> None:
    green = (85, 140, 45)
    for side in (-1, 1):
        c.oval((65, 115, 40), 0.5 * side, 0.3, 0.32, 0.2, 35 * side)
        c.oval((65, 115, 40), 0.62 * side, 0.5, 0.22, 0.07)
    c.oval(green, 0, 0.15, 0.55, 0.36)
    for side in (-1, 1):
        c.oval(green, 0.27 * side, -0.2, 0.17, 0.17)
        c.oval(LIGHT, 0.27 * side, -0.22, 0.11, 0.11)
        c.oval(DARK, 0.27 * side, -0.22, 0.06, 0.06)
    c.line(DARK, 0.025, (-0.35, 0.1), (0, 0.2), (0.35, 0.1))


def horse(c: Canvas, _paint: Color, fur: Color) -> None:
    _four_legs(c, fur, 0.055)
    c.line(DARK, 0.09, (-0.5, -0.05), (-0.68, 0.12), (-0.66, 0.45))
    c.polygon(fur, (0.2, 0.02), (0.52, 0.1), (0.74, -0.5), (0.52, -0.58))
    c.line(DARK, 0.09, (0.2, -0.05), (0.5, -0.58))
    c.oval(fur, 0.78, -0.45, 0.25, 0.11, 40)
    c.polygon(fur, (0.54, -0.55), (0.58, -0.72), (0.66, -0.55))


def ship(c: Canvas, paint: Color, _fur: Color) -> None:
    c.box(LIGHT, -0.45, -0.3, 0.35, 0.12)
    c.box(LIGHT, -0.25, -0.52, 0.1, -0.3)
    c.box(DARK, -0.05, -0.8, 0.08, -0.5)
    for place in (-0.35, -0.15, 0.05, 0.22):
        c.oval(DARK, place, -0.1, 0.05, 0.05)
    c.polygon(paint, (-0.9, 0.1), (0.95, 0.05), (0.7, 0.42), (-0.75, 0.42))


def truck(c: Canvas, paint: Color, _fur: Color) -> None:
    c.box(LIGHT, -0.9, -0.55, 0.35, 0.22)
    c.polygon(paint, (0.4, -0.32), (0.72, -0.32), (0.9, 0), (0.9, 0.25), (0.4, 0.25))
    c.polygon(GLASS, (0.5, -0.24), (0.68, -0.24), (0.8, -0.02), (0.5, -0.02))
    c.box(DARK, -0.9, 0.2, 0.9, 0.3)
    _wheels(c, (-0.65, -0.28, 0.65), 0.32, 0.17)


def _wheels(c: Canvas, places: Sequence[float], y: float, radius: float) -> None:
    for x in places:
        c.oval(DARK, x, y, radius, radius)
        c.oval((160, 160, 165), x, y, radius / 2, radius / 2)


def _four_legs(c: Canvas, fur: Color, thick: float) -> None:
    """A body that looks to the right, on four legs."""
    for x in (-0.42, -0.28, 0.25, 0.4):
        c.box(fur, x - thick, 0.1, x + thick, 0.75)
    c.oval(fur, 0, 0.05, 0.55, 0.24)


FIGURES: dict[str, tuple[Callable[[Canvas, Color, Color], None], tuple[Color, ...]]] = {
    "airplane": (airplane, (SKY,)),
    "automobile": (automobile, (SKY, ROAD)),
    "bird": (bird, (SKY, GRASS)),
    "cat": (cat, ((200, 180, 160),)),
    "deer": (deer, ((120, 150, 95), GRASS)),
    "dog": (dog, ((190, 185, 175), (150, 120, 90))),
    "frog": (frog, ((110, 90, 60),)),
    "horse": (horse, (SKY, GRASS)),
    "ship": (ship, (SKY, WATER)),
    "truck": (truck, (SKY, ROAD)),
}


def drawn() -> Iterator[tuple[str, np.ndarray]]:
    """Each picture's name, `airplane/1.png`, and its pixels: uint8 RGB, (128, 128, 3)."""
    for place, (name, (figure, ground)) in enumerate(FIGURES.items()):
        for number in range(EACH):
            canvas = Canvas(ground, EACH * place + number)
            figure(canvas, PAINTS[number], FURS[number])
            yield f"{name}/{number + 1}.png", canvas.picture()


def write(folder: Path) -> int:
    """Write all of them below the folder, and say how many."""
    pictures = list(drawn())
    for name, pixels in pictures:
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        write_bytes(target, png(pixels))
    return len(pictures)


def png(pixels: np.ndarray) -> bytes:
    """A file of uint8 RGB, (H, W, 3)."""
    return cv2.imencode(".png", cv2.cvtColor(pixels, cv2.COLOR_RGB2BGR))[1].tobytes()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m tools.chapter6.drawn", description=str(__doc__).partition("\n")[0])
    parser.add_argument("folder", type=Path, metavar="FOLDER")
    words = parser.parse_args()
    print(f"{write(words.folder)} pictures in {words.folder}")
