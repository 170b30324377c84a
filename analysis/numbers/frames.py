"""Stored runs as tidy tables, for the report and for a notebook.

>>> frames = load()          # doctest: +SKIP
>>> frames.results.groupby(["study", "value"]).val_acc.mean()    # doctest: +SKIP
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from operator import attrgetter
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from analysis.numbers.answers import answer_frame
from analysis.numbers.answers.stored import NOTHING, StoredAnswers, of_store
from analysis.numbers.columns import ENVIRONMENT, RESULT_COLUMNS, RUN_COLUMNS, TRAJECTORY
from analysis.numbers.reading import Row, conditions, read_off
from analysis.numbers.trials import value_label
from hypermodels.dimensions import BASELINE
from studies.plan import growth, own_networks
from studies.plan.study_record import StudyRecord
from studies.store import catalog
from studies.store.history import COLUMNS, Epoch
from studies.store.home import Home
from studies.store.run_json import RunRecord
from studies.store.runs import Store

Named = str | Collection[str]  # one study, or several


@dataclass(frozen=True)
class Frames:
    """Three tables of one store, and its studies: one that was read after several numbers of epochs is one a reading.

    runs: a row a run: identity, status, environment, seconds, bytes (`peak_memory`).
    epochs: a row a run and epoch: `run`, then `history.COLUMNS` (accuracies are shares, 0..1; seconds of training).
    results: a row a study, trial and seed: the value of each dimension, `state`, the metrics after `epoch` epochs, the
        training `seconds` until then, the usual `epoch_seconds`, and their `conditions` (`training_times`).
    """

    studies: tuple[StudyRecord, ...]
    runs: pd.DataFrame
    epochs: pd.DataFrame
    results: pd.DataFrame
    unreadable: tuple[str, ...] = ()
    answers: StoredAnswers = field(default=NOTHING, repr=False)

    def said(self, study: str) -> pd.DataFrame:
        """What a study's runs said of the validation pictures, read only now (`answer_frame.answer_frame`)."""
        return answer_frame.of_named(study, self.studies, self.results, self.answers)


@dataclass
class Records:
    """What lies under `tuner_dirs`: the studies, and by run id the runs and the rows of their histories."""

    studies: list[StudyRecord] = field(default_factory=list)
    runs: dict[str, RunRecord] = field(default_factory=dict)
    histories: dict[str, list[Epoch]] = field(default_factory=dict)
    unreadable: list[str] = field(default_factory=list)  # runs whose record or history is damaged, by folder name


def read(root: Path, network: str | None = None) -> Records:
    """Everything stored under `root/tuner_dirs`, or what one network's studies name; an absent folder is empty.

    A damaged run or study costs itself only: a killed machine must not hide the others.
    """
    home = Home(root)
    found = Records([study for study in catalog.read(home) if catalog.is_of(study, network)])
    wanted = {run for study in found.studies for trial in study["trials"] for run in trial["runs"]}
    store = Store(home.runs)
    for run in store.ids():
        if network and run not in wanted:
            continue
        record, rows = store.read(run)
        if record is None or not record.readable:
            found.unreadable.append(run)
            continue
        found.runs[run], found.histories[run] = record, rows
    return found


def load(
    root: str | Path = ".", network: str | None = None, dataset: str | None = None, study: Named | None = None
) -> Frames:
    """The store under `root`, all of it or one network's, dataset's or study's part; `study` may name a reading."""
    records, named = read(Path(root), network), {study} if isinstance(study, str) else study
    studies = [
        reading
        for one in records.studies
        if dataset in (None, one["dataset"]["name"])
        for reading in growth.readings(one)
        if named is None or one["name"] in named or reading["name"] in named
    ]
    used = {run for one in studies for trial in one["trials"] for run in trial["runs"]}
    runs = {
        run: record
        for run, record in records.runs.items()
        if dataset in (None, record.identity["dataset"]["name"]) and (named is None or run in used)
    }
    answers = of_store(Store(Home(Path(root)).runs), records.histories)
    return frames(studies, runs, records.histories, records.unreadable, answers)


