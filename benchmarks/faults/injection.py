"""Faults at file-system calls: this process counts its calls below a folder, and one of them fails or ends it.

Python's own calls are seen: opening for writing, each write to the system, fsync, rename, mkdir, unlink and rmdir. What
a library writes in its own C++ (TensorFlow's file system, which Keras-Tuner uses for its JSON) is not.
"""

import builtins
import errno
import io
import mmap
import os
import signal
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

FAULTS = ("kill", "ENOSPC", "EIO")
WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT


class Injection:
    """Counts the calls below `root`; the call number `at` (from 0) meets the fault, once."""

    def __init__(self, root: Path, fault: str | None = None, at: int = -1) -> None:
        self._root = f"{root}/"
        self._fault, self._at = fault, at
        self._lock = threading.Lock()
        self._met = mmap.mmap(-1, 1)  # shared with the process that this one was forked from
        self.calls: list[str] = []  # the operations, in order

    def was_met(self) -> bool:
        """Whether the call was made, here or in a forked process."""
        return self._met[0] == 1

    def install(self) -> None:
        """For the rest of this process."""
        self._open, self._os_open = io.open, os.open
        builtins.open = io.open = self._opened
        os.open = self._os_opened
        for name in ("replace", "rename", "mkdir", "unlink", "remove", "rmdir"):
            setattr(os, name, self._counting(name, getattr(os, name)))
        os.fsync = self._counting("fsync", os.fsync)

    def meet(self, operation: str, before: Callable[[], object] = lambda: None) -> None:
        """Count a call; at its turn do what comes `before` the fault, and fail.

        Raises:
            OSError: the fault.
        """
        with self._lock:
            number = len(self.calls)
            self.calls.append(operation)
        if number != self._at or self._fault is None:
            return
        self._met[0] = 1
        before()
        if self._fault == "kill":
            os.kill(os.getpid(), signal.SIGKILL)
        code = getattr(errno, self._fault)
        raise OSError(code, os.strerror(code))

    def _is_inside(self, path: Any, folder: int | None = None) -> bool:
        if isinstance(path, int):
            return self._is_inside(_path_of(path))
        text = os.fsdecode(path)
        if folder is not None:
            text = f"{_path_of(folder)}/{text}"
        return f"{os.path.abspath(text)}/".startswith(self._root)  # noqa: PTH100  no link is to be followed

    def _counting(self, name: str, real: Callable[..., Any]) -> Callable[..., Any]:
        operation = {"replace": "rename", "remove": "unlink"}.get(name, name)

        def call(path: Any, *arguments: Any, **options: Any) -> Any:
            if self._is_inside(path, options.get("dir_fd")):
                self.meet(operation)
            return real(path, *arguments, **options)

        return call

    def _os_opened(self, path: Any, flags: int, *arguments: Any, **options: Any) -> int:
        if flags & WRITING and self._is_inside(path, options.get("dir_fd")):
            self.meet("open")
        return self._os_open(path, flags, *arguments, **options)

    def _opened(self, file: Any, mode: str = "r", *arguments: Any, **options: Any) -> Any:
        if isinstance(file, int) or not set(mode) & set("wax+") or not self._is_inside(file):
            return self._open(file, mode, *arguments, **options)
        self.meet("open")
        raw = _Watched(file, mode.replace("b", "").replace("t", ""))
        raw.injection = self
        file = io.BufferedWriter(raw)
        return file if "b" in mode else io.TextIOWrapper(file, *arguments[1:], **options)


def _path_of(descriptor: int) -> Path:
    return Path(f"/proc/self/fd/{descriptor}").readlink()


class _Watched(io.FileIO):
    """A file whose every write may fail, after half of it."""

    injection: Injection

    def write(self, content: Any) -> int:
        data = memoryview(content).cast("B")
        half = super().write
        self.injection.meet("write", lambda: half(data[: len(data) // 2]))
        return super().write(data)
