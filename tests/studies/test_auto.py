"""What `auto` takes, from what was timed."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from hypermodels.dimensions import BASELINE, find
from hypermodels.own.file import read
from studies import auto, speeds
from studies.data import datasets
from studies.data.dataset_ref import DatasetRef
from studies.execution import worker
from studies.execution.helper import Helper
from studies.execution.resources import Resources
from studies.plan import questions
from studies.plan.costs import Timing
from studies.plan.runs import Context
from studies.plan.trials import trial_of
from studies.store import catalog
from studies.store.home import Home
from studies.system import machine
from studies.training import timing
from studies.training.trainer import Trainer
from tests.hypermodels.own.networks import own_network

CONTEXT = Context("lenet", "test", 1.0, DatasetRef("digits", "x", ("0", "1"), (1000, 100, 100)), "float32")


@pytest.fixture
def timed(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Seconds a training step takes, by precision, on a machine with these flags and GPUs."""

    def set_to(float32: float, mixed_bfloat16: float, flags: str, graphics: str) -> None:
        seconds = {"float32": float32, "mixed_bfloat16": mixed_bfloat16}
        monkeypatch.setattr(machine, "cpu_info", lambda: {"flags": flags, "model name": f"{flags}{graphics}"})
        monkeypatch.setattr(worker, "step_seconds", lambda runs, _: [seconds[run.context.precision] for run in runs])
        monkeypatch.setattr(Helper, "answer", lambda _, function, *arguments: function(*arguments))
        monkeypatch.setenv("CUDA_VISIBLE_DEVICES", graphics)
        for name in ("ONEDNN_MAX_CPU_ISA", "DNNL_MAX_CPU_ISA"):  # this machine's
            monkeypatch.delenv(name, raising=False)

    return set_to


@pytest.mark.parametrize(
    ("float32", "bfloat16", "flags", "graphics", "taken"),
    [
        (0.010, 0.005, "avx2 avx512_bf16", "", "mixed_bfloat16"),
        (0.010, 0.005, "avx2 amx_bf16", "", "mixed_bfloat16"),
        (0.010, 0.005, "avx2", "0", "mixed_bfloat16"),
        (0.010, 0.0096, "avx512_bf16", "", "float32"),  # not clearly faster
        (0.010, 0.020, "avx512_bf16", "", "float32"),
        (0.010, 0.020, "avx2", "0", "float32"),
        (0.010, 0.005, "avx2 avx512f", "", "float32"),  # the processor would only convert it, so it is not timed
    ],
)
def test_auto_takes_bfloat16_where_the_hardware_multiplies_it_and_it_is_clearly_faster(
    float32: float,
    bfloat16: float,
    flags: str,
    graphics: str,
    taken: str,
    timed: Callable[..., None],
    tmp_path: Path,
) -> None:
    timed(float32, bfloat16, flags, graphics)
    said: list[str] = []
    for _ in range(2):
        assert auto.precision(Home(tmp_path), CONTEXT, tmp_path, Helper(1), said.append) == taken
    assert len(said) == ("bf16" in flags or bool(graphics)), "it is timed once, and kept"


def test_auto_finds_the_studies_again_that_are_stored_whatever_the_threads_and_the_machine(
    timed: Callable[..., None], tmp_path: Path
) -> None:
    home, said = Home(tmp_path), list[str]()

    def taken(threads: int, context: Context = CONTEXT) -> str:
        return auto.precision(home, context, tmp_path, Helper(threads), said.append)

    def study(precision: str) -> None:
        context = replace(CONTEXT, precision=precision)
        catalog.write(home, questions.study(context, find("lr"), (0.001,)))

    timed(0.010, 0.005, "avx512_bf16", "")
    study(taken(1))
    timed(0.010, 0.0096, "avx512_bf16", "")
    assert taken(2) == "mixed_bfloat16"
    assert said[-1] == "precision=mixed_bfloat16, as what is studied already of this network on these pictures"
    timed(0.010, 0.005, "avx2", "")  # another machine
    assert taken(2) == "mixed_bfloat16"
    assert taken(2, replace(CONTEXT, width=0.5)) == "float32"
    study("float32")  # as somebody typed; both are there now
    assert taken(2) == "float32"


ONLY_FLOAT32 = """import keras
from hypermodels.layers import flatten


class Only(keras.layers.Layer):
    def call(self, x):
        if self.compute_dtype != "float32":
            raise ValueError("only float32")
        return x


def network(x, classes, layers):
    return layers.classifier(flatten(Only(name="only")(x)), classes)
"""


