"""A file from the web whose content is known beforehand, and an archive's files."""

import hashlib
import shutil
import sys
import tarfile
import urllib.request
from collections.abc import Sequence
from functools import partial
from http.client import HTTPException
from pathlib import Path

from rich.progress import wrap_file

from studies.system import files

SECONDS = 60  # of silence


class Failed(Exception):
    """The message says why."""


def fetch(address: str, target: Path, sha256: str) -> None:
    """Write what lies at `address` to `target`, whole or not at all, with a bar on a terminal.

    Raises:
        Failed: it is not to be had, or is another file.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        with urllib.request.urlopen(address, timeout=SECONDS) as answer:
            size = int(answer.headers.get("Content-Length") or 0)
            with wrap_file(answer, size, description=f"{target.name}", disable=not sys.stderr.isatty()) as shown:
                files.write_with(target, lambda file: _copy(shown, file, sha256))
    except Failed:
        raise
    except (OSError, HTTPException) as cause:
        if files.disk_is_full(cause):
            raise
        raise Failed(f"{type(cause).__name__}: {cause}") from None


def unpack(archive: Path, names: Sequence[str], target: Path, most: int) -> None:
    """The named files of the archive's folder, which is called like `target`, and no others, whatever else it holds.

    After a kill it may have some of them, each whole.

    Args:
        most: bytes of a file.

    Raises:
        tarfile.TarError: it is damaged, lacks one of them, or one is larger; then nothing is written.
    """
    with tarfile.open(archive) as packed:
        members = [_member(packed, f"{target.name}/{name}", most) for name in names]
        target.mkdir(exist_ok=True)
        for name, member in zip(names, members, strict=True):
            with packed.extractfile(member) as content:  # type: ignore[union-attr]  # a regular file has one
                files.write_with(target / name, partial(shutil.copyfileobj, content))


def _member(packed: tarfile.TarFile, name: str, most: int) -> tarfile.TarInfo:
    try:
        member = packed.getmember(name)
    except KeyError:
        member = None
    if member is None or not member.isfile():
        raise tarfile.TarError(f"{name} is not in the archive")
    if member.size > most:
        raise tarfile.TarError(f"{name} has {member.size >> 20} MiB, and {most >> 20} is the limit")
    return member


def _copy(source, target, sha256: str) -> None:  # type: ignore[no-untyped-def]  # two files of bytes
    digest = hashlib.sha256()
    while piece := source.read(1 << 20):
        digest.update(piece)
        target.write(piece)
    if digest.hexdigest() != sha256:
        raise Failed(f"what came is another file: its SHA-256 begins with {digest.hexdigest()[:8]}, not {sha256[:8]}")
