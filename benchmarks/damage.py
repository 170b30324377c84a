"""Damaged state files: `python -m benchmarks.damage` damages each kind in each way and prints what became of it.

Every stored file must be repaired (made again, or taken from what else is stored), or refused in one sentence that
names the file; the runs and studies beside it go on.
"""

import argparse
import contextlib
import json
import shutil
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np

from analysis.bundles import test_set_count
from analysis.bundles.bundle import raw_card
from analysis.bundles.writing import _read as read_card
from analysis.numbers import frames
from hypermodels.dimensions import BY_NAME
from studies import auto
from studies.data import datasets, prepared_dataset
from studies.data.dataset_ref import DatasetRef
from studies.execution.resources import Resources
from studies.plan import costs, questions
from studies.plan.runs import Context, Run
from studies.plan.studies import Study
from studies.store import catalog, fact_cache
from studies.store.history import Epoch
from studies.store.home import Home
from studies.store.runs import Store
from studies.system import errors, form
from studies.system.errors import UsageError
from studies.views.scores import Score

REF = DatasetRef("digits", "d1", tuple("0123456789"), (1294, 144, 359))
CONTEXT = Context("lenet", "f", 1.0, REF, "float32")
ROWS = [Epoch(n, 0.1 * n, 0.09 * n, 2.0 / n, 2.1 / n, 0.001, 0.5) for n in (1, 2, 3)]
FOUR = [*ROWS, Epoch(4, 0.4, 0.36, 0.5, 0.525, 0.001, 0.5)]
OTHER = [Epoch(n, 0.2 * n, 0.08 * n, 1.0 / n, 1.1 / n, 0.001, 0.5) for n in (1, 2, 3)]
SPEED = costs.Timing({32: 0.1}, 1.0, 2.0, 10, 3.0)
REPAIRED, REFUSED = "repaired", "refused"


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


def studied() -> Study:
    return questions.study(CONTEXT, BY_NAME["learning_rate"], (0.001, 0.003), (0,), 3)


def runs() -> list[Run]:
    return [run for run, _ in studied().asked()]


def written(root: Path) -> Home:
    """A store of two studies with two runs, a prepared dataset, a cache and a count of openings."""
    home = Home(root)
    one = studied()
    catalog.write(home, one)
    catalog.write(home, questions.study(CONTEXT, BY_NAME["l2"], (0.0,), (0,), 3))
    for run, rows in zip(runs(), (ROWS, OTHER), strict=True):
        with Store(home.runs).opened(run) as opened:
            opened.begin({"python": "3"})
            opened.store(rows, {"model/w": np.arange(6, dtype=np.float32) + rows[0].val_accuracy})
            opened.finish("completed", seconds={"training": 1.5}, parameters=6)
    test_set_count.add(home, "d1", "lenet", runs()[0].id, 3)
    fact_cache.remember(home.cache / "fingerprints.json", "key", "abc")
    _speed(home)
    _pictures(root / "pictures")
    datasets.prepare(str(root / "pictures"), home.datasets)
    for name in ("digits", "cifar10"):
        folder = root / "bundles" / name / "lenet"
        folder.mkdir(parents=True)
        (folder / "card.json").write_text(json.dumps({"schema": 1, "network": "lenet", "dataset": name}))
    return home


def _pictures(folder: Path) -> None:
    from PIL import Image

    rng = np.random.default_rng(0)
    for name in ("blue", "red"):
        (folder / name).mkdir(parents=True)
        for number in range(12):
            Image.fromarray(rng.integers(0, 255, (32, 32, 3), np.uint8)).save(folder / name / f"{number}.png")


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
            run.store([row], {"model/w": np.zeros(6, np.float32)})
        run.conclude()
    record, rows = kept.read(first.id)
    assert record is not None
    assert (record.status, rows) == ("completed", FOUR)


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


@dataclass(frozen=True)
class _Timed(Resources):
    """In place of processes that train some steps: an engine that has the seconds at hand."""

    def engine(self, home: Home) -> Any:  # noqa: ARG002
        return SimpleNamespace(measure=lambda *_: SPEED, stop=lambda: None)


def _speed(home: Home) -> None:
    """Steps are timed again where what is kept of them is none."""
    assert auto.timed(home, CONTEXT, home.root, [32], _Timed(), lambda _: None) == SPEED


