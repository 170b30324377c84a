"""How every figure looks: colours, type, axes, legends. `svg` makes files of them."""

import sys
from collections.abc import Iterable, Sequence
from typing import Any

import matplotlib
from matplotlib import font_manager
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.axis import Axis
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.ticker import FuncFormatter
from matplotlib.transforms import ScaledTranslation

from studies.system import escapes, formats

if "matplotlib.pyplot" not in sys.modules:  # a notebook that draws keeps its own
    matplotlib.use("svg")  # seaborn loads pyplot; no window is ever wanted

INK, FAINT, GRID, PAPER, ACCENT, WARN = "#1c2430", "#66707d", "#dde2e8", "#fdfefe", "#2563b0", "#b3401f"
# Slot i of a palette is replaced by the page's own colour for dark paper, so every hex value occurs once.
RAMP = ("#440f54", "#46317e", "#3b528b", "#2f6f8e", "#238a8d", "#1fa187", "#4ac16d", "#8fbf30", "#d0a91d")
RAMP_DARK = ("#b18cf0", "#9a9cf5", "#7fa9f2", "#66b8ea", "#4fc6d6", "#45d0b0", "#73dd8b", "#b4de5a", "#f3d64a")
NAMES = ("#2563b1", "#d1661d", "#2a8f5f", "#b83a66", "#7656bd", "#8a6a33", "#1593a5", "#5a6270")
NAMES_DARK = ("#6ea8f0", "#f0965a", "#5fcb98", "#ef7fa6", "#b39af2", "#cfae74", "#55c8d8", "#a6afbd")
DARK = {
    INK: "#e7ebf1",
    FAINT: "#9aa5b3",
    GRID: "#2f3742",
    PAPER: "#161b22",
    ACCENT: "#6ea8f1",
    WARN: "#f08a63",
    **dict(zip(RAMP, RAMP_DARK, strict=True)),
    **dict(zip(NAMES, NAMES_DARK, strict=True)),
}


STYLE: dict[Any, Any] = {
    "font.family": "DejaVu Sans",
    "font.size": 10,
    "text.color": INK,
    "axes.labelcolor": FAINT,
    "axes.edgecolor": FAINT,
    "axes.linewidth": 0.7,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.facecolor": "none",
    "figure.facecolor": PAPER,
    "axes.grid": True,
    "axes.grid.axis": "y",
    "axes.axisbelow": True,
    "grid.color": GRID,
    "grid.linewidth": 0.7,
    "xtick.color": FAINT,
    "ytick.color": FAINT,
    "xtick.labelcolor": INK,
    "ytick.labelcolor": INK,
    "xtick.labelsize": 9,
    "ytick.labelsize": 9,
    "axes.labelsize": 9.5,
    "legend.frameon": False,
    "legend.fontsize": 9,
    "lines.linewidth": 1.7,
    "svg.fonttype": "none",
    "axes.unicode_minus": True,
    "xtick.major.size": 3,
    "ytick.major.size": 0,
    "text.parse_math": False,  # a dollar sign in a name is one
}
WIDTH, HEIGHT = 5.2, 3.3  # inches, at 72 units an inch in SVG
BROAD = 7.8  # of a figure that has the page's width to itself


CHINESE = ("Noto Sans CJK SC", "WenQuanYi Micro Hei", "Source Han Sans SC", "PingFang SC", "Microsoft YaHei")


def chinese_fonts() -> list[str]:
    """Fonts of this machine with the characters that DejaVu Sans lacks; only what is drawn as dots needs one."""
    installed = set(font_manager.get_font_names())
    return [name for name in CHINESE if name in installed]


def palette(count: int, ordered: bool) -> list[str]:
    """`count` colours: along the ramp for values that are more or less of something, apart for names."""
    if not ordered:
        return [NAMES[place % len(NAMES)] for place in range(count)]
    return [RAMP[round(place * (len(RAMP) - 1) / max(count - 1, 1))] for place in range(count)]


