"""Files of records that tests take in, and what is changed in them."""

import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from sweepbook.cli.door import main

Change = Callable[[dict[str, bytes]], object]


def take(path: Path, home: Path) -> int:
    return main(["import", str(path), "--root", str(home)])


def changed(published: Path, change: Change) -> Path:
    """A file of records with other members: name -> content."""
    with zipfile.ZipFile(published) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    change(members)
    path = published.with_name("changed.zip")
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return path


def first_run(members: dict[str, bytes]) -> str:
    return next(name for name in members if name.endswith("/run.json"))


def edited(name: Callable[[dict[str, bytes]], str], edit: Callable[[dict[str, Any]], object]) -> Change:
    def change(members: dict[str, bytes]) -> None:
        record = json.loads(members[name(members)])
        edit(record)
        members[name(members)] = json.dumps(record).encode()

    return change


def first_study(members: dict[str, bytes]) -> str:
    return next(name for name in members if name.endswith("/study.json"))
