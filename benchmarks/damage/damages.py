"""Every way in which a file is damaged, and what becomes of it."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from benchmarks.damage.kinds import Kind
from benchmarks.damage.small_store import written
from studies.system import errors
from studies.system.errors import UsageError

REPAIRED, REFUSED = "repaired", "refused"


def _content(path: Path) -> bytes:
    return path.read_bytes() if path.is_file() else b'{"epoch": 1, "step": 2, "steps": 3, "rows": 1}'


def _replaced(path: Path, change: Callable[[Any], Any]) -> bytes:
    """JSON with every value of its top and second level changed; a text with its last number changed."""
    try:
        data = json.loads(_content(path))
    except ValueError:
        return _content(path).replace(b"0.", str(change(0.5)).encode() + b".")
    return json.dumps({name: _changed(name, value, change) for name, value in data.items()}).encode()


def _changed(name: str, value: Any, change: Callable[[Any], Any]) -> Any:
    if name in ("id", "name", "schema"):
        return value
    return {key: change(one) for key, one in value.items()} if isinstance(value, dict) else change(value)


def _rewritten(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


def _folder(path: Path) -> None:
    path.unlink(missing_ok=True)
    path.mkdir(parents=True)
    (path / "something").write_text("of somebody's")


DAMAGES: dict[str, Callable[[Path, Path], None]] = {
    "empty": lambda path, _: _rewritten(path, b""),
    "cut": lambda path, _: _rewritten(path, _content(path)[: len(_content(path)) // 2]),
    "another's": lambda path, other: _rewritten(path, _content(other)),
    "of wrong types": lambda path, _: _rewritten(path, _replaced(path, lambda _: ["three"])),
    "a list": lambda path, _: _rewritten(path, b'[1, "two", null]'),
    "not a number": lambda path, _: _rewritten(path, _replaced(path, lambda _: float("nan"))),
    "huge": lambda path, _: _rewritten(path, _replaced(path, lambda _: 10**400)),
    "nested": lambda path, _: _rewritten(path, b'{"schema": ' + b"[" * 100_000),
    "newer": lambda path, _: _rewritten(path, json.dumps({"schema": 99, "name": "later", "trials": []}).encode()),
    "not UTF-8": lambda path, _: _rewritten(path, b"\xff\xfe\x00" + _content(path)),
    "a folder": lambda path, _: _folder(path),
}


def outcome(kind: Kind, damage: str, root: Path) -> str:
    """What becomes of one file; `root` is a folder to build a store in.

    Raises:
        AssertionError: neither repaired nor refused in a sentence with its path.
    """
    home = written(root)
    path = kind.place(home)
    DAMAGES[damage](path, kind.other(home))
    try:
        kind.use(home)
    except (UsageError, OSError) as refusal:
        said = errors.refusal(refusal) if isinstance(refusal, OSError) else str(refusal)
        assert str(path) in said or str(path.parent) in said, said
        assert "\n" not in said, said
        return REFUSED
    return REPAIRED
