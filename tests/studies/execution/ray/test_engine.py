"""ENGINE=ray: the same runs on a cluster. Real two-node clusters, on this machine; each test that has one is marked."""

import contextlib
import importlib.util
import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import psutil
import pytest

from studies.execution.ray import engine
from studies.execution.ray.cluster import Need, Node, capacity, fit
from studies.system.errors import UsageError
from sweepbook.cli.door import main
from tests.support.commands import Sweep
from tests.support.places import ROOT
from tests.support.stored import histories

if TYPE_CHECKING:
    from ray.cluster_utils import Cluster

OBJECTS = 100 << 20
COMMON = (
    "--model",
    "lenet",
    "--dataset",
    "digits",
    "--width",
    "0.5",
    "--threads",
    "1",
    "--seeds",
    "1",
    "--precision",
    "float32",
)
# A lost node is noticed in 1.5 seconds instead of half a minute.
PROMPT = {
    "health_check_initial_delay_ms": 0,
    "health_check_period_ms": 500,
    "health_check_timeout_ms": 1000,
    "health_check_failure_threshold": 3,
}


def test_as_many_workers_as_the_cluster_has_cpus_for() -> None:
    assert fit([Node(8), Node(4)], None, None, 1) == (12, Need(1))
    assert fit([Node(8), Node(4)], None, 3, 1) == (3, Need(3))  # no worker spans two nodes
    assert fit([Node(8), Node(4)], 3, None, 1) == (3, Need(4))
    assert fit([Node(8), Node(4)], 2, None, 1) == (2, Need(4))
    assert fit([Node(8), Node(4)], 1, None, 1) == (1, Need(8))


def test_where_there_are_gpus_runs_share_them_and_nodes_without_take_none() -> None:
    assert capacity([Node(8, 1), Node(8)], Need(1, 1 / 3)) == 3
    assert fit([Node(8, 2), Node(8)], None, None, 2) == (4, Need(1, 0.5))
    assert fit([Node(8, 2), Node(8)], 4, None, 2) == (4, Need(2, 0.5))


def test_workers_that_do_not_fit_are_refused_with_what_there_is() -> None:
    with pytest.raises(UsageError, match=r"workers=3 with 1 threads do not fit .* 2 nodes have 2 CPUs and 0 GPUs"):
        fit([Node(1), Node(1)], 3, None, 1)
    with pytest.raises(UsageError, match="workers=1 with 2 threads do not fit"):
        fit([Node(1), Node(1)], None, 2, 1)


def test_without_ray_one_sentence_names_the_command_that_installs_it(
    sweep: Sweep, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = importlib.util.find_spec
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None if name == "ray" else found(name))
    assert _refused(sweep, home, workers=None, engine="ray").count("pip install '.[cluster]'") == 1


