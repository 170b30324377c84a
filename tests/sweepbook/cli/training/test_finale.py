"""What finale combines and says, on runs whose truth is known. No picture is read, no process started."""

import shlex
from pathlib import Path

import pytest

from hypermodels.errors import UsageError
from studies import speeds
from studies.data.dataset_ref import DatasetRef
from studies.plan.costs import Speed, Timing
from studies.plan.runs import Context
from studies.system import machine
from sweepbook.cli import door, train
from sweepbook.cli.requests import Sweep
from sweepbook.cli.training import finale, resources
from tests.support.synthetic_evidence import NONE
from tests.support.synthetic_records import CLASSES, Synthetic

CONTEXT = Context("lenet", "m1", 1.0, DatasetRef("cifar10", "d1", tuple(CLASSES), (45000, 5000, 10000)), "float32")
CLEAR, OPEN = (3.0, 3.1, 2.9), (4.0, -3.0, 1.0)


@pytest.fixture(autouse=True)
def prepared(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(resources, "context", lambda *_: (CONTEXT, Path("nowhere")))
    monkeypatch.setattr(machine, "visible_gpus", list)
    monkeypatch.setattr(speeds, "of_plan", lambda *_: Speed(Timing({16: 0.01, 32: 0.01}, 0.1, 1.0, 1000)))


def planned(root: Path, words: str = "") -> tuple[str, ...]:
    given = shlex.split(f"finale --model lenet --dataset cifar10 --dry-run --root '{root}' {words}")
    request = door.request(train.FINALE, given)
    assert isinstance(request, Sweep)
    return finale.finale(request).studies


def stored(tmp_path: Path, epochs: int = 10, **studies: dict[float, tuple[float, ...]]) -> Path:
    made = Synthetic()
    for dimension, effects in studies.items():
        made.study(dimension, effects, epochs=epochs)
    return made.write(tmp_path / "a höme 家")


def test_each_value_is_said_with_what_chose_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = stored(tmp_path, learning_rate={0.001: NONE, 0.003: CLEAR}, batch_size={32: NONE, 16: OPEN})
    (name,) = planned(root)
    assert name == "lenet-finale-learning_rate-0.003-batch_size-16-cifar10"
    said = capsys.readouterr().out.splitlines()
    assert said[:2] == [
        "learning_rate=0.003: clearly better than the baseline",
        "batch_size=16: by its mean alone, no verdict is clear",
    ]
    assert any("12 runs asked for, 12 distinct, " in line for line in said)  # on the three seeds that judged


def test_epochs_that_nobody_named_are_those_of_the_only_reading(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = stored(tmp_path, 4, learning_rate={0.001: NONE, 0.003: CLEAR}, batch_size={32: NONE, 16: CLEAR})
    planned(root)
    assert capsys.readouterr().out.startswith("no epochs were given: the studies are read after 4\n")
    with pytest.raises(UsageError, match="after 10 epochs, 0 found a value better than the baseline"):
        planned(root, "--epochs 10")


def test_fewer_than_two_values_are_told_with_the_command_that_trains_more(tmp_path: Path) -> None:
    root = stored(tmp_path, learning_rate={0.001: NONE, 0.003: CLEAR}, batch_size={32: NONE, 16: (-3.0, -3.1, -2.9)})
    with pytest.raises(UsageError) as refused:
        planned(root)
    assert str(refused.value) == (
        "A finale combines values of two studies or more; of those of lenet on cifar10 after 10 epochs, 1 found a "
        "value better than the baseline (learning_rate=0.003). Train more of them, for example by `sweepbook chapter "
        f"--model lenet --dataset cifar10 --root '{root}' --epochs 10`, or give other epochs."
    )
    with pytest.raises(UsageError, match=r"lenet on cifar10 around l2=0\.001 after 10 epochs, 0 found"):
        planned(root, "--base l2=0.001")


def test_seeds_that_are_typed_judge_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = stored(tmp_path, learning_rate={0.001: NONE, 0.003: CLEAR}, batch_size={32: NONE, 16: CLEAR})
    planned(root, "--seeds 7,8")
    said = capsys.readouterr().out
    assert "8 runs asked for, 8 distinct, 0 in the store" in said
    assert "seeds 7, 8" in said
