"""From records to files: load, render, write."""

import argparse
from collections.abc import Iterator
from pathlib import Path

import jinja2
import pandas as pd
from markupsafe import Markup

from analysis import frames, summary, words
from analysis.figures import curves, outcomes, style
from analysis.frames import Frames, Record
from hypermodels import NETWORKS
from hypermodels.dimensions import BY_NAME
from studies.files import write_bytes


def publish(options: argparse.Namespace) -> Iterator[Path]:
    loaded = frames.load(options.root, dataset=options.dataset)
    present = [name for name in NETWORKS if any(study["network"] == name for study in loaded.studies)]
    for network in present:
        if options.model in (None, network):
            folder = options.root / "reports" / network
            (folder / "figures").mkdir(parents=True, exist_ok=True)
            yield chapter(loaded, network, options.language, options.band, folder)


def chapter(loaded: Frames, network: str, language: str, band: float, folder: Path) -> Path:
    environment = jinja2.Environment(
        loader=jinja2.PackageLoader("analysis"), autoescape=jinja2.select_autoescape(["html.j2"]), trim_blocks=True
    )
    own = [study for study in loaded.studies if study["network"] == network]
    content = {
        "language": language, "title": NETWORKS[network],
        "light": style.theme_css(dark=False), "dark": style.theme_css(dark=True),
        "studies": [study_view(loaded, study, language, band, folder) for study in own],
    }  # fmt: skip
    html = environment.get_template("chapter.html.j2").render(content)
    write_bytes(folder / "index.html", html.encode())
    return folder / "index.html"


COLUMNS = ("value", "n", "tra_acc", "val_acc", "tra_loss", "val_loss", "time", "difference", "p_holm", "verdict")


def study_view(loaded: Frames, study: Record, language: str, band: float, folder: Path) -> dict[str, object]:
    table = summary.study_table(study, loaded.results, band)
    write_bytes(folder / f"{study['name']}.csv", table.to_csv(index=False).encode())
    drawn = {}
    if len(study["dimensions"]) == 1:
        drawn = study_figures(loaded, study, language)
    for name, (text, _title) in drawn.items():
        write_bytes(folder / "figures" / f"{study['name']}-{name}.svg", text.encode())
    return {
        "name": study["name"], "title": " × ".join(words.title(name, language) for name in study["dimensions"]),
        "columns": [name for name in COLUMNS if name in table],
        "rows": [[cell(row[name]) for name in COLUMNS if name in table] for _, row in table.iterrows()],
        "figures": [{"svg": Markup(style.inline(text, title)), "title": title} for text, title in drawn.values()],
    }  # fmt: skip


def cell(value: object) -> str:
    return ("–" if value != value else f"{value:.4g}") if isinstance(value, float) else str(value)


def study_figures(loaded: Frames, study: Record, language: str) -> dict[str, tuple[str, str]]:
    rows = summary.distinct(study, loaded.results)
    values, dimension = list(dict.fromkeys(rows["value"])), BY_NAME[study["dimensions"][0]]
    along = rows[["value", "run", "epochs"]].merge(loaded.epochs, on="run")
    along = along[along["epoch"] <= along["epochs"]]
    counted = rows[rows["state"].isin(frames.COUNTED)]
    drawn = {}
    if not along.empty:
        for metric in ("val_accuracy", "val_loss"):
            title = words.word(metric, language)
            drawn[metric] = style.svg(
                lambda metric=metric, title=title: curves.curves(
                    along, metric, values, dimension.scale != "categorical", words.word("epoch", language), title
                ), f"{study['name']}-{metric}",
            ), title  # fmt: skip
    if not counted.empty:
        numbers = list(pd.unique(rows[dimension.name])) if dimension.scale == "log" else None
        drawn["outcomes"] = style.svg(
            lambda: outcomes.outcomes(
                counted, values, numbers, words.title(dimension.name, language), words.word("val_accuracy", language)
            ), f"{study['name']}-outcomes",
        ), words.word("val_accuracy", language)  # fmt: skip
    return drawn
