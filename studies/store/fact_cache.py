"""Cache files of facts that took time to find out: a key, and what was found."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from studies.system import files, form, locks


def remembered(path: Path, key: str, find_out: Callable[[], Any], check: form.Check) -> Any:
    """What a cache file says; found out and added to it the first time, or where it says nothing of that form."""
    content = known(path)
    return (content if check(content.get(key)) else remember(path, key, find_out()))[key]


def remember(path: Path, key: str, value: Any) -> dict[str, Any]:
    """Add to a cache file what took time to find out. Returns what it holds then."""
    with locks.kept(path.parent):
        if not path.exists():
            files.provisional(path)
        content = {**known(path), key: value}
        files.write_json(path, content)
    return content


def known(path: Path) -> dict[str, Any]:
    """What a cache file holds; nothing where it is not there, or torn."""
    try:
        content = files.read_json(path)
    except (OSError, ValueError):
        return {}  # only a cache
    return content if isinstance(content, dict) else {}
