"""Which of a source's names is the seed, the epoch and the metric: said with `--columns`, or guessed. Pure.

>>> metric_of(["loss", "val_accuracy"], Roles())
Metric(name='val_accuracy', larger=True)
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from studies.system.errors import UsageError
from studies.system.escapes import short

SEED = re.compile(r"(random_?|np_?|torch_?)?(seed|state)(_value)?$", re.IGNORECASE)
EPOCH = re.compile(r"(epochs?|training_iteration|iteration|iter|step|global_step)$", re.IGNORECASE)
LARGER = ("val.*acc", "acc", "val.*(auc|f1|r2|iou|dice|map|score)", "auc|f1|r2|iou|dice|score|reward")
SMALLER = ("val.*loss", "loss", "val.*(error|rmse|mse|mae)", "error|rmse|mse|mae|perplexity")
TRAINS = re.compile(r"(^|[^a-z])tra?([^a-z]|$)|(^|[^a-z])train", re.IGNORECASE)  # a metric of what was trained on
NOT_VALUES = re.compile(  # columns of a table that are neither hyperparameters nor the metric
    r"time|date|duration|seconds|pid|host|node|_id$|^id$|^unnamed|^index$|^trial|^run$|^number$|^state$|^status$",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Metric:
    """What configurations are compared by."""

    name: str
    larger: bool  # whether more is better


@dataclass(frozen=True)
class Roles:
    """What `--columns` says; None for what is to be guessed."""

    value: tuple[str, ...] | None = None
    seed: str | None = None
    epoch: str | None = None
    trial: str | None = None
    accuracy: str | None = None
    loss: str | None = None

    @property
    def metric(self) -> Metric | None:
        """The metric that was said."""
        if self.accuracy is not None:
            return Metric(self.accuracy, larger=True)
        return Metric(self.loss, larger=False) if self.loss is not None else None

    def is_seed(self, name: str) -> bool:
        return name == self.seed if self.seed is not None else bool(SEED.match(name.rsplit("/", 1)[-1]))

    def named(self) -> list[str]:
        """Every name that was said."""
        single = (self.seed, self.epoch, self.trial, self.accuracy, self.loss)
        return [*(self.value or ()), *(name for name in single if name is not None)]


ROLES = ("value", "seed", "epoch", "trial", "accuracy", "loss")


def said(text: str) -> Roles:
    """`value=lr+units,accuracy=val_acc` as roles; only `value` takes several names.

    Raises:
        UsageError: a role that there is not, one twice, or one without a name.
    """
    found: dict[str, str] = {}
    for part in text.split(","):
        role, sign, name = (one.strip() for one in part.partition("="))
        if role not in ROLES or not sign or not name or role in found:
            raise UsageError(f"columns={text} is not understood at '{part}': write each of {', '.join(ROLES)} once.")
        found[role] = name
    if {"accuracy", "loss"} <= found.keys():
        raise UsageError(f"columns={text} names an accuracy and a loss: give the one to compare by.")
    value = found.pop("value", None)
    return Roles(value=None if value is None else tuple(value.split("+")), **found)


def metric_of(names: Iterable[str], roles: Roles) -> Metric | None:
    """The metric said, else the one of these names that is likeliest what was validated; None where none is."""
    return roles.metric or guessed_metric(list(names))


def guessed_metric(names: Sequence[str]) -> Metric | None:
    """An accuracy before a loss, what validates before what trains; what is called a training's comes last."""
    trained = [bool(TRAINS.search(name)) for name in names]
    for of_training in (False, True):
        own = [name for name, is_one in zip(names, trained, strict=True) if is_one == of_training]
        if (found := _first_metric(own)) is not None:
            return found
    return None


def _first_metric(names: Sequence[str]) -> Metric | None:
    for larger, patterns in ((True, LARGER), (False, SMALLER)):
        for pattern in patterns:
            for name in names:
                if re.search(pattern, name, re.IGNORECASE):
                    return Metric(name, larger)
    return None


def check(roles: Roles, names: Iterable[str], place: object) -> None:
    """
    Raises:
        UsageError: a name was said that the source does not have.
    """
    known = list(dict.fromkeys(names))
    for name in roles.named():
        if name not in known:
            there = ", ".join(short(one) for one in known[:20]) or "none"
            raise UsageError(f"{place} has no column {short(name)}; it has {there}. Say which with --columns.")
