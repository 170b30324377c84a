"""How often what dies is made anew, and what is said of a process that died."""

import signal
import sys
from pathlib import Path

import pebble
import pytest

from studies.execution.processes import deaths
from studies.execution.processes.deaths import MAX_STARTS, Attempts, insist
from studies.system.errors import MachineError


class Died(Exception):
    pass


def always(_: Exception) -> MachineError:
    return MachineError("It always dies.")


class Mortal:
    """Dies so often, then lives."""

    def __init__(self, deaths: int) -> None:
        self.deaths = deaths

    def attempt(self) -> str:
        if self.deaths:
            self.deaths -= 1
            raise Died
        return "alive"


def test_what_dies_is_tried_again() -> None:
    assert insist(Mortal(MAX_STARTS - 1).attempt, (Died,), always) == "alive"


def test_what_dies_each_time_is_an_error_in_words() -> None:
    mortal = Mortal(100)
    with pytest.raises(MachineError, match="It always dies"):
        insist(mortal.attempt, (Died,), always)
    assert mortal.deaths == 100 - MAX_STARTS


def test_what_fails_otherwise_is_not_tried_again() -> None:
    mortal = Mortal(2)
    with pytest.raises(Died):
        insist(mortal.attempt, (ValueError,), always)
    assert mortal.deaths == 1


def test_only_deaths_in_a_row_count() -> None:
    attempts = Attempts()
    for _ in range(3):
        assert [attempts.died() for _ in range(MAX_STARTS - 1)] == [False] * (MAX_STARTS - 1)
        attempts.succeeded()
    assert [attempts.died() for _ in range(MAX_STARTS)] == [False] * (MAX_STARTS - 1) + [True]


def test_a_kill_is_put_down_to_memory_and_how_to_need_less_is_said() -> None:
    said = deaths.explained("A helper dies each time", pebble.ProcessExpired("gone", code=-9))
    assert said.startswith(
        "A helper dies each time: it was ended by SIGKILL, most likely because the machine ran out of"
    )
    assert "fewer workers, a smaller width, fewer samples." in said


def test_the_end_of_the_server_is_the_cause_its_words_are_shown_and_how_to_see_more() -> None:
    said = deaths.explained("Workers end", ConnectionRefusedError(111, "refused"), server=1, said="libcuda.so: no.")
    assert said.startswith(
        "Workers end: the server that forks them ended with exit code 1. Said last: libcuda.so: no. "
    )
    assert f"Try `{sys.executable} -c 'import tensorflow'`" in said
    assert "refused" not in said


def test_where_nothing_was_said_the_log_is_named() -> None:
    assert "dies. w.log may say why. " in deaths.explained("It dies", EOFError(), log=Path("w.log"))


@pytest.mark.parametrize(
    ("code", "words"),
    [
        (0, "ended with exit code 0"),
        (None, "ended"),
        (-signal.SIGILL, "was ended by SIGILL, since a library needs instructions that this processor lacks"),
        (-signal.SIGTERM, "was ended by SIGTERM"),
        (-40, "was ended by signal 40"),
    ],
)
def test_how_it_ended_is_said_in_words(code: int | None, words: str) -> None:
    assert deaths.ended(code) == words


def test_of_what_was_written_the_last_lines_count_each_once_and_no_trace(tmp_path: Path) -> None:
    path = tmp_path / "words"
    assert deaths.last_words(path) == deaths.last_words(None) == ""
    path.write_text(
        "a first word\n"
        "I0000 00:00:1795805911.292520   19882 port.cc:153] oneDNN custom operations are on.\n"
        + "libfoo.so: cannot open\x1b[2J\n\n" * 3
        + 'Traceback (most recent call last):\n  File "x.py", line 1\n    import y\nImportError: y 3 is not supported\n'
        + 'Fatal Python error: Aborted\n\nCurrent thread 0x1 (most recent call first):\n  File "x.py"\n'
    )
    assert deaths.last_words(path) == r"libfoo.so: cannot open\x1b[2J / ImportError: y 3 is not supported"
    path.write_text("x" * 100_000)
    assert len(deaths.last_words(path)) == deaths.MAX_CAUSE
