"""Who trains: workers and their threads, by a rule or as they were asked for. No process is started."""

from pathlib import Path

import pytest

from hypermodels.errors import UsageError
from studies import auto
from studies.execution.ray import cluster
from studies.execution.ray.cluster import Need, Node
from studies.execution.resources import Resources
from studies.store.home import Home
from studies.system import machine
from sweepbook.cli.training import resources
from tests.support.contexts import CONTEXT
from tests.sweepbook.cli.training.stored import asked

LINE = "study lr --model lenet --dataset digits"
GIB = 1 << 30


@pytest.fixture(autouse=True)
def four_cores(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine of four cores and much memory, without a GPU."""
    monkeypatch.setattr(machine, "cores", lambda: 4)
    monkeypatch.setattr(machine, "memory", lambda: 64 * GIB)
    monkeypatch.setattr(machine, "visible_gpus", list)


def taken(words: str = "", runs: int = 99) -> Resources:
    return resources.resources(Home(Path("nowhere")), CONTEXT, Path("nowhere"), asked(f"{LINE} {words}"), runs)


@pytest.mark.parametrize(
    ("words", "runs", "workers", "threads"),
    [
        ("", 99, 4, 1),
        ("", 3, 3, 1),
        ("", 1, 1, 4),
        ("--workers 2", 99, 2, 2),
        ("--workers 2 --threads 3", 1, 2, 3),
        ("--workers 0", 99, 0, 4),
    ],
)
def test_there_is_a_worker_a_core_and_a_run_unless_a_number_is_given(
    words: str, runs: int, workers: int, threads: int
) -> None:
    found = taken(words, runs)
    assert (found.workers, found.threads, found.share, found.probed) == (workers, threads, 1, False)


def test_a_machine_of_little_memory_has_fewer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(machine, "memory", lambda: 2 * auto.WORKER_BYTES)
    assert taken().workers == 2


def test_a_measurement_decides_where_it_is_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(auto, "workers", lambda *_: 3)
    assert taken("--workers auto", runs=1).workers == 3


def test_on_gpus_there_are_as_many_workers_as_may_share_them(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(machine, "visible_gpus", lambda: ["0", "1"])
    assert (taken().workers, taken("--share 3").workers, taken("--share 3").share) == (2, 6, 3)
    with pytest.raises(UsageError, match="workers=3"):
        taken("--workers 3")


def test_probes_are_for_whoever_trains() -> None:
    assert taken("--probes").probed


def test_a_cluster_says_how_many_it_takes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "nodes", lambda: [Node(4), Node(2)])
    found = taken("--engine ray --probes", runs=1)
    assert (found.workers, found.cluster, found.probed) == (6, Need(1), True)
    assert taken("--engine ray --workers 2").cluster == Need(2)
    with pytest.raises(UsageError, match="workers=7"):
        taken("--engine ray --workers 7")


def test_a_gpu_that_is_not_there_cannot_be_shared() -> None:
    with pytest.raises(UsageError, match="share=2: no GPU is here"):
        resources.check(asked(f"{LINE} --share 2"))
    resources.check(asked(LINE))
