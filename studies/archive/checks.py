"""Whether runs and studies from elsewhere are what they say: each run by itself, and the runs of a study together."""

import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from studies.plan import own_networks
from studies.plan.growth import seeds_of
from studies.plan.runs import identified
from studies.plan.study_record import StudyRecord
from studies.store import catalog
from studies.store.beside import answers, probes
from studies.store.history import Epoch
from studies.store.home import Home
from studies.store.run_json import RunRecord
from studies.store.runs import Store
from studies.system.errors import UsageError

OF_A_RUN = ("values", "seed", "horizon")  # of an identity; the rest is the same for all runs of a study


def check(path: Path, found: Home, files: Iterable[Path]) -> None:
    """What came out of the file `path` is right by itself: every run is whole, has ended, and is the run that its id
    says, and every study can be read.

    Args:
        files: where its members lie in `found`.

    Raises:
        UsageError: one is not.
    """
    folders = sorted({file.parent for file in files})
    _check_runs(path, found, [folder.name for folder in folders if folder.parent == found.runs])
    for folder in folders:
        if folder.parent != found.runs:
            try:
                catalog.read_one(folder)
            except UsageError as fault:
                raise UsageError(f"{_in_the_file(fault, path, found)}. Nothing was taken.") from None


def _check_runs(path: Path, found: Home, runs: Iterable[str]) -> None:
    store = Store(found.runs)
    for run in runs:
        record, rows = store.read(run)
        fault = None
        if record is None:
            fault = "its record is torn"
        elif not record.readable:
            fault = _in_the_file(record.cause, path, found)
        elif not record.ended or len(rows) != record.epochs_written:
            fault = "it has not ended, or its history was cut"
        elif identified(record.identity) != run:
            fault = "its record is another run's"
        else:
            fault = _fault_beside(found, record, rows, path)
        if fault is not None:
            raise UsageError(f"Run {run} of {path} cannot be taken: {fault}. Nothing was taken.")


def _fault_beside(found: Home, record: RunRecord, rows: Sequence[Epoch], path: Path) -> str | None:
    try:
        answers.read(found.runs / record.id, record.id, rows, record.identity["classes"])
        probes.read(found.runs / record.id, record, len(rows))
    except UsageError as fault:
        return _in_the_file(fault, path, found)
    return None


def _in_the_file(fault: object, path: Path, found: Home) -> str:
    """What is wrong, said of the file `path` as it came. What to do about it in a store is not said: it is in none."""
    return str(fault).partition(": ")[0].rstrip(".").replace(str(found.tuner_dirs), str(path))


def checked(folder: Path) -> StudyRecord:
    """The study in `folder`, whose trials ask for the runs that they name, as far as these lie beside it.

    Raises:
        UsageError: it cannot be read, or a run is another.
    """
    study = catalog.read_one(folder)
    store = Store(folder.parent / "runs")
    for trial in study["trials"]:
        for seed, run in zip(seeds_of(study, trial), trial["runs"], strict=False):
            record = store.record(run)
            if record is not None and not _is_asked_for(study, trial["values"], seed, record):
                raise UsageError(f"Study {study['name']} asks for other runs than it names; nothing was taken.")
    return study


def _is_asked_for(study: StudyRecord, values: Mapping[str, Any], seed: int, record: RunRecord) -> bool:
    identity, data = record.identity, study["dataset"]
    expected = {
        "network": study["network"],
        "width": study.get("width", identity["width"]),
        "precision": study.get("precision", identity["precision"]),
        "classes": len(study.get("classes") or ()) or identity["classes"],
        "source": own_networks.version(study) or None,
        "seed": seed,
    }
    pictures = {name: data.get(name) for name in ("name", "digest", "samples", "side")}
    configuration = {name: value for name, value in values.items() if name != "epochs"}
    return (
        all(identity.get(name) == value for name, value in expected.items())
        and all(identity["dataset"].get(name) == value for name, value in pictures.items())
        and record.values == configuration
        and identity.get("horizon") in (None, values["epochs"])
    )


def check_build(study: StudyRecord, *homes: Home) -> None:
    """All runs of a study that are stored in one of `homes` are of one build of the network, on the same pictures.

    Raises:
        UsageError: they are not, so that they cannot be compared.
    """
    records = [Store(home.runs).record(run) for home in homes for trial in study["trials"] for run in trial["runs"]]
    builds = {
        json.dumps({name: part for name, part in record.identity.items() if name not in OF_A_RUN}, sort_keys=True)
        for record in records
        if record is not None and record.readable
    }
    if len(builds) > 1:
        raise UsageError(
            f"{study['name']} is stored here with runs of another build of the network: take it into an empty folder "
            "(--root), or remove the study here first (clean-study)."
        )
