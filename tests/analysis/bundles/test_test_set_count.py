"""How often test sets were opened: every opening counts, and a damaged count is not begun anew in silence."""

import json
from pathlib import Path

import pytest

from analysis.bundles import test_set_count
from studies.store.home import Home
from studies.system.errors import UsageError


@pytest.fixture
def home(tmp_path: Path) -> Home:
    found = Home(tmp_path / "a höme 家")
    found.tuner_dirs.mkdir(parents=True)
    return found


def test_each_opening_counts_for_its_network_on_its_pictures(home: Home) -> None:
    assert test_set_count.count(home, "d1", "lenet") == 0
    for digest, network in (("d1", "lenet"), ("d1", "lenet"), ("d2", "lenet"), ("d1", "resnet")):
        test_set_count.add(home, digest, network, "r1", 10)
    assert [test_set_count.count(home, *one) for one in (("d1", "lenet"), ("d2", "lenet"), ("d2", "resnet"))] == [
        2,
        1,
        0,
    ]


@pytest.mark.parametrize(
    "content", ["", "{", "[]", '{"schema": 2, "openings": []}', '{"schema": 1}', '{"schema": 1, "openings": [{}]}']
)
def test_a_count_that_cannot_be_read_is_refused_and_stays(content: str, home: Home) -> None:
    path = home.tuner_dirs / "test_sets.json"
    path.write_text(content)
    with pytest.raises(UsageError, match="move it away and counting begins anew"):
        test_set_count.count(home, "d1", "lenet")
    with pytest.raises(UsageError, match="move it away"):
        test_set_count.add(home, "d1", "lenet", "r1", 10)
    assert path.read_text() == content


def test_what_a_later_version_adds_to_an_opening_is_kept(home: Home) -> None:
    path = home.tuner_dirs / "test_sets.json"
    path.write_text(
        json.dumps({"schema": 1, "openings": [{"digest": "d1", "network": "lenet", "run": "r", "by": "x"}]})
    )
    test_set_count.add(home, "d1", "lenet", "r1", 10)
    assert test_set_count.count(home, "d1", "lenet") == 2
    assert json.loads(path.read_text())["openings"][0]["by"] == "x"
