"""The views of a study together: its Keras-Tuner project and its TensorBoard board, and the stamp that says of what
they were made. Who holds a study's lock keeps its views.
"""

import hashlib
import json
from collections.abc import Container, Sequence
from contextlib import suppress
from pathlib import Path

from hypermodels.dimensions import Value
from studies.execution.helper import Helper
from studies.execution.protocols import Result
from studies.plan.studies import Study, describe
from studies.store import catalog
from studies.store.home import Home
from studies.store.runs import Store
from studies.views.scores import Score, score
from studies.views.tensorboard import LAYOUT, Board, outdated


def open_board(home: Home, study: Study) -> Board:
    """The board of a study, brought up to date. `study`: all that was ever asked of it; its lock must be held."""
    return Board(home.tb_logs, describe(study), Store(home.runs))


def write_project(helper: Helper, home: Home, study: Study, results: Sequence[Sequence[Result]]) -> None:
    """Make the Keras-Tuner project of a planned study anew, from how each of its trials ended.

    Raises:
        OSError: it cannot be written.
        UsageError: the helper dies each time.
    """
    values = [trial.values for trial in study.trials]
    scores = [score(ended, trial.epochs) for trial, ended in zip(study.trials, results, strict=True)]
    helper.answer(_write_project, home.study(study.name), values, study.varying, scores)


def _write_project(
    folder: Path, values: Sequence[dict[str, Value]], dimensions: Sequence[str], scores: Sequence[Score]
) -> None:
    from studies.views import keras_tuner  # with TensorFlow, which the helper has

    keras_tuner.write_project(folder, values, dimensions, scores)


def stamp(study: Study, shows: Study, store: Store) -> str:
    """What the views of a study show, the project those trials that are in `shows`: equal stamps, equal views."""
    records = [store.record(run.id) for trial in study.trials for run in trial.runs]
    stored = [(record.id, record.status, record.data.get("updated")) for record in records if record]
    unseen = ("command", "commands", "looks")
    described = [{name: part for name, part in describe(one).items() if name not in unseen} for one in (study, shows)]
    return hashlib.sha256(json.dumps([LAYOUT, described, stored]).encode()).hexdigest()


def renew_boards(home: Home, among: Container[str] | None = None) -> list[str]:
    """Make the boards of all studies right, or of those `among`. Who holds a study keeps its board itself.

    Returns what is to be said of studies that cannot be read.
    """
    refused: list[str] = []
    for study in catalog.read(home, refused):
        if among is None or study["name"] in among:
            with suppress(catalog.Held), catalog.held(home, study["name"]):
                Board(home.tb_logs, study, Store(home.runs))
    return refused


def renew_outdated_boards(home: Home) -> None:
    if names := outdated(home.tb_logs):
        renew_boards(home, names)
