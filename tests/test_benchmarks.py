"""What the benchmarks compute from what they measure."""

import json
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

import numpy as np
import pytest

import hypermodels
from benchmarks.scenarios import race, race_summary, rates, steady
from benchmarks.scenarios.contenders import keras_tuner_grid
from benchmarks.support import card, results
from benchmarks.tuned import __main__ as tuned
from hypermodels.dimensions import BASELINE
from studies.system import machine
from studies.system.errors import UsageError
from sweepbook.cli import door


def answered(name: str, seed: int, seconds: float, *accuracies: float) -> dict[str, object]:
    answers = [{"dimension": "l2", "value": value, "val_accuracy": a} for value, a in enumerate(accuracies)]
    return {"name": name, "seed": seed, "seconds": seconds, "answers": answers}


def test_a_contender_is_compared_with_keras_tuner_at_equal_values_and_seeds() -> None:
    rounds = [
        answered("keras-tuner float32", 0, 30, 0.4, 0.5),
        answered("sweepbook WORKERS=1 float32", 0, 10, 0.5, 0.6),
        answered("keras-tuner float32", 1, 50, 0.6, 0.7),
        answered("sweepbook WORKERS=1 float32", 1, 20, 0.6, 0.9),
    ]
    ours = race_summary.summarised(rounds)["sweepbook WORKERS=1 float32"]
    assert ours["faster"] == 40 / 15
    assert ours["mean_val_accuracy"] == pytest.approx(0.65)
    assert ours["best_val_accuracy"] == pytest.approx(0.75)
    assert race_summary.paired(rounds[1::2], rounds[::2]) == pytest.approx([0.1, 0.1, 0.0, 0.2])
    assert ours["difference"][0] == pytest.approx(0.1)


def test_one_difference_has_no_interval_and_equal_ones_have_one_without_width() -> None:
    assert results.interval([0.1]) is None
    assert results.interval([0.25, 0.25, 0.25]) == (0.25, 0.25, 0.25)


def test_lenets_operations_are_those_of_the_papers_layers() -> None:
    c1, c3, dense = 28 * 28 * 75 * 6, 10 * 10 * 150 * 16, 400 * 120 + 120 * 84 + 84 * 10  # multiply-adds
    assert steady.flops(hypermodels.load("lenet").model(BASELINE)) == 4 * c1 + 6 * (c3 + dense)


DEFAULT_AND_ASKED = (("default", "default"), ("auto", "float32"))


def test_every_worker_setting_is_a_contender_of_its_own() -> None:
    names = [one.name for one in race.contenders(["sweepbook", "ray"], ["1", "auto"], ["float32"])]
    ours = ("sweepbook WORKERS=1 PRECISION=float32", "sweepbook WORKERS=auto PRECISION=float32")
    assert names == [*ours, "ray float32"]


def test_every_contender_trains_the_studies_that_our_chapter_has() -> None:
    chapter = door.request(door.VERBS["chapter"], ["chapter", "--model", "googlenet"])
    names = [dimension.name for dimension, _ in chapter.varied]
    assert [study.dimension for study in race.studies("googlenet-chapter", 3)] == names


def test_what_is_left_at_its_default_is_not_typed_as_a_newcomer_does_not_type_it() -> None:
    study = race.Study("learning_rate", (0.001, 0.01))
    task = race.Task("lenet", (study,), 1, 0, 4, 2, "pictures.npz", "projects", "answers.json")
    (plain, asked) = (race.command(race.Contender("", "sweepbook", *words), task) for words in DEFAULT_AND_ASKED)
    assert "--workers" not in plain
    assert "--precision" not in plain
    assert asked == [*plain, "--workers", "auto", "--precision", "float32"]