def frames(
    studies: Iterable[StudyRecord],
    runs: Mapping[str, RunRecord],
    histories: Mapping[str, Sequence[Epoch]],
    unreadable: Iterable[str] = (),
    answers: StoredAnswers = NOTHING,
) -> Frames:
    """The tables of these records; pure. `answers` is asked later, if at all."""
    studies = tuple(reading for study in studies for reading in growth.readings(study))
    epochs = epochs_frame({run: histories.get(run, []) for run in runs})
    results = results_frame(studies, runs, histories)
    return Frames(studies, runs_frame(runs), epochs, results, tuple(unreadable), answers)


def runs_frame(runs: Mapping[str, RunRecord]) -> pd.DataFrame:
    """A row a run."""
    own = list(dict.fromkeys(name for one in runs.values() for name in one.values if name not in TRAJECTORY))
    return pd.DataFrame([_run_row(record, own) for record in runs.values()], columns=[*RUN_COLUMNS, *own])


def _run_row(record: RunRecord, own: Sequence[str]) -> list[Any]:
    identity, environment = record.identity, record.data.get("environment") or {}
    dataset, values = identity["dataset"], record.values
    return [
        record.id,
        identity["network"],
        identity["width"],
        identity["classes"],
        identity.get("model"),
        dataset["name"],
        dataset.get("digest"),
        dataset.get("samples"),
        *(values[name] for name in TRAJECTORY),
        record.seed,
        identity.get("precision"),
        record.status_written,
        record.epochs_written,
        record.cause,
        record.seconds.get("training"),
        record.seconds.get("outside"),
        record.data.get("parameters"),
        record.data.get("peak_memory"),
        record.data.get("updated"),
        *(None if (said := environment.get(name)) is None else str(said) for name in ENVIRONMENT),
        *(values.get(name) for name in own),
    ]


def epochs_frame(histories: Mapping[str, Sequence[Epoch]]) -> pd.DataFrame:
    """A row a run and epoch. `elapsed` sums the training seconds from the first epoch on."""
    lengths = [len(rows) for rows in histories.values()]
    numbers = attrgetter(*COLUMNS)
    table = np.array([numbers(row) for rows in histories.values() for row in rows], float).reshape(-1, len(COLUMNS))
    frame = pd.DataFrame(table, columns=list(COLUMNS))
    frame.insert(0, "run", np.repeat(np.array(list(histories), dtype=object), lengths))
    frame["epoch"] = frame["epoch"].astype(int)
    frame["elapsed"] = frame.groupby("run", sort=False)["seconds"].cumsum()
    return frame


def results_frame(
    studies: Sequence[StudyRecord], runs: Mapping[str, RunRecord], histories: Mapping[str, Sequence[Epoch]]
) -> pd.DataFrame:
    """A row a study, trial and seed."""
    own = own_networks.columns(studies)
    rows = [
        [
            study["name"],
            trial["trial"],
            value_label(study, trial["values"]),
            seed,
            run,
            state,
            epoch,
            *(trial["values"].get(name) for name in BASELINE),
            *metrics,
            conditions(runs.get(run)),
            *(trial["values"].get(name) for name in own),
        ]
        for study in studies
        for trial in study["trials"]
        for seed, run in zip(growth.seeds_of(study, trial), trial["runs"], strict=False)
        for state, epoch, metrics in [read_off(runs.get(run), histories.get(run, []), int(trial["values"]["epochs"]))]
    ]
    return pd.DataFrame(rows, columns=[*RESULT_COLUMNS, *own])


def records(table: pd.DataFrame) -> list[Row]:
    """The rows as dictionaries, for loops over them. Pandas' own `to_dict` takes three times as long."""
    columns = [column.tolist() for _, column in table.items()]
    return [dict(zip(map(str, table), row, strict=True)) for row in zip(*columns, strict=True)]