def canvas(
    height: float = HEIGHT,
    left: float = 0.6,
    bottom: float = 0.52,
    right: float = 0.15,
    top: float = 0.32,
    width: float = WIDTH,
) -> tuple[Figure, Axes]:
    """A figure with one pair of axes; margins in inches, so that text keeps its room at any height."""
    figure = Figure(figsize=(width, height))
    box = (left / width, bottom / height, 1 - (left + right) / width, 1 - (bottom + top) / height)
    return figure, figure.add_axes(box)


def titles(axes: Axes, x_title: str, y_title: str = "") -> None:
    """Axis titles; the y axis' one lies flat above it, where it can be read without turning the head."""
    axes.set(xlabel=x_title, ylabel="")
    left = axes.get_position().x0 * _figure(axes).get_figwidth()  # beyond it, the title would be cut off
    shift = ScaledTranslation(-min(38 / 72, left - 0.02), 8 / 72, _figure(axes).dpi_scale_trans)
    axes.text(0, 1, y_title, transform=axes.transAxes + shift, color=FAINT, fontsize=9.5, va="bottom")


def _figure(axes: Axes) -> Figure:
    figure = axes.get_figure(root=True)
    assert isinstance(figure, Figure)
    return figure


def text_width(labels: Sequence[str], size: float = 9) -> float:
    """A generous guess of the widest label's width in inches; Chinese characters are as wide as high."""
    widths = (sum(1.0 if ord(letter) > 0x2E80 else 0.6 for letter in label) for label in labels)
    return max(widths, default=0.0) * size / 72


def names(labels: Iterable[object]) -> list[str]:
    """Names as a figure shows them: of one line, and not longer than a figure can hold."""
    return [escapes.short(label) for label in labels]


def of_value(place: int, *artists: Artist, study: int | None = None) -> None:
    """Say in the drawing that these belong to the study's value in this place, so that a page can single it out.

    Args:
        study: the study's place in its section, in a figure of several studies.
    """
    for artist in artists:
        artist.set_gid(f"value-{place}" if study is None else f"value-{place}-{study}")


def legend(
    figure: Figure, axes: Axes, handles: Sequence[Line2D], labels: Sequence[str], places: Sequence[int] = ()
) -> None:
    """A legend under the axes in as many columns as fit; the figure grows by what it takes.

    `places` are those of the labels, where these are values (`of_value`).
    """
    shown = names(labels)
    columns = max(1, min(len(shown), int((WIDTH - 0.2) / (text_width(shown) + 0.55))))
    extra = 0.2 * -(-len(shown) // columns) + 0.08
    grow(figure, axes, extra)
    made = figure.legend(
        list(handles),
        shown,
        loc="lower center",
        ncols=columns,
        bbox_to_anchor=(0.5, 0.02 / figure.get_figheight()),
        handlelength=1.4,
        columnspacing=1.2,
        handletextpad=0.5,
        labelspacing=0.25,
        borderpad=0.1,
    )
    for place, *entry in zip(places, made.get_lines(), made.get_texts(), strict=False):
        of_value(place, *entry)


def grow(figure: Figure, axes: Axes, extra: float) -> None:
    """Add `extra` inches of height below the axes, which keep their size."""
    old, new = figure.get_figheight(), figure.get_figheight() + extra
    box = axes.get_position()
    figure.set_figheight(new)
    axes.set_position((box.x0, (box.y0 * old + extra) / new, box.width, box.height * old / new))


def beyond(axes: Axes, x: float, y: float, way: str, color: str) -> list[Line2D]:
    """An arrow at the edge of the axes: what is drawn there goes on. `way` is one of <, >, v and ^."""
    return axes.plot([x], [y], way, color=color, markersize=6, markeredgewidth=0, clip_on=False)


def percents(axis: Axis) -> None:
    """Write the shares along an axis as percents."""
    axis.set_major_formatter(FuncFormatter(formats.tick))


def grid_along_x(axes: Axes) -> None:
    """Grid lines for the numbers of the x axis, none for the names of the y axis."""
    axes.grid(axis="x")
    axes.grid(axis="y", visible=False)
