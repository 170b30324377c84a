"""From records to files: load, compute, render, write. The same records give the same bytes."""

import functools
import gc
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from importlib import resources
from pathlib import Path
from typing import Any

import jinja2
import pandas as pd
from markupsafe import Markup

from analysis.figures import svg
from analysis.figures.svg import RenderedFigure
from analysis.numbers import frames
from analysis.numbers.frames import Frames
from analysis.pages import contents, index
from analysis.pages.beside import paper, slides
from analysis.pages.chapter import Chapter, chapters
from analysis.pages.island import as_json, policy
from analysis.pages.spreadsheet import csv_bytes
from analysis.text.languages import LANGUAGES, file_in
from analysis.text.text import Text
from studies.system import escapes, formats, locks, names
from studies.system.files import write_bytes, write_json, write_with

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
PDF_SECONDS = 120
OPTION = re.compile(r"--[a-z][a-z-]*")
_WHOLE = r'<span style="white-space:nowrap">\g<0></span>'  # a browser breaks at hyphens
SLIDES, PAPER = "slides.html", paper.TABLES  # files beside a page that are made where they are asked for


def write_chapter(
    root: Path, reports: Path, network: str, languages: Sequence[str], band: float, more: Collection[str] = ()
) -> None:
    """Load one network's records and write its folder under `reports`: a page a language, and its tables.

    `more` names what else is wanted: SLIDES, PAPER.
    """
    with patient_collector():
        loaded = frames.load(root, network)
        folder = reports / network
        made = chapters(loaded, network, [Text(language) for language in languages], band, root, folder)
        with locks.kept(folder):
            _write_tables(folder, made[0], loaded)
            for chapter in made:
                _write_page(folder, chapter, languages)
                _write_more(folder, chapter, languages, more)


def write_index(root: Path, reports: Path, chapters: Mapping[str, Mapping[str, str]]) -> None:
    """Write the comparison of networks; `chapters` has by language and network where a chapter's page lies."""
    loaded = frames.load(root)
    with locks.kept(reports):
        for language, places in chapters.items():
            text = Text(language)
            content = index.content(loaded, places, text)
            write_template(reports / text.file("index.html"), "index.html.j2", text, content, tuple(chapters))


@contextmanager
def patient_collector() -> Iterator[None]:
    """Let the garbage collector run rarely: at its usual pace it takes a fifth of the time drawing does."""
    usual = gc.get_threshold()
    gc.set_threshold(50_000, *usual[1:])
    try:
        yield
    finally:
        gc.set_threshold(*usual)


def _write_tables(folder: Path, made: Chapter, part: Frames) -> None:
    """What the pages were made of, the same for all languages. Tables of an earlier report go away."""
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob("*.csv"):
        old.unlink()
    for name, table in made.tables.items():
        write_bytes(folder / f"{name}.csv", csv_bytes(table))
    for name in ("runs", "epochs", "results"):
        _write_frame(folder, name, getattr(part, name))
    drawn = {figure.name for figure in made.figures}
    records = [contents.as_json(finding, drawn, made.text.titles) for finding in made.findings]
    write_json(folder / "findings.json", records)


def _write_page(folder: Path, made: Chapter, languages: Sequence[str]) -> None:
    """The page in a language, with its figures. Figures of an earlier report go away, and so does its print."""
    write_figures(folder / made.text.file("figures"), made.figures)
    made.remember_drawings()
    (folder / made.text.file("report.pdf")).unlink(missing_ok=True)
    for name, template in (("report.md", "chapter.md.j2"), ("index.html", "chapter.html.j2")):
        write_template(folder / made.text.file(name), template, made.text, made.content, languages)


def write_figures(folder: Path, figures: Iterable[RenderedFigure]) -> None:
    """Write the figures of a page into a folder of their own; those of an earlier page go away."""
    names.remove(folder.parent, folder.name)
    folder.mkdir(parents=True)
    for figure in figures:
        (folder / f"{figure.name}.svg").write_bytes(figure.svg.encode())


