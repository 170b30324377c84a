"""A process that may crash, hang or eat memory, while ours lives."""

import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from analysis.bundles.child import Child, Died, Late
from studies.data.pictures import UnreadablePicture, read
from tests.support.places import ROOT


@pytest.fixture
def child() -> Iterator[Child]:
    made = Child(memory=1 << 30)
    yield made
    made.stop()


def test_an_answer_or_an_error_comes_back_and_a_death_is_told(child: Child) -> None:
    first = child.ask(os.getpid, seconds=60)
    assert first != os.getpid()
    with pytest.raises(UnreadablePicture, match=r"nothing\.png does not exist") as caught:
        child.ask(read, "nothing.png", seconds=60)
    assert caught.value.values["name"] == Path("nothing.png")
    assert "pictures.py" in str(caught.value.__cause__)  # where it was raised
    with pytest.raises(Died):
        child.ask(os.abort, seconds=60)
    assert child.ask(os.getpid, seconds=60) not in (first, os.getpid())


def test_a_relative_path_begins_where_one_stands_now(
    child: Child, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    child.prepare()
    monkeypatch.chdir(tmp_path)
    assert child.ask(os.getcwd, seconds=60) == str(tmp_path.resolve())


def test_what_takes_too_long_is_given_up(child: Child) -> None:
    with pytest.raises(Late):
        child.ask(time.sleep, 60, seconds=0.05)
    child.ask(os.getpid, seconds=60)
    threading.Timer(0.1, child.give_up).start()
    began = time.monotonic()
    with pytest.raises(Died):
        child.ask(time.sleep, 60, seconds=60)
    assert time.monotonic() - began < 30


def test_memory_is_bounded(child: Child) -> None:
    with pytest.raises(MemoryError):
        child.ask(bytes, 2 << 30, seconds=60)
    assert len(child.ask(bytes, 1 << 20, seconds=60)) == 1 << 20


@pytest.mark.parametrize("keeps", ["kept = Child(1 << 30); kept.prepare()", "Child(1 << 30).prepare()"])
def test_a_process_that_nobody_stopped_is_put_away_with_its_last_reference_or_the_program(keeps: str) -> None:
    code = f"from analysis.bundles.child import Child; {keeps}"
    line = [sys.executable, "-W", "always::ResourceWarning", "-c", code]
    done = subprocess.run(line, capture_output=True, text=True, check=True, timeout=60, cwd=ROOT)
    assert done.stderr == ""
