"""The views of a study together: its Keras-Tuner project and its TensorBoard board, and the stamp that says of what
they were made. Who holds a study's lock keeps its views.
"""

import hashlib
import json
from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from hypermodels.dimensions import Value
from studies.execution.helper import Helper
from studies.plan.studies import Study, describe
from studies.plan.study_record import viewed
from studies.store import catalog
from studies.store.home import Home
from studies.store.reading.run_reader import RunReader
from studies.store.runs import Store
from studies.system import errors
from studies.views.layout import LAYOUT, outdated
from studies.views.scores import Score

Say = Callable[[str], None]


class LiveBoard:
    """The board of a study while it is trained. What cannot be written of it is said once, and ends nothing: `whole` is
    False then, and the next command makes the board anew."""

    def __init__(self, home: Home, study: Study, say: Say) -> None:
        """Bring it up to date. `study`: all that was ever asked of it; its lock must be held."""
        from studies.views.tensorboard import Board  # with TensorBoard, which nobody loads who has nothing to show

        self.whole = True
        self._name, self._say = study.name, say
        self._board: Board | None = None
        with self._ending_nothing():
            self._board = Board(home.tb_logs, describe(study), Store(home.runs))

    def add(self, trial: Mapping[str, Any]) -> None:
        """One more trial, as study.json holds it."""
        with self._ending_nothing():
            if self._board is not None:
                self._board.add(trial)

    def show(self, run_id: str) -> None:
        """What the store holds of a run now."""
        with self._ending_nothing():
            if self._board is not None:
                self._board.show(run_id)

    @contextmanager
    def _ending_nothing(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            self.whole, self._board = False, None
            self._say(f"the TensorBoard logs of study {self._name} are not written any more: {errors.refusal(error)}")


def write_project(helper: Helper, home: Home, study: Study, scores: Sequence[Score]) -> None:
    """Make the Keras-Tuner project of a planned study anew, from how each of its trials ended.

    Raises:
        OSError: it cannot be written.
        MachineError: the helper dies each time.
    """
    values = [trial.values for trial in study.trials]
    helper.answer(_write_project, home.study(study.name), values, study.varying, scores)


def _write_project(
    folder: Path, values: Sequence[dict[str, Value]], dimensions: Sequence[str], scores: Sequence[Score]
) -> None:
    from studies.views import keras_tuner  # with TensorFlow, which the helper has

    keras_tuner.write_project(folder, values, dimensions, scores)


def stamp(study: Study, shows: Study, store: RunReader) -> str:
    """What the views of a study show, the project those trials that are in `shows`: equal stamps, equal views."""
    records = [store.record(run.id) for trial in study.trials for run in trial.runs]
    stored = [(record.id, record.status, record.data.get("updated")) for record in records if record]
    described = [viewed(describe(one)) for one in (study, shows)]
    judged = ["judged"] if study.choosing else []  # earlier its scores were over all seeds
    return hashlib.sha256(json.dumps([LAYOUT, described, stored, *judged]).encode()).hexdigest()


def renew_boards(home: Home, among: Container[str] | None = None) -> list[str]:
    """Make the boards of all studies right, or of those `among`. Who holds a study keeps its board itself.

    Returns what is to be said of studies that cannot be read.
    """
    from studies.views.tensorboard import Board  # as above

    refused: list[str] = []
    for study in catalog.read(home, refused):
        if among is None or study["name"] in among:
            with suppress(catalog.Held), catalog.held(home, study["name"]):
                Board(home.tb_logs, study, Store(home.runs))
    return refused


def renew_outdated_boards(home: Home, say: Say) -> None:
    """Make those of an earlier version anew. Where that fails, it is said, and the next command tries again."""
    try:
        if names := outdated(home.tb_logs):
            renew_boards(home, names)
    except OSError as error:
        say(f"TensorBoard logs of an earlier version stay as they are: {errors.refusal(error)}")
