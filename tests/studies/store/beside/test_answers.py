"""A run's answers: the same bytes in whatever pieces it was trained, or refused for that run alone."""

import itertools
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from hypermodels.dimensions import configuration
from studies.data.dataset_ref import DatasetRef
from studies.plan.runs import Context, Run
from studies.plan.trials import trial_of
from studies.store.beside import answers, packed_answers
from studies.store.beside.answers import Answers
from studies.store.history import Epoch
from studies.store.runs import Store
from studies.system.errors import UsageError
from tests.studies.store.beside.kills import Killed, kill_at

REF = DatasetRef("digits", "d1", tuple("0123456789"), (1294, 144, 359))
SHARES = (0.1, 0.3, 0.5, 0.5, 0.4, 0.6, 0.2, 0.3, 0.2, 0.1, 0.5, 0.4)  # validation accuracy, by epoch
ROWS = [Epoch(n, 0.1, share, 2.0, 2.1, 0.001, 0.5) for n, share in enumerate(SHARES, 1)]
STATE = {"model/w": np.arange(6, dtype=np.float32)}
WRITES = (
    "studies.store.checkpoint.write",
    "studies.store.beside.answers.write",
    "studies.store.open_run.OpenRun._append",
)


def a_run(seed: int = 0) -> Run:
    return trial_of(Context("lenet", "f", 1.0, REF, "float32"), configuration({}), [seed]).runs[0]


def of(rows: list[Epoch]) -> Answers:
    labels = np.arange(20, dtype=np.uint8) % 10
    said = {row.epoch: (labels + (np.arange(20) >= round(20 * row.val_accuracy))) % 10 for row in rows}
    return Answers(labels, {epoch: named.astype(np.uint8) for epoch, named in said.items()})


def trained(store: Store, pieces: list[list[Epoch]], run: Run | None = None) -> bytes:
    """Each piece by a process of its own. The bytes of its answers."""
    run = run or a_run()
    for rows in pieces:
        with store.opened(run) as opened:
            opened.begin({})
            opened.store(rows, STATE, of(rows))
            opened.finish("completed")
    return (store.folder(run.id) / "answers.npz").read_bytes()


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "runs")


@pytest.mark.parametrize(
    ("epochs", "wanted"), [(1, [1]), (4, [3, 4]), (5, [3, 5]), (7, [5, 6, 7]), (12, [5, 6, 10, 12])]
)
def test_the_last_the_first_best_and_the_epochs_that_are_read_are_kept(
    epochs: int, wanted: list[int], store: Store
) -> None:
    trained(store, [ROWS[:epochs]])
    found = store.answers(a_run().id, ROWS[:epochs])
    assert list(found.said) == wanted
    assert [float(found.right(epoch).mean()) for epoch in wanted] == [SHARES[epoch - 1] for epoch in wanted]


@pytest.mark.parametrize("cuts", list(itertools.combinations((2, 4, 6, 9), 2)))
def test_in_pieces_the_answers_are_the_same_bytes_as_in_one_go(cuts: tuple[int, int], tmp_path: Path) -> None:
    whole = trained(Store(tmp_path / "whole"), [ROWS])
    first, second = cuts
    assert trained(Store(tmp_path / "pieces"), [ROWS[:first], ROWS[first:second], ROWS[second:]]) == whole


@pytest.mark.parametrize("at", range(4))
def test_a_kill_at_any_write_costs_no_answer(at: int, tmp_path: Path) -> None:
    """Killed after so many files of the last epochs were written; then the command is given again."""
    whole = trained(Store(tmp_path / "whole"), [ROWS])
    store = Store(tmp_path / "killed")
    trained(store, [ROWS[:8]])
    with pytest.MonkeyPatch.context() as patched:
        kill_at(patched, at, *WRITES)
        with pytest.raises(Killed):
            trained(store, [ROWS[8:10], ROWS[10:]])
    with store.opened(a_run()) as opened:
        rest = ROWS[(opened.checkpoint() or (0,))[0] :]
        if rest:
            opened.store(rest, STATE, of(rest))
        opened.conclude()
    assert (store.folder(a_run().id) / "answers.npz").read_bytes() == whole


def test_a_run_that_is_trained_again_keeps_its_answers_until_it_has_new_ones(store: Store) -> None:
    whole = trained(store, [ROWS])
    store.drop_checkpoint(a_run().id)
    with store.opened(a_run()) as opened:
        opened.begin({})
        opened.store(ROWS[:3], STATE, of(ROWS[:3]))
    store.conclude(a_run())  # killed there; all that was asked for is stored
    assert (store.folder(a_run().id) / "answers.npz").read_bytes() == whole


def test_a_run_stored_without_answers_goes_on_and_knows_those_since(store: Store) -> None:
    with store.opened(a_run()) as opened:
        opened.store(ROWS[:6], STATE)
        opened.finish("completed")
    assert store.answers(a_run().id, ROWS[:6]) is None
    trained(store, [ROWS[6:]])
    assert list(store.answers(a_run().id, ROWS).said) == [10, 12]  # the best, epoch 6, is not known


