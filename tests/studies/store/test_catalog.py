"""The studies' folders: who holds one clears it, and leaves alone what another process is writing there."""

import os
import threading
import time
from dataclasses import replace
from pathlib import Path

import pytest

from hypermodels.dimensions import find
from studies.plan import questions
from studies.store import catalog
from studies.store.home import Home
from studies.system.errors import UsageError
from tests.support.contexts import CONTEXT

STUDY = questions.study(CONTEXT, find("l2"), seeds=(0, 1, 2))


def test_who_takes_a_study_sweeps_nothing_that_another_process_is_writing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A look is counted, and a study grows, without the study's own lock: its holder may train for hours."""
    home, writing = Home(tmp_path), threading.Event()
    catalog.grow(home, STUDY)
    fsync = os.fsync

    def slow(descriptor: int) -> None:
        writing.set()
        time.sleep(0.3)
        fsync(descriptor)

    monkeypatch.setattr(os, "fsync", slow)
    other = threading.Thread(target=lambda: catalog.count_look(home, STUDY, 3))
    other.start()
    writing.wait()
    with catalog.held(home, STUDY.name):
        pass
    other.join()
    assert [look["seeds"] for look in catalog.read_one(home.study(STUDY.name))["looks"]] == [3]


def test_two_versions_of_a_network_do_not_write_over_each_other(tmp_path: Path) -> None:
    home, record = Home(tmp_path), Home(tmp_path).study(STUDY.name) / "study.json"
    other = questions.study(replace(CONTEXT, fingerprint="g"), find("l2"), seeds=(0, 1, 2))
    catalog.grow(home, STUDY)
    before = record.read_bytes()
    with pytest.raises(UsageError, match="with another version of lenet or other pictures: wait for it"):
        catalog.grow(home, other, shared=True)
    catalog.count_look(home, other, 3)
    assert record.read_bytes() == before
    catalog.grow(home, STUDY, shared=True)
    catalog.grow(home, other)  # nobody is at work on it
    assert record.read_bytes() != before


@pytest.mark.skipif(os.geteuid() == 0, reason="root may look into every folder")
def test_a_folder_that_may_not_be_looked_into_costs_no_other_study(tmp_path: Path) -> None:
    """As `lost+found`, where a disk begins at the store."""
    home = Home(tmp_path)
    catalog.grow(home, STUDY)
    closed = home.tuner_dirs / "lost+found"
    closed.mkdir(mode=0)
    try:
        assert [one["name"] for one in catalog.read(home)] == [STUDY.name]
    finally:
        closed.chmod(0o700)


def test_views_stay_right_where_a_study_is_only_asked_for_in_other_words(tmp_path: Path) -> None:
    """To make those of 100,000 runs takes a minute."""
    home = Home(tmp_path)
    catalog.grow(home, replace(STUDY, command="study l2"))
    home.tb_logs.joinpath(STUDY.name).mkdir(parents=True)
    catalog.write_stamp(home, STUDY.name, "made of this")
    grown = catalog.grow(home, replace(STUDY, command="study l2 --workers 2"))
    assert grown.commands == ("study l2", "study l2 --workers 2")
    assert catalog.read_one(home.study(STUDY.name))["commands"] == list(grown.commands)
    assert catalog.read_stamp(home, STUDY.name) == "made of this"
    catalog.grow(home, questions.study(CONTEXT, find("l2"), seeds=(3,)))
    assert catalog.read_stamp(home, STUDY.name) is None
