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

from analysis import store
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
    """Write the chapters and the index under `root/reports`; yields each page's path.

    Raises:
        analysis.store.UnreadableStore: see `store.read`.
    """
    reports = options.root / "reports"
    reports.mkdir(parents=True, exist_ok=True)
    asked = {study["network"] for study in store.studies(options.root, options.dataset)}
    present = [name for name in NETWORKS if name in asked]
    chosen = [options.model] if options.model else present
    with _helpers(len(chosen)) as run:
        chapters = [run(write_chapter, options, network) for network in chosen]
        from analysis import pages

        shown = [name for name in present if name in chosen or (reports / name / "index.html").exists()]
        index = pages.write_index(options.root, options.dataset, options.language, shown)
        for written in chapters:
            yield from written()
    yield index


def write_chapter(options: Options, network: str) -> list[Path]:
    """Write one network's folder; the pages written."""
    from analysis import pages

    page = pages.write_chapter(options.root, network, options.dataset, options.language, options.band)
    return [page, *(pages.print_page(page, page.parent / "report.pdf") if options.pdf else ())]


@contextmanager
def _helpers(chapters: int) -> Iterator[Callable[..., Callable[[], list[Path]]]]:
    """How to start a chapter and, later, ask for its pages.

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
