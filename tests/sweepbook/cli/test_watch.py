"""`sweepbook watch`: the report while studies are trained, for a browser on this machine and nobody else."""

import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from analysis.text.languages import LANGUAGES
from sweepbook.cli import door
from sweepbook.cli.door import main
from sweepbook.cli.report import REPORT
from sweepbook.cli.status import Counts
from sweepbook.cli.watch import state
from sweepbook.cli.watch.renewal import Renewal, free_page
from sweepbook.cli.watch.server import ADDRESS, Server, Site
from sweepbook.cli.watch.serving import _report, frame
from sweepbook.cli.watch.verb import WATCH
from tests.support.places import ROOT
from tests.support.stored import contents
from tests.support.synthetic_records import Synthetic

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


def test_the_head_says_how_far_the_studies_are_and_what_is_decided(tmp_path: Path) -> None:
    made = Synthetic()
    study = made.study("l2", {0.0: (0.0,), 0.1: (0.0,)}, (0,))
    (tmp_path / "lenet").mkdir()
    (tmp_path / f"lenet/{study['name']}.csv").write_text("value,verdict\n0,reference\n0.1,better\n0.2,undecided\n")
    counts = Counts(done=3, running=2, left=1, failed=0, epochs_left=40, epoch_seconds=3.0)
    told = state.shown(state.Snapshot(((study, counts),)), tmp_path, WORDS)
    assert told["line"] == "2 runs are being trained; 40 epochs are left, about 1:00."
    assert told["rows"] == [[study["name"], "3 / 6", "2", "40", "better 1, undecided 1"]]
    ended = Counts(6, 0, 0, 0, 0, 3.0)
    assert state.shown(state.Snapshot(((study, ended),)), tmp_path, WORDS)["line"] == WORDS["watch_ended"]
    assert state.shown(state.Snapshot(()), tmp_path, WORDS)["line"] == WORDS["watch_nothing"]


def test_a_port_that_is_taken_ends_in_a_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with socket.create_server((ADDRESS, 0)) as taken:
        port = taken.getsockname()[1]
        assert main(["watch", "--root", str(tmp_path), "--port", str(port)]) == 2
    assert f"Port {port} cannot be opened" in capsys.readouterr().err


def test_the_page_is_the_reports_the_store_is_only_read_and_ctrl_c_ends_it_in_silence(tmp_path: Path) -> None:
    made = Synthetic()
    made.study("activation", {"relu": (0.0, 0.1), "tanh": (-3.0, -3.1)}, (0, 1))
    root = made.write(tmp_path / "store")
    before = contents(root)
    line = [sys.executable, "-m", "sweepbook", "watch", "--root", str(root)]
    environment = {**os.environ, "TMPDIR": str(tmp_path)}
    with subprocess.Popen(
        line, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as watch:
        try:
            assert watch.stdout is not None
            port = int(watch.stdout.readline().split(":")[2].split()[0])
            shown = _page(port)
        finally:
            watch.send_signal(signal.SIGINT)
        _, errors = watch.communicate(timeout=30)
    assert (watch.returncode, errors) == (0, "")
    assert contents(root) == before
    assert [path.name for path in tmp_path.iterdir()] == ["store"]
    assert main(["report", "--root", str(root)]) == 0
    assert shown == (root / "reports/lenet/index.html").read_bytes()


def _page(port: int) -> bytes:
    """The page, once it is written."""
    deadline = time.monotonic() + 120
    while True:
        assert time.monotonic() < deadline, "no page was written"
        connection = http.client.HTTPConnection(ADDRESS, port, timeout=10)
        connection.request("GET", "/state.json")
        told = json.loads(connection.getresponse().read())
        assert told["refusal"] == ""
        if told["version"]:
            connection.request("GET", told["page"])
            return connection.getresponse().read()
        time.sleep(0.1)


def test_pages_rest_while_something_is_trained_and_are_renewed_at_once_when_it_has_ended() -> None:
    """What the store holds is told by hand, and what writes the pages takes no time."""
    made = Synthetic()
    study = made.study("l2", {0.0: (0.0,)}, (0,))

    def told(running: int, left: int) -> state.Snapshot:
        return state.Snapshot(((study, Counts(2 - running, running, 0, 0, left, 1.0)),))

    now = [told(1, 20)]
    renewal = Renewal(["--version"], lambda: now[0])
    renewal.start()
    try:
        _wait(lambda: renewal.version == 1)
        now[0] = told(1, 10)
        _wait(lambda: renewal.state == now[0])
        assert renewal.version == 1
        now[0] = told(0, 0)
        _wait(lambda: renewal.version == 2)
    finally:
        renewal.stop()
    assert renewal.refusal == ""


def test_a_store_that_cannot_be_read_is_said_and_looked_at_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sweepbook.cli.watch.renewal.LEAST", 0.02)
    stores: list[state.Snapshot | None] = [None]

    def look() -> state.Snapshot:
        if stores[0] is None:
            raise OverflowError("too large")
        return stores[0]

    renewal = Renewal(["--version"], look)
    renewal.start()
    try:
        _wait(lambda: renewal.fault == "OverflowError: too large")
        stores[0] = state.Snapshot(())
        _wait(lambda: renewal.fault == "" and renewal.state is stores[0])
    finally:
        renewal.stop()


def test_the_pages_of_a_network_of_ones_own_are_asked_for_by_words_that_report_takes(tmp_path: Path) -> None:
    for model, named in {"nets/my_net.py": "my_net", "lenet": "lenet"}.items():
        request = door.request(WATCH, ["watch", "--model", model, "--root", str(tmp_path)])
        assert door.request(REPORT, _report(request, tmp_path / "pages")).network == named


def _wait(for_what: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 60
    while not for_what():
        assert time.monotonic() < deadline
        time.sleep(0.02)
