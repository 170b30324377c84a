"""What is loaded for good is never looked through for garbage, and what comes later is."""

import gc

import pytest

from studies.system.collector import loading


def test_nothing_is_collected_meanwhile_and_what_stays_is_never_looked_through() -> None:
    kept: list[object] = []
    with loading():
        assert not gc.isenabled()
        kept.append([kept])
        before = gc.get_freeze_count()
    assert gc.isenabled()
    assert gc.get_freeze_count() > before


def test_what_fails_to_load_leaves_the_collector_at_work() -> None:
    with pytest.raises(ImportError), loading():
        raise ImportError("no such module")
    assert gc.isenabled()
