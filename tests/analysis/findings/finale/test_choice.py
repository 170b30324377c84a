"""Which studies a finale is chosen from."""

from dataclasses import replace
from pathlib import Path

from analysis.findings.finale import choice
from hypermodels.dimensions import find
from hypermodels.own.file import read
from studies.plan import questions
from studies.store import catalog
from studies.store.home import Home
from tests.hypermodels.own.networks import SMALL, own_network
from tests.support.contexts import CONTEXT


def test_what_another_version_of_a_network_found_is_in_no_finale(tmp_path: Path) -> None:
    first, second = (
        replace(CONTEXT, network="my_net", own=read(own_network(tmp_path / "nets", text)))
        for text in (SMALL, f"{SMALL}# edited\n")
    )
    catalog.grow(Home(tmp_path), questions.study(first, find("lr")))
    assert choice.readings(tmp_path, first, ()) == [10]
    assert choice.readings(tmp_path, second, ()) == []
    assert choice.readings(tmp_path, replace(first, own=None), ()) == []
