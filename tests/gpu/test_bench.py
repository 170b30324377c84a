"""`make bench SCENARIO=gpu`: its programs on a device, and what it says of its figures."""

import argparse
import os
import time
from pathlib import Path
from typing import Any

import pytest

from benchmarks.scenarios import gpu, on_device, side_by_side, steady
from benchmarks.scenarios.gpu_summary import Row, table, verdicts
from studies.system import machine
from studies.system.errors import UsageError

ANSWERING = "tests.gpu.answering"


@pytest.mark.usefixtures("device")
def test_its_programs_train_with_deterministic_operations_and_multiply(home: Path) -> None:
    from studies.training import numerics

    begun: list[str] = []
    task = steady.Task("lenet", home, 0.01, "float32", "digits", 0.5, 640, before=lambda: begun.append("clock"))
    assert steady.sweepbook(task)["rate"] > 0
    assert (begun, numerics.found()["tensorflow.deterministic"]) == (["clock"], True)
    half = "float32" if machine.refuses("mixed_bfloat16") else "mixed_bfloat16"
    assert on_device.product_rate(half, 64, 0.001) > 0


def test_a_precision_that_onednn_is_kept_from_is_not_multiplied(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(machine, "refuses", lambda precision: precision == "mixed_bfloat16")
    found = on_device.measured("products", {"sides": [8], "seconds": 0.001, "needs_gpu": False}, "mixed_bfloat16")
    assert found == {"cause": "UsageError: oneDNN is kept from mixed_bfloat16"}


def answers(what: str, workers: int, seconds: float = 60.0) -> list[dict[str, Any]]:
    until = time.monotonic() + seconds
    return side_by_side.measured(ANSWERING, what, {"rate": 5}, ["a", "b"], os.environ, until, workers)


def test_processes_side_by_side_answer_each_for_itself() -> None:
    (one, other) = answers("answers", 2)
    assert one == other == {"a": {"precision": "a", "rate": 5}, "b": {"precision": "b", "rate": 5}}


def test_what_a_process_that_ends_had_found_stays_and_its_last_words_say_why() -> None:
    (found,) = answers("ends", 1)
    assert found == {"a": {"precision": "a", "rate": 5}, "b": {"cause": "its process ended: no CUDA for you"}}


def test_nobody_is_waited_for_beyond_the_time() -> None:
    begun = time.monotonic()
    (found,) = answers("hangs", 1, seconds=2.0)
    assert (found["b"], time.monotonic() - begun < 30) == ({"cause": "the time was up"}, True)


def test_workers_that_share_are_added_up_and_xla_comes_last() -> None:
    order: list[tuple[str, str, int]] = []

    def measure(what: str, task: dict[str, Any], precisions: list[str], workers: int) -> list[dict[str, Any]]:
        order.append((what, task["network"], workers))
        assert task["threads"] == max(1, machine.cores() // workers)
        late = {"cause": "the time was up"} if what == "xla" else {"rate": 100.0}
        return [dict.fromkeys(precisions, late)] * workers

    found = gpu.trained(measure, {}, ["lenet", "resnet"], ["float32"], [1, 2])
    assert order[-3:] == [("sweepbook", "lenet", 2), ("xla", "lenet", 1), ("xla", "resnet", 1)]
    rows = gpu.rows_of(found, ["lenet", "resnet"], ["float32"], [1, 2], {"lenet": 1e6}, {"float32": {"rate": 1e9}})
    assert [(row.network, row.share, row.rate, row.fit, row.xla) for row in rows] == [
        ("lenet", 1, 100.0, 100.0, None),
        ("lenet", 2, 200.0, None, None),
        ("resnet", 1, 100.0, 100.0, None),
    ]
    assert rows[0].why == ("xla: the time was up",)


def test_every_row_has_a_verdict() -> None:
    rows = [
        Row("lenet", "float32", 1, 1000.0, 500.0, 2000.0, 1e6, 1e10),
        Row("lenet", "mixed_bfloat16", 1, 1100.0, 500.0, None, 1e6, 1e10, ("xla: the time was up",)),
        Row("lenet", "float32", 2, 1800.0, None, None, 1e6, 1e10),
        Row("lenet", "mixed_bfloat16", 2, why=("sweepbook: its process ended",)),
    ]
    assert verdicts(rows) == [
        "lenet float32: 2.00 times fit; 0.50 times XLA, SLOWER than XLA",
        "lenet mixed_bfloat16: 2.20 times fit; 1.10 times float32, no gain; xla: the time was up",
        "lenet float32 SHARE=2: 1.80 times one worker, worth it",
        "lenet mixed_bfloat16 SHARE=2: NOT MEASURED; sweepbook: its process ended",
    ]
    assert [cell.strip() for cell in table(rows).splitlines()[2].strip("| ").split("|")] == [
        *("lenet", "float32", "1", "1,000", "500", "2,000", "1.0", "10.0", "10.0 %")
    ]


def test_without_a_gpu_it_is_refused_and_a_precision_that_there_is_not_too() -> None:
    with pytest.raises(UsageError, match=r"TensorFlow sees no GPU here: .* --device cpu runs the same"):
        gpu.headline("gpu", {"float32": {"cause": "UsageError: no GPU"}})
    assert "in place of a GPU" in gpu.headline("cpu", {})
    with pytest.raises(argparse.ArgumentTypeError, match="half is unknown: choose from float32, mixed"):
        gpu.some_of(("float32", "mixed_bfloat16"), "float32,half")
