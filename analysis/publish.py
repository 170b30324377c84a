"""From records to files: load, compute, render, write. The same records give the same bytes."""

import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import jinja2
import pandas as pd
from markupsafe import Markup

from analysis import frames, index, views
from analysis.chapter import Chapter, chapter, vocabulary
from analysis.figures import style
from analysis.frames import Frames
from hypermodels import NETWORKS
from studies.files import write_bytes, write_with

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
PDF_SECONDS = 120


def publish(
    root: Path, model: str | None, dataset: str | None, language: str, band: float, pdf: bool = False
) -> Iterator[Path]:
    """Write the chapters (of `model`, or all) and the index under `root/reports`; yields each page's path.

    Raises:
        analysis.store.UnreadableStore: see `store.read`.
    """
    loaded = frames.load(root, dataset=dataset)
    reports = root / "reports"
    reports.mkdir(parents=True, exist_ok=True)
    present = [name for name in NETWORKS if any(study["network"] == name for study in loaded.studies)]
    for network in present:
        if model in (None, network):
            folder = reports / network
            made = chapter(_part(loaded, network), network, language, band, root)
            _write_chapter(folder, made, _part(loaded, network))
            yield folder / "index.html"
            if pdf:
                yield from _print(folder / "index.html", folder / "report.pdf")
    pages = [name for name in present if (reports / name / "index.html").exists()]
    content = index.content(loaded, pages, language)
    _write(reports / "index.html", "index.html.j2", content, language)
    yield reports / "index.html"


def _part(loaded: Frames, network: str) -> Frames:
    """One network's records."""
    studies = tuple(study for study in loaded.studies if study["network"] == network)
    runs = loaded.runs[loaded.runs["network"] == network]
    epochs = loaded.epochs[loaded.epochs["run"].isin(set(runs["run"]))]
    results = loaded.results[loaded.results["study"].isin({study["name"] for study in studies})]
    return replace(loaded, studies=studies, runs=runs, epochs=epochs, results=results)


def _write_chapter(folder: Path, made: Chapter, part: Frames) -> None:
    """The page, and beside it all it was made of. Figures and tables of an earlier report go away."""
    figures = folder / "figures"
    shutil.rmtree(figures, ignore_errors=True)
    figures.mkdir(parents=True)
    for old in folder.glob("*.csv"):
        old.unlink()
    language = made.content["language"]
    for figure in made.figures:
        (figures / f"{figure.name}.svg").write_bytes(figure.svg.encode())
    for name, text in made.tables.items():
        (folder / f"{name}.csv").write_bytes(text.encode())
    for name in ("runs", "epochs", "results"):
        _write_frame(folder, name, getattr(part, name))
    names = {figure.name for figure in made.figures}
    records = [views.as_json(finding, names) for finding in made.findings]
    write_bytes(folder / "findings.json", (json.dumps(records, indent=1, ensure_ascii=False) + "\n").encode())
    _write(folder / "report.md", "chapter.md.j2", made.content, language)
    _write(folder / "index.html", "chapter.html.j2", made.content, language)


def _write_frame(folder: Path, name: str, frame: pd.DataFrame) -> None:
    write_bytes(folder / f"{name}.csv", frame.to_csv(index=False, lineterminator="\n").encode())
    write_with(folder / f"{name}.parquet", lambda file: frame.to_parquet(file, index=False))


def _write(path: Path, template: str, content: dict[str, Any], language: str) -> None:
    environment = jinja2.Environment(
        loader=jinja2.PackageLoader("analysis"),
        autoescape=lambda name: bool(name and ".html" in name),
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["markup"] = Markup
    text = environment.get_template(template).render(
        content, words=vocabulary(language), light=style.theme_css(dark=False), dark=style.theme_css(dark=True)
    )
    write_bytes(path, text.encode())


def _print(page: Path, target: Path) -> Iterator[Path]:
    """Print the page with an installed browser; without one, say so and go on."""
    browser = next((found for name in BROWSERS if (found := shutil.which(name))), None)
    if browser is None:
        print("No PDF: install Chromium, or print the page from a browser.", file=sys.stderr)
        return
    with tempfile.TemporaryDirectory() as profile:
        command = [
            browser, "--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking",
            f"--user-data-dir={profile}", "--no-pdf-header-footer", f"--print-to-pdf={target.resolve()}",
            page.resolve().as_uri(),
        ]  # fmt: skip
        try:
            subprocess.run(command, check=True, capture_output=True, timeout=PDF_SECONDS)
        except (subprocess.SubprocessError, OSError) as error:
            print(f"No PDF of {page}: {browser} did not print it ({error}).", file=sys.stderr)
            return
    yield target
