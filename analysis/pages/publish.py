"""The whole report: the chapters that are out of date, and the index, are written anew.

A page always holds everything that is stored of its network: options only choose which pages are looked at. The
English pages are always there; those of another language beside them from the first time they are asked for.

Several chapters are written by several processes. These are started before this one imports pandas and Matplotlib, so
that all load them at the same time.
"""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from multiprocessing import get_all_start_methods, get_context
from pathlib import Path

from analysis.pages import staleness
from analysis.text.languages import FIRST, LANGUAGES, file_in
from studies.plan import own_networks
from studies.plan.study_record import StudyRecord
from studies.store import catalog
from studies.store.home import Home
from studies.system import machine, names
from studies.system.commands import first
from studies.system.errors import UsageError
from studies.system.escapes import plain


@dataclass(frozen=True)
class Options:
    """What to report: the pages of `model`, and of networks studied on `dataset`; None for all. `band` in points."""

    root: Path
    model: str | None = None
    dataset: str | None = None
    language: str = FIRST
    band: float = 1.0
    pdf: bool = False
    into: Path | None = None
    more: tuple[str, ...] = ()  # files beside each page, by name (`page_files`)

    @property
    def reports(self) -> Path:
        """The folder of the pages: `into`, or `reports` beside the store."""
        return self.into or self.root / "reports"

    @property
    def languages(self) -> tuple[str, ...]:
        """The first, the one asked for, and those that pages exist in: none of them may grow old beside the others."""
        return tuple(
            one
            for one in LANGUAGES
            if one in (FIRST, self.language) or (self.reports / file_in(one, "index.html")).exists()
        )


def publish(options: Options) -> Iterator[Path]:
    """Write the chapters and the index under `options.reports`, those that changed; yields each page's path.

    Raises:
        UsageError: nothing is stored of what was asked for, or a page would be written through a link.
    """
    studies = catalog.read(Home(options.root))
    present = sorted({study["network"] for study in studies}, key=own_networks.place)
    meant = {study["network"] for study in studies if catalog.is_of(study, options.model, options.dataset)}
    chosen = [name for name in present if name in meant]
    if not chosen:
        raise UsageError(_nothing(options, studies))
    if options.into is not None:
        names.free(options.into, staleness.NAME)
    for name in chosen:
        names.inside(options.reports.parent, options.reports.name, name)
    # Sizes and times are taken before the records are read: one that changes meanwhile makes the page stale again.
    shared = {"languages": options.languages, "band": options.band}
    sources = {
        name: staleness.made_from(options.root, [study for study in studies if study["network"] == name], shared)
        for name in chosen
    }
    stale = [name for name in chosen if not staleness.fresh(_pages(options, name), sources[name])]
    shown = {language: _chapters(options, present, chosen, language) for language in options.languages}
    index_source = staleness.made_from(options.root, studies, {**shared, "shown": shown})
    indexes = [options.reports / file_in(language, "index.html") for language in options.languages]
    with _helpers(len(stale)) as run:
        chapters = {name: run(_write_chapter, options, name) for name in stale}
        if not staleness.fresh(indexes, index_source):
            from analysis.pages import page_files

            page_files.write_index(options.root, options.reports, shown)
            staleness.remember(indexes[0], index_source)
        for name in chosen:
            if name in chapters:
                chapters[name]()
                staleness.remember(_pages(options, name)[0], sources[name])
            yield from (path for path in _requested(options, name) if path.exists())
    yield options.reports / file_in(options.language, "index.html")


def rehearse(options: Options, network: str) -> None:
    """Draw what the pages of one network, and the index, will show of what is stored now. Nothing is written: it is
    kept in this process, for `publish` to find."""
    from analysis.figures.kept import drawings
    from analysis.numbers import frames
    from analysis.pages import index
    from analysis.pages.chapter import chapters
    from analysis.pages.page_files import patient_collector
    from analysis.text.text import Text

    texts = [Text(language) for language in options.languages]
    drawings.draw_once()
    with patient_collector():
        every = frames.load(options.root)
        for text in texts:
            index.content(every, {}, text)
        loaded = frames.load(options.root, network)
        chapters(loaded, network, texts, options.band, options.root, options.reports / network)


def _nothing(options: Options, studies: Sequence[StudyRecord]) -> str:
    of = f" of {options.model}" if options.model else ""
    on = f" on {plain(options.dataset)}" if options.dataset else ""
    there = sorted({f"{study['network']} on {plain(study['dataset']['name'])}" for study in studies})
    known = f"there are studies of {', '.join(there)}" if there else f"`{first(options.root)}` trains a first one"
    return f"No study{of}{on} is stored under {options.root / 'tuner_dirs'}, so no page was written: {known}."


def _chapters(options: Options, present: Sequence[str], chosen: Sequence[str], language: str) -> dict[str, str]:
    """Where the index finds the chapters, by network: in its language, or else in the first."""
    names = (file_in(language, "index.html"), "index.html")
    return {
        name: f"{name}/{found}"
        for name in present
        for found in [next((one for one in names if name in chosen or (options.reports / name / one).exists()), None)]
        if found
    }


def _pages(options: Options, network: str) -> list[Path]:
    """The files that a fresh chapter has: its page in every language, and what `_requested` names."""
    folder = options.reports / network
    every = [folder / file_in(language, "index.html") for language in options.languages]
    return [*every, *_requested(options, network)]


def _requested(options: Options, network: str) -> list[Path]:
    """The page in the language asked for, and that page printed."""
    names = ["index.html", *(["report.pdf"] if options.pdf else []), *options.more]
    return [options.reports / network / file_in(options.language, name) for name in names]


def _write_chapter(options: Options, network: str) -> None:
    from analysis.pages import page_files

    page_files.write_chapter(options.root, options.reports, network, options.languages, options.band, options.more)
    if options.pdf:
        page, target, *_ = _requested(options, network)
        page_files.print_page(page, target)


@contextmanager
def _helpers(chapters: int) -> Iterator[Callable[..., Callable[[], None]]]:
    """How to start a chapter and, later, wait for it.

    Chapters share nothing and drawing is most of the time, so several are written by several processes; one alone is
    written here, which saves loading the libraries twice.
    """
    workers = min(chapters, machine.cores())
    if workers < 2:
        yield partial
        return
    # A fork server loads the libraries once for all workers, and forks where no thread runs yet.
    context = get_context("forkserver" if "forkserver" in get_all_start_methods() else "spawn")
    context.set_forkserver_preload(["analysis.pages.page_files"])
    with ProcessPoolExecutor(workers, mp_context=context) as pool:
        yield lambda function, *given: pool.submit(function, *given).result
