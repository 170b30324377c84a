"""The whole report: which chapters there are, who writes them, and the index.

Nothing heavy is imported before the helpers are on their way: they load pandas and matplotlib while this process does.
"""

import os
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from multiprocessing import get_all_start_methods, get_context
from pathlib import Path

from analysis import freshness, store
from hypermodels import NETWORKS


@dataclass(frozen=True)
class Options:
    """What to report: `model` and `dataset` None for all; `band` in percentage points."""

    root: Path
    model: str | None = None
    dataset: str | None = None
    language: str = "en"
    band: float = 1.0
    pdf: bool = False


def publish(options: Options) -> Iterator[Path]:
    """Write the chapters and the index under `root/reports`, those that changed; yields each page's path.
    """
    reports = options.root / "reports"
    studies = store.studies(options.root, options.dataset)
    asked = {name: [study for study in studies if study["network"] == name] for name in NETWORKS}
    present = [name for name in NETWORKS if asked[name]]
    chosen = [options.model] if options.model else present
    shown = [name for name in present if name in chosen or (reports / name / "index.html").exists()]
    # What a page is made from is looked at before it is read: a record that changes meanwhile leaves the page stale.
    sources = {name: freshness.made_from(options.root, asked[name], vars(options)) for name in chosen}
    stale = [name for name in chosen if not freshness.fresh(_pages(options, name), sources[name])]
    index = reports / "index.html"
    index_source = freshness.made_from(options.root, studies, {**vars(options), "shown": shown})
    with _helpers(len(stale)) as run:
        chapters = {name: run(_write_chapter, options, name) for name in stale}
        if not freshness.fresh([index], index_source):
            from analysis import pages

            pages.write_index(options.root, options.dataset, options.language, shown)
            freshness.remember(index, index_source)
        for name in chosen:
            if name in chapters:
                chapters[name]()
                freshness.remember(_pages(options, name)[0], sources[name])
            yield from (path for path in _pages(options, name) if path.exists())
    yield index


def _pages(options: Options, network: str) -> list[Path]:
    """What a chapter is asked to consist of: its page, and that page printed."""
    folder = options.root / "reports" / network
    return [folder / "index.html", *([folder / "report.pdf"] if options.pdf else [])]


def _write_chapter(options: Options, network: str) -> None:
    from analysis import pages

    page, *printed = _pages(options, network)
    pages.write_chapter(options.root, network, options.dataset, options.language, options.band)
    for target in printed:
        pages.print_page(page, target)


@contextmanager
def _helpers(chapters: int) -> Iterator[Callable[..., Callable[[], None]]]:
    """How to start a chapter and, later, wait for it.

    Chapters share nothing and drawing is most of the time, so several are written by several processes; one alone is
    written here, which saves loading the libraries twice.
    """
    workers = min(chapters, len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1)
    if workers < 2:
        yield partial
        return
    # A fork server loads the libraries once for all workers, and forks where no thread runs yet.
    context = get_context("forkserver" if "forkserver" in get_all_start_methods() else "spawn")
    context.set_forkserver_preload(["analysis.pages"])
    with ProcessPoolExecutor(workers, mp_context=context) as pool:
        yield lambda function, *given: pool.submit(function, *given).result
