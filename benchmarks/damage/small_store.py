"""A small store with every kind of file, written without training."""

import json
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np

from analysis.bundles import test_set_count
from hypermodels.dimensions import BY_NAME
from studies import speeds
from studies.data import datasets
from studies.data.dataset_ref import DatasetRef
from studies.execution.resources import Resources
from studies.plan import costs, questions
from studies.plan.runs import Context, Run
from studies.plan.studies import Study
from studies.store import catalog, fact_cache
from studies.store.beside import probes
from studies.store.beside.answers import Answers
from studies.store.beside.probes import Probes
from studies.store.history import Epoch
from studies.store.home import Home
from studies.store.runs import Store

REF = DatasetRef("digits", "d1", tuple("0123456789"), (1294, 144, 359))
CONTEXT = Context("lenet", "f", 1.0, REF, "float32")
ROWS = [Epoch(n, 0.1 * n, 0.09 * n, 2.0 / n, 2.1 / n, 0.001, 0.5) for n in (1, 2, 3)]
FOUR = [*ROWS, Epoch(4, 0.4, 0.36, 0.5, 0.525, 0.001, 0.5)]
OTHER = [Epoch(n, 0.2 * n, 0.08 * n, 1.0 / n, 1.1 / n, 0.001, 0.5) for n in (1, 2, 3)]
SPEED = costs.Timing({32: 0.1}, 1.0, 2.0, 10, 3.0)


def studied() -> Study:
    return questions.study(CONTEXT, BY_NAME["learning_rate"], (0.001, 0.003), (0,), 3)


def runs() -> list[Run]:
    return [run for run, _ in studied().runs_and_epochs()]


def written(root: Path) -> Home:
    """A store of two studies with two runs, a prepared dataset, a cache and a count of openings."""
    home = Home(root)
    one = studied()
    catalog.write(home, one)
    catalog.write(home, questions.study(CONTEXT, BY_NAME["l2"], (0.0,), (0,), 3))
    for run, rows in zip(runs(), (ROWS, OTHER), strict=True):
        with Store(home.runs).opened(run) as opened:
            opened.begin({"python": "3"})
            opened.store(
                rows, {"model/w": np.arange(6, dtype=np.float32) + rows[0].val_accuracy}, answered(rows), probed(rows)
            )
            opened.finish("completed", seconds={"training": 1.5}, parameters=6)
    test_set_count.add(home, "d1", "lenet", runs()[0].id, 3)
    fact_cache.remember(home.cache / "fingerprints.json", "key", "abc")
    speed(home)
    _pictures(root / "pictures")
    datasets.prepare(str(root / "pictures"), home.datasets)
    for name in ("digits", "cifar10"):
        folder = root / "bundles" / name / "lenet"
        folder.mkdir(parents=True)
        (folder / "card.json").write_text(json.dumps({"schema": 1, "network": "lenet", "dataset": name}))
    return home


def answered(rows: list[Epoch]) -> Answers:
    """What gives these rows' accuracies on 100 pictures."""
    labels = np.arange(100) % 10
    places = np.arange(100)
    said = {row.epoch: labels + (places >= round(100 * row.val_accuracy)) for row in rows}
    return Answers(labels.astype(np.uint8), {epoch: (named % 10).astype(np.uint8) for epoch, named in said.items()})


def probed(rows: list[Epoch]) -> Probes:
    """What was measured in a run with these rows."""
    names = probes.columns(["c1"], ["c1_act"])
    return Probes(names, {row.epoch: probes.of_epoch(0, dict.fromkeys(names, row.loss)).rows[0] for row in rows})


def _pictures(folder: Path) -> None:
    from PIL import Image

    rng = np.random.default_rng(0)
    for name in ("blue", "red"):
        (folder / name).mkdir(parents=True)
        for number in range(12):
            Image.fromarray(rng.integers(0, 255, (32, 32, 3), np.uint8)).save(folder / name / f"{number}.png")


@dataclass(frozen=True)
class _Timed(Resources):
    """In place of processes that train some steps: an engine that has the seconds at hand."""

    def engine(self, home: Home) -> Any:  # noqa: ARG002
        return SimpleNamespace(measure=lambda *_: SPEED, stop=lambda: None)


def speed(home: Home) -> None:
    """Steps are timed again where what is kept of them is none."""
    assert speeds.timed(home, CONTEXT, home.root, [32], _Timed(), lambda _: None) == SPEED
