"""The error stream is dropped inside a block and is itself again behind it, whatever other threads do."""

import os
import threading
from pathlib import Path

from studies.system.quiet import quiet


def identity() -> tuple[int, int]:
    found = os.fstat(2)
    return found.st_dev, found.st_ino


def test_blocks_of_several_threads_end_with_the_stream_that_there_was() -> None:
    """The descriptor is the process's: the second to enter must not take the first one's nowhere for the real one."""
    before, entered, leave = identity(), threading.Event(), threading.Event()

    def first() -> None:
        with quiet():
            entered.set()
            leave.wait()

    other = threading.Thread(target=first)
    other.start()
    entered.wait()
    with quiet():
        leave.set()
        other.join()
        assert identity() != before  # still dropped: this block is not left
    assert identity() == before


def test_what_takes_the_words_is_a_file_as_its_user_makes_them(tmp_path: Path) -> None:
    (tmp_path / "usual").touch()
    with quiet(tmp_path / "words"):
        os.write(2, b"said\n")
    assert (tmp_path / "words").read_bytes() == b"said\n"
    assert (tmp_path / "words").stat().st_mode == (tmp_path / "usual").stat().st_mode
