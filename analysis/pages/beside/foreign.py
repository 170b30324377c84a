"""The page of results from elsewhere: what the template shows, and its files. None is written beside the source."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any

from analysis.elsewhere import sentences, source
from analysis.elsewhere.compared import Compared, compare
from analysis.elsewhere.configurations import SCORE, written
from analysis.elsewhere.roles import Roles
from analysis.elsewhere.specs import foreign_specs
from analysis.figures import svg
from analysis.figures.svg import RenderedFigure
from analysis.numbers.frames import records
from analysis.numbers.reading import Row
from analysis.pages import page_files
from analysis.pages.spreadsheet import csv_bytes
from analysis.pages.tables import MOST_TRIALS, MOST_VALUES, Cell, between, or_dash
from analysis.text.languages import FIRST
from analysis.text.text import Text
from studies.system import locks, names
from studies.system.errors import UsageError
from studies.system.escapes import short
from studies.system.files import write_bytes
from studies.system.formats import brief, points, probability

MARK = ".from"  # in a folder of this report; another folder is not written into


def write(path: Path, said: Roles, folder: Path, language: str, band: float) -> Path:
    """Read the results at `path` and write their page into `folder`; returns the page in `language`.

    Raises:
        UsageError: the results cannot be read; the folder lies within them, or holds something else.
    """
    studies = [compare(found, band) for found in source.read(path, said)]
    _free(folder, path)
    languages = tuple(dict.fromkeys((FIRST, language)))
    folder.mkdir(parents=True, exist_ok=True)
    with locks.kept(folder):
        write_bytes(folder / MARK, b"sweepbook report --from\n")
        for old in folder.glob("*.csv"):
            old.unlink()
        for place, study in enumerate(studies, 1):
            write_bytes(folder / f"study{place}.csv", csv_bytes(_plain(study, study.table)))
            write_bytes(folder / f"trainings{place}.csv", csv_bytes(_plain(study, study.rows)))
        for one in languages:
            _write_page(folder, studies, path, Text(one), languages, band)
    return folder / Text(language).file("index.html")


def _free(folder: Path, path: Path) -> None:
    whole, results = folder.resolve(), path.resolve()
    if whole == results or results in whole.parents or (results.is_file() and whole == results.parent):
        raise UsageError(f"{folder} lies where the results are, and nothing is written there: give another with --out.")
    names.free(folder, MARK)


def _plain(study: Compared, table: Any) -> Any:
    """The table with the columns called as the source calls them."""
    return table.rename(columns={one.name: short(one.title) for one in study.dimensions})


def _write_page(
    folder: Path, studies: Sequence[Compared], path: Path, text: Text, languages: Sequence[str], band: float
) -> None:
    shown = [_study(study, place, band, text) for place, study in enumerate(studies, 1)]
    figures = (figure for study in shown for figure in study["figures"])
    page_files.write_figures(folder / text.file("figures"), figures)
    content = {
        "title": text.word("from_title", name=short(path.resolve().name)),
        "lead": text.word("from_lead"),
        "how": text.word("from_how", band=f"{band:g}"),
        "studies": shown,
    }
    page_files.write_template(folder / text.file("index.html"), "foreign.html.j2", text, content, languages)


def _study(study: Compared, place: int, band: float, text: Text) -> dict[str, Any]:
    figures: list[RenderedFigure] = svg.render(list(foreign_specs(study, band, text)), f"study{place}")
    return {
        "name": f"study{place}",
        "title": f"{study.found.tool}: {study.found.name}",
        "about": sentences.about(study, text),
        "answer": sentences.answer(study, text),
        "table": _table(study, text),
        "figures": figures,
        "limits": list(sentences.unknown(study, band, text)),
        "files": [f"study{place}.csv", f"trainings{place}.csv"],
    }


def _table(study: Compared, text: Text) -> dict[str, Any]:
    """A row a configuration; of many the best ones, the files have all."""
    table = study.table
    if len(study.dimensions) > 1 or len(table) > MOST_VALUES:
        table = table.sort_values(SCORE, ascending=not study.found.metric.larger, kind="stable").head(MOST_TRIALS)
    head = [*([one.title for one in study.dimensions] or [text.word("value")]), text.word("n"), study.found.metric.name]
    if study.judged:
        head += [text.word("difference"), text.word("verdict")]
    best = None if study.best is None else study.best["value"]
    rows = [_cells(row, study, row["value"] == best, text) for row in records(table)]
    return {"head": head, "rows": rows, "left_out": len(study.table) - len(table)}


def _cells(row: Row, study: Compared, best: bool, text: Text) -> list[Cell]:
    kind = "value best" if best else "value"
    named = [written(row[one.name]) for one in study.dimensions] or [row["value"]]
    missing = int(row["trainings"] - row["n"])
    cells = [Cell(brief(one), kind=kind) for one in named]
    cells.append(Cell(str(int(row["n"])), text.word("from_left_out", n=missing) if missing else ""))
    form = partial(sentences.number, share=study.share)
    cells.append(Cell(or_dash(row[SCORE], form), between(row[f"{SCORE}_low"], row[f"{SCORE}_high"], form, text)))
    if study.judged:
        decision = row["verdict"]
        sure = f"p {probability(row['p_holm'])}" if row["p_holm"] == row["p_holm"] else ""
        limits = between(row["difference_low"], row["difference_high"], points, text)
        cells.append(Cell(or_dash(row["difference"], points), limits))
        cells.append(Cell(text.word(decision), sure, f"verdict {decision}"))
    return cells
