"""What a record says of a user's network decides how it is shown, without its code."""

from typing import Any

from analysis.numbers.sections import sections_of
from hypermodels.dimensions import BASELINE
from studies.plan import bases, own_networks
from studies.plan.study_record import StudyRecord


def study(name: str, network: str, source: str | None = None, title: str = "Net") -> StudyRecord:
    row = {"name": "depth", "title": "Depth", "values": [1, 2], "baseline": 2, "scale": "linear", "doc": ""}
    own: Any = source and {"title": title, "paper": "", "source": source, "dimensions": [row]}
    record: StudyRecord = {
        "name": name,
        "kind": "study",
        "dimensions": ["learning_rate"],
        "network": network,
        "dataset": {"name": "digits", "digest": "d", "samples": None},
        "seeds": [0],
        "trials": [{"trial": "0", "values": dict(BASELINE), "runs": ["r"]}],
    }
    return {**record, "own": own} if own else record


def test_a_study_has_the_tables_dimensions_and_its_networks_own() -> None:
    assert bases.of_study(study("a", "net", "0" * 16)) == {**BASELINE, "depth": 2}
    assert bases.of_study(study("a", "lenet")) == BASELINE


def test_versions_of_a_network_are_shown_apart_and_one_alone_is_not_named() -> None:
    one, other = study("a", "net", "0" * 16), study("b", "net", "1" * 16)
    assert [section.version for section in sections_of([one])] == [None]
    apart = sections_of([one, other])
    assert [(section.version, section.studies) for section in apart] == [("0" * 16, [one]), ("1" * 16, [other])]
    assert len({section.anchor for section in apart}) == 2


def test_titles_tell_networks_apart_and_the_five_keep_theirs() -> None:
    studies = [
        study("a", "b_net", "0" * 16, "Same"),
        study("b", "a_net", "1" * 16, "Same"),
        study("c", "fake", "2" * 16, "LeNet-5"),
        study("d", "resnet", "3" * 16, "Not ResNet"),  # as a stranger's store may say
    ]
    assert own_networks.titles(studies) == {
        "resnet": "ResNet-18",
        "a_net": "Same",
        "b_net": "Same (b_net)",
        "fake": "LeNet-5 (fake)",
    }
    assert list(own_networks.titles(studies)) == sorted(own_networks.titles(studies), key=own_networks.place)
