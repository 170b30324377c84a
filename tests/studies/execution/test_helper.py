"""The process beside the driver: it answers, dies without harm, and writes the Keras-Tuner project."""

import errno
import gc
import json
import os
import signal
import sys
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from hypermodels.dimensions import find
from studies.data.dataset_ref import DatasetRef
from studies.execution.helper import Helper
from studies.execution.local import Local
from studies.execution.protocols import Result
from studies.execution.resources import Resources
from studies.plan import questions
from studies.plan.runs import Context
from studies.store.history import Epoch
from studies.store.home import Home
from studies.system import machine
from studies.system.errors import MachineError
from studies.system.quiet import quiet
from studies.views.scores import score
from studies.views.study_views import write_project

REF = DatasetRef("digits", "d1", tuple("0123456789"), (1294, 144, 359))
STUDY = questions.study(Context("lenet", "f", 1.0, REF, "float32"), find("lr"), (0.1, 0.2, 0.3), (0,), 2, "")


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path)


@pytest.fixture
def helper() -> Iterator[Helper]:
    with Helper() as one:
        yield one


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def abort() -> None:
    with quiet():
        os.write(2, b"terminate called: bad_alloc\n")
        os.abort()


def die_unless(path: Path) -> str:
    """Ends its process the first time."""
    if not path.exists():
        path.touch()
        die()
    return "alive"


def full() -> None:
    raise OSError(errno.ENOSPC, "No space left on device")


def test_a_helper_answers_from_a_process_of_its_own_again_after_it_died(helper: Helper, tmp_path: Path) -> None:
    assert helper.answer(os.getpid) != os.getpid()
    assert helper.answer(die_unless, tmp_path / "died") == "alive"
    with pytest.raises(OSError, match="No space left") as failed:
        helper.answer(full)
    assert failed.value.errno == errno.ENOSPC


def loaded() -> list[str]:
    return [name for name in ("keras", "matplotlib", "pandas", "scipy", "sklearn") if name in sys.modules]


def installed() -> str:
    import pandas  # hidden from Keras alone

    return str(pandas.__name__)


def test_a_process_has_keras_without_the_packages_that_it_loads_for_figures_and_tables(helper: Helper) -> None:
    assert helper.answer(loaded) == ["keras"]
    assert helper.answer(installed) == "pandas"


def looked_through() -> tuple[bool, int]:
    return gc.isenabled(), gc.get_freeze_count()


def test_one_that_becomes_a_worker_is_the_first_of_so_many_where_the_command_comes_to_that(home: Home) -> None:
    with Resources(2).helper(becomes_worker=True) as helper:
        pid = helper.answer(os.getpid)
    engine = Resources(2).engine(home)
    try:
        assert isinstance(engine, Local)
        pids = [one.submit(os.getpid).result(timeout=60) for one in engine._workers]
        assert pids[0] == pid != pids[1]
    finally:
        engine.stop()


def test_where_other_workers_are_started_or_it_fails_its_process_ends(home: Home) -> None:
    with Resources(2).helper(becomes_worker=True) as helper:
        other = psutil.Process(helper.answer(os.getpid))
    Resources(1).engine(home).stop()
    assert psutil.wait_procs([other], timeout=30)[1] == []
    helper = Resources(2).helper(becomes_worker=True)
    failed = psutil.Process(helper.answer(os.getpid))
    helper.__exit__(OSError)
    assert psutil.wait_procs([failed], timeout=30)[1] == []


def test_what_the_server_has_loaded_is_not_looked_through_again_for_what_can_go(helper: Helper) -> None:
    enabled, left_alone = helper.answer(looked_through)
    assert enabled
    assert left_alone > 100_000


def test_one_that_was_started_is_loaded_when_it_is_asked(helper: Helper) -> None:
    """What a command does meanwhile costs it no time."""
    helper.start()
    assert helper._process.is_alive
    started = helper._process._pool
    assert helper.answer(os.getpid) != os.getpid()
    assert helper._process._pool is started
    with Helper(inline=True) as here:
        here.start()
        assert not here._process.is_alive


def test_a_helper_that_always_dies_is_an_error_in_words(helper: Helper) -> None:
    with pytest.raises(MachineError, match="dies each time it is started: it was ended by SIGKILL, most"):
        helper.answer(die)
    with pytest.raises(MachineError, match=r"by SIGABRT, .* Said last: terminate called: bad_alloc\. Close other"):
        helper.answer(abort)


def test_a_driver_that_trains_by_itself_has_no_other_process() -> None:
    with Helper(machine.cores(), inline=True) as one:
        assert one.answer(os.getpid) == os.getpid()


def test_a_project_is_whole_although_its_helper_was_killed_before(helper: Helper, tmp_path: Path) -> None:
    home = Home(tmp_path)
    home.study(STUDY.name).mkdir(parents=True)
    os.kill(helper.answer(os.getpid), signal.SIGKILL)
    rows = [Epoch(n, 0.5, 0.1 * n, 1.0, 1.0, 0.1, 2.0) for n in (1, 2)]
    ended = [
        (Result(STUDY.trials[0].runs[0], tuple(rows), "completed"),),
        (Result(STUDY.trials[1].runs[0], (), "failed", "the cat sat on the keyboard"),),
        (Result(STUDY.trials[2].runs[0], tuple(rows[:1]), "completed"),),
    ]
    write_project(helper, home, STUDY, [score(results, 2) for results in ended])
    trials = [json.loads(path.read_text()) for path in sorted(home.study(STUDY.name).glob("trial_*/trial.json"))]
    assert [(one["status"], one["score"], one["message"]) for one in trials] == [
        ("COMPLETED", 0.2, None),
        ("FAILED", None, "seed 0: the cat sat on the keyboard"),
        ("COMPLETED", 0.1, None),
    ]
