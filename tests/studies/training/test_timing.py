"""Which of two programs trains a step in less time, as it is asked beside whatever else the machine does."""

import time
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from hypermodels.dimensions import BASELINE
from studies.plan.trials import trial_of
from studies.system import variables
from studies.training import timing
from tests.support.contexts import CONTEXT

PICTURES = (np.zeros((64, 32, 32, 3), np.uint8), np.zeros(64, np.int64))


class Pretended:
    """A program whose steps take this long."""

    def __init__(self, work: Callable[[], None]) -> None:
        self._work = work
        self.saw: set[int] = set()

    def reset(self, *_: Any) -> None: ...

    def train(self, pictures: Any, *_: Any) -> None:
        self.saw.add(id(pictures))
        self._work()


def waits() -> None:
    """As one does whose processor is taken by others."""
    time.sleep(0.02)


def works() -> None:
    until = time.process_time() + 0.005
    while time.process_time() < until:
        pass


def seconds(threads: int, monkeypatch: pytest.MonkeyPatch) -> list[float]:
    monkeypatch.setattr(variables, "threads", lambda: threads)
    monkeypatch.setattr(timing, "TURN_SECONDS", 0.001)
    runs = [trial_of(CONTEXT, dict(BASELINE), [seed]).runs[0] for seed in range(2)]
    return timing.step_seconds(dict(zip(runs, map(Pretended, (waits, works)), strict=True)), PICTURES)


def test_a_thread_that_waits_for_its_processor_is_not_taken_for_slow(monkeypatch: pytest.MonkeyPatch) -> None:
    waiting, working = seconds(1, monkeypatch)
    assert waiting < working


def test_of_several_threads_the_clock_tells(monkeypatch: pytest.MonkeyPatch) -> None:
    waiting, _ = seconds(2, monkeypatch)
    assert waiting >= 0.01


def test_programs_are_compared_on_the_pictures_that_they_will_train_on_and_not_on_a_copy() -> None:
    run, program = trial_of(CONTEXT, dict(BASELINE), [0]).runs[0], Pretended(works)
    timing.step_seconds({run: program}, PICTURES)
    assert program.saw == {id(PICTURES[0])}
