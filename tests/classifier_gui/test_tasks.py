"""Work off the main thread, its result on it."""

import threading

from pytestqt.qtbot import QtBot

from classifier_gui.tasks import Tasks


def test_the_work_is_off_the_main_thread_and_the_result_on_it(qtbot: QtBot) -> None:
    tasks = Tasks()
    seen: dict[str, object] = {}

    def then(result: int, error: Exception | None) -> None:
        seen.update(at=result, then=threading.get_ident(), error=error)

    tasks.run(threading.get_ident, then)
    qtbot.waitUntil(lambda: bool(seen))
    assert seen["at"] != threading.get_ident()
    assert seen["then"] == threading.get_ident()
    assert seen["error"] is None


def test_an_error_arrives_in_place_of_a_result(qtbot: QtBot) -> None:
    tasks, seen = Tasks(), []
    tasks.run(lambda: 1 / 0, lambda result, error: seen.append((result, error)))
    qtbot.waitUntil(lambda: bool(seen))
    ((result, error),) = seen
    assert result is None
    assert isinstance(error, ZeroDivisionError)


def test_tasks_run_one_after_the_other(qtbot: QtBot) -> None:
    tasks, seen = Tasks(), []
    for number in range(50):
        tasks.run(lambda number=number: number, lambda result, _error: seen.append(result))
    qtbot.waitUntil(lambda: len(seen) == 50)
    assert seen == list(range(50))


def test_stopping_drops_what_waits() -> None:
    tasks, started, go, ran = Tasks(), threading.Event(), threading.Event(), []

    def first() -> None:
        started.set()
        go.wait(10)

    tasks.run(first, lambda *_: None)
    tasks.run(lambda: ran.append("second"), lambda *_: None)
    assert started.wait(10)
    threading.Timer(0.05, go.set).start()
    tasks.stop()
    assert ran == []
