"""Every kind of stored file: where one lies, and how the program reads or renews it."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from analysis.bundles import test_set_count
from analysis.bundles.bundle import raw_card
from analysis.bundles.writing import _read as read_card
from analysis.numbers import frames
from benchmarks.damage.small_store import CONTEXT, FOUR, OTHER, ROWS, answered, probed, runs, speed, studied
from studies.data import datasets, prepared_dataset
from studies.plan import questions
from studies.store import catalog, fact_cache
from studies.store.home import Home
from studies.store.runs import Store
from studies.system import form
from studies.system.errors import UsageError
from studies.views.scores import Score


@dataclass(frozen=True)
class Kind:
    """A kind of file: `place` finds one and another of its kind; `use` reads or renews it, as the program would."""

    name: str
    place: Callable[[Home], Path]
    other: Callable[[Home], Path]
    use: Callable[[Home], object]

    @property
    def places(self) -> tuple[Callable[[Home], Path], Callable[[Home], Path]]:
        return self.place, self.other


def _advanced(home: Home) -> None:
    """Open the first run and train it to epoch 4, as a worker does; its rows must be its own in the end."""
    first, second = runs()
    kept = Store(home.runs)
    assert kept.read(second.id)[1] == OTHER  # the other goes on
    with kept.opened(first) as run:
        assert run.rows == ROWS[: len(run.rows)]
        run.begin({})
        run.show_progress(1, 1, 2)
        for row in FOUR[len(run.rows) :]:
            run.store([row], {"model/w": np.zeros(6, np.float32)}, answered([row]), probed([row]))
        run.conclude()
    record, rows = kept.read(first.id)
    assert record is not None
    assert (record.status, rows) == ("completed", FOUR)
    said = kept.answers(first.id, rows)
    assert said is not None
    assert list(said.said) == [4]
    measured = kept.probes(first.id, 4)
    assert measured is not None
    assert 4 in measured.rows


def _looked_at(home: Home) -> None:
    """The report reads answers and probes; the run counts without them, and the others have theirs."""
    first, second = runs()
    kept = Store(home.runs)
    assert kept.answers(second.id, OTHER) is not None
    assert kept.read(first.id)[1] == ROWS
    assert kept.probes(second.id, 3) is not None
    kept.answers(first.id, ROWS)
    kept.probes(first.id, 3)


def _run_file(name: str) -> Kind:
    first, second = (run.id for run in runs())
    return Kind(name, lambda home: home.runs / first / name, lambda home: home.runs / second / name, _advanced)


def _alone(home: Home) -> None:
    """The history is all there is: checkpoints were dropped to save disk."""
    Store(home.runs).drop_checkpoint(runs()[0].id)
    _advanced(home)


def _study(home: Home) -> None:
    refused: list[str] = []
    names = {study["name"] for study in catalog.read(home, refused)}
    frames.read(home.root)
    assert questions.study_name(CONTEXT, "l2") in names  # the other goes on
    if refused:
        raise UsageError(" ".join(refused))


def _project(home: Home) -> None:
    """The views are made anew, not read."""
    from studies.views import keras_tuner

    study = studied()
    values = [one.values for one in study.trials]
    scores = [Score({"val_accuracy": 0.5}, 3) for _ in values]
    keras_tuner.write_project(home.study(study.name), values, study.dimensions, scores)
    json.loads((home.study(study.name) / "oracle.json").read_text())


def _project_file(name: str) -> Kind:
    return Kind(name, *_same(lambda home: home.study(studied().name) / name), _project)


def _card(home: Home) -> None:
    """None is one to export again."""
    read_card(home.root / "bundles" / "digits" / "lenet")
    raw_card(home.root, "digits", "lenet")


def _prepared(home: Home, name: str) -> Path:
    (meta,) = home.datasets.glob("pictures*/dataset.json")
    return meta.parent / name


def _prepare(home: Home) -> None:
    _, folder = datasets.prepare(str(home.root / "pictures"), home.datasets)
    assert prepared_dataset.load(folder).train[0].shape[1:] == (32, 32, 3)


def _cache(home: Home) -> None:
    assert fact_cache.remembered(home.cache / "fingerprints.json", "key", lambda: "abc", form.text) == "abc"


def _same(place: Callable[[Home], Path]) -> tuple[Callable[[Home], Path], Callable[[Home], Path]]:
    return place, lambda home: home.runs / runs()[1].id / "run.json"  # another file that is JSON too


KINDS = (
    *map(_run_file, ("run.json", "history.csv", "checkpoint.npz", "answers.npz", "probes.csv")),
    Kind("answers.npz, only looked at", *_run_file("answers.npz").places, _looked_at),
    Kind("probes.csv, only looked at", *_run_file("probes.csv").places, _looked_at),
    Kind("history.csv, no checkpoint", *_run_file("history.csv").places, _alone),
    Kind("progress", *_same(lambda home: home.runs / runs()[0].id / "progress"), _advanced),
    *map(_project_file, ("oracle.json", "tuner0.json", "trial_1/trial.json")),
    Kind(
        "study.json",
        lambda home: home.study(studied().name) / "study.json",
        lambda home: home.study(questions.study_name(CONTEXT, "l2")) / "study.json",
        _study,
    ),
    Kind(
        "views",
        *_same(lambda home: home.study(studied().name) / "views"),
        lambda home: catalog.read_stamp(home, studied().name),
    ),
    Kind(
        "test_sets.json",
        *_same(lambda home: home.tuner_dirs / "test_sets.json"),
        lambda home: test_set_count.count(home, "d1", "lenet"),
    ),
    Kind("fingerprints.json", *_same(lambda home: home.cache / "fingerprints.json"), _cache),
    Kind("speed.json", *_same(lambda home: home.cache / "speed.json"), speed),
    Kind("dataset.json", *_same(lambda home: _prepared(home, "dataset.json")), _prepare),
    Kind(
        "train_pictures.npy",
        lambda home: _prepared(home, "train_pictures.npy"),
        lambda home: _prepared(home, "test_pictures.npy"),
        _prepare,
    ),
    Kind(
        "card.json",
        lambda home: home.root / "bundles" / "digits" / "lenet" / "card.json",
        lambda home: home.root / "bundles" / "cifar10" / "lenet" / "card.json",
        _card,
    ),
)
