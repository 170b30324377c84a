"""A chapter for a paper: its tables for LaTeX (booktabs), and its figures as PNG with twice the dots of a page."""

import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from analysis.figures import style, svg
from analysis.figures.svg import RenderedFigure
from analysis.pages.tables import Cell
from analysis.text.languages import FIRST
from analysis.text.text import Text
from studies.system import names
from studies.system.escapes import latex
from studies.system.files import write_bytes

TABLES, FIGURES = "tables.tex", "png"


def write(folder: Path, chapter: Mapping[str, Any], figures: Sequence[RenderedFigure], text: Text) -> None:
    """Write `tables.tex` and the folder `png`, those of the language beside the English ones."""
    write_bytes(folder / text.file(TABLES), "\n".join(_tables(chapter)).encode())
    if text.language != FIRST and not style.chinese_fonts():
        print(text.word("no_png"), file=sys.stderr)
        return
    target = folder / text.file(FIGURES)
    target.mkdir()
    for figure in figures:
        write_bytes(target / f"{figure.name}.png", svg.to_png(figure.draw))


def remove(folder: Path, text: Text) -> None:
    """Away with those of an earlier report: they would grow old beside its pages."""
    (folder / text.file(TABLES)).unlink(missing_ok=True)
    names.remove(folder, text.file(FIGURES))


def _tables(chapter: Mapping[str, Any]) -> Iterator[str]:
    yield "% \\usepackage{booktabs}; Chinese needs xeCJK or ctex."
    for section in chapter["sections"]:
        for study in section["studies"]:
            if study["table"]["rows"]:
                yield from table(study["name"], f"{study['question']} {study['answer']}", study["table"])


def table(name: str, caption: str, shown: Mapping[str, Any]) -> Iterator[str]:
    """The lines of one table: intervals stand below their numbers, in small; the best value is bold."""
    head, rows = shown["head"], shown["rows"]
    yield "\\begin{table}"
    yield "  \\centering\\footnotesize"
    yield f"  \\caption{{{latex(caption)}}}"
    yield f"  \\label{{tab:{_label(name)}}}"
    yield f"  \\begin{{tabular}}{{l{'r' * (len(head) - 1)}}}"
    yield "    \\toprule"
    yield f"    {' & '.join(map(latex, head))} \\\\"
    yield "    \\midrule"
    for row in rows:
        yield f"    {' & '.join(map(_first, row))} \\\\"
        if any(cell.below for cell in row):
            yield f"    {' & '.join(map(_below, row))} \\\\"
    yield "    \\bottomrule"
    yield "  \\end{tabular}"
    yield "\\end{table}"


def _label(name: str) -> str:
    return "".join(letter if letter.isalnum() and letter.isascii() else "-" for letter in name)


def _first(cell: Cell) -> str:
    said = latex(cell.text)
    return f"\\textbf{{{said}}}" if "best" in cell.kind.split() else said


def _below(cell: Cell) -> str:
    return f"{{\\tiny {latex(cell.below)}}}" if cell.below else ""
