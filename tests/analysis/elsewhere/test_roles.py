"""Which of a source's names is the seed, the epoch and the metric."""

import pytest

from analysis.elsewhere import roles
from analysis.elsewhere.roles import Metric, Roles
from studies.system.errors import UsageError


def test_roles_are_said_by_name_and_only_values_may_be_several() -> None:
    found = roles.said("value = lr+my units , seed=s,accuracy=a=b")
    assert found == Roles(value=("lr", "my units"), seed="s", accuracy="a=b")
    assert found.named() == ["lr", "my units", "s", "a=b"]
    assert found.metric == Metric("a=b", larger=True)
    assert roles.said("loss=l").metric == Metric("l", larger=False)
    assert Roles().metric is None
    assert Roles().named() == []


@pytest.mark.parametrize("text", ["", "value", "value=", "=lr", "speed=lr", "seed=a,seed=b", "seed=a,,epoch=b"])
def test_what_is_no_role_is_told_at_its_place(text: str) -> None:
    with pytest.raises(UsageError, match="write each of value, seed, epoch, trial, accuracy, loss once"):
        roles.said(text)


def test_one_metric_compares() -> None:
    with pytest.raises(UsageError, match="names an accuracy and a loss: give the one to compare by"):
        roles.said("accuracy=a,loss=b")


@pytest.mark.parametrize("name", ["seed", "Seed", "random_state", "np_seed", "config/seed", "seed_value", "torch_seed"])
def test_a_seed_is_known_by_its_name_wherever_it_lies(name: str) -> None:
    assert Roles().is_seed(name)
    assert not Roles(seed="other").is_seed(name)


@pytest.mark.parametrize("name", ["seeds_used", "proceed", "seed/lr", "stateful", ""])
def test_what_only_sounds_like_a_seed_is_none(name: str) -> None:
    assert not Roles().is_seed(name)
    assert Roles(seed=name).is_seed(name)


@pytest.mark.parametrize(
    ("names", "metric"),
    [
        (["loss", "accuracy", "val_loss", "val_acc"], Metric("val_acc", True)),
        (["loss", "val_loss"], Metric("val_loss", False)),
        (["val_loss", "accuracy"], Metric("accuracy", True)),
        (["train/error", "val/F1"], Metric("val/F1", True)),
        (["rmse", "time"], Metric("rmse", False)),
        (["train_acc", "test_acc"], Metric("test_acc", True)),
        (["tra_acc", "val_loss"], Metric("val_loss", False)),
        (["Training Accuracy"], Metric("Training Accuracy", True)),
        (["constrained_acc", "my_acc"], Metric("constrained_acc", True)),
        (["lr", "units"], None),
        ([], None),
    ],
)
def test_an_accuracy_is_guessed_before_a_loss_and_what_validates_before_what_trains(
    names: list[str], metric: Metric | None
) -> None:
    assert roles.guessed_metric(names) == metric
    assert roles.metric_of(iter(names), Roles(loss="said")) == Metric("said", False)


def test_a_name_that_the_source_lacks_is_told_with_those_it_has() -> None:
    roles.check(Roles(seed="s"), ["s", "s", "lr"], "a.csv")
    with pytest.raises(UsageError) as refused:
        roles.check(Roles(seed="s\n"), ["lr", "lr", "units"], "a.csv")
    assert str(refused.value) == r"a.csv has no column s\n; it has lr, units. Say which with --columns."
    with pytest.raises(UsageError, match="it has none"):
        roles.check(Roles(seed="s"), [], "a.csv")
