"""Installs the packages of requirements.lock, and the project, into the environment whose Python runs this.

`make setup` calls it: `.venv/bin/python tools/install.py [--gpu]`. It needs the standard library only.
uv installs the same files as pip, checked by the same hashes, several times faster. Where the machine has no uv, pip
installs the one that `tools/uv.lock` pins. Where uv fails, pip does the work.
"""

import ast
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
# What pip's configuration calls a thing, what uv calls it, and what uv wants between several.
SETTINGS = {
    "index-url": ("UV_DEFAULT_INDEX", " "),
    "extra-index-url": ("UV_INDEX", " "),
    "find-links": ("UV_FIND_LINKS", ","),
    "trusted-host": ("UV_INSECURE_HOST", " "),
    "cert": ("SSL_CERT_FILE", " "),
    "proxy": ("ALL_PROXY", " "),
}
SECTIONS = ("global.", "install.", ":env:.")  # a later one counts more


def uv_environment(listing: str) -> dict[str, str]:
    """What uv has to be told to look where pip looks.

    Args:
        listing: what `pip config list` prints, lines as `global.index-url='https://...'`.

    Returns:
        Environment variables.
    """
    found: dict[str, str] = {}
    lines = [line.partition("=") for line in listing.splitlines()]
    for section in SECTIONS:
        for key, _, value in lines:
            variable, between = SETTINGS.get(key.removeprefix(section), ("", ""))
            if key.startswith(section) and variable:
                found[variable] = between.join(str(ast.literal_eval(value)).split())
    return found


def packages(gpu: bool, lock: str) -> list[list[str]]:
    """The words of each installation, one after the other.

    The extra of TensorFlow is not locked: its libraries are for the machine that has the GPU.
    """
    tensorflow = re.search(r"^tensorflow==(\S+)", lock, re.MULTILINE)
    return [
        ["--require-hashes", "-r", "requirements.lock"],
        *([[f"tensorflow[and-cuda]=={tensorflow[1]}"]] if gpu and tensorflow else []),
        ["--no-deps", "--no-build-isolation", "--editable", "."],
    ]


def uv(python: str) -> str | None:
    """The machine's uv, or the pinned one, newly installed beside `python`; None where there is no getting it."""
    if machines := shutil.which("uv"):
        return machines
    words = [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--require-hashes"]
    subprocess.run([*words, "-r", "tools/uv.lock"], cwd=ROOT, capture_output=True, check=False)
    return shutil.which("uv", path=str(Path(python).parent))


def run_all(command: Sequence[str], wanted: Sequence[Sequence[str]], environment: Mapping[str, str]) -> int:
    """The exit code of the first of `wanted` that fails; 0 where none does."""
    for words in wanted:
        if code := subprocess.run([*command, *words], cwd=ROOT, env=environment, check=False).returncode:
            return code
    return 0


def main(python: str = sys.executable, words: Sequence[str] = sys.argv[1:]) -> int:
    wanted = packages("--gpu" in words, (ROOT / "requirements.lock").read_text(encoding="utf-8"))
    if found := uv(python):
        listing = subprocess.run([python, "-m", "pip", "config", "list"], capture_output=True, text=True, check=False)
        # Several indexes are one pool, as for pip: hashes say which files may be taken.
        pool = ["--index-strategy", "unsafe-best-match", "--python", python]
        if not run_all(
            [found, "pip", "install", "--quiet", *pool], wanted, {**uv_environment(listing.stdout), **os.environ}
        ):
            return 0
    print("uv could not be used here; pip installs the same packages, which takes some minutes.", file=sys.stderr)
    return run_all([python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"], wanted, os.environ)


if __name__ == "__main__":
    sys.exit(main())
