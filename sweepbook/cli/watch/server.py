"""Answers to a browser on this machine: the frame, its state and the pages; nothing else, and only to GET.

A page of another site cannot reach it: a name that leads here (DNS rebinding) has another `Host`, which is refused, and
what is sent may not be framed or read from elsewhere.
"""

import json
import socketserver
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from sweepbook.cli.watch.renewal import free_page

ADDRESS = "127.0.0.1"
TYPES = {
    ".html": "text/html; charset=utf-8",
    ".svg": "image/svg+xml",
    ".csv": "text/csv; charset=utf-8",
    ".json": "application/json",
    ".md": "text/markdown; charset=utf-8",
    ".parquet": "application/octet-stream",
    ".tex": "text/plain; charset=utf-8",
    ".png": "image/png",
}
HEADERS = {
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "SAMEORIGIN",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
}
PATIENCE = 20  # seconds for a client that says nothing


@dataclass(frozen=True)
class Site:
    """What is served.

    Attributes:
        frame: the page around the pages, with its policy.
        state: what the frame asks for every few seconds.
        pages: the folder of the pages.
    """

    frame: str
    policy: str
    state: Callable[[], Mapping[str, Any]]
    pages: Path


class Server(ThreadingHTTPServer):
    """Listens on this machine alone, on `port` or a free one."""

    daemon_threads = True

    def __init__(self, port: int, site: Site) -> None:
        self.site = site
        super().__init__((ADDRESS, port), _Answer)

    @property
    def port(self) -> int:
        return int(self.server_address[1])

    def server_bind(self) -> None:
        """Without asking the network for this machine's name, as HTTPServer does."""
        socketserver.TCPServer.server_bind(self)
        self.server_name, self.server_port = ADDRESS, self.port

    def handle_error(self, request: object, client_address: object) -> None:
        """A browser that went away is no error."""


class _Answer(BaseHTTPRequestHandler):
    server: Server
    server_version, sys_version = "sweepbook", ""
    timeout = PATIENCE

    def do_GET(self) -> None:
        if self.headers.get("Host") not in (f"{ADDRESS}:{self.server.port}", f"localhost:{self.server.port}"):
            self._send(HTTPStatus.FORBIDDEN, "text/plain; charset=utf-8", b"This server answers to its own address.\n")
            return
        site, path = self.server.site, unquote(urlsplit(self.path).path)
        if path == "/":
            policy = {"Content-Security-Policy": site.policy}
            self._send(HTTPStatus.OK, TYPES[".html"], site.frame.encode(), policy)
        elif path == "/state.json":
            self._send(HTTPStatus.OK, TYPES[".json"], json.dumps(site.state()).encode())
        else:
            self._page(site, path)

    def _page(self, site: Site, path: str) -> None:
        file = free_page(site.pages, path.removeprefix("/pages/")) if path.startswith("/pages/") else None
        try:
            content = file.read_bytes() if file is not None and file.suffix in TYPES else None
        except OSError:  # it is being written anew
            content = None
        if file is None or content is None:
            self._send(HTTPStatus.NOT_FOUND, "text/plain; charset=utf-8", b"There is no such page.\n")
            return
        self._send(HTTPStatus.OK, TYPES[file.suffix], content)

    def _send(self, status: HTTPStatus, kind: str, content: bytes, more: Mapping[str, str] | None = None) -> None:
        self.send_response(status)
        for name, value in {**HEADERS, "Content-Type": kind, "Content-Length": len(content), **(more or {})}.items():
            self.send_header(name, str(value))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing: the terminal is the user's."""
