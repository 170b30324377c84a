"""The index page: the networks side by side, and their chapters."""

from collections.abc import Mapping
from itertools import groupby
from typing import Any

from analysis.figures import svg
from analysis.figures.network_specs import network_specs
from analysis.numbers.formats import duration
from analysis.numbers.frames import Frames, records
from analysis.numbers.network_tables import baseline_rows, network_table
from analysis.numbers.reading import Record
from analysis.numbers.sections import anchors, rank, setting
from analysis.pages import contents
from analysis.pages.chapter import place
from analysis.pages.tables import Cell, between, or_dash, percent
from analysis.text.held_fixed import configuration
from analysis.text.words import word
from hypermodels import NETWORKS
from hypermodels.dimensions import BASELINE
from studies.plan.labels import label

HEAD = ("n", "column_val_acc", "parameters", "epochs", "per_epoch")  # keys of `words`


def content(loaded: Frames, pages: Mapping[str, str], language: str) -> dict[str, Any]:
    """`pages`: where the chapters lie, by network, as seen from the index."""
    baselines = baseline_rows(loaded)
    studies = sorted(loaded.studies, key=rank)
    sections = []
    for key, group in groupby(studies, setting):
        first = next(group)
        rows = baselines[baselines["setting"] == key] if len(baselines) else baselines
        if len(rows):
            sections.append(
                {
                    "title": contents.setting_title(first, language),
                    "baseline": _baseline(int(rows["epochs"].iloc[0]), language),
                    "head": ["", *(word(name, language) for name in HEAD)],
                    "rows": [_row(row, language) for row in records(network_table(rows, loaded.runs))],
                    "figures": svg.render(list(network_specs(rows, loaded.epochs, language)), anchors(studies)[key]),
                }
            )
    chapters = [
        {
            "name": name,
            "title": NETWORKS[name],
            "page": pages.get(name),
            "counts": contents.counts(loaded.runs[loaded.runs["network"] == name], language),
            "studies": _titles(studies, name, language),
        }
        for name in NETWORKS
        if any(study["network"] == name for study in studies)
    ]
    return {
        "language": language,
        "title": word("index_title", language),
        "chapters": chapters,
        "sections": sections,
    }


def _baseline(epochs: int, language: str) -> str:
    """What the networks of a section were trained with."""
    values = {name: label(name, value) for name, value in {**BASELINE, "epochs": epochs}.items()}
    return word("baseline_is", language).format(configuration=configuration(values, language))


def _titles(studies: list[Record], network: str, language: str) -> list[str]:
    """The network's questions in the chapter's order, each once however many settings it was asked in."""
    own = sorted((one for one in studies if one["network"] == network), key=place)
    return list(dict.fromkeys(contents.study_title(one, language) for one in own))


def _row(row: dict[str, Any], language: str) -> list[Cell]:
    interval = between(row["val_acc_low"], row["val_acc_high"], percent, language)
    parameters = f"{int(row['parameters']):,}".replace(",", " ") if row["parameters"] == row["parameters"] else "–"
    return [
        Cell(NETWORKS[row["network"]], kind="value"),
        Cell(str(row["n"])),
        Cell(percent(row["val_acc"]), interval),
        Cell(parameters),
        Cell(str(row["epochs"])),
        Cell(or_dash(row["epoch_seconds"], duration)),
    ]