def test_a_diverged_run_has_answers_too(store: Store) -> None:
    last = Epoch(4, 0.1, 0.1, float("nan"), float("nan"), 0.001, 0.5)
    with store.opened(a_run()) as opened:
        opened.store(ROWS[:3], STATE, of(ROWS[:3]))
        opened.store([last], None, of([last]))
        opened.finish("diverged")
    assert list(store.answers(a_run().id, [*ROWS[:3], last]).said) == [3, 4]


def test_classes_beyond_256_have_a_larger_type() -> None:
    labels = np.arange(300)
    assert answers.of_epoch(1, labels, labels, 300).labels.dtype == np.uint16
    assert answers.of_epoch(1, labels % 256, labels % 256, 256).labels.dtype == np.uint8


def test_five_thousand_pictures_take_a_few_kilobytes(store: Store) -> None:
    rng = np.random.default_rng(0)
    labels = rng.permutation(np.arange(5000) % 10)
    said = np.where(rng.random(5000) < 0.7, labels, rng.integers(0, 10, 5000))
    rows = [Epoch(1, 0.1, float((said == labels).mean()), 2.0, 2.1, 0.001, 0.5)]
    with store.opened(a_run()) as opened:
        opened.store(rows, STATE, answers.of_epoch(1, labels, said, 10))
        opened.finish("completed")
    assert (store.folder(a_run().id) / "answers.npz").stat().st_size < 6000


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda path: path.write_bytes(path.read_bytes()[:-40]), "is damaged"),
        (lambda path: path.write_bytes(b"PK"), "is damaged"),
        (lambda path: changed(path, labels=np.zeros(answers.MOST_BYTES, np.uint8)), "is damaged"),  # 256 KB on the disk
        (lambda path: changed(path, run="another"), "is another run's"),
        (lambda path: changed(path, schema=3), r"was stored by a newer version \(schema 3, this one reads 2\)"),
        (lambda path: changed(path, labels=np.zeros(20, np.uint8)), "do not give the accuracy of history.csv"),
        (lambda path: changed(path, labels=np.zeros(3, np.uint8)), "not class numbers of the same pictures"),
        (lambda path: changed(path, labels=np.array([{}] * 20)), "is damaged"),  # it would be unpickled
        (
            lambda path: changed(path, None, 1, **dict.fromkeys(("labels", "2", "3"), np.zeros(0, np.uint8))),
            r"is damaged \(it has no pictures\)",
        ),
        (
            lambda path: changed(path, None, 1, **{"3": np.full(20, 250, np.uint8)}),
            r"is damaged \(it names classes beyond the 10 of the run\)",
        ),
        (
            lambda path: changed(path, labels=np.full(20, 10, np.uint8)),
            r"is damaged \(it names classes beyond the 10 of the run\)",
        ),
    ],
)
def test_what_is_damaged_foreign_or_newer_is_refused_in_a_sentence(
    change: Callable[[Path], object], said: str, store: Store
) -> None:
    path = store.folder(a_run().id) / "answers.npz"
    trained(store, [ROWS[:3]])
    trained(store, [ROWS[:3]], a_run(1))
    change(path)
    with pytest.raises(UsageError, match=said) as refused:
        store.answers(a_run().id, ROWS[:3])
    assert str(path) in str(refused.value)
    assert "the run counts without its answers" in str(refused.value)
    assert store.answers(a_run(1).id, ROWS[:3]) is not None
    assert store.read(a_run().id)[1] == ROWS[:3]


def changed(path: Path, run: str | None = None, schema: int = 1, **arrays: np.ndarray) -> None:
    """The same file as an earlier version wrote it, with another field."""
    with np.load(path) as archive:
        meta = json.loads(archive["meta"].tobytes())
        held: dict[str, Any] = dict(packed_answers.unpacked(meta, archive[answers.PACKED]))
    meta = {"schema": schema, "run": run or meta["run"]}
    held |= {"meta": np.frombuffer(json.dumps(meta).encode(), np.uint8), **arrays}
    np.savez_compressed(path, **held)


def test_answers_of_a_run_that_is_trained_again_over_stored_rows_are_kept_where_they_give_their_accuracy(
    store: Store,
) -> None:
    """Its checkpoint was dropped, or it came without one; another machine may say other classes."""
    trained(store, [ROWS[:5]])
    (store.folder(a_run().id) / "checkpoint.npz").unlink()
    (store.folder(a_run().id) / "answers.npz").unlink()
    again = [row._replace(val_accuracy=0.9 if row.epoch == 5 else row.val_accuracy) for row in ROWS[:6]]
    with store.opened(a_run()) as opened:
        opened.begin({})
        for row in again:
            opened.store([row], STATE, of([row]))
        opened.finish("completed")
    found = store.answers(a_run().id, store.read(a_run().id)[1])
    assert found is not None
    assert sorted(found.said) == [6]
