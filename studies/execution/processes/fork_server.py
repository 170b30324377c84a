"""Forks processes from a server that has imported TensorFlow and done nothing with it.

So only the first of them waits for the import. Every process ends with the driver.
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
from multiprocessing import forkserver
from multiprocessing.util import Finalize, get_temp_dir
from pathlib import Path
from typing import TypeVar

import psutil

from studies.system import variables
from studies.system.quiet import opened, quiet, stay_as_it_is

T = TypeVar("T")
PRELOADED = ["studies.execution.processes.preload"]
_ended: dict[int, int] = {}


def fork_server() -> multiprocessing.context.BaseContext:
    """The way to start processes: from a server with TensorFlow, or each anew where its socket cannot be made.

    The server ends with the last process that knows it.
    """
    return sheltered(_fork_server)


def _fork_server() -> multiprocessing.context.BaseContext:
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(PRELOADED)
    ended()  # before it is replaced, and nobody can ask any more
    try:
        with quiet(words()):
            forkserver.ensure_running()
    except OSError:  # TMPDIR is too long a path for a socket
        return multiprocessing.get_context("spawn")
    return context


def ended() -> dict[int, int]:
    """The servers that have ended, by their process ids: how each did, as `Popen.returncode` says it."""
    server = forkserver._forkserver._forkserver_pid  # type: ignore[attr-defined]
    if server is not None:
        with contextlib.suppress(ChildProcessError):  # seen, and left for whoever replaces it
            found = os.waitid(os.P_PID, server, os.WEXITED | os.WNOHANG | os.WNOWAIT)
            if found is not None:
                _ended[server] = found.si_status if found.si_code == os.CLD_EXITED else -found.si_status
    return dict(_ended)


def words() -> Path | None:
    """The file that takes the errors of the server, and of processes without a log; None where there is no folder."""
    try:
        return Path(get_temp_dir()) / "words"
    except OSError:
        return None


def sheltered(work: Callable[[], T]) -> T:
    """Ctrl-C is the driver's business alone: threads and processes started here never see the signal."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        return work()
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def start(
    threads: int,
    workers: int,
    devices: Mapping[str, str],
    log: Path | None,
    first: Callable[[], object] | None = None,
) -> None:
    """Prepare a fresh process, one of so many `workers`: threads, GPU, log, its end with the driver, and `first`."""
    threading.Thread(target=_end_with_driver, name="watchdog", daemon=True).start()
    Finalize(None, _tidy, exitpriority=0)  # a worker that hears of the driver's end first ends by itself
    tempfile.tempdir = get_temp_dir()  # what a killed worker leaves there goes with the driver's
    write_to(log)
    faulthandler.enable(sys.stderr)
    os.environ.update(devices)
    variables.share(threads, workers)
    if first is not None:
        with contextlib.suppress(Exception):  # whoever needs what it does does it again, and raises where one listens
            first()


def write_to(log: Path | None) -> None:
    """Have this process and its libraries write there; without a log their errors go where the server's go."""
    with contextlib.suppress(OSError):  # a full disk must not keep a worker from starting
        for path, output in ((log or Path(os.devnull), 1), (log or words() or Path(os.devnull), 2)):
            taker = opened(path)
            os.dup2(taker, output)
            os.close(taker)
        stay_as_it_is()


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
