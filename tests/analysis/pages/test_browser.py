"""The page in a real browser: what each control shows, by mouse and by keyboard, and what it leaves alone."""

import csv
import io
import json
import re
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import pandas as pd
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from studies.system import escapes
from sweepbook.cli.door import main
from tests.support.browser import launched, opened, requested_by_pages, started
from tests.support.synthetic_records import Synthetic

STUDY = "lenet-learning_rate-cifar10"
OWN = f"[data-study='{STUDY}']"
SEEDS = (0, 1, 2, 3, 4)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with started() as found:
        yield found


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A chapter of two studies with five seeds, in both languages."""
    made = Synthetic()
    made.study("learning_rate", {0.0001: -9, 0.001: 0, 0.003: 0.4, 0.01: -14}, SEEDS, noise=0.5)
    made.study("activation", {"relu": 0, "tanh": -1.2, "sigmoid": -11}, SEEDS)
    root = made.write(tmp_path_factory.mktemp("page"))
    assert main(["report", "--root", str(root), "--language", "zh"]) == 0
    return root / "reports" / "lenet"


@pytest.fixture
def page(browser: Browser, folder: Path) -> Iterator[Page]:
    with opened(browser, folder / "index.html") as shown:
        yield shown


def single_out(page: Page, figure: str = "val_accuracy") -> set[str]:
    """The values that a figure of the study shows undimmed."""
    found = page.locator(f"#{STUDY}-{figure} [data-value]:not(.dim)").evaluate_all(
        "all => all.map(one => one.dataset.value)"
    )
    return set(found)


EVERY = {"0", "1", "2", "3"}


def test_a_legends_entry_a_row_and_a_forests_line_single_a_value_out_everywhere(page: Page) -> None:
    for place, target in (
        ("2", f"#{STUDY}-val_accuracy g[data-value='2'] text"),
        ("1", f"{OWN} tbody tr[data-value='1'] td:nth-child(3)"),
        ("3", f"#{STUDY}-differences g[data-value='3'] text"),
        ("0", "#cifar10-effects g[data-value='0'][data-study='0'] text"),
    ):
        page.locator(target).click()
        assert {frozenset(single_out(page, one)) for one in ("val_accuracy", "val_loss", "outcomes", "gap")} == {
            frozenset(place)
        }
        assert page.locator(f"{OWN} tbody tr:not(.dim)").get_attribute("data-value") == place
        assert page.locator("[data-study='lenet-activation-cifar10'] .dim").count() == 0
        page.keyboard.press("Escape")
        assert single_out(page) == EVERY
    again = page.locator(f"#{STUDY}-val_accuracy g[data-value='2'] text")
    again.click()
    again.click()
    assert single_out(page) == EVERY


def test_a_value_is_singled_out_by_keyboard_and_its_view_has_an_address(
    page: Page, browser: Browser, folder: Path
) -> None:
    button = page.locator(f"{OWN} tbody tr[data-value='2'] button")
    button.focus()
    page.keyboard.press("Enter")
    assert single_out(page) == {"2"}
    assert button.get_attribute("aria-pressed") == "true"
    address = page.evaluate("location.hash")
    assert f"{STUDY}.only=0.003" in address
    with opened(browser, folder / "index.html", address) as again:
        assert single_out(again) == {"2"}
        again.locator(".switch a").click()
        again.wait_for_load_state()
        assert again.url.endswith("index.zh.html" + address)
        assert single_out(again) == {"2"}


def table(folder: Path) -> "pd.DataFrame":
    return pd.read_csv(folder / f"{STUDY}.csv").set_index("value")


def results(folder: Path) -> "pd.DataFrame":
    """A row a run of the study, as the page's file has it; values are numbers."""
    found = pd.read_csv(folder / "results.csv")
    return found[found["study"] == STUDY].astype({"value": float})


def epochs(folder: Path) -> "pd.DataFrame":
    """A row an epoch of the study's runs, with value and seed."""
    return pd.read_csv(folder / "epochs.csv").merge(results(folder)[["value", "run", "seed"]], on="run")


def column(page: Page, head: str) -> list[str]:
    """The texts of a column of the study's table, as it stands, without the small print."""
    heads = [one.strip() for one in page.locator(f"{OWN} th").all_text_contents()]
    cells = page.locator(f"{OWN} tbody td:nth-child({heads.index(head) + 1})")
    return [
        str(text).replace("\u00a0", " ")
        for text in cells.evaluate_all("all => all.map(one => one.innerText.split('\\n')[0])")
    ]


