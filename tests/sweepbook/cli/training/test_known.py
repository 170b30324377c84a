"""What a command takes from a stored study of its name."""

from dataclasses import replace
from pathlib import Path

from hypermodels.dimensions import find
from hypermodels.own.file import read
from studies.plan import questions
from studies.store import catalog
from studies.store.home import Home
from sweepbook.cli.training.known import known_study
from tests.hypermodels.own.networks import SMALL, own_network
from tests.support.contexts import CONTEXT


def test_a_study_is_known_where_one_of_its_name_is_stored(tmp_path: Path) -> None:
    study = questions.study(CONTEXT, find("lr"))
    assert known_study(Home(tmp_path), CONTEXT, study.name) is None
    catalog.grow(Home(tmp_path), study)
    found = known_study(Home(tmp_path), CONTEXT, study.name)
    assert found is not None
    assert found["name"] == study.name


def test_one_of_another_version_of_a_users_network_is_not(tmp_path: Path) -> None:
    first, second = (
        replace(CONTEXT, network="my_net", own=read(own_network(tmp_path, text))) for text in (SMALL, f"{SMALL}\n# x\n")
    )
    study = questions.study(first, find("lr"))
    catalog.grow(Home(tmp_path), study)
    assert known_study(Home(tmp_path), first, study.name) is not None
    assert known_study(Home(tmp_path), second, study.name) is None
