"""The Keras-Tuner project of a planned study, written by a helper process: Keras-Tuner brings TensorFlow with it.

What is asked is the plan's own, so only what is told has to travel. It goes in batches, whenever the helper has
done with the last one.
"""

from collections.abc import Mapping, Sequence
from concurrent.futures import CancelledError
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hypermodels.dimensions import Value
from studies.execution.fork_server import DEATHS, STARTS, Helper
from studies.plan.studies import Study, numbered
from studies.system.errors import UsageError

if TYPE_CHECKING:
    from studies.views.keras_tuner import Project

Opening = tuple[Sequence[Mapping[str, Value]], Sequence[str]]  # the trials' values, and the dimensions
Told = tuple[str, dict[str, float] | None, int, str | None]  # the arguments of `Project.tell`

_projects: "dict[Path, Project]" = {}  # in the helper


class Kept:
    """`studies.views.keras_tuner.Project` from afar, for a study whose trials are known."""

    def __init__(self, helper: Helper, folder: Path, study: Study) -> None:
        self._helper = helper
        self._folder = folder
        self._opening = ([one.values for one in study.trials], study.varying)
        self._asked = numbered(study)
        self._told: list[Told] = []
        self._sent = 0  # of what was told
        self._lost = 0  # in a row
        self._send(opening=True)

    def ask(self) -> tuple[str, dict[str, Any]] | None:
        return next(self._asked, None)

    def tell(self, trial_id: str, metrics: dict[str, float] | None, epoch: int, message: str | None = None) -> None:
        self._told.append((trial_id, metrics, epoch, message))
        if self._future.done():
            self._go_on()

    def finish(self) -> None:
        """Wait until all that was told is written.

        Raises:
            OSError: it could not be.
            UsageError: the helper dies each time.
        """
        while self._go_on():
            pass

    def _go_on(self) -> bool:
        """See how the last batch went, and send the next one; False where there is none."""
        try:
            kept = self._future.result()
        except (*DEATHS, CancelledError):
            kept = False
        self._lost = 0 if kept else self._lost + 1
        if self._lost == STARTS:
            raise UsageError("The process that writes the Keras-Tuner project dies each time it is started.")
        if kept and self._sent == len(self._told):
            return False
        self._send(opening=not kept)
        return True

    def _send(self, opening: bool) -> None:
        batch = self._told if opening else self._told[self._sent :]
        self._sent = len(self._told)
        self._future = self._helper.ask(write, self._folder, self._opening if opening else None, list(batch))


def write(folder: Path, opening: Opening | None, told: Sequence[Told]) -> bool:
    """In the helper: make the project in `folder` anew where there is an `opening`, then tell it.

    False where it was lost with an earlier helper.
    """
    from studies.views import keras_tuner

    if opening is not None:
        _projects[folder] = keras_tuner.Project(folder, keras_tuner.planned(*opening))
        while _projects[folder].ask() is not None:
            pass
    if folder not in _projects:
        return False
    for one in told:
        _projects[folder].tell(*one)
    return True
