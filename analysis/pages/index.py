"""The index page: the networks side by side, and their chapters."""

from collections.abc import Mapping
from itertools import groupby
from typing import Any

from analysis.figures import svg
from analysis.figures.kept.drawings import drawn
from analysis.figures.network_specs import network_specs
from analysis.numbers.frames import Frames, records
from analysis.numbers.network_tables import baseline_rows, network_table
from analysis.numbers.sections import anchors, rank, setting
from analysis.pages import contents
from analysis.pages.chapter import page_order
from analysis.pages.tables import Cell, between, or_dash
from analysis.text.text import Text
from hypermodels.dimensions import identifying
from studies.plan import bases, own_networks
from studies.plan.labels import label
from studies.plan.study_record import StudyRecord
from studies.system.formats import duration, percent

HEAD = ("n", "column_val_acc", "parameters", "epochs", "per_epoch")  # keys of a language's WORDS


def content(loaded: Frames, pages: Mapping[str, str], text: Text) -> dict[str, Any]:
    """What the index shows.

    Args:
        pages: where the chapters lie, by network, as seen from the index.
    """
    text, titles = text.knowing(loaded.studies), own_networks.titles(loaded.studies)
    baselines = baseline_rows(loaded)
    studies = sorted(loaded.studies, key=rank)
    sections = []
    for key, group in groupby(studies, setting):
        first = next(group)
        rows = baselines[baselines["setting"] == key] if len(baselines) else baselines
        if len(rows):
            sections.append(
                {
                    "title": contents.setting_title(first, text),
                    "baseline": _baseline(first, int(rows["epochs"].iloc[0]), text),
                    "head": ["", *(text.word(name) for name in HEAD)],
                    "rows": [_row(row, titles, text) for row in records(network_table(rows, loaded.runs))],
                    "figures": svg.render(
                        list(network_specs(rows, loaded.epochs, titles, text)), anchors(studies)[key], drawn
                    ),
                }
            )
    chapters = [
        {
            "name": name,
            "title": title,
            "page": pages.get(name),
            "counts": contents.counts(loaded.runs[loaded.runs["network"] == name], text),
            "studies": _titles(studies, name, text),
        }
        for name, title in titles.items()
    ]
    return {
        "title": text.word("index_title"),
        "chapters": chapters,
        "sections": sections,
    }


def _baseline(study: StudyRecord, epochs: int, text: Text) -> str:
    """What the networks of a section were trained with; what one of them has besides is its own."""
    baseline = {**bases.baseline(bases.held(study)), "epochs": epochs}
    values = {name: label(name, value) for name, value in identifying(baseline).items()}
    return text.word("baseline_is", configuration=text.configuration(values))


def _titles(studies: list[StudyRecord], network: str, text: Text) -> list[str]:
    """The network's questions in the chapter's order, each once however many settings it was asked in."""
    own = sorted((one for one in studies if one["network"] == network), key=page_order)
    return list(dict.fromkeys(contents.study_title(one, text) for one in own))


def _row(row: dict[str, Any], titles: Mapping[str, str], text: Text) -> list[Cell]:
    interval = between(row["val_acc_low"], row["val_acc_high"], percent, text)
    parameters = f"{int(row['parameters']):,}".replace(",", " ") if row["parameters"] == row["parameters"] else "–"
    return [
        Cell(titles[row["network"]], kind="value"),
        Cell(str(row["n"])),
        Cell(percent(row["val_acc"]), interval),
        Cell(parameters),
        Cell(str(row["epochs"])),
        Cell(or_dash(row["epoch_seconds"], duration)),
    ]