def test_a_network_of_ones_own_that_fails_in_bfloat16_is_trained_in_float32(
    timed: Callable[..., None], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    step_seconds = worker.step_seconds
    timed(0.010, 0.005, "avx512_bf16", "")
    monkeypatch.setattr(worker, "step_seconds", step_seconds)
    ref, data = datasets.prepare("digits", tmp_path)
    own = read(own_network(tmp_path, ONLY_FLOAT32))
    said: list[str] = []
    context = Context("my_net", "test", 1.0, ref, "float32", own)
    with Helper(1) as helper:
        assert auto.precision(Home(tmp_path), context, data, helper, said.append) == "float32"
    assert "cannot be timed in mixed_bfloat16" in said[-1]
    assert "Only.call()" in said[-1]
    assert "\n" not in said[-1]


def test_steps_of_programs_are_timed_in_seconds(tmp_path: Path) -> None:
    ref, data = datasets.prepare("digits", tmp_path)
    context = replace(CONTEXT, dataset=ref)
    runs = [trial_of(replace(context, width=width), dict(BASELINE), [0]).runs[0] for width in (0.1, 8.0)]
    narrow, wide = Trainer().step_seconds(runs, data)
    assert 0 < narrow < wide < 60


GIB = 1 << 30


@pytest.mark.parametrize(
    ("cores", "memory", "runs", "workers"),
    [
        (2, 8 * GIB, 15, 2),
        (8, 32 * GIB, 5, 5),
        (2, 8 * GIB, 1, 1),  # it gets both cores
        (16, 8 * GIB, 100, 5),  # no more than there is memory for
        (4, GIB // 2, 100, 1),
    ],
)
def test_usually_there_is_a_worker_a_core_a_run_and_a_share_of_the_memory(
    cores: int, memory: int, runs: int, workers: int
) -> None:
    assert auto.usual_workers(cores, memory, runs) == workers


def test_larger_pictures_that_each_worker_holds_leave_room_for_fewer() -> None:
    ref = DatasetRef("cifar10-size224", "x", ("0", "1"), (45_000, 5_000, 10_000), side=224)
    assert ref.beyond_usual == 50_000 * 224 * 224 * 3
    assert auto.usual_workers(8, 32 * GIB, 8, ref.beyond_usual) == 3
    assert DatasetRef("cifar10", "x", ("0", "1"), (45_000, 5_000, 10_000)).beyond_usual == 0


KEPT = {"step": {"32": 0.1, "128": 0.2}, "evaluate": 1.0, "build": 2.0, "state": 10, "start": 3.0}


def test_what_an_earlier_version_timed_is_read() -> None:
    assert speeds.timing_of(KEPT) == Timing({32: 0.1, 128: 0.2}, evaluate=1.0, build=2.0, state=10, start=3.0)


@pytest.mark.parametrize(
    "damaged",
    [None, [], {}, {**KEPT, "step": {"many": 0.1}}, {**KEPT, "step": [0.1]}, {**KEPT, "build": "long"}],
    ids=["nothing", "a list", "empty", "no batch size", "no seconds by batch size", "a word"],
)
def test_what_is_no_timing_is_timed_again(damaged: object) -> None:
    assert speeds.timing_of(damaged) is None


def test_what_was_timed_on_the_processor_says_nothing_of_a_gpu(
    timed: Callable[..., None], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def taken() -> str:
        monkeypatch.setattr(machine, "cpu_name", lambda: "one processor")
        return auto.precision(Home(tmp_path), CONTEXT, tmp_path, Helper(1), lambda _: None)

    timed(0.010, 0.005, "avx512_bf16", "")
    assert taken() == "mixed_bfloat16"
    timed(0.010, 0.020, "avx512_bf16", "0")
    assert taken() == "float32"


def test_on_a_busy_machine_the_measurement_ends_with_what_it_knows(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(machine, "cores", lambda: 4)
    monkeypatch.setattr(machine, "memory", lambda: 3 * auto.WORKER_BYTES)
    said, patience = list[str](), [0, 2]  # how many numbers of workers are timed in time

    def timed(_: Home, __: Context, ___: Path, batches: list[int], resources: Resources, ____: object) -> Timing:
        if resources.workers > patience[0]:
            raise timing.TooSlow
        return Timing(dict.fromkeys(batches, 0.01), 0.1, 1.0, 1000)

    monkeypatch.setattr(speeds, "timed", timed)
    assert auto.workers(Home(tmp_path), CONTEXT, tmp_path, said.append) == 3, "as many as usual"
    assert said == [f"workers=1 was not timed: {timing.TooSlow()}"]
    patience.pop(0)
    assert auto.workers(Home(tmp_path), CONTEXT, tmp_path, said.append) == 2
    assert said[-1].startswith("workers=4 was not timed: ")
