"""Runs on a few of scikit-learn's digits, and what is stored of them."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from hypermodels.dimensions import configuration
from studies.data import datasets
from studies.data.dataset_ref import DatasetRef, sampled
from studies.plan.runs import Context, Run
from studies.plan.trials import trial_of
from studies.store.runs import Store
from studies.training.trainer import Trainer
from tests.support.stored import rows

USUAL = Trainer()  # where nothing is claimed of a fresh program: to build one takes longer than to train in it
WIDTHS = {"lenet": 0.5, "alexnet": 0.05, "vggnet": 0.05, "googlenet": 0.25, "resnet": 0.05}


def prepared(cache: Path, side: int | None = None) -> tuple[DatasetRef, Path]:
    ref, folder = datasets.prepare("digits", cache, side=side)
    return sampled(ref, 60), folder


def a_run(
    data: tuple[DatasetRef, Path], network: str = "lenet", seed: int = 0, precision: str = "float32", **values: Any
) -> Run:
    context = Context(network, "test", WIDTHS[network], data[0], precision)
    return trial_of(context, configuration(values), [seed]).runs[0]


@dataclass(frozen=True)
class Whole:
    """Two epochs of `run` in one go, in a program that was built for it, and the trainer that has this program."""

    run: Run
    store: Store
    rows: list[str]
    trainer: Trainer


def in_one_go(data: tuple[DatasetRef, Path], network: str, store: Store) -> Whole:
    """With dropout where the network has a place for it: then a run has every kind of state."""
    run, trainer = a_run(data, network, dropout=0.3), Trainer()
    return Whole(run, store, trained(store, data, run, 2, trainer=trainer), trainer)


def said(store: Store, run: Run) -> bytes:
    """The file of the run's answers, which are held against the accuracies of its rows."""
    found = store.answers(run.id, store.history(run.id))
    assert found is not None
    assert len(store.history(run.id)) in found.said
    return (store.folder(run.id) / "answers.npz").read_bytes()


def trained(
    store: Store, data: tuple[DatasetRef, Path], run: Run, *epochs: int, trainer: Trainer | None = None
) -> list[str]:
    for epoch in epochs:
        (trainer or USUAL).advance(store, run, epoch, data[1])
    record = store.record(run.id)
    assert record is not None
    assert record.status in ("completed", "diverged"), record.cause
    return rows(store, run)