def _write_more(folder: Path, made: Chapter, languages: Sequence[str], more: Collection[str]) -> None:
    """What is made of a chapter for a talk and a paper; that of an earlier report goes away."""
    text = made.text
    (folder / text.file(SLIDES)).unlink(missing_ok=True)
    paper.remove(folder, text)
    if SLIDES in more:
        shown = slides.content(made.content, text)
        write_template(folder / text.file(SLIDES), "slides.html.j2", text, shown, languages)
    if PAPER in more:
        paper.write(folder, made.content, made.figures, text)


def _write_frame(folder: Path, name: str, frame: pd.DataFrame) -> None:
    write_bytes(folder / f"{name}.csv", csv_bytes(frame))
    write_with(folder / f"{name}.parquet", lambda file: frame.to_parquet(file, index=False))


def write_template(path: Path, template: str, text: Text, content: dict[str, Any], languages: Sequence[str]) -> None:
    """Write one page. Whatever it shows is escaped, but for our own markup."""
    environment = _environment(".html" in template)
    page = environment.get_template(template).render(
        content,
        **(_scripted(content["island"]) if path.suffix == ".html" and "island" in content else {}),
        text=text,
        words=text.words,
        languages=_switch(languages),
        light=svg.theme_css(dark=False),
        dark=svg.theme_css(dark=True),
    )
    if path.suffix == ".html":
        page = formats.unbroken(page)
    write_bytes(path, page.encode())


@functools.cache  # it keeps the templates that it compiled, which takes longer than to fill them
def _environment(html: bool) -> jinja2.Environment:
    environment = jinja2.Environment(
        loader=jinja2.PackageLoader("analysis.pages"),
        autoescape=True,
        finalize=_harmless_html if html else _harmless_markdown,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["markup"] = Markup
    environment.filters["options"] = lambda text: Markup(OPTION.sub(_WHOLE, escapes.html(text)))
    environment.filters["verbatim"] = lambda text: Markup(escapes.plain(text))
    return environment


def _scripted(island: object) -> dict[str, Any]:
    """The script and the data it reads, as the page has them, and the policy that lets this script alone run."""
    script = formats.unbroken((resources.files("analysis.pages") / "templates" / "page.js").read_text(encoding="utf-8"))
    return {"island": Markup(as_json(island)), "script": Markup(script), "policy": policy(script)}


def _switch(languages: Sequence[str]) -> list[dict[str, str]]:
    """The languages a page exists in, with the file of each."""
    return [
        {"code": one, "name": LANGUAGES[one].LANGUAGE_NAME, "page": file_in(one, "index.html")} for one in languages
    ]


def _harmless_html(shown: object) -> object:
    """What any expression of a template becomes: text that the template escapes next, but for our own markup."""
    return shown if isinstance(shown, Markup) else escapes.plain(shown)


def _harmless_markdown(shown: object) -> Markup:
    return shown if isinstance(shown, Markup) else Markup(escapes.markdown(shown))


def print_page(page: Path, target: Path) -> None:
    """Print the page with an installed browser; without one, say so and go on."""
    browser = next((found for name in BROWSERS if (found := shutil.which(name))), None)
    if browser is None:
        print("No PDF: install Chromium, or print the page from a browser.", file=sys.stderr)
        return
    if target.is_symlink():
        target.unlink()  # the browser would write through it
    with tempfile.TemporaryDirectory() as profile:
        words = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking"]
        words += [f"--user-data-dir={profile}", "--no-pdf-header-footer", f"--print-to-pdf={target.resolve()}"]
        try:
            subprocess.run(
                [browser, *words, page.resolve().as_uri()], check=True, capture_output=True, timeout=PDF_SECONDS
            )
        except (subprocess.SubprocessError, OSError) as error:
            print(f"No PDF of {page}: {browser} did not print it ({error}).", file=sys.stderr)
