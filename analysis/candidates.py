"""Which run of each dataset and network is worth exporting. Reads the store, changes nothing."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from hypermodels.dimensions import BASELINE, Value
from studies import catalog
from studies.records import Epoch, Record, Store

PREFIX = "state/model/"  # of a weight in a checkpoint


@dataclass(frozen=True)
class Candidate:
    """A configuration looked at after its epochs: the runs that got there, one a seed, and a study that asked."""

    study: dict[str, Any]
    values: dict[str, Value]
    runs: dict[int, Record]  # by seed
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
    missed: Candidate | None = None

    @property
    def run(self) -> Record:
        return self.candidate.runs[self.seed]


def choose(found: Iterable[Candidate], store: Store) -> Choice | None:
    """The first, by mean validation accuracy, of which a seed's weights are those after its epochs.

    Weights are kept after a run's last epoch only: a run that went on for a longer trial has lost the earlier ones.
    """
    ranked = sorted(found, key=lambda one: (-one.mean, -len(one.runs), json.dumps(one.values, sort_keys=True)))
    for one in ranked:
        for seed in one.by_accuracy():
            if weights(store, one.runs[seed].id, one.epochs, only_look=True) is not None:
                return Choice(one, seed, None if one is ranked[0] else ranked[0])
    return None


def weights(store: Store, run: str, epochs: int, only_look: bool = False) -> dict[str, np.ndarray] | None:
    """The run's weights after so many epochs, by the path of the variable; None where they are not stored.

    `only_look` leaves them on the disk.
    """
    try:
        with np.load(store.folder(run) / "checkpoint.npz", allow_pickle=False) as arrays:
            if int(json.loads(arrays["meta"].tobytes())["epoch"]) != epochs:
                return None
            names = [] if only_look else [name for name in arrays.files if name.startswith(PREFIX)]
            return {name.removeprefix(PREFIX): arrays[name] for name in names}
    except Exception:  # no file, or a torn archive, which fails in many ways
        return None


def candidates(
    home: catalog.Home, network: str | None = None, dataset: str | None = None, refused: list[str] | None = None
) -> dict[tuple[str, str], list[Candidate]]:
    """Every configuration of which a run got to its epochs without diverging, by (dataset's name, network).

    A configuration that several studies ask for counts once, with all its seeds. Widths, subsets and precisions
    compete with one another: all are measured on the same validation pictures.
    """
    store = Store(home.runs)
    read: dict[str, tuple[Record | None, list[Epoch]]] = {}
    merged: dict[str, Candidate] = {}
    for study, trial, run in _asked(catalog.read(home, refused), network, dataset):
        if run not in read:
            read[run] = store.read(run)
        record, rows = read[run]
        epochs = int(trial["values"]["epochs"])
        if record is None or len(rows) < epochs or any(row.diverged for row in rows[:epochs]):
            continue
        values = {name: trial["values"][name] for name in BASELINE}
        one = merged.setdefault(_key(record.data["identity"], epochs), Candidate(study, values, {}, {}))
        seed = int(record.data["identity"]["seed"])
        one.runs[seed], one.accuracies[seed] = record, rows[epochs - 1].val_accuracy
    groups: dict[tuple[str, str], list[Candidate]] = {}
    for one in merged.values():
        groups.setdefault((one.study["dataset"]["name"], one.study["network"]), []).append(one)
    return dict(sorted(groups.items()))


def _asked(
    studies: Iterable[dict[str, Any]], network: str | None, dataset: str | None
) -> Iterator[tuple[dict[str, Any], dict[str, Any], str]]:
    """Study, trial and run id of every run that was asked for."""
    for study in studies:
        if network in (None, study["network"]) and dataset in (None, study["dataset"]["name"]):
            for trial in study["trials"]:
                for run in trial["runs"]:
                    yield study, trial, run


def _key(identity: Mapping[str, Any], epochs: int) -> str:
    """What all seeds of a configuration share."""
    return json.dumps([{name: value for name, value in identity.items() if name != "seed"}, epochs], sort_keys=True)
