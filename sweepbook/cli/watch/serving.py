"""Serving the watched pages until Ctrl-C: where they are, and the frame around them."""

import json
import os
import signal
import string
import sys
import tempfile
from collections.abc import Mapping
from functools import partial
from importlib import resources
from pathlib import Path
from typing import Any

from analysis.text.languages import LANGUAGES, file_in
from hypermodels import NETWORKS
from hypermodels.own.tree import SUFFIX
from studies.system import exits
from studies.system.errors import UsageError
from studies.system.escapes import html, only_script
from sweepbook.cli.watch import state
from sweepbook.cli.watch.renewal import Renewal, free_page
from sweepbook.cli.watch.request import Watch
from sweepbook.cli.watch.server import ADDRESS, Server, Site


def serve(request: Watch) -> int:
    """Serve the pages until Ctrl-C."""
    with tempfile.TemporaryDirectory(prefix="sweepbook-watch-") as folder:
        pages = Path(folder) / "pages"
        renewal = Renewal(_report(request, pages), partial(state.read, request.root, request.network))
        site = Site(*frame(request.language), partial(_state, request, renewal, pages), pages)
        with _listening(request.port, site) as server:
            signal.signal(signal.SIGTERM, lambda *_: sys.exit(exits.DONE))
            print(f"http://{ADDRESS}:{server.port} shows the studies as they are trained; Ctrl-C ends it", flush=True)
            renewal.start()
            try:
                server.serve_forever()
            except KeyboardInterrupt:
                return exits.DONE  # how it is meant to end
            finally:
                renewal.stop()
    return exits.DONE


def _report(request: Watch, pages: Path) -> list[str]:
    """The command that writes the pages."""
    words = ["report", "--root", str(request.root), "--out", str(pages), "--language", request.language]
    words += ["--band", f"{request.band:g}"]
    if request.network is None:
        return words
    file = "" if request.network in NETWORKS else SUFFIX  # one's own goes by its file's name
    return [*words, "--model", f"{request.network}{file}"]


def _listening(port: int | None, site: Site) -> Server:
    try:
        return Server(port or 0, site)
    except OSError as cause:
        raise UsageError(
            f"Port {port} cannot be opened ({os.strerror(cause.errno or 0)}): end what listens there, choose another "
            "with PORT (--port), or leave it out for a free one."
        ) from None


def frame(language: str) -> tuple[str, str]:
    """The page around the pages in a language, and the policy that lets its one script run."""
    words = LANGUAGES[language].WORDS
    names = ("title", "waiting", "done", "running", "left", "decided", "looks", "noscript")
    said = {name: html(words[f"watch_{name}_word" if name == "running" else f"watch_{name}"]) for name in names}
    template = (resources.files("analysis.pages") / "templates" / "watch.html").read_text(encoding="utf-8")
    page = string.Template(template).substitute(
        said,
        language=LANGUAGES[language].HTML_LANGUAGE,
        study=html(words["study"]),
        gone=json.dumps(words["watch_gone"]).replace("<", "\\u003c"),
    )
    script = page.split("<script>")[1].split("</script>")[0]
    policy = (
        f"default-src 'none'; {only_script(script)}; style-src 'unsafe-inline'; img-src data:; connect-src "
        "'self'; frame-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
    )
    return page, policy


def _state(request: Watch, renewal: Renewal, pages: Path) -> Mapping[str, Any]:
    """What the frame shows, and where its page is."""
    seen = renewal.state
    networks = seen.networks()
    index = file_in(request.language, "index.html")
    name = f"{networks[0]}/{index}" if len(networks) == 1 else index
    return {
        **state.shown(seen, renewal.at_work, pages, LANGUAGES[request.language].WORDS),
        "refusal": renewal.fault or renewal.refusal,
        "version": renewal.version,
        "page": f"/pages/{name}" if free_page(pages, name) else "",
    }
