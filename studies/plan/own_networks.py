"""What the record of a study says of a user's network: its title, its version, its dimensions. Pure; runs no code."""

from collections.abc import Iterable, Mapping

from hypermodels import NETWORKS
from hypermodels.dimensions import BY_NAME, Dimension, Value
from hypermodels.own import rows
from hypermodels.own.file import OwnNetwork
from studies.plan.study_record import OwnRecord, StudyRecord


def described(own: OwnNetwork) -> OwnRecord:
    """The network as study.json holds it; the source itself lies beside the runs (`store.networks`)."""
    return {
        "title": own.title,
        "paper": own.paper,
        "source": own.digest,
        "dimensions": rows.described(own.dimensions),
    }


def dimensions(study: StudyRecord) -> tuple[Dimension, ...]:
    """The rows that the study's network adds to the table."""
    own = study.get("own")
    return rows.from_record(own["dimensions"]) if own else ()


def columns(studies: Iterable[StudyRecord]) -> list[str]:
    """The dimensions of users' networks, which have columns of tables after the table's."""
    found = (row.name for study in studies for row in dimensions(study))
    return [name for name in dict.fromkeys(found) if name not in BY_NAME]


def table(study: StudyRecord) -> Mapping[str, Dimension]:
    """The dimensions of the study's network, by name."""
    return rows.table(dimensions(study)) if study.get("own") else BY_NAME


def baseline(study: StudyRecord) -> dict[str, Value]:
    """The baseline's value of each dimension of the study's network."""
    return rows.filled({}, table(study))


def version(study: StudyRecord) -> str:
    """The digest of the source that the study's network was built of; empty for one of the five."""
    own = study.get("own")
    return own["source"] if own else ""


def of_version(study: StudyRecord | None, own: OwnNetwork | None) -> StudyRecord | None:
    """The study where it is of this version of a network; None where it is of another, whose values may be others."""
    return study if study is not None and version(study) == (own.digest if own else "") else None


def papers(studies: Iterable[StudyRecord]) -> list[str]:
    """Where users' networks of the studies come from, as their files say; none where they do not."""
    return list(dict.fromkeys(own["paper"] for one in studies if (own := one.get("own")) and own["paper"]))


def place(network: str) -> tuple[int, str]:
    """A sort key of networks: the five in their order, then users' by name."""
    names = list(NETWORKS)
    return (names.index(network) if network in NETWORKS else len(names), network)


def titles(studies: Iterable[StudyRecord]) -> dict[str, str]:
    """The networks of the studies with their titles: the five in their order, then users' by name, no two alike.

    Of several versions of a user's network the last one's title counts.
    """
    studies = list(studies)
    found = {name: title for name, title in NETWORKS.items() if any(one["network"] == name for one in studies)}
    own = {one["network"]: said["title"] for one in studies if (said := one.get("own"))}
    for name in sorted({one["network"] for one in studies} - set(NETWORKS)):
        title = own.get(name, name)
        taken = {*NETWORKS.values(), *found.values()}
        found[name] = f"{title} ({name})" if title in taken else title
    return found
