"""A command that follows another in one line loads its libraries while the one before it works."""

import contextlib
import importlib
import os
import signal
import sys
import threading
from collections.abc import Callable, Sequence
from typing import NoReturn

from studies.system.collector import loading

REHEARSE, GO = b"r", b"g"  # what the process is told
NICE = 10  # of loading: a tenth of a core at most where what works meanwhile wants it all


class Ahead:
    """A command in a process of its own, forked before anything is loaded: it loads, waits, and begins when told."""

    def __init__(
        self, modules: Sequence[str], work: Callable[[], int], rehearse: Callable[[], object] | None = None
    ) -> None:
        """
        Args:
            modules: what it loads now.
            work: the command; returns its exit code.
            rehearse: what of it can be done `beside` the command before it, whose own work it needs not.
        """
        self._work = work
        self._rehearse = rehearse
        self._process: int | None = None
        if threading.active_count() > 1:
            return  # what other threads hold locked would stay so in a fork
        sys.stdout.flush()
        sys.stderr.flush()
        told, self._tell = os.pipe()
        self._process = os.fork()
        if self._process == 0:
            os.close(self._tell)
            _wait_and_work(told, modules, work, rehearse)
        os.close(told)

    def beside(self, before: Callable[[], int]) -> int:
        """The exit code of the command before, carried out while this one is rehearsed."""
        if self._process is not None and self._rehearse is not None:
            self._say(REHEARSE)
        return before()

    def run(self) -> int:
        """The exit code of the command, once it has ended.

        Raises:
            KeyboardInterrupt: it was interrupted before it began.
        """
        if self._process is None:
            return self._work()
        process, self._process = self._process, None
        before = signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the command's: it says how to go on
        try:
            self._say(GO)
            os.close(self._tell)
            code = os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])
        finally:
            signal.signal(signal.SIGINT, before)
        if code == -signal.SIGINT:  # it was still loading or rehearsing, and has said nothing
            raise KeyboardInterrupt
        return code if code >= 0 else 128 - code  # as a shell says of a signal

    def _say(self, word: bytes) -> None:
        with contextlib.suppress(BrokenPipeError):
            os.write(self._tell, word)

    def stop(self) -> None:
        """End the process, if the command was never begun."""
        if self._process is not None:
            os.close(self._tell)
            os.kill(self._process, signal.SIGKILL)
            os.waitpid(self._process, 0)
            self._process = None


def _wait_and_work(
    told: int, modules: Sequence[str], work: Callable[[], int], rehearse: Callable[[], object] | None
) -> NoReturn:
    code = 1
    try:
        signal.signal(signal.SIGINT, signal.SIG_DFL)  # the command before says that it was interrupted
        loading = threading.Thread(target=_load, args=(modules,))
        loading.start()
        while (word := os.read(told, 1)) == REHEARSE and rehearse is not None:
            loading.join()
            with contextlib.suppress(Exception):  # the command itself says what is wrong
                rehearse()
        if word != GO:
            os._exit(0)  # the other process has ended
        loading.join()
        signal.signal(signal.SIGINT, signal.default_int_handler)
        code = work()
        sys.stdout.flush()
    except BaseException:
        sys.excepthook(*sys.exc_info())
    finally:
        os._exit(code)  # what is registered to be done at the end is the other process' own


def _load(modules: Sequence[str]) -> None:
    """Import them in a thread that gives way to others, so that the command before loses little by it."""
    if sys.platform == "linux":  # elsewhere a thread has no niceness of its own, and its number may be a process'
        os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), NICE)
    with loading():
        for module in modules:
            importlib.import_module(module)
