"""THE rule for the best run: what a study's summary names, what is exported, and which checkpoint is never dropped.

The best configuration has the highest mean validation accuracy over its seeds, after its epochs; its best run is the
seed with the highest. Reads the store, changes nothing.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from statistics import fmean
from typing import Any

import numpy as np

from hypermodels.dimensions import BASELINE, Value
from studies.plan import growth, own_networks
from studies.plan.runs import Context
from studies.plan.study_record import StudyRecord, TrialRecord, choosing
from studies.store import catalog, checkpoint
from studies.store.home import Home
from studies.store.reading.run_reader import RunReader
from studies.store.run_json import RunRecord
from studies.store.runs import Store

PREFIX = f"{checkpoint.STATE}model/"  # of a weight in a checkpoint


@dataclass(frozen=True)
class Candidate:
    """A configuration looked at after its epochs: the runs that got there, one a seed, and the first study of it."""

    study: StudyRecord
    values: dict[str, Value]
    runs: dict[int, str]  # the ids, by seed
    accuracies: dict[int, float]  # validation accuracy, by seed

    @property
    def epochs(self) -> int:
        return int(self.values["epochs"])

    @property
    def mean(self) -> float:
        return sum(self.accuracies.values()) / len(self.accuracies)

    def by_accuracy(self) -> list[int]:
        """The seeds, the most accurate first."""
        return sorted(self.runs, key=lambda seed: (-self.accuracies[seed], seed))


@dataclass(frozen=True)
class Choice:
    """The run to export, and the better configuration that cannot be exported, if there is one."""

    candidate: Candidate
    seed: int
    run: RunRecord
    missed: Candidate | None = None
    better: tuple[tuple[str, dict[str, Value]], ...] = ()  # runs and values that come before it, their weights gone


def place(accuracies: Mapping[int, float], values: Mapping[str, Value]) -> tuple[float, int, int, str]:
    """Where a configuration stands beside others: the least is the best.

    Of equal ones it is the one with more seeds, then the one nearer to the baseline, as the page has it, then one by
    its values, whichever was stored first.

    Args:
        accuracies: after the configuration's epochs, by seed.
    """
    every = {**BASELINE, **values}
    departures = sum(every[name] != usual for name, usual in BASELINE.items() if name != "epochs")
    return -fmean(accuracies.values()), -len(accuracies), departures, json.dumps(every, sort_keys=True)


def ranked(found: Iterable[Candidate]) -> list[Candidate]:
    """The best first."""
    return sorted(found, key=lambda one: place(one.accuracies, one.values))


def choose(found: Iterable[Candidate], store: Store) -> Choice | None:
    """The best candidate's best run whose checkpoint still holds the weights after its last epoch.

    Weights are kept after a run's last epoch only: a run that went on for a longer trial has lost the earlier ones.
    """
    order = ranked(found)
    better: list[tuple[str, dict[str, Value]]] = []
    for one in order:
        for seed in one.by_accuracy():
            record = store.record(one.runs[seed])
            if record is not None and weights(store, record.id, one.epochs, only_look=True) is not None:
                return Choice(one, seed, record, None if one is order[0] else order[0], tuple(better))
            better.append((one.runs[seed], one.values))
    return None


def weights(store: Store, run: str, epochs: int, only_look: bool = False) -> dict[str, np.ndarray] | None:
    """The run's weights after so many epochs, by the path of the variable; None where they are not stored.

    `only_look` leaves them on the disk.
    """
    try:
        with np.load(store.folder(run) / checkpoint.NAME, allow_pickle=False) as arrays:
            if int(json.loads(arrays["meta"].tobytes())["epoch"]) != epochs:
                return None
            names = [] if only_look else [name for name in arrays.files if name.startswith(PREFIX)]
            return {name.removeprefix(PREFIX): arrays[name] for name in names}
    except Exception:  # no file, or a torn archive, which fails in many ways
        return None


def candidates(
    home: Home, network: str | None = None, dataset: str | None = None, refused: list[str] | None = None
) -> dict[tuple[str, str, str], list[Candidate]]:
    """The candidates of every study, by (dataset's name, network, version of a user's network, else nothing).

    Widths, subsets and precisions compete with one another: all are measured on the same validation pictures.
    """
    groups: dict[tuple[str, str, str], list[Candidate]] = {}
    uses = _uses(catalog.read(home, refused), network, dataset)
    for one in merged(Store(home.runs), uses):
        key = (one.study["dataset"]["name"], one.study["network"], own_networks.version(one.study))
        groups.setdefault(key, []).append(one)
    return dict(sorted(groups.items()))


def of_setting(home: Home, context: Context) -> list[Candidate]:
    """The candidates of a network on these very pictures at this width, whatever their precision."""
    studies = [study for study in catalog.read(home) if is_of_setting(study, context)]
    return merged(Store(home.runs), _uses(studies, None, None))


def is_of_setting(study: StudyRecord, context: Context) -> bool:
    """Whether a study is of this version of this network, as wide, on these pictures."""
    dataset, pictures = study["dataset"], context.dataset
    found = (study["network"], own_networks.version(study), study.get("width", 1.0))
    wanted = (context.network, context.own.digest if context.own else "", context.width)
    return (*found, dataset["digest"], dataset["samples"]) == (*wanted, pictures.digest, pictures.samples)


def of_study(store: RunReader, study: StudyRecord) -> list[Candidate]:
    """The candidates of one study, or of one reading of it, the best first."""
    return ranked(merged(store, _uses([study], None, None)))


Use = tuple[StudyRecord, TrialRecord, str]  # of a run: by which study, in which trial, and its id


def merged(store: RunReader, uses: Iterable[Use]) -> list[Candidate]:
    """Every configuration of which a run got to its epochs without diverging. One that several studies ask for counts
    once, with all its seeds."""
    found: dict[str, Candidate] = {}
    before: tuple[dict[str, Any], int] | None = None
    for study, trial, run in uses:
        record, rows = store.read(run)
        epochs = int(trial["values"]["epochs"])
        if record is None or len(rows) < epochs or any(row.diverged for row in rows[:epochs]):
            continue
        shared = ({name: value for name, value in record.identity.items() if name != "seed"}, epochs)
        if shared != before:  # the runs of a trial follow one another
            key = json.dumps(shared, sort_keys=True)  # what all seeds of a configuration share
            one, before = found.setdefault(key, Candidate(study, dict(trial["values"]), {}, {})), shared
        seed = record.seed
        one.runs[seed], one.accuracies[seed] = run, rows[epochs - 1].val_accuracy
    return list(found.values())


def _uses(studies: Iterable[StudyRecord], network: str | None, dataset: str | None) -> Iterator[Use]:
    """Every run of these studies, but those that chose a rate: the highest of several is too high."""
    for study in studies:
        if catalog.is_of(study, network, dataset):
            for trial in study["trials"]:
                for seed, run in zip(growth.seeds_of(study, trial), trial["runs"], strict=False):
                    if seed not in choosing(study):
                        yield study, trial, run
