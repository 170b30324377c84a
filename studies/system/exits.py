"""How every command ends: a sentence and an exit code, never a traceback for what a user or a machine did.

`ending` stands around what a command does, in this process or in a test; `process` around a whole program.
"""

import gc
import os
import select
import signal
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import NoReturn, TextIO

from studies.system import errors, escapes
from studies.system.errors import MachineError, UsageError

DONE, ERROR, USAGE, SOME_FAILED, INTERRUPTED = 0, 1, 2, 3, 130
OWN = ("sweepbook", "studies", "analysis", "classifier_gui", "hypermodels")
UNREAD = 128 + signal.SIGPIPE  # as a shell says of a program whose reader, `head` for one, has gone
INTERRUPTION = "Interrupted. To begin again, give the same command:"


def ending(work: Callable[[], int], again: str, interruption: str = INTERRUPTION) -> int:
    """The exit code that `work` returns, or the one of what stopped it, said in a sentence.

    Args:
        again: the command that goes on after Ctrl-C.
        interruption: what is said then.
    """
    try:
        return work()
    except UsageError as wrong:
        return _refused(wrong, USAGE)
    except MachineError as failed:
        return _refused(failed, ERROR)
    except MemoryError as failed:
        return _refused(f"The memory ran out{f' ({failed})' if str(failed) else ''}. {errors.MEMORY}", ERROR)
    except ImportError as failed:
        if (failed.name or "").split(".")[0] in OWN:
            raise  # this program's own fault
        return _refused(errors.not_loaded(failed), ERROR)
    except KeyboardInterrupt:
        return _said(f"\n{interruption}\n  {again}", INTERRUPTED)
    except OSError as failed:
        if isinstance(failed, BrokenPipeError) and _nobody_reads():
            return UNREAD
        if isinstance(failed, BrokenPipeError):
            raise  # a worker's pipe: this program's own fault
        return _refused(errors.refusal(failed), of(failed))


def of(failed: Exception) -> int:
    """The exit code of what failed: what stands in the way was put there, anything else is the machine's."""
    return USAGE if isinstance(failed, OSError) and failed.errno in errors.IN_THE_WAY else ERROR


def refused(sentences: Sequence[str], code: int = DONE) -> int:
    """The exit code of a command that did without what it could not read, and says so."""
    for sentence in sentences:
        code = _refused(sentence, USAGE)
    return code


def process(main: Callable[[], int]) -> NoReturn:
    """Be the program `main`: with streams that work, and silent once the last word is said."""
    mend_streams()
    try:
        code = main()
    except SystemExit as left:  # argparse has said what is wrong, or shown its help
        code = left.code if isinstance(left.code, int) else DONE if left.code is None else ERROR
    except KeyboardInterrupt:  # no command has begun
        code = INTERRUPTED
    gc.freeze()  # Python would look through all that was loaded once more, a tenth of a second, before it ends
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # a second Ctrl-C ends what is still being put away, without a word
    sys.exit(_flushed(code))


def mend_streams() -> None:
    """Open what was closed, and print what the locale cannot encode as escapes.

    A closed descriptor would go to the next file that is opened, which would then hold what is printed.
    """
    for descriptor in (0, 1, 2):
        try:
            os.fstat(descriptor)
        except OSError:
            os.open(os.devnull, os.O_RDWR)  # takes the lowest that is free: this one
    sys.stdin = sys.stdin or open(0, closefd=False)  # noqa: SIM115, PLW1514  it lives as long as the process
    sys.stdout, sys.stderr = (_printable(stream, number) for stream, number in ((sys.stdout, 1), (sys.stderr, 2)))


def _printable(stream: TextIO | None, descriptor: int) -> TextIO:
    made = stream or open(descriptor, "w", closefd=False)  # noqa: SIM115, PLW1514
    if hasattr(made, "reconfigure"):
        made.reconfigure(errors="backslashreplace")
    return made


def _flushed(code: int) -> int:
    """The exit code, once everything is printed; what nobody reads goes nowhere."""
    try:
        sys.stdout.flush()
    except OSError as failed:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # Python tries once more when it ends
        if isinstance(failed, BrokenPipeError):
            return UNREAD
        return code or _refused(errors.refusal(failed), ERROR)
    return code


def _nobody_reads() -> bool:
    """Whether the reader of the output has gone; a worker's pipe that breaks is another matter."""
    poll = select.poll()
    poll.register(1, 0)
    poll.register(2, 0)
    return any(event & (select.POLLERR | select.POLLHUP) for _, event in poll.poll(0))


def _refused(why: object, code: int) -> int:
    return _said(f"error: {escapes.sentence(why)}", code)


def _said(sentence: str, code: int) -> int:
    with suppress(OSError):
        print(sentence, file=sys.stderr, flush=True)
    return code
