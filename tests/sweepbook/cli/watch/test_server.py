"""The server of `sweepbook watch` answers a browser on this machine, with its pages, and nobody else."""

import http.client
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from analysis.text.languages import LANGUAGES
from sweepbook.cli.watch.renewal import free_page
from sweepbook.cli.watch.server import ADDRESS, Server, Site
from sweepbook.cli.watch.serving import frame

WORDS = LANGUAGES["en"].WORDS


@pytest.fixture
def pages(tmp_path: Path) -> Path:
    folder = tmp_path / "pages"
    (folder / "lenet").mkdir(parents=True)
    (folder / "lenet/index.html").write_text("<p>a page")
    (folder / ".made-from").write_text("x")
    (tmp_path / "secret.html").write_text("secret")
    (folder / "link.html").symlink_to(tmp_path / "secret.html")
    return folder


@contextmanager
def serving(pages: Path) -> Iterator[Server]:
    with Server(0, Site(*frame("en"), lambda: {"line": "x"}, pages)) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.02,))
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()


def fetched(server: Server, path: str, method: str = "GET", host: str | None = None) -> tuple[int, str, dict[str, str]]:
    connection = http.client.HTTPConnection(ADDRESS, server.port, timeout=10)
    connection.putrequest(method, path, skip_host=True)
    connection.putheader("Host", f"{ADDRESS}:{server.port}" if host is None else host)
    connection.endheaders()
    answer = connection.getresponse()
    text = answer.read().decode()
    connection.close()
    return answer.status, text, dict(answer.getheaders())


def test_it_serves_its_frame_its_state_and_its_pages_and_nothing_else(pages: Path) -> None:
    with serving(pages) as server:
        assert fetched(server, "/pages/lenet/index.html")[:2] == (200, "<p>a page")
        assert json.loads(fetched(server, "/state.json")[1]) == {"line": "x"}
        status, text, headers = fetched(server, "/")
        assert (status, "<iframe" in text) == (200, True)
        assert "script-src 'sha256-" in headers["Content-Security-Policy"]
        for path in (
            "/pages/",
            "/pages/lenet",
            "/pages/link.html",
            "/pages/.made-from",
            "/pages/../secret.html",
            "/pages/%2e%2e/secret.html",
            "/pages//etc/passwd",
            "/etc/passwd",
            "/pages/none.html",
            "/pages/%00.html",
        ):
            assert fetched(server, path)[0] == 404, path


def test_another_name_that_leads_here_is_refused(pages: Path) -> None:
    with serving(pages) as server:
        for host in ("evil.example", f"evil.example:{server.port}", ADDRESS, ""):
            assert fetched(server, "/", host=host)[0] == 403
        assert fetched(server, "/", host=f"localhost:{server.port}")[0] == 200


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "HEAD", "OPTIONS"])
def test_only_get_is_answered(pages: Path, method: str) -> None:
    with serving(pages) as server:
        assert fetched(server, "/", method)[0] == 501


def test_it_listens_on_this_machine_alone(pages: Path) -> None:
    with serving(pages) as server:
        assert server.socket.getsockname()[0] == "127.0.0.1"


def test_a_path_with_a_link_is_no_page(pages: Path) -> None:
    (pages / "other").symlink_to(pages / "lenet")
    assert free_page(pages, "other/index.html") is None
    assert free_page(pages, "lenet/index.html") == pages / "lenet/index.html"