def test_the_table_shows_what_its_file_has(page: Page, folder: Path) -> None:
    told = table(folder)
    assert [float(one) for one in column(page, "value")] == list(told.index)
    for head in ("tra_acc", "val_acc"):
        assert column(page, head) == [f"{100 * one:.1f} %" for one in told[head]]
    for head in ("tra_loss", "val_loss"):
        assert column(page, head) == [f"{one:.3f}" for one in told[head]]
    assert column(page, "n") == [str(one) for one in told["n"]]
    assert column(page, "verdict") == list(told["verdict"])
    signed = [f"{one:+.1f}".replace("-", "\u2212") for one in told["difference"]]
    assert column(page, "difference") == [one if one != "+nan" else "–" for one in signed]


def slide(page: Page, which: str, key: str, times: int = 1) -> None:
    page.get_by_label(which).first.focus()
    for _ in range(times):
        page.keyboard.press(key)


def test_the_page_without_script_has_the_same_text_and_numbers(browser: Browser, folder: Path, page: Page) -> None:
    with opened(browser, folder / "index.html", java_script_enabled=False) as bare:
        read = "main => main.innerText"
        said = [
            " ".join(one.split()) for one in re.split(r"[\n\t]", bare.locator("main").evaluate(read)) if one.strip()
        ]
        scripted = " ".join(page.locator("main").evaluate(read).split())
        assert len(said) > 100
        assert [one for one in said if one not in scripted] == []
        assert bare.locator("button, input").count() == 0
        assert bare.locator("svg").first.get_attribute("aria-label")


def test_the_epoch_slider_shows_the_table_and_the_forest_as_they_were(page: Page, folder: Path) -> None:
    told = epochs(folder)
    before = column(page, "val_acc"), column(page, "verdict")
    own = page.locator(f"{OWN} .answer").inner_text()
    drawn = page.locator(f"#{STUDY}-differences g[data-value='0'] use").first.bounding_box()
    for key, epoch in (("Home", 1), ("ArrowRight", 2), ("ArrowRight", 3)):
        slide(page, "After epoch", key)
        expected = told[told["epoch"] == epoch].groupby("value")["val_accuracy"].mean()
        assert column(page, "val_acc") == [f"{100 * one:.1f} %" for one in expected]
        assert f"After epoch {epoch}: " in page.locator(f"{OWN} [role=status]").first.inner_text()
    assert "exploration" in page.locator(f"{OWN} .explore").inner_text()
    assert page.locator(f"{OWN} .answer").inner_text() == own
    moved = page.locator(f"#{STUDY}-differences g.then[data-value='0'] circle").bounding_box()
    assert moved
    assert drawn
    assert moved["x"] > drawn["x"] + 20  # 0.0001 lies less far behind after three epochs
    assert page.locator(f"#{STUDY}-val_accuracy .instant").count() == 1
    page.get_by_role("button", name="All epochs and seeds").click()
    assert (column(page, "val_acc"), column(page, "verdict")) == before
    assert page.locator(".then, .instant").count() == 0


def test_the_seeds_slider_and_one_seed_a_value_show_what_fewer_seeds_said(page: Page, folder: Path) -> None:
    found = results(folder)
    slide(page, "With seeds", "Home")
    expected = found[found["seed"] < 2].groupby("value")["val_acc"].mean()
    assert column(page, "val_acc") == [f"{100 * one:.1f} %" for one in expected]
    assert set(column(page, "n")) == {"2"}
    single = page.locator(OWN).get_by_role("button", name="One seed a value")
    for seed in (0, 1):
        single.click()
        expected = found[found["seed"] == seed].groupby("value")["val_acc"].mean()
        assert column(page, "val_acc") == [f"{100 * one:.1f} %" for one in expected]
        assert set(column(page, "verdict")) == {"one seed", "reference"}
    won = found.loc[found.groupby("seed")["val_acc"].idxmax(), "value"].value_counts()
    assert f"{won.index[0]:g} ({won.iloc[0]})" in page.locator(f"{OWN} .explore").inner_text()


def drag(page: Page, which: str, share: float) -> None:
    """Move a slider's thumb by the mouse from where it stands to a share of its way."""
    slider = page.get_by_label(which).first
    slider.scroll_into_view_if_needed()
    box, thumb = slider.bounding_box(), 16
    least, now, most = (float(slider.evaluate(f"one => one.{name}")) for name in ("min", "value", "max"))
    assert box
    places = [box["x"] + thumb / 2 + part * (box["width"] - thumb) for part in ((now - least) / (most - least), share)]
    page.mouse.move(places[0], box["y"] + box["height"] / 2)
    page.mouse.down()
    for step in (0.5, 1):
        page.mouse.move(places[0] + step * (places[1] - places[0]), box["y"] + box["height"] / 2)
    page.mouse.up()


