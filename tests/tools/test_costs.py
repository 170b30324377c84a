"""A test that takes more of the processor than it may is named at the end of a run."""

from typing import Any

import pytest

from tools import costs


class Item:
    def __init__(self) -> None:
        self.stash = pytest.Stash()
        self.user_properties: list[tuple[str, object]] = []


def report(name: str, seconds: float, when: Any = "call") -> pytest.TestReport:
    where = (name, 1, name)
    return pytest.TestReport(name, where, {}, "passed", None, when, user_properties=[(costs.NAME, seconds)])


def test_what_a_test_and_the_processes_it_waited_for_used_is_noted_with_it(monkeypatch: pytest.MonkeyPatch) -> None:
    item: Any = Item()
    for seconds, do in ((7.0, costs.begin), (9.5, costs.note)):
        monkeypatch.setattr(costs, "used", lambda seconds=seconds: seconds)
        do(item)
    assert item.user_properties == [(costs.NAME, 2.5)]


def test_only_what_takes_more_than_it_may_is_named_the_dearest_first() -> None:
    reports = [report("a", 15.0), report("b", 15.1), report("c", 40.0), report("d", 40.0, "teardown")]
    assert costs.told(reports) == [
        "took 40.0 seconds of processor, more than 15: c",
        "took 15.1 seconds of processor, more than 15: b",
    ]
