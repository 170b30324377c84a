"""A command that follows another in one line loads its libraries while the one before it works."""

import contextlib
import importlib
import os
import signal
import sys
import threading
from collections.abc import Callable, Sequence
from typing import NoReturn


class Ahead:
    """A command in a process of its own, forked before anything is loaded: it loads, waits, and begins when told."""

    def __init__(self, modules: Sequence[str], work: Callable[[], int]) -> None:
        """
        Args:
            modules: what it loads now.
            work: the command; returns its exit code.
        """
        self._work = work
        self._process: int | None = None
        if threading.active_count() > 1:
            return  # what other threads hold locked would stay so in a fork
        sys.stdout.flush()
        sys.stderr.flush()
        told, self._tell = os.pipe()
        self._process = os.fork()
        if self._process == 0:
            os.close(self._tell)
            _wait_and_work(told, modules, work)
        os.close(told)

    def run(self) -> int:
        """The exit code of the command, once it has ended."""
        if self._process is None:
            return self._work()
        process, self._process = self._process, None
        before = signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the command's: it says how to go on
        try:
            with contextlib.suppress(BrokenPipeError):
                os.write(self._tell, b"go")
            os.close(self._tell)
            code = os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])
        finally:
            signal.signal(signal.SIGINT, before)
        return code if code >= 0 else 128 - code  # as a shell says of a signal

    def stop(self) -> None:
        """End the process, if the command was never begun."""
        if self._process is not None:
            os.close(self._tell)
            os.kill(self._process, signal.SIGKILL)
            os.waitpid(self._process, 0)
            self._process = None


def _wait_and_work(told: int, modules: Sequence[str], work: Callable[[], int]) -> NoReturn:
    code = 1
    try:
        signal.signal(signal.SIGINT, signal.SIG_DFL)  # the command before says that it was interrupted
        for module in modules:
            importlib.import_module(module)
        if not os.read(told, 2):
            os._exit(0)  # the other process has ended
        signal.signal(signal.SIGINT, signal.default_int_handler)
        code = work()
        sys.stdout.flush()
    except BaseException:
        sys.excepthook(*sys.exc_info())
    finally:
        os._exit(code)  # what is registered to be done at the end is the other process' own
