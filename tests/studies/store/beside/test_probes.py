"""A run's probes: the same bytes in whatever pieces it was trained, absent, or refused for that run alone."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from hypermodels.dimensions import configuration
from studies.plan.runs import Run
from studies.plan.trials import trial_of
from studies.store.beside import probes
from studies.store.beside.probes import Probes
from studies.store.history import Epoch
from studies.store.runs import Store
from studies.system.errors import UsageError
from tests.studies.store.beside.kills import Killed, kill_at
from tests.support.contexts import CONTEXT

COLUMNS = probes.columns(["c1"], [])
ROWS = [Epoch(n, 0.1, 0.2, 2.0, 2.1, 0.001, 0.5) for n in range(1, 7)]
STATE = {"model/w": np.arange(6, dtype=np.float32)}


def a_run(seed: int = 0) -> Run:
    return trial_of(CONTEXT, configuration({}), [seed]).runs[0]


def of(epochs: list[int], factor: float = 1.0) -> Probes:
    parts = [
        probes.of_epoch(epoch, dict(zip(COLUMNS, [factor / (epoch + 3), 2.0, update, 0.5, 0.0, 0.0], strict=True)))
        for epoch in epochs
        for update in [np.nan if epoch == 0 else 0.001]
    ]
    whole: Probes | None = None
    for part in parts:
        whole = probes.together(whole, part)
    assert whole is not None
    return whole


def trained(store: Store, *pieces: tuple[int, int], run: Run | None = None, probed: bool = True) -> Path:
    """The epochs of each piece, the first and the last, by a process of its own."""
    run = run or a_run()
    for first, last in pieces:
        with store.opened(run) as opened:
            opened.begin({})
            epochs = list(range(0 if first == 1 else first, last + 1))
            opened.store(ROWS[first - 1 : last], STATE, None, of(epochs) if probed else None)
            opened.finish("completed")
    return store.folder(run.id) / "probes.csv"


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "runs")


def test_what_is_stored_is_read_with_its_digits_and_what_is_no_number(store: Store) -> None:
    trained(store, (1, 3))
    found = store.probes(a_run().id, 3)
    assert found is not None
    assert found.columns == ("gradient/c1", "weights/c1", "update/c1", "right", "sure", "sure_wrong")
    assert [row[0] for row in found.rows.values()] == [0.333333, 0.25, 0.2, 0.166667]
    assert [bool(np.isnan(row[2])) for row in found.rows.values()] == [True, False, False, False]
    read_sooner = store.probes(a_run().id, 1)
    assert read_sooner is not None
    assert list(read_sooner.rows) == [0, 1]


@pytest.mark.parametrize("cut", range(1, 6))
def test_in_pieces_they_are_the_same_bytes_as_in_one_go(cut: int, tmp_path: Path) -> None:
    whole = trained(Store(tmp_path / "whole"), (1, 6)).read_bytes()
    assert trained(Store(tmp_path / "pieces"), (1, cut), (cut + 1, 6)).read_bytes() == whole


@pytest.mark.parametrize("at", range(4))
def test_a_kill_at_any_write_costs_no_row(at: int, tmp_path: Path) -> None:
    """Killed after so many files of the last epochs were written; then the command is given again."""
    whole = trained(Store(tmp_path / "whole"), (1, 6)).read_bytes()
    store = Store(tmp_path / "killed")
    trained(store, (1, 3))
    with pytest.MonkeyPatch.context() as patched:
        kill_at(patched, at, "studies.store.checkpoint.write", "studies.store.beside.probes.write")
        with pytest.raises(Killed):
            trained(store, (4, 5), (6, 6))
    with store.opened(a_run()) as opened:
        begun = (opened.checkpoint() or (0,))[0]
        if begun < 6:
            opened.store(ROWS[begun:], STATE, None, of(list(range(begun + 1, 7))))
        opened.conclude()
    assert (store.folder(a_run().id) / "probes.csv").read_bytes() == whole
    assert store.probes(a_run().id, 6) is not None


def test_a_diverged_epoch_is_measured_too_also_where_a_kill_came_before_the_last_word(store: Store) -> None:
    last = Epoch(3, 0.1, 0.1, float("nan"), float("nan"), 0.001, 0.5)
    with store.opened(a_run()) as opened:
        opened.begin({})
        opened.store(ROWS[:2], STATE, None, of([0, 1, 2]))
        opened.store([last], None, None, of([3], np.inf))  # and killed
    assert store.probes(a_run().id, 3) is None  # run.json does not tell of it yet
    store.conclude(a_run())
    found = store.probes(a_run().id, 3)
    assert found is not None
    assert (list(found.rows), found.rows[3][0]) == ([0, 1, 2, 3], np.inf)


def test_a_run_without_probes_has_none_and_goes_on_with_those_of_its_new_epochs(store: Store) -> None:
    path = trained(store, (1, 3), probed=False)
    assert (store.probes(a_run().id, 3), path.exists()) == (None, False)
    trained(store, (4, 5))
    found = store.probes(a_run().id, 5)
    assert found is not None
    assert list(found.rows) == [4, 5]
    trained(store, (6, 6), probed=False)
    assert path.read_text() == found.text  # what was measured stays


def test_what_lies_there_without_a_checkpoint_is_kept_when_the_run_is_trained_again(store: Store) -> None:
    path = trained(store, (1, 4))
    before = path.read_bytes()
    store.drop_checkpoint(a_run().id)
    with store.opened(a_run()) as opened:
        opened.begin({})
        opened.store(ROWS[:2], STATE)
        opened.finish("completed")
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda text: text[:-3], "is damaged"),
        (lambda _: "", "is damaged"),
        (lambda text: text.replace("epoch", "step", 1), "is damaged"),
        (lambda text: text.replace(",0.25,", ",0.25,0.5,"), "its rows are not of its columns"),
        (lambda text: text.replace("0.25", "much"), "is damaged"),
        (lambda text: text.replace("0.25", "0.26"), "another run's"),
        (lambda _: "epoch,a\n", "is damaged"),
        (lambda _: "epoch,a\n1,2\n", "its columns are not those that are measured"),
        (lambda text: text.replace("weights/c1", "weights/c2"), "its columns are not those that are measured"),
        (lambda text: text.replace("right", "dead/c1_act"), "its columns are not those that are measured"),
        (lambda text: text.replace("weights/c1,update/c1", "update/c1,weights/c1"), "its columns are not those"),
        (lambda _: 'epoch,"a\n', "is damaged"),
    ],
)
def test_what_is_damaged_or_another_runs_is_refused_in_a_sentence(
    change: Callable[[str], str], said: str, store: Store
) -> None:
    path = trained(store, (1, 3))
    trained(store, (1, 3), run=a_run(1))
    path.write_text(change(path.read_text()))
    with pytest.raises(UsageError, match=said) as refused:
        store.probes(a_run().id, 3)
    assert str(path) in str(refused.value)
    assert "remove it, and the run counts without its probes" in str(refused.value)
    assert store.probes(a_run(1).id, 3) is not None
    assert store.read(a_run().id)[1] == ROWS[:3]
    path.unlink()
    assert store.probes(a_run().id, 3) is None
