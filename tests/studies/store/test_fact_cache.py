"""A fact that took time to find out is found out once; a cache that is torn costs only that time."""

import json
from pathlib import Path

import pytest

from studies.store import fact_cache
from studies.system import form


class Finding:
    """Counts how often it is asked."""

    def __init__(self, *answers: object) -> None:
        self.answers = list(answers)

    def __call__(self) -> object:
        return self.answers.pop(0)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "a höme 家" / "facts.json"


def test_it_is_found_out_once_for_each_key(path: Path) -> None:
    find = Finding("one", "two")
    for _ in range(2):
        assert fact_cache.remembered(path, "a", find, form.text) == "one"
        assert fact_cache.remembered(path, "ü", find, form.text) == "two"
    assert fact_cache.known(path) == {"a": "one", "ü": "two"}


def test_what_it_says_of_another_form_is_found_out_anew_and_the_rest_is_kept(path: Path) -> None:
    fact_cache.remember(path, "a", 3)
    fact_cache.remember(path, "b", "kept")
    assert fact_cache.remembered(path, "a", Finding("one"), form.text) == "one"
    assert fact_cache.known(path) == {"a": "one", "b": "kept"}


@pytest.mark.parametrize("content", [b"", b"{", b"[1]", b'"a"', b"\xff", b'{"a": NaN}', None])
def test_what_is_no_cache_holds_nothing_and_is_written_anew(content: bytes | None, path: Path) -> None:
    path.parent.mkdir()
    if content is not None:
        path.write_bytes(content)
    assert fact_cache.known(path) == {}
    assert fact_cache.remembered(path, "a", Finding("one"), form.text) == "one"
    assert json.loads(path.read_text()) == {"a": "one"}


def test_nothing_is_written_where_it_cannot_be_found_out(path: Path) -> None:
    with pytest.raises(IndexError):
        fact_cache.remembered(path, "a", Finding(), form.text)
    assert not path.parent.exists()


def test_no_lock_and_no_half_written_file_is_left_beside_it(path: Path) -> None:
    path.parent.mkdir()
    (path.parent / ".facts.json.7.part").write_bytes(b"of a killed process")
    fact_cache.remember(path, "a", 1)
    assert [one.name for one in path.parent.iterdir()] == ["facts.json"]
