"""`sweepbook watch`: the report while studies are trained."""

import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from sweepbook.cli import door
from sweepbook.cli.door import main
from sweepbook.cli.report import REPORT
from sweepbook.cli.watch.server import ADDRESS
from sweepbook.cli.watch.serving import _report
from sweepbook.cli.watch.verb import WATCH
from tests.support.places import ROOT
from tests.support.stored import contents
from tests.support.synthetic_records import Synthetic


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


def test_the_pages_of_a_network_of_ones_own_are_asked_for_by_words_that_report_takes(tmp_path: Path) -> None:
    for model, named in {"nets/my_net.py": "my_net", "lenet": "lenet"}.items():
        request = door.request(WATCH, ["watch", "--model", model, "--root", str(tmp_path)])
        assert door.request(REPORT, _report(request, tmp_path / "pages")).network == named