def test_sliders_are_dragged_by_the_mouse(page: Page, folder: Path) -> None:
    found, told = results(folder), epochs(folder)
    whole = column(page, "val_acc")
    for share, epoch in ((0, 1), (4 / 9, 5), (1, 10)):
        drag(page, "After epoch", share)
        expected = told[told["epoch"] == epoch].groupby("value")["val_accuracy"].mean()
        assert column(page, "val_acc") == [f"{100 * one:.1f} %" for one in expected]
    assert column(page, "val_acc") == whole
    for share, seeds in ((0, 2), (1 / 3, 3), (1, 5)):
        drag(page, "With seeds", share)
        expected = found[found["seed"] < seeds].groupby("value")["val_acc"].mean()
        assert column(page, "val_acc") == [f"{100 * one:.1f} %" for one in expected]
        assert set(column(page, "n")) == {str(seeds)}


def test_every_button_works_by_keyboard_as_by_mouse(page: Page, folder: Path) -> None:
    found = results(folder)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    single = page.locator(OWN).get_by_role("button", name="One seed a value")
    single.focus()
    for key, seed in (("Enter", 0), ("Space", 1)):
        page.keyboard.press(key)
        expected = found[found["seed"] == seed].groupby("value")["val_acc"].mean()
        assert column(page, "val_acc") == [f"{100 * one:.1f} %" for one in expected]
    page.get_by_role("button", name="All epochs and seeds").focus()
    page.keyboard.press("Enter")
    assert column(page, "val_acc") == [f"{100 * one:.1f} %" for one in table(folder)["val_acc"]]
    copies: dict[str, str] = {}
    for place in range(page.locator(f"{OWN} .tools button").count()):
        button = page.locator(f"{OWN} .tools button").nth(place)
        kind = button.inner_text()
        button.focus()
        page.keyboard.press("Enter")
        page.wait_for_function("one => one.textContent === 'Copied'", arg=button.element_handle())
        copies.setdefault(kind, page.evaluate("async () => (await navigator.clipboard.read())[0].types[0]"))
        if kind in ("Copy CSV", "Copy Markdown"):
            copies[kind] = page.evaluate("navigator.clipboard.readText()")
    reached = [f"{100 * one:.1f} %" for one in table(folder)["val_acc"]]
    assert list(pd.read_csv(io.StringIO(copies["Copy CSV"]))["val_acc"]) == reached
    assert [line.split(" | ")[3].split(" (")[0] for line in copies["Copy Markdown"].splitlines()[2:]] == reached
    assert (copies["Copy SVG"], copies["Copy PNG"]) == ("text/plain", "image/png")
    page.locator(".switch a").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/index.zh.html*")


def test_a_view_is_kept_in_its_address(browser: Browser, folder: Path, page: Page) -> None:
    slide(page, "After epoch", "Home", 1)
    slide(page, "After epoch", "ArrowRight", 3)
    page.locator(f"{OWN} th button", has_text="val_acc").click()
    page.locator(f"{OWN} .pick").first.click()
    address = page.evaluate("location.hash")
    with opened(browser, folder / "index.html", address) as again:
        for read in (lambda one: column(one, "val_acc"), single_out, lambda one: column(one, "value")):
            assert read(again) == read(page)
        again.keyboard.press("Escape")
        assert single_out(again) == EVERY


def test_tables_sort_by_mouse_and_keyboard_and_say_so(page: Page, folder: Path) -> None:
    head = page.locator(f"{OWN} th").filter(has_text="val_acc")
    order = table(folder)["val_acc"].sort_values()
    head.locator("button").click()
    assert head.get_attribute("aria-sort") == "ascending"
    assert [float(one) for one in column(page, "value")] == list(order.index)
    head.locator("button").focus()
    page.keyboard.press("Space")
    assert head.get_attribute("aria-sort") == "descending"
    assert [float(one) for one in column(page, "value")] == list(order.index[::-1])
    page.keyboard.press("Space")
    assert head.get_attribute("aria-sort") == "none"
    assert [float(one) for one in column(page, "value")] == list(table(folder).index)


