"""Processes that are forked from a server which has imported TensorFlow, so that only the first waits for it.

Training workers are made in `engines`. `Helper` is one for the driver's own small needs of TensorFlow and
Keras-Tuner: loading them itself would cost it four seconds of a core, and two more when it ends.
"""

import contextlib
import faulthandler
import multiprocessing
import os
import shutil
import signal
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Mapping
from concurrent.futures import Future
from concurrent.futures.process import BrokenProcessPool
from functools import partial
from multiprocessing import forkserver
from multiprocessing.util import Finalize, get_temp_dir
from pathlib import Path
from typing import Any, TypeVar

import pebble
import psutil

from studies.system import variables
from studies.system.errors import UsageError
from studies.system.quiet import quiet

T = TypeVar("T")
STARTS = 5  # how often in a row a process may die before it has done anything
DEATHS = (pebble.ProcessExpired, BrokenProcessPool)
PRELOADED = ["studies.execution.preload"]


class Helper:
    """One process beside the driver, started when it is first asked, kept until `stop`, made anew when it dies.

    Where TensorFlow is loaded already (a driver that trains by itself) there is no process: it is done here.
    """

    def __init__(self, threads: int = 1) -> None:
        """`threads` are TensorFlow's."""
        self._threads = threads
        self._pool: pebble.ProcessPool | None = None
        self._spoilt: set[pebble.ProcessPool] = set()

    def __enter__(self) -> "Helper":
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def ask(self, function: Callable[..., T], *arguments: Any) -> "Future[T]":
        """What `function` will return. Raises one of `DEATHS` there when the process dies."""
        if "tensorflow" in sys.modules:
            done: Future[T] = Future()
            try:
                done.set_result(function(*arguments))
            except Exception as error:
                done.set_exception(error)
            return done
        if self._pool is None or not self._pool.active or self._pool in self._spoilt:
            self.stop()
            self._pool = pebble.ProcessPool(
                max_workers=1,
                context=fork_server(),
                initializer=start,
                initargs=(self._threads, 1, {}, Path(os.devnull)),
            )
        try:
            # A pool starts its threads and its process with the first thing it is asked.
            future = sheltered(partial(self._pool.schedule, function, args=arguments))
        except RuntimeError:  # it died this moment
            return self.ask(function, *arguments)
        future.add_done_callback(partial(self._after, self._pool))
        return future

    def answer(self, function: Callable[..., T], *arguments: Any) -> T:
        """What `function` returns; asked again where the process dies.

        Raises:
            UsageError: it dies each time.
        """
        for _ in range(STARTS):
            try:
                return self.ask(function, *arguments).result()
            except DEATHS as death:
                last = death
        raise UsageError(f"A helper process dies each time it is started ({type(last).__name__}: {last}).")

    def _after(self, pool: pebble.ProcessPool, future: "Future[Any]") -> None:
        """What a killed process leaves in a channel helps nobody: its pool is not used again."""
        if not future.cancelled() and isinstance(future.exception(), DEATHS):
            self._spoilt.add(pool)

    def stop(self) -> None:
        if self._pool is not None:
            self._pool.stop()
            self._pool.join(timeout=2)
            self._pool = None


def fork_server() -> multiprocessing.context.BaseContext:
    """The way to start processes: from a server with TensorFlow, or each anew where its socket cannot be made.

    The server ends with the last process that knows it.
    """
    return sheltered(_fork_server)


def _fork_server() -> multiprocessing.context.BaseContext:
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(PRELOADED)
    try:
        with quiet():
            forkserver.ensure_running()
    except OSError:  # TMPDIR is too long a path for a socket
        return multiprocessing.get_context("spawn")
    return context


def sheltered(work: Callable[[], T]) -> T:
    """Ctrl-C is the driver's business alone: threads and processes started here never see the signal."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        return work()
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def start(threads: int, workers: int, devices: Mapping[str, str], log: Path) -> None:
    """Prepare a fresh process, one of so many `workers`: threads, GPU, log, and its end when the driver ends."""
    threading.Thread(target=_end_with_driver, name="watchdog", daemon=True).start()
    Finalize(None, _tidy, exitpriority=0)  # a worker that hears of the driver's end first ends by itself
    tempfile.tempdir = get_temp_dir()  # what a killed worker leaves there goes with the driver's
    with contextlib.suppress(OSError):  # a full disk must not keep a worker from starting
        output = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND | os.O_NOFOLLOW, 0o666)
        os.dup2(output, 1)
        os.dup2(output, 2)
    faulthandler.enable(sys.stderr)
    os.environ.update(devices)
    variables.share(threads, workers)


def _end_with_driver() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()  # until the driver or the server ends
        _tidy()
        os._exit(1)


def _tidy() -> None:
    """Remove the driver's folder of sockets, which a killed one left. Not where only the server has ended."""
    parent = multiprocessing.parent_process()
    if parent is not None and not parent.is_alive() and _has_ended(parent.pid):
        shutil.rmtree(get_temp_dir(), ignore_errors=True)


def _has_ended(pid: int | None) -> bool:
    """Whether a process ends about now; one that nobody has waited for yet has ended too."""
    for wait in (*[0.002] * 50, *[0.1] * 19):  # soon: this process may be ending too
        try:
            if psutil.Process(pid).status() == psutil.STATUS_ZOMBIE:
                return True
        except psutil.NoSuchProcess:
            return True
        time.sleep(wait)
    return False