def test_an_address_where_no_cluster_answers_is_refused_soon(
    sweep: Sweep, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RAY_ADDRESS", "127.0.0.1:9")
    begun = time.monotonic()
    said = _refused(sweep, home, workers=None, engine="ray")
    assert "No Ray cluster can be joined at RAY_ADDRESS=127.0.0.1:9 ([Errno 111] Connection refused)" in said
    assert time.monotonic() - begun < 10


@pytest.mark.parametrize(
    ("options", "shown"),
    [
        ({"engine": "slurm"}, "Unknown engine slurm; choose from local, ray"),
        ({"engine": "ray", "workers": "0"}, "workers=0 is out of range"),
        ({"engine": "ray", "workers": "1", "share": "0"}, "share=0 is out of range"),
        ({"threads": "many"}, "threads=many is not a whole number"),
    ],
)
def test_bad_words_about_the_cluster_are_shown(options: dict[str, str], shown: str, sweep: Sweep, home: Path) -> None:
    assert shown in _refused(sweep, home, **options)


def _refused(sweep: Sweep, home: Path, **options: object) -> str:
    before = sorted((home / "tuner_dirs").rglob("*"))
    code, out, err = sweep("study", "lr", **options)
    assert (code, out) == (2, "")
    assert "Traceback" not in err
    assert sorted((home / "tuner_dirs").rglob("*")) == before
    return str(err)


@pytest.fixture(scope="module")
def node_disk() -> Iterator[Path]:
    """Where the nodes put temporary files; a short path, for Ray's sockets lie there and may have 107 bytes."""
    with tempfile.TemporaryDirectory(prefix="n", ignore_cleanup_errors=True) as folder:
        yield Path(folder)


@pytest.fixture(scope="module")
def cluster(node_disk: Path) -> Iterator["Cluster"]:
    """Two nodes with one CPU each, and a head that trains nothing."""
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("RAY_USAGE_STATS_ENABLED", "0")
        environment.setenv("TMPDIR", str(node_disk))
        yield from _made()


def _made() -> Iterator["Cluster"]:
    from ray.cluster_utils import Cluster  # takes a second, and most runs of the tests have no cluster

    head = {"num_cpus": 0, "object_store_memory": OBJECTS, "include_dashboard": False, "_system_config": PROMPT}
    made = Cluster(initialize_head=True, head_node_args=head)
    for _ in range(2):
        made.add_node(num_cpus=1, object_store_memory=OBJECTS)
    yield made
    made.shutdown()


@pytest.fixture(scope="module")
def alone(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The histories of the runs below as a local worker with one thread trains them."""
    home = tmp_path_factory.mktemp("alone")
    assert main(["study", "lr", *COMMON, "--values", "0.001,0.002", "--epochs", "8", "--root", str(home)]) == 0
    return histories(home)


@pytest.fixture
def on_ray(
    sweep: Sweep, cluster: "Cluster", monkeypatch: pytest.MonkeyPatch
) -> Iterator[Callable[..., tuple[int, str, str]]]:
    """The command line on the cluster: `on_ray(values="0.001")`."""
    import ray

    monkeypatch.setenv("RAY_ADDRESS", cluster.address)
    yield lambda **options: sweep("study", "lr", engine="ray", samples=None, threads="1", **options)
    ray.shutdown()


@pytest.mark.cluster
def test_when_a_node_dies_its_run_goes_on_elsewhere_from_its_last_stored_epoch(
    on_ray: Sweep, alone: dict[str, str], cluster: "Cluster", home: Path
) -> None:
    accident = threading.Thread(target=lambda: cluster.remove_node(_node_at_work(cluster, home), allow_graceful=False))
    accident.start()
    code, out, errors = on_ray(values="0.001,0.002", epochs=8, workers=None)
    accident.join()
    cluster.add_node(num_cpus=1, object_store_memory=OBJECTS)
    assert (code, errors) == (0, "")
    assert " is tried again: " in out
    assert " was lost." in out
    (went_on,) = (line for line in out.splitlines() if "goes on from epoch" in line)
    assert int(went_on.split("goes on from epoch ")[1].split(",")[0]) >= 2
    assert "2 trained (16 epochs), 0 diverged, 0 failed" in out
    trained = histories(home)
    assert len(trained) == 2
    assert trained == {run: alone[run] for run in trained}  # with equal threads, whatever the engine


@pytest.mark.cluster
def test_nodes_without_the_shared_folder_give_their_results_to_the_driver(
    on_ray: Sweep, alone: dict[str, str], home: Path, node_disk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine, "_mark", lambda cache: cache / "seen by the driver alone")
    code, _, errors = on_ray(values="0.001,1e30", epochs=1, workers=1)
    assert (code, errors) == (0, "")
    code, out, _ = on_ray(values="0.001,1e30", epochs=3, workers=1)
    assert code == 0
    assert "learning_rate=0.001 seed 0 goes on from epoch 1, to 3" in out
    assert "1 run found, 1 trained (2 epochs), 0 diverged, 0 failed" in out  # the diverged one had ended
    assert len(list(node_disk.glob("sweepbook-*/digits-*/dataset.json"))) == 1
    assert not list(node_disk.rglob("run.json"))
    assert not list((home / "tuner_dirs").rglob("lock"))
    sent_back = {run: text.splitlines() for run, text in histories(home).items()}
    assert sorted(len(rows) for rows in sent_back.values()) == [2, 4]
    (finite,) = (run for run, rows in sent_back.items() if len(rows) == 4)
    assert sent_back[finite] == alone[finite].splitlines()[:4]


@pytest.mark.cluster
def test_an_actor_that_dies_while_steps_are_timed_is_replaced(on_ray: Sweep, cluster: "Cluster") -> None:
    accident = threading.Thread(target=_kill_an_actor_that_has_pictures, args=(cluster,))
    accident.start()
    code, out, errors = on_ray(dry_run=True, workers=None)
    accident.join()
    assert (code, errors) == (0, "")
    assert "forecast: 5 runs" in out


def _kill_an_actor_that_has_pictures(cluster: "Cluster") -> None:
    deadline = time.monotonic() + 120
    while time.monotonic() < deadline:
        for actor in _actors(cluster).values():
            with contextlib.suppress(psutil.Error):
                if any("train_pictures" in region.path for region in actor.memory_maps()):
                    actor.kill()
                    return
        time.sleep(0.01)
    raise AssertionError("no actor loaded pictures")


@pytest.mark.cluster
def test_no_actor_outlives_a_driver_that_is_killed(cluster: "Cluster", home: Path) -> None:
    options = [*COMMON, "--engine", "ray", "--workers", "2", "--epochs", "1000", "--root", str(home)]
    driver = subprocess.Popen(
        [sys.executable, "-m", "sweepbook", "study", "lr", *options],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        cwd=ROOT,
        env={**os.environ, "RAY_ADDRESS": cluster.address},
    )
    deadline = time.monotonic() + 120
    while len(found := _actors(cluster)) < 2:
        assert time.monotonic() < deadline
        time.sleep(0.1)
    driver.kill()
    driver.wait()
    assert psutil.wait_procs(list(found.values()), timeout=10)[1] == []


def _node_at_work(cluster: "Cluster", home: Path) -> object:
    """A node that trains a run of which epochs are stored: the one whose actor holds the run's lock."""
    deadline = time.monotonic() + 120
    while time.monotonic() < deadline:
        begun = [run for run, text in histories(home).items() if text.count("\n") >= 2]
        for node, actor in _actors(cluster).items():
            with contextlib.suppress(psutil.Error):
                locks = [Path(file.path) for file in actor.open_files() if file.path.endswith("/lock")]
                if any(lock.parent.name in begun for lock in locks):
                    return node
        time.sleep(0.05)
    raise AssertionError("no node stored an epoch")


def _actors(cluster: "Cluster") -> dict[object, psutil.Process]:
    """The actor of each node, a child of the node's raylet."""
    found = {}
    for node in cluster.worker_nodes:
        raylet = psutil.Process(node.all_processes["raylet"][0].process.pid)
        for child in raylet.children():
            if child.name().startswith("ray::Worker"):
                found[node] = child
    return found