def test_curves_are_read_by_pointer_and_by_keyboard(page: Page, folder: Path) -> None:
    told = epochs(folder)
    figure = page.locator(f"#{STUDY}-val_accuracy svg")
    figure.scroll_into_view_if_needed()
    box = figure.bounding_box()
    assert box
    tip = page.locator(f"#{STUDY}-val_accuracy .tip")

    def as_stored(said: str) -> bool:
        value, who, when, accuracy = said.replace("\u00a0%", "").split(" · ")
        there = told[(told["value"] == float(value)) & (told["epoch"] == int(when.removeprefix("epoch ")))]
        if "seed " in who:
            there = there[there["seed"] == int(who.removeprefix("seed "))]
        return bool(abs(there["val_accuracy"].mean() * 100 - float(accuracy)) < 0.006)

    for across in (0.3, 0.5, 0.8):
        for down in (0.2, 0.5):
            page.mouse.move(box["x"] + across * box["width"], box["y"] + down * box["height"])
            page.wait_for_function("tip => !tip.hidden", arg=tip.element_handle())
            page.evaluate("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
            assert as_stored(tip.inner_text())
    assert page.locator(f"#{STUDY}-val_accuracy .nearest").count() == 1
    page.mouse.move(5, 5)
    assert not tip.is_visible()
    figure.focus()
    page.keyboard.press("ArrowLeft")
    first = tip.inner_text()
    page.keyboard.press("ArrowLeft")
    assert "epoch 9" in tip.inner_text()
    page.keyboard.press("ArrowUp")
    assert tip.inner_text() != first
    assert as_stored(tip.inner_text())
    assert page.locator(f"#{STUDY}-val_accuracy [role=status]").inner_text() == tip.inner_text()


def test_a_move_over_the_curves_lays_out_nothing_but_what_lies_over_them(browser: Browser, page: Page) -> None:
    figure = page.locator(f"#{STUDY}-val_accuracy svg").first
    figure.scroll_into_view_if_needed()
    box = figure.bounding_box()
    assert box

    def move(share: float) -> None:
        page.mouse.move(box["x"] + share * box["width"], box["y"] + share * box["height"])
        page.evaluate("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")

    move(0.3)  # the seeds' curves are drawn once
    browser.start_tracing(page=page, categories=["devtools.timeline"])
    move(0.6)
    events = json.loads(browser.stop_tracing())["traceEvents"]
    laid_out = [one["args"]["beginData"] for one in events if one["name"] == "Layout" and one["ph"] == "X"]
    assert laid_out
    assert all(one["partialLayout"] and one["totalObjects"] < 20 for one in laid_out)


def test_tables_and_figures_are_copied_as_they_are_shown(browser: Browser, folder: Path) -> None:
    with opened(browser, folder / "index.html", permissions=["clipboard-read", "clipboard-write"]) as page:

        def copied(kind: str, where: str) -> str:
            button = page.locator(f"{where} .tools button").nth(int(kind in ("Markdown", "PNG")))
            assert button.inner_text() == f"Copy {kind}"
            button.click()
            page.wait_for_function("one => one.textContent === 'Copied'", arg=button.element_handle())
            return str(page.evaluate("navigator.clipboard.readText()"))

        read = pd.read_csv(io.StringIO(copied("CSV", OWN)))
        assert list(read["value"]) == list(table(folder).index)
        assert [f"{100 * one:.1f} %" for one in table(folder)["val_acc"]] == list(read["val_acc"])
        assert float(read["difference"][0]) < 0
        lines = copied("Markdown", OWN).splitlines()
        assert lines[1].count("---") == lines[0].count(" | ") + 1
        drawing = copied("SVG", f"#{STUDY}-differences")
        root = ElementTree.fromstring(drawing)
        assert root.tag.endswith("svg")
        assert "var(" not in drawing
        page.evaluate("navigator.clipboard.writeText('')")
        copied("PNG", f"#{STUDY}-differences")
        assert page.evaluate("async () => (await navigator.clipboard.read())[0].types") == ["image/png"]


def test_a_copied_name_is_no_formula(page: Page) -> None:
    """As `studies.system.escapes.cell` has it."""
    names = ["=1+1", "@x", "+2", "-0.5", "＝A1", "-x", "plain", "+0.4 (x)"]
    first = page.locator(f"{OWN} tbody tr").first.locator("td").last
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    for name in names:
        first.evaluate("(cell, name) => cell.replaceChildren(name)", name)
        button = page.locator(OWN).locator(".tools button").first
        button.click()
        page.wait_for_function("one => one.textContent === 'Copied'", arg=button.element_handle())
        button.evaluate("one => { one.textContent = 'Copy CSV'; }")
        rows = list(csv.reader(io.StringIO(page.evaluate("navigator.clipboard.readText()"))))
        assert rows[1][rows[0].index("verdict")] == escapes.cell(name)


@pytest.mark.parametrize(("language", "scheme"), [("", "light"), (".zh", "dark")])
def test_the_page_is_accessible_whatever_it_shows(browser: Browser, folder: Path, language: str, scheme: str) -> None:
    with opened(browser, folder / f"index{language}.html", color_scheme=scheme, reduced_motion="reduce") as page:
        page.locator(f"{OWN} input").first.focus()
        page.keyboard.press("Home")
        page.locator(f"{OWN} .pick").first.click()
        page.locator(f"#{STUDY}-val_accuracy svg").focus()
        page.keyboard.press("ArrowLeft")
        found = Axe().run(page).response["violations"]
        assert [(one["id"], one["nodes"][0]["html"]) for one in found] == []
        assert (
            page.locator(".tip").first.evaluate(
                "tip => getComputedStyle(document.querySelector('svg [data-value]')).transitionDuration"
            )
            == "0s"
        )


def test_everything_is_reached_by_the_tabulator_with_its_focus_seen(page: Page) -> None:
    page.locator(f"{OWN} input").first.focus()
    reached: list[str] = []
    for _ in range(26):
        kind, outline = page.evaluate(
            "() => { const one = document.activeElement, style = getComputedStyle(one);"
            " return [one.className.baseVal ?? (one.className || one.localName), style.outlineStyle]; }"
        )
        assert outline != "none"
        reached.append("svg" if kind in ("", "reads") else kind)
        page.keyboard.press("Tab")
    assert {"input", "sort", "pick", "button", "svg"} <= set(reached)


def test_chromiums_own_log_of_its_network_has_no_request_of_the_page(
    browser: Browser, tmp_path: Path, folder: Path
) -> None:
    asking, log = tmp_path / "asking.html", tmp_path / "log.json"
    asking.write_text("<img src='http://127.0.0.1:9/picture.png'>")
    with launched(browser.browser_type, f"--log-net-log={log}") as logged:
        for path in (folder / "index.html", asking):
            page = logged.new_page()
            page.goto(path.as_uri())
            page.locator(".explore button, img").first.click()
            page.wait_for_load_state("networkidle")
    assert requested_by_pages(log) == ["http://127.0.0.1:9/picture.png"]


def test_the_table_of_a_finale_fits_the_paper(browser: Browser, tmp_path: Path) -> None:
    """A4 within margins of 1 cm; what is wider would have the whole page shrunk."""
    made, names = Synthetic(), ("learning_rate", "batch_size", "activation", "initializer", "l2")
    home, best = (0.001, 32, "relu", "glorot_uniform", 0.0), (0.003, 16, "tanh", "random_normal", 0.00001)
    made.study(names, {home: 0.0, best: 4.0}, SEEDS, kind="finale")
    root = made.write(tmp_path)
    assert main(["report", "--root", str(root)]) == 0
    with opened(browser, root / "reports/lenet/index.html", viewport={"width": 718, "height": 1000}) as page:
        assert page.locator("table").last.evaluate("one => one.scrollWidth") > 718
        page.emulate_media(media="print")
        assert page.evaluate("document.documentElement.scrollWidth") == 718


def test_no_script_but_the_pages_own_runs(browser: Browser, tmp_path: Path, folder: Path) -> None:
    foreign = "<script>window.ran = 1</script><img src='data:,' onerror='window.ran = 2'>"
    changed = (folder / "index.html").read_text(encoding="utf-8").replace("<h1>", f"{foreign}<h1>")
    (tmp_path / "index.html").write_text(changed, encoding="utf-8")
    page = browser.new_page()
    page.goto((tmp_path / "index.html").as_uri())
    assert page.locator(".explore").count() == 2  # the page's own did
    assert page.evaluate("window.ran") is None
    page.close()


def test_where_there_is_no_clipboard_a_copy_is_a_file(page: Page, tmp_path: Path) -> None:
    page.evaluate("Object.defineProperty(navigator, 'clipboard', {value: undefined})")
    with page.expect_download() as saved:
        page.locator(f"{OWN} .tools button").first.click()
    assert saved.value.suggested_filename == "table.csv"
    saved.value.save_as(tmp_path / "table.csv")
    assert list(pd.read_csv(tmp_path / "table.csv")["value"]) == [0.0001, 0.001, 0.003, 0.01]
