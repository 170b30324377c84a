"""A process beside ours that opens strangers' files: it may crash, hang or eat memory, and be given up.

child = Child(memory=2 << 30)
child.ask(read, "cat.jpg", seconds=60)     what `read("cat.jpg")` returns there, or the error it raises
"""

import contextlib
import os
import pickle
import resource
import select
import socket
import subprocess
import sys
import threading
import traceback
import weakref
from collections.abc import Callable
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, TypeVar

T = TypeVar("T")
STARTING = 60  # seconds; a busy machine may be slow
HERE = str(Path(__file__).resolve().parent.parent.parent)


class Died(Exception):
    """The process ended, or was given up, before it had answered."""


class Late(Died):
    """It had not answered in time."""


class There(Exception):
    """The trace of an error that was raised in the other process."""

    def __str__(self) -> str:
        return "\n" + str(self.args[0])


class Child:
    """Started when it is first asked, started anew after its death. Safe to use from several threads."""

    def __init__(self, memory: int) -> None:
        """`memory` is the most it may take, in bytes."""
        self._memory = memory
        self._turn = threading.Lock()  # held while it answers: one question at a time
        self._process: subprocess.Popen[bytes] | None = None
        self._channel: Connection | None = None
        self._put_away: Callable[[], object] = lambda: None

    def ask(self, function: Callable[..., T], *arguments: Any, seconds: float) -> T:
        """What `function`, which must be importable, returns there. Raises what it raises.

        Raises:
            Died: the process crashed or was given up.
            Late: it took longer than `seconds`; it was given up.
        """
        with self._turn:
            if self._channel is None:
                self._start()
            try:
                answer, error, trace = self._exchange((function, arguments, _here()), seconds)
            except BaseException:  # Ctrl-C too: what it is at is of no use any more
                self._end()
                raise
        if error is not None:
            raise error from There(trace)
        found: T = answer
        return found

    def _exchange(self, question: Any, seconds: float) -> Any:
        assert self._channel is not None
        try:
            self._channel.send(question)
            if not self._channel.poll(seconds):
                raise Late
            return self._channel.recv()
        except (EOFError, OSError, pickle.UnpicklingError) as error:
            raise Died from error

    def prepare(self) -> None:
        """Start it, before it is asked."""
        with self._turn:
            if self._channel is None:
                self._start()

    def give_up(self) -> None:
        """Kill it where it is at an answer. Who waits for that is told; the next question starts another."""
        if self._turn.locked():
            self._kill()

    def _kill(self) -> None:
        process = self._process
        if process is not None:
            process.kill()

    def stop(self) -> None:
        """Kill it and wait for its end."""
        self._kill()
        with self._turn:
            self._end()

    def _start(self) -> None:
        ours, theirs = socket.socketpair()
        with theirs:
            code = f"from analysis.bundles.child import serve; serve({theirs.fileno()}, {self._memory})"
            self._process = subprocess.Popen(
                [sys.executable, "-P", "-c", code],
                pass_fds=[theirs.fileno()],
                start_new_session=True,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                env={**os.environ, "PYTHONPATH": os.pathsep.join([HERE, *filter(None, sys.path)])},
            )
        self._channel = Connection(ours.detach())
        # Called by `_end`, else with the last reference to this, else when the program ends.
        self._put_away = weakref.finalize(self, _put_away, self._process, self._channel)
        if self._process.poll() is None and self._channel.poll(STARTING):
            with contextlib.suppress(EOFError, OSError):
                self._channel.recv()
                return
        self._end()
        raise RuntimeError("a process to open files in cannot be started")

    def _end(self) -> None:
        self._put_away()
        self._process = self._channel = None


def _put_away(process: "subprocess.Popen[bytes]", channel: Connection) -> None:
    process.kill()
    process.wait()
    channel.close()


def serve(descriptor: int, memory: int) -> None:
    """Answer questions until who asks them is gone. Called in the other process."""
    with contextlib.suppress(OSError, ValueError):  # not every system limits it
        resource.setrlimit(resource.RLIMIT_DATA, (memory, memory))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    threading.Thread(target=_end_with, args=(descriptor,), daemon=True).start()
    channel = Connection(descriptor)
    channel.send("ready")
    while True:
        try:
            question = channel.recv()
        except (EOFError, OSError):
            return
        channel.send(_answer(*question))


def _here() -> str | None:
    """The folder one stands in, which relative paths begin at; None where it is gone."""
    try:
        return os.getcwd()  # noqa: PTH109  a text, which the other process takes as it is
    except OSError:
        return None


def _answer(
    function: Callable[..., Any], arguments: tuple[Any, ...], place: str | None
) -> tuple[Any, Exception | None, str]:
    if place is not None:  # who asks may stand in another folder than when this process was started
        with contextlib.suppress(OSError):
            os.chdir(place)
    try:
        return function(*arguments), None, ""
    except Exception as error:
        return None, _portable(error), traceback.format_exc()


def _portable(error: Exception) -> Exception:
    """The error itself where it can be sent, else one that says the same."""
    try:
        pickle.loads(pickle.dumps(error))
    except Exception:
        return RuntimeError(f"{type(error).__name__}: {error}")
    return error


def _end_with(descriptor: int) -> None:
    """End when the other side is closed, also in the midst of an answer."""
    watch = select.poll()
    watch.register(descriptor, select.POLLHUP)
    watch.poll()
    os._exit(1)
