"""A study as it is stored: what each field of study.json is. `studies.store.study_json` reads and checks it. Pure."""

from typing import Any, NotRequired, TypedDict

from hypermodels.dimensions import Value


class DatasetRecord(TypedDict):
    """Which pictures a study trained on; `train`, `validation` and `test` count them."""

    name: str
    digest: str
    samples: int | None  # training pictures used; None for all
    train: NotRequired[int | None]
    validation: NotRequired[int | None]
    test: NotRequired[int | None]
    side: NotRequired[int | None]  # of a picture, in pixels; without it, 32


class TrialRecord(TypedDict):
    """A configuration with the ids of its runs, one a seed."""

    trial: str  # Keras-Tuner's id
    values: dict[str, Value]  # of every dimension of the table
    runs: list[str]
    seeds: NotRequired[list[int]]  # without it, the study's


class LookRecord(TypedDict):
    """A look at the study's verdicts (`plan.looks`)."""

    seeds: int
    spends: float
    reading: NotRequired[int]  # the epochs of the reading; without it, of each


class OwnRecord(TypedDict):
    """A user's network: what its file says of it, and the digest of its source."""

    title: str
    paper: str
    source: str
    dimensions: list[dict[str, Any]]  # its own rows (`hypermodels.own.rows.described`)


class StudyRecord(TypedDict):
    """All that was asked of a study. What an earlier version did not write is not required.

    A record of one reading of several (`growth.readings`) says its epochs as `reading`.
    """

    schema: NotRequired[int]
    name: str
    kind: str
    dimensions: list[str]
    network: str
    width: NotRequired[float]
    precision: NotRequired[str]
    classes: NotRequired[list[str]]
    dataset: DatasetRecord
    seeds: list[int]
    tuner: NotRequired[str | None]
    warnings: NotRequired[list[str]]
    command: NotRequired[str]
    commands: NotRequired[list[str]]
    trials: list[TrialRecord]
    looks: NotRequired[list[LookRecord]]
    base: NotRequired[dict[str, Value]]  # where its baseline departs from the table's (`plan.bases`)
    own: NotRequired[OwnRecord | None]  # where the network is a user's
    chosen: NotRequired[dict[str, str]]  # of a finale: by what each value was chosen, `clear` or `mean`
    chosen_on: NotRequired[list[int]]  # of a finale or a tuned study: the seeds that chose
    reading: NotRequired[int | None]


def viewed(study: StudyRecord) -> dict[str, Any]:
    """What the views of a study show of its record: all but what was typed, and who looked when."""
    return {name: part for name, part in study.items() if name not in ("command", "commands", "looks")}


def training_pictures(study: StudyRecord) -> int:
    """How many pictures a run of a stored study trains on; 0 where its record does not say."""
    return int(study["dataset"].get("samples") or study["dataset"].get("train") or 0)


def validation_pictures(study: StudyRecord) -> int:
    """How many pictures validate a run of a stored study; 0 where its record does not say."""
    return int(study["dataset"].get("validation") or 0)


def own_name(study: StudyRecord) -> str:
    """The name of the study that a record is a reading of; its own where it is of all."""
    return study["name"].removesuffix(f"-{study['reading']}epochs") if study.get("reading") else study["name"]


def choosing(study: StudyRecord) -> frozenset[int]:
    """The seeds of a stored study that choose its learning rates, and judge nothing; none but in a tuned one."""
    return frozenset(study.get("chosen_on") or () if study["kind"] == "tuned" else ())


def ladders(study: StudyRecord) -> dict[Value, tuple[Value, ...]]:
    """By value of a stored tuned study, the learning rates that it is tried at."""
    name, found = study["dimensions"][0], dict[Value, dict[Value, None]]()
    for trial in study["trials"]:
        found.setdefault(trial["values"][name], {})[trial["values"]["learning_rate"]] = None
    return {value: tuple(rates) for value, rates in found.items()}