@pytest.mark.usefixtures("step_by_step")
@pytest.mark.filterwarnings("ignore:Even though the `tf.config.experimental_run_functions_eagerly`")  # pictures' graph
def test_keras_tuner_trains_every_value_of_a_study(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its grid ends after one where a dimension that is asked only with some optimizers is fixed."""
    pictures, labels = np.zeros((4, 32, 32, 3), np.uint8), np.arange(4) % 2
    np.savez(tmp_path / "pictures.npz", x=pictures, y=labels, validation_x=pictures, validation_y=labels)
    study = race.Study("learning_rate", (0.001, 0.01))
    places = [str(tmp_path / name) for name in ("pictures.npz", "projects", "answers.json")]
    task = race.Task("lenet", (study,), 1, 0, 4, 2, *places)
    monkeypatch.setattr("sys.argv", ["keras_tuner_grid", json.dumps(asdict(task))])
    keras_tuner_grid.main()
    assert [one["value"] for one in json.loads((tmp_path / "answers.json").read_bytes())] == [0.001, 0.01]


def test_a_gpu_is_asked_for_by_the_name_it_has_here(monkeypatch: pytest.MonkeyPatch) -> None:
    lines: list[Sequence[str]] = []

    def answer(line: Sequence[str]) -> str:
        lines.append(line)
        return "NVIDIA H100 80GB HBM3, 580.1, 81559\n" if "name" in line[1] else "1024, 81559\n"

    monkeypatch.setenv("CUDA_VISIBLE_DEVICES", "GPU-8f3a,1")
    assert card.described(answer) == "NVIDIA H100 80GB HBM3, driver 580.1, 81559 MiB"
    assert card.memory(answer) == (1024.0, 81559.0)
    assert {line[-1] for line in lines} == {"--id=GPU-8f3a"}


def test_without_a_gpu_or_without_its_driver_the_question_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(_: Sequence[str]) -> str:
        raise FileNotFoundError("nvidia-smi")

    for visible in ("-1", "0"):
        monkeypatch.setenv("CUDA_VISIBLE_DEVICES", visible)
        with pytest.raises(UsageError, match="nvidia-smi names no GPU here"):
            card.memory(missing)


def test_the_others_use_onednn_as_tensorflow_leaves_it_or_as_it_is_asked_for() -> None:
    given = {"TF_ENABLE_ONEDNN_OPTS": "1", "ONEDNN_MAX_CPU_ISA": "AVX2"}  # the first is this project's own doing
    assert race.environment("optuna", "auto", given) == {"ONEDNN_MAX_CPU_ISA": "AVX2"}
    assert race.environment("optuna", "0", given) == {"ONEDNN_MAX_CPU_ISA": "AVX2", "TF_ENABLE_ONEDNN_OPTS": "0"}
    assert race.environment("sweepbook", "0", given) == {"ONEDNN_MAX_CPU_ISA": "AVX2"}


def test_a_precision_that_onednn_is_kept_from_is_no_contender(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(machine, "cpu_info", lambda: {"flags": "avx2 avx512f avx512_bf16"})
    monkeypatch.setenv("ONEDNN_MAX_CPU_ISA", "AVX2")
    assert rates.contenders() == [("sweepbook", "float32"), ("fit", "float32")]
    monkeypatch.delenv("ONEDNN_MAX_CPU_ISA")
    monkeypatch.delenv("DNNL_MAX_CPU_ISA", raising=False)
    assert rates.contenders() == list(rates.CONTENDERS)


def test_results_say_which_instructions_onednn_was_kept_to(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ONEDNN_MAX_CPU_ISA", "avx2")
    assert results.machine()["onednn_isa"] == "AVX2"


def test_a_rate_is_reported_too_high_only_where_the_seeds_that_judge_have_chosen_it() -> None:
    same, split, (one, two, three) = tuned.curse(5000, 0.0, 1.0, np.random.default_rng(0))
    assert same > 0.4
    assert abs(split) < 0.05
    assert one == two == three == 0
    _, split, (one, two, three) = tuned.curse(5000, 10.0, 1.0, np.random.default_rng(0))
    assert abs(split) < 0.05
    assert one > two > three > 0