def _same(place: Callable[[Home], Path]) -> tuple[Callable[[Home], Path], Callable[[Home], Path]]:
    return place, lambda home: home.runs / runs()[1].id / "run.json"  # another file that is JSON too


KINDS = (
    *map(_run_file, ("run.json", "history.csv", "checkpoint.npz")),
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
    Kind("speed.json", *_same(lambda home: home.cache / "speed.json"), _speed),
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


def _content(path: Path) -> bytes:
    return path.read_bytes() if path.is_file() else b'{"epoch": 1, "step": 2, "steps": 3, "rows": 1}'


def _replaced(path: Path, change: Callable[[Any], Any]) -> bytes:
    """JSON with every value of its top and second level changed; a text with its last number changed."""
    try:
        data = json.loads(_content(path))
    except ValueError:
        return _content(path).replace(b"0.", str(change(0.5)).encode() + b".")
    return json.dumps({name: _changed(name, value, change) for name, value in data.items()}).encode()


def _changed(name: str, value: Any, change: Callable[[Any], Any]) -> Any:
    if name in ("id", "name", "schema"):
        return value
    return {key: change(one) for key, one in value.items()} if isinstance(value, dict) else change(value)


def _rewritten(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


def _folder(path: Path) -> None:
    path.unlink(missing_ok=True)
    path.mkdir(parents=True)
    (path / "something").write_text("of somebody's")


DAMAGES: dict[str, Callable[[Path, Path], None]] = {
    "empty": lambda path, _: _rewritten(path, b""),
    "cut": lambda path, _: _rewritten(path, _content(path)[: len(_content(path)) // 2]),
    "another's": lambda path, other: _rewritten(path, _content(other)),
    "of wrong types": lambda path, _: _rewritten(path, _replaced(path, lambda _: ["three"])),
    "a list": lambda path, _: _rewritten(path, b'[1, "two", null]'),
    "not a number": lambda path, _: _rewritten(path, _replaced(path, lambda _: float("nan"))),
    "huge": lambda path, _: _rewritten(path, _replaced(path, lambda _: 10**400)),
    "nested": lambda path, _: _rewritten(path, b'{"schema": ' + b"[" * 100_000),
    "newer": lambda path, _: _rewritten(path, json.dumps({"schema": 99, "name": "later", "trials": []}).encode()),
    "not UTF-8": lambda path, _: _rewritten(path, b"\xff\xfe\x00" + _content(path)),
    "a folder": lambda path, _: _folder(path),
}


def outcome(kind: Kind, damage: str, root: Path) -> str:
    """What becomes of one file; `root` is a folder to build a store in.

    Raises:
        AssertionError: neither repaired nor refused in a sentence with its path.
    """
    home = written(root)
    path = kind.place(home)
    DAMAGES[damage](path, kind.other(home))
    try:
        kind.use(home)
    except (UsageError, OSError) as refusal:
        said = errors.refusal(refusal) if isinstance(refusal, OSError) else str(refusal)
        assert str(path) in said or str(path.parent) in said, said
        assert "\n" not in said, said
        return REFUSED
    return REPAIRED


def table(outcomes: dict[tuple[str, str], str]) -> str:
    rows = [f"| file | {' | '.join(DAMAGES)} |", f"|---|{'---|' * len(DAMAGES)}"]
    rows += [f"| {kind.name} | {' | '.join(outcomes[kind.name, damage] for damage in DAMAGES)} |" for kind in KINDS]
    counts = Counter(outcomes.values())
    return "\n".join([*rows, "", f"{len(outcomes)} cases: {counts[REPAIRED]} repaired, {counts[REFUSED]} refused"])


@contextlib.contextmanager
def _scratch() -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp())
    try:
        yield folder / "store"
    finally:
        shutil.rmtree(folder)


def main() -> None:
    argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0]).parse_args()
    outcomes = {}
    for kind in KINDS:
        for damage in DAMAGES:
            with _scratch() as root:
                try:
                    outcomes[kind.name, damage] = outcome(kind, damage, root)
                except Exception as fault:
                    outcomes[kind.name, damage] = f"WRONG ({type(fault).__name__}: {fault})"
    print(table(outcomes))
    sys.exit(set(outcomes.values()) - {REPAIRED, REFUSED} != set())


if __name__ == "__main__":
    main()
