"""What a command trains with: threads by the cores, and an engine that ends with its block."""

from contextlib import suppress
from pathlib import Path
from typing import Any, cast

import pytest

from studies.execution import resources
from studies.execution.engine import Engine
from studies.execution.resources import Resources
from studies.store.home import Home
from studies.system import machine


class Idle:
    """An engine without a process."""

    stopped = 0

    def stop(self) -> None:
        self.stopped += 1


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[Idle]:
    """The engines that are started, none of them with a process."""
    made: list[Idle] = []

    def engine(*_: object) -> Engine:
        made.append(Idle())
        return cast(Engine, made[-1])

    monkeypatch.setattr(Resources, "engine", engine)
    return made


@pytest.mark.parametrize(
    ("workers", "given", "threads"), [(0, None, 8), (1, None, 8), (3, None, 2), (8, None, 1), (99, None, 1), (3, 5, 5)]
)
def test_the_cores_are_shared_out_among_the_workers(
    workers: int, given: int | None, threads: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(machine, "cores", lambda: 8)
    assert Resources(workers, given).threads == threads


def test_an_engine_is_started_when_it_is_first_needed_and_once(started: list[Idle]) -> None:
    with Resources().starting(Home(Path("nowhere")), eager=False) as start:
        assert started == []
        assert start() is start()
        assert [one.stopped for one in started] == [0]
    assert [one.stopped for one in started] == [1]


def test_one_that_is_surely_needed_starts_at_once_and_ends_whatever_happens(started: list[Idle]) -> None:
    with suppress(KeyError), Resources().starting(Home(Path("nowhere")), eager=True):
        assert len(started) == 1
        raise KeyError
    assert [one.stopped for one in started] == [1]


def test_nothing_is_started_where_nothing_is_needed(started: list[Idle]) -> None:
    with Resources().starting(Home(Path("nowhere")), eager=False):
        pass
    assert started == []


@pytest.mark.parametrize(
    ("wanted", "kind", "given"),
    [(Resources(0, 2), "Inline", (2,)), (Resources(2, 3), "Local", (["a", "b"], 3)), (Resources(2), "Local", None)],
)
def test_workers_are_processes_and_none_is_this_process(
    wanted: Resources, kind: str, given: tuple[Any, ...] | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[tuple[str, tuple[Any, ...], dict[str, Any]]] = []
    for name in ("Inline", "Local"):
        monkeypatch.setattr(resources, name, lambda *words, name=name, **more: made.append((name, words, more)))
    monkeypatch.setattr(machine, "assigned_gpus", lambda *_: ["a", "b"])
    wanted.engine(Home(tmp_path))
    ((name, words, more),) = made
    assert name == kind
    assert given is None or words[: len(given)] == given
    assert more == ({} if kind == "Inline" else {"fixed": wanted.threads_each is not None})
    assert Home(tmp_path).cache.is_dir()


def test_a_command_that_trains_by_itself_has_its_helper_inside_and_another_may_make_it_a_worker(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    made: list[tuple[int, bool, int | None]] = []
    monkeypatch.setattr(machine, "cores", lambda: 4)
    monkeypatch.setattr(
        resources, "Helper", lambda threads, inline, becomes_one_of: made.append((threads, inline, becomes_one_of))
    )
    Resources(0).helper()
    Resources(2).helper()
    Resources(2).helper(becomes_worker=True)
    assert made == [(4, True, None), (2, False, None), (2, False, 2)]
