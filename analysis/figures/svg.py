"""A drawn figure as SVG: small, the same bytes every time, following the page's colours."""

import io
import logging
import re
import warnings
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import matplotlib
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure

from analysis.figures import style
from analysis.figures.figure_spec import FigureSpec
from analysis.figures.lean.drawing import lean
from analysis.figures.lean.tree import TAG
from studies.system import escapes

_PLACES = {color: place for place, color in enumerate(style.DARK)}
_COLORS = re.compile("|".join(style.DARK))

DPI = 192  # twice the dots of a page

FAMILY = (  # measured in DejaVu Sans, the widest of these, so no reader's font runs over
    "system-ui,-apple-system,'Segoe UI',Roboto,'Noto Sans','PingFang SC','Microsoft YaHei','Noto Sans CJK SC',"
    "'WenQuanYi Micro Hei','DejaVu Sans',sans-serif"
)


@dataclass(frozen=True)
class RenderedFigure:
    """A drawn figure: the file beside the page and the element in it."""

    name: str
    caption: str
    alt: str
    svg: str
    wide: bool
    draw: Callable[[], Figure] = field(compare=False, repr=False)

    @property
    def inline(self) -> str:
        """The element in the page."""
        return inline(self.svg, self.alt)

    def _repr_svg_(self) -> str:
        """What a notebook shows."""
        return self.svg


def render(
    specs: Sequence[FigureSpec], prefix: str, drawing: Callable[[Callable[[], Figure], str], str] | None = None
) -> list[RenderedFigure]:
    """Draw the figures; their names begin with `prefix`, a study's or a section's.

    `drawing` draws where an earlier report's figure is not kept, as by `kept.drawings`: else each is drawn.
    """
    named, drawing = [(f"{prefix}-{one.name}", one) for one in specs], drawing or to_svg
    return [
        RenderedFigure(name, one.caption, f"{one.caption} {one.alt}", drawing(one.draw, name), one.wide, one.draw)
        for name, one in named
    ]


def to_png(draw: Callable[[], Figure]) -> bytes:
    """The figure as a PNG of DPI dots an inch, for what shows no SVG; the same bytes for the same table and fonts."""
    with _own_settings({"font.family": ["DejaVu Sans", *style.chinese_fonts()]}):
        figure = draw()
        FigureCanvasAgg(figure)
        out = io.BytesIO()
        figure.savefig(out, format="png", dpi=DPI, metadata={"Software": None})
    return out.getvalue()


@contextmanager
def _own_settings(more: dict[Any, Any]) -> Iterator[None]:
    """Matplotlib as figures are drawn with here, whatever the reader's matplotlibrc says."""
    with matplotlib.rc_context(), warnings.catch_warnings():
        matplotlib.rcdefaults()
        matplotlib.rcParams.update({**style.STYLE, **more})
        # DejaVu Sans only measures; the page's own fonts draw the Chinese characters it lacks.
        warnings.filterwarnings("ignore", message="Glyph .* missing from")
        logging.getLogger("matplotlib.font_manager").setLevel(logging.ERROR)  # a Chinese font has few weights
        yield


def to_svg(draw: Callable[[], Figure], name: str) -> str:
    """The figure that `draw` returns, as one SVG element; ids carry `name`, so that figures can share a page."""
    with _own_settings({"svg.hashsalt": name}):
        figure = draw()
        FigureCanvasSVG(figure)
        out = io.StringIO()
        figure.savefig(out, format="svg", metadata={"Date": None})
    return lean(out.getvalue()).replace("<svg ", f'<svg {_frame(figure)}font-family="{FAMILY}" ', 1)


def _frame(figure: Figure) -> str:
    """Where the drawing's numbers lie, for a page's script: the axes' left, bottom, right and top in the drawing's
    units, and the numbers there. Nothing where an axis is not linear.
    """
    axes = figure.axes[0]
    if (axes.get_xscale(), axes.get_yscale()) != ("linear", "linear"):
        return ""
    width, height = figure.get_size_inches() * 72
    box = axes.get_position()
    places = (box.x0 * width, (1 - box.y0) * height, box.x1 * width, (1 - box.y1) * height)
    (left, right), (low, high) = axes.get_xlim(), axes.get_ylim()
    return f'data-frame="{" ".join(f"{number:.6g}" for number in (*places, left, low, right, high))}" '


def inline(text: str, title: str) -> str:
    """An SVG for the page: named for screen readers, as wide as its place, in the colours of the page's theme.

    Its sides say how high it will be, so that what is not on the screen yet need not be laid out (`style.css`).
    """
    text = TAG.sub(lambda tag: _COLORS.sub(lambda color: f"var(--f{_PLACES[color[0]]})", tag[0]), text)
    label = escapes.html(title)
    return re.sub(
        r"<svg (data-frame=\"[^\"]*\" )?[^>]*?viewBox=\"0 0 (\S+) (\S+)\"[^>]*>",
        lambda match: (
            f'<svg {match[1] or ""}viewBox="0 0 {match[2]} {match[3]}" style="aspect-ratio:{match[2]}/{match[3]}" '
            f'role="img" aria-label="{label}">'
        ),
        text,
        count=1,
    )


def theme_css(dark: bool) -> str:
    """The colours that `inline` names, as CSS variables, for light or dark paper."""
    return "".join(f"--f{place}:{style.DARK[color] if dark else color};" for place, color in enumerate(style.DARK))
