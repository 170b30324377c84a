"""What a test costs: seconds of processor, its own process and those it waited for; not of the clock, which load slows.

The set-up of fixtures counts for the test that is first to need them.
"""

import os
from collections.abc import Iterable

import pytest

MOST = 15.0  # seconds: TensorFlow's import in two processes, and what they do
BEGUN = pytest.StashKey[float]()
NAME = "processor seconds"


def used() -> float:
    """Seconds of processor until now."""
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system


def begin(item: pytest.Item) -> None:
    item.stash[BEGUN] = used()


def note(item: pytest.Item) -> None:
    """Write down with the test's report what was used since `begin`."""
    item.user_properties.append((NAME, round(used() - item.stash[BEGUN], 1)))


def told(reports: Iterable[pytest.TestReport]) -> list[str]:
    """A line for each test above `MOST`, the dearest first."""
    spent = [(dict(one.user_properties).get(NAME, 0.0), one.nodeid) for one in reports if one.when == "call"]
    dear = sorted((one for one in spent if float(str(one[0])) > MOST), reverse=True)
    return [f"took {seconds} seconds of processor, more than {MOST:.0f}: {name}" for seconds, name in dear]
