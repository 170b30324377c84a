"""How fast a chapter's page is in Chromium: `python -m benchmarks.page.speed [120 10000]`.

Each size is one network's chapter of about so many synthetic runs, 24 a seed: a page that is written once, then opened
and hovered over. `--root FOLDER` takes LeNet-5's page of a store there instead. From Chromium's trace:

- `first_paint_ms`: from navigation to the first contentful paint, the median of several openings;
- `hover_ms`: what one move of the pointer over the accuracy curves takes on the main thread (handler, style, layout,
  paint) and in raster tasks together; the median, and the largest of all moves;
- `hover_processor_ms`: the same in time of a processor, which other work on the machine lengthens less.
"""

import argparse
import json
import statistics
import tempfile
from collections.abc import Mapping
from itertools import pairwise
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page

from benchmarks.report_growth import CHAPTER
from benchmarks.support import results
from studies.store.home import Home
from studies.store.runs import Store
from sweepbook.cli.door import main as sweepbook
from tests.support.browser import started
from tests.support.synthetic_records import chapter

OPENINGS = 5
MOVES = 60
FIGURE = "[id^=lenet-batch_size-][id$=-val_accuracy]"  # five values, with as many seeds as are drawn
MARK = "move"
RASTER = "TaskGraphRunner::RunTask"
TOP = "ThreadControllerImpl::RunTask"  # a task of a thread, with all that it calls
PAINTED = "performance.getEntriesByName('first-contentful-paint').length"
Event = Mapping[str, Any]


def written(root: Path) -> Path:
    """Report what is stored; the path of its page."""
    assert sweepbook(["report", "--root", str(root)]) == 0
    return root / "reports" / "lenet" / "index.html"


def traced(browser: Browser, page: Page, act: Any) -> list[Event]:
    """The events of Chromium's trace of `act()`."""
    browser.start_tracing(page=page, categories=["devtools.timeline", "blink.user_timing", "loading", "toplevel"])
    act()
    events: list[Event] = json.loads(browser.stop_tracing())["traceEvents"]
    return events


def first_paint(browser: Browser, path: Path) -> float:
    """Milliseconds from navigation to the first contentful paint of a fresh window."""
    page = browser.new_page()

    def open_it() -> None:
        page.goto(path.resolve().as_uri())
        while not page.evaluate(PAINTED):  # which may be after it has loaded; the page lets nobody else wait in it
            page.wait_for_timeout(10)

    events = traced(browser, page, open_it)
    page.close()
    painted = next(one for one in events if one["name"] == "firstContentfulPaint")
    began = [
        one["ts"]
        for one in events
        if one["name"] == "navigationStart" and one["pid"] == painted["pid"] and one["ts"] <= painted["ts"]
    ]
    return float(painted["ts"] - max(began)) / 1000


def hover(browser: Browser, path: Path) -> tuple[int, list[float], list[float]]:
    """How many curves the figure has, and for each move of the pointer the milliseconds that it takes by the clock and
    of a processor."""
    page = browser.new_page(viewport={"width": 1400, "height": 900})
    page.goto(path.resolve().as_uri())
    figure = page.locator(FIGURE).first
    svg = figure.locator("svg").first
    svg.scroll_into_view_if_needed()
    box = svg.bounding_box()
    assert box
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)  # the seeds' curves are drawn once
    page.wait_for_timeout(500)

    def move() -> None:
        for place in range(MOVES):
            share = 0.15 + 0.8 * place / MOVES
            page.evaluate(f"performance.mark('{MARK}')")
            page.mouse.move(box["x"] + share * box["width"], box["y"] + (0.2 + 0.4 * (place % 7) / 7) * box["height"])
            page.evaluate("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
        page.evaluate(f"performance.mark('{MARK}')")

    events = traced(browser, page, move)
    curves = page.evaluate(
        "name => Object.values(JSON.parse(document.getElementById('island').textContent).studies[name].curves.seeds)"
        ".reduce((sum, lines) => sum + Object.keys(lines).length, 0)",
        str(figure.get_attribute("id")).removesuffix("-val_accuracy"),
    )
    page.close()
    return int(curves), busy(events, "dur"), busy(events, "tdur")


def busy(events: list[Event], length: str) -> list[float]:
    """Between each mark and the next, the milliseconds of tasks on the page's main thread and of raster tasks."""
    marks = sorted((one for one in events if one["name"] == MARK), key=lambda one: one["ts"])
    pid, thread = marks[0]["pid"], marks[0]["tid"]
    times = [one["ts"] for one in marks]
    spent = [
        (one["ts"], one[length])
        for one in events
        if one.get(length)
        and (one["name"] == RASTER or (one["name"] == TOP and (one["pid"], one["tid"]) == (pid, thread)))
    ]
    return [sum(took for at, took in spent if begin <= at < end) / 1000 for begin, end in pairwise(times)]


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("sizes", type=int, nargs="*", default=[5 * CHAPTER, 10_000], help="stored runs of the chapter")
    parser.add_argument("--root", type=Path, help="a folder with stored runs, whose page is measured instead")
    given = parser.parse_args()
    if given.root is not None:
        print(json.dumps(measured(given.root)))
        return
    for runs in given.sizes:
        with tempfile.TemporaryDirectory() as folder:
            chapter("lenet", range(max(2, round(runs / CHAPTER)))).write(Path(folder))
            print(json.dumps(measured(Path(folder))))


def measured(root: Path) -> dict[str, Any]:
    """The figures of the page of what is stored under `root`."""
    with started() as browser:
        path = written(root)
        load = results.load()
        paints = [first_paint(browser, path) for _ in range(OPENINGS)]
        curves, moves, processor = hover(browser, path)
    return {
        "runs": len(Store(Home(root).runs).ids()),
        "page_kib": path.stat().st_size // 1024,
        "first_paint_ms": round(statistics.median(paints)),
        "curves": curves,
        "hover_ms": round(statistics.median(moves), 1),
        "hover_most_ms": round(max(moves), 1),
        "hover_processor_ms": round(statistics.median(processor), 1),
        "hover_processor_most_ms": round(max(processor), 1),
        "load": load,
    }


if __name__ == "__main__":
    main()
