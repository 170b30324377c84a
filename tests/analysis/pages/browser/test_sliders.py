"""Sliders show the table and the figures as they were after fewer epochs and with fewer seeds."""

from pathlib import Path

from playwright.sync_api import Page

from tests.analysis.pages.browser.shown import OWN, STUDY, column, epochs, results, slide


def test_the_epoch_slider_shows_the_table_and_the_forest_as_they_were(page: Page, folder: Path) -> None:
    told = epochs(folder)
    before = column(page, "val_acc"), column(page, "verdict")
    own = page.locator(f"{OWN} .answer").inner_text()
    drawn = page.locator(f"#{STUDY}-differences circle[data-value='0']").first.bounding_box()
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
    assert not page.locator(f"#{STUDY}-differences circle[data-value='0']").is_visible(), "one of them is shown"
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
