"""The page asks for nothing, and no script but its own runs."""

from pathlib import Path

from playwright.sync_api import Browser

from tests.support.browser import launched, requested_by_pages


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


def test_no_script_but_the_pages_own_runs(browser: Browser, tmp_path: Path, folder: Path) -> None:
    foreign = "<script>window.ran = 1</script><img src='data:,' onerror='window.ran = 2'>"
    changed = (folder / "index.html").read_text(encoding="utf-8").replace("<h1>", f"{foreign}<h1>")
    (tmp_path / "index.html").write_text(changed, encoding="utf-8")
    page = browser.new_page()
    page.goto((tmp_path / "index.html").as_uri())
    assert page.locator(".explore").count() == 2  # the page's own did
    assert page.evaluate("window.ran") is None
    page.close()
