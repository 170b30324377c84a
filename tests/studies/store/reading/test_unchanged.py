"""A stamp tells which files lie there: it changes with every change, and says when it is too fresh to be relied on."""

import os
from pathlib import Path

import pytest

from studies.store.reading.unchanged import FACTS, NO_FILE, SETTLED, Stamp, stamp


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "a höme 家"
    made.mkdir()
    (made / "one").write_text("1")
    return made


def facts(folder: Path) -> bytes:
    found = stamp(str(folder), "one", "other")
    assert found is not None
    return found.facts


def test_it_has_the_facts_of_each_file_and_none_of_one_that_is_missing(folder: Path) -> None:
    found = facts(folder)
    assert len(found) == 2 * FACTS.size
    assert found[FACTS.size :] == NO_FILE
    assert found == facts(folder)


def test_every_change_shows_though_the_size_and_the_date_are_put_back(folder: Path) -> None:
    before, path = facts(folder), folder / "one"
    seen = {before}
    dates = path.stat()
    path.write_text("2")
    os.utime(path, ns=(dates.st_atime_ns, dates.st_mtime_ns))
    seen.add(facts(folder))
    path.write_text("22")
    seen.add(facts(folder))
    other = folder / "other"
    other.write_text("22")
    seen.add(facts(folder))
    other.replace(path)
    seen.add(facts(folder))
    path.unlink()
    seen.add(facts(folder))
    assert len(seen) == 6


def test_a_folder_that_is_a_link_a_file_or_not_there_has_none(folder: Path) -> None:
    (folder.parent / "link").symlink_to(folder)
    for name in ("link", "nowhere", "a höme 家/one"):
        assert stamp(str(folder.parent / name), "one") is None


def test_it_is_settled_once_another_change_would_show(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fresh = stamp(str(folder), "one")
    assert fresh is not None
    assert not fresh.settled
    monkeypatch.setattr("time.time_ns", lambda: fresh.latest + SETTLED + 1)
    later = stamp(str(folder), "one")
    assert later is not None
    assert (later.facts, later.settled) == (fresh.facts, True)
    assert not Stamp(b"", latest=100, asked=50).settled  # a date in the future
