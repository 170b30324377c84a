"""A search with several workers is told in an order of chance; gone on, it asks what it asked before."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from hypermodels.dimensions import BASELINE
from studies.search_journal import Journalled
from studies.views.scores import Score


class Fickle:
    """A project whose next proposal depends on all that it was told, and in which order."""

    def __init__(self, trials: int = 6) -> None:
        self._trials = trials
        self.told: list[tuple[str, float]] = []
        self._asked = 0

    def ask(self) -> tuple[str, dict[str, Any]] | None:
        if self._asked == self._trials:
            return None
        self._asked += 1
        rate = sum(number * score for number, (_, score) in enumerate(self.told, start=1)) + self._asked
        return f"{self._asked - 1:02d}", {**BASELINE, "learning_rate": rate}

    def tell(self, trial_id: str, score: Score) -> None:
        assert (score.epoch, score.message) == (10, None)
        self.told.append((trial_id, (score.metrics or {"val_accuracy": -1.0})["val_accuracy"]))


class Search:
    """What a driver does: two trials are open at most, of which `ends` chooses the next to end."""

    def __init__(self, path: Path, project: Fickle | None = None) -> None:
        self.project = project or Fickle()
        self.said: list[str] = []
        self.journalled = Journalled(self.project, path, self.said.append)
        self.rates: dict[str, float] = {}
        self.open: list[str] = []

    def ask(self, stored: Sequence[str] = ()) -> None:
        """As a driver does it: what the store holds is told as soon as it is asked."""
        while len(self.open) < 2 or self.journalled.repeating:
            proposal = self.journalled.ask()
            if proposal is None:
                return
            self.rates[proposal[0]] = proposal[1]["learning_rate"]
            self.open.append(proposal[0])
            if proposal[0] in stored:
                self.tell(proposal[0])

    def tell(self, trial_id: str, factor: float = 1.0) -> None:
        self.open.remove(trial_id)
        self.journalled.tell(trial_id, Score({"val_accuracy": factor * self.rates[trial_id] % 0.7}, 10))

    def run(self, ends: Iterator[int], until: int = 100) -> None:
        """Until so many trials were told, or none is left."""
        self.ask()
        while self.open and len(self.project.told) < until:
            self.tell(self.open[next(ends) % len(self.open)])
            self.ask()


def order(*numbers: int) -> Iterator[int]:
    yield from numbers


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "journal.jsonl"


def test_a_killed_search_with_two_workers_proposes_what_it_proposed_before(path: Path) -> None:
    before = Search(path)
    before.run(order(1, 0, 1), until=3)
    after = Search(path)
    after.ask([trial for trial, _ in before.project.told])
    assert before.project.told == after.project.told
    assert {trial: after.rates[trial] for trial in before.rates} == before.rates
    assert after.said == []
    without = Search(path.with_name("other"))
    without.ask([trial for trial, _ in before.project.told])
    assert without.rates != {trial: before.rates[trial] for trial in without.rates}  # or this would show nothing


def test_a_result_that_is_gone_from_the_store_is_waited_for_in_its_place(path: Path) -> None:
    before = Search(path)
    before.run(order(1, 0, 1, 1, 0, 0))
    after = Search(path)
    after.ask()
    while after.open:
        after.tell(after.open[0])
        after.ask()
    assert (after.project.told, after.rates, after.said) == (before.project.told, before.rates, [])


def test_a_search_that_cannot_propose_the_same_says_so_once(path: Path) -> None:
    Search(path).run(order(0, 0, 0, 0, 0, 0))
    after = Search(path)
    after.ask()
    while after.open:
        after.tell(after.open[0], factor=1.1)
        after.ask()
    assert len(after.said) == 1
    assert "from trial 3 on this search proposes other configurations" in after.said[0]
    again = Search(path)
    again.ask()
    assert again.journalled.repeating


def test_more_trials_go_on_after_the_past_and_fewer_end_before_it(path: Path) -> None:
    before = Search(path)
    before.run(order(1, 0, 1, 1, 0, 0))
    for trials in (8, 3):
        after = Search(path, Fickle(trials))
        after.run(order(*[0] * trials))
        assert (len(after.project.told), after.said) == (trials, [])
        assert [after.rates[trial] for trial in sorted(after.rates)][:6] == list(before.rates.values())[:trials]


@pytest.mark.parametrize("damage", [b"", b"\xff", b'{"tell": 9}\n', b'{"tell": 0}\n', b"7\n", b'{"ask": 1}\n', b'{"a'])
def test_a_damaged_journal_is_believed_as_far_as_it_goes(damage: bytes, path: Path) -> None:
    before = Search(path)
    before.run(order(1, 0), until=2)
    path.write_bytes(path.read_bytes() + damage if damage else b"")
    after = Search(path)
    after.run(order(*[0] * 10))
    assert len(after.project.told) == 6
    last = Search(path)
    last.ask(list(after.rates))
    assert last.rates == after.rates
