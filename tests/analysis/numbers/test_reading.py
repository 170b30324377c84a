"""A run read after so many epochs: which state it is in there, and what counts as its numbers."""

import math

import pytest

from analysis.numbers.reading import read_off
from studies.store.history import Epoch
from studies.store.run_json import RunRecord

NAN = math.nan


def rows(count: int, loss: float = 0.5, accuracy: float = 0.8) -> list[Epoch]:
    """So many epochs of two seconds, of which the last has this loss and this validation accuracy."""
    fine = [Epoch(number, 0.9, 0.7, 0.4, 0.5, 0.001, 2.0) for number in range(1, count)]
    return [*fine, Epoch(count, 0.9, accuracy, loss, loss, 0.001, 2.0)]


def record(status: str, epochs: int) -> RunRecord:
    data = {"status": status, "identity": {"classes": 4}, "updated": "2026-01-02T03:04:05+00:00"}
    return RunRecord("r", status, epochs, None, data)


@pytest.mark.parametrize(
    ("status", "stored", "state", "epoch"),
    [
        ("completed", 5, "completed", 3),  # it went further
        ("completed", 3, "completed", 3),
        ("failed", 5, "completed", 3),  # it failed later
        ("failed", 2, "failed", 2),
        ("running", 2, "running", 2),
        ("diverged", 5, "completed", 3),  # it diverged later
        ("diverged", 2, "diverged", 2),
    ],
)
def test_a_run_is_what_it_was_after_three_epochs(status: str, stored: int, state: str, epoch: int) -> None:
    found = read_off(record(status, stored), rows(stored), 3)
    assert found[:2] == (state, epoch)
    counted = state in ("completed", "diverged")
    assert [math.isnan(one) for one in found[2]] == [not counted] * 6


def test_a_run_of_which_nothing_is_stored_is_missing() -> None:
    assert read_off(None, (), 3)[:2] == ("missing", 0)


def test_where_a_diverged_run_has_no_accuracy_chance_stands_for_it_and_its_loss_counts_for_nothing() -> None:
    _, _, (training, validation, loss, val_loss, seconds, _) = read_off(
        record("diverged", 2), rows(2, loss=math.inf, accuracy=NAN), 3
    )
    assert (training, validation) == (0.9, 0.25)
    assert math.isnan(loss)
    assert math.isnan(val_loss)
    assert seconds == 4.0
