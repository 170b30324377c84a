"""Reads the answers and probes of stored runs, each once and only when somebody asks."""

from collections.abc import Callable, Mapping, Sequence

from studies.store.beside.answers import Answers
from studies.store.beside.probes import Probes
from studies.store.history import Epoch
from studies.store.runs import Store
from studies.system.errors import UsageError

Read = Callable[[str], Answers | None]


class StoredAnswers:
    """What runs said of the validation pictures, and what was measured in their layers, by run id."""

    def __init__(self, read: Read, probes: Callable[[str], Probes | None] = lambda _: None) -> None:
        """
        Args:
            read: gives the answers of a run, None where none are stored; raises UsageError where they cannot be used.
            probes: the same of its probes.
        """
        self._read, self._probes = read, probes
        self._found: dict[str, Answers | None] = {}
        self._measured: dict[str, Probes | UsageError | None] = {}
        self.refused: dict[str, str] = {}  # by run id, why they cannot be used, in a sentence

    def of(self, run: str) -> Answers | None:
        """The answers of a run; None where there are none, or where they are `refused`."""
        if run not in self._found:
            try:
                self._found[run] = self._read(run)
            except UsageError as cause:
                self.refused[run] = str(cause)
                self._found[run] = None
        return self._found[run]

    def probes(self, run: str) -> Probes | None:
        """The probes of a run.

        Raises:
            UsageError: they are damaged or another run's.
        """
        if run not in self._measured:
            try:
                self._measured[run] = self._probes(run)
            except UsageError as cause:
                self._measured[run] = cause
        found = self._measured[run]
        if isinstance(found, UsageError):
            raise found
        return found


def of_store(store: Store, histories: Mapping[str, Sequence[Epoch]]) -> StoredAnswers:
    """The answers and probes in a store of the runs with these histories."""
    return StoredAnswers(
        lambda run: store.answers(run, histories.get(run, ())),
        lambda run: store.probes(run, len(histories.get(run, ()))),
    )


NOTHING = StoredAnswers(lambda _: None)
