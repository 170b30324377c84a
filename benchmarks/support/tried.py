"""What a long benchmark has tried, a line of JSON each, so that it goes on where it was broken off."""

import json
from pathlib import Path
from typing import Any


def read(path: Path) -> list[dict[str, Any]]:
    """In the order in which they were added. A last line that was cut off is left out."""
    if not path.exists():
        return []
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    return [json.loads(line) for line in lines if line.endswith("\n")]


def add(path: Path, one: dict[str, Any]) -> None:
    """Write one down, on the disk."""
    text = path.read_text(encoding="utf-8") if path.exists() else ""
    if not text.endswith("\n"):
        path.write_text(text[: text.rfind("\n") + 1], encoding="utf-8")
    with path.open("a", encoding="utf-8") as file:
        file.write(json.dumps(one) + "\n")
