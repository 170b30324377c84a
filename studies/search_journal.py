"""The order in which a search asked and was told, so that one that goes on proposes what it proposed before.

With several workers that order is chance, and what a tuner proposes next depends on it. So it is written down, and
repeated from there with the results that the store holds.

    tuner_dirs/<study>/journal.jsonl      {"ask": the values proposed} or {"tell": the number of a trial}, a line each
"""

import json
import os
from collections import deque
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Protocol

from studies.plan.trials import configuration_of
from studies.system import files
from studies.views.scores import Score

Entry = dict[str, Any]  # {"ask": values} or {"tell": number}


class Proposer(Protocol):
    """What proposes: `studies.views.keras_tuner.Project`."""

    def ask(self) -> tuple[str, dict[str, Any]] | None:
        """A trial's id and values; None while there is no proposal."""
        ...

    def tell(self, trial_id: str, score: Score) -> None: ...


class Journalled:
    """A search's project that first repeats its past."""

    def __init__(self, project: Proposer, path: Path, say: Callable[[str], None]) -> None:
        self._project = project
        self._path = path
        self._say = say
        self._past = deque(_read(path))
        self._done: list[Entry] = []
        self._ids: list[str] = []  # of the trials asked, by number
        self._told: dict[int, Score] = {}  # what has not been passed on yet
        self._passed: set[int] = set()
        if path.exists():
            _write(path, list(self._past))  # without a line that a kill cut off

    @property
    def repeating(self) -> bool:
        return bool(self._past)

    def ask(self) -> tuple[str, dict[str, Any]] | None:
        """The next proposal; None while the past first wants the result of a trial that is trained again."""
        self._pass_on()
        if self._past and "tell" in self._past[0]:
            return None
        proposal = self._project.ask()
        if proposal is None:
            self._leave_past()
            return None
        entry = {"ask": configuration_of(proposal[1])}
        if self._past and self._past[0] != entry:
            self._leave_past()
            self._say(_otherwise(len(self._ids)))
        self._note(entry)
        self._ids.append(proposal[0])
        return proposal

    def tell(self, trial_id: str, score: Score) -> None:
        self._told[self._ids.index(trial_id)] = score
        self._pass_on()

    def _pass_on(self) -> None:
        """Tell what is due: in the past's order, then as it comes."""
        while (number := self._due()) is not None:
            self._note({"tell": number})
            self._passed.add(number)
            self._project.tell(self._ids[number], self._told.pop(number))

    def _due(self) -> int | None:
        if self._past and "tell" in self._past[0]:
            number = int(self._past[0]["tell"])
            if number in self._told:
                return number
            if number < len(self._ids) and number not in self._passed:
                return None  # it is being trained
            self._leave_past()  # no journal of ours says that
        return None if self._past else next(iter(self._told), None)

    def _note(self, entry: Entry) -> None:
        self._done.append(entry)
        if self._past:
            self._past.popleft()
        else:
            _append(self._path, entry)

    def _leave_past(self) -> None:
        """From here on this is another search."""
        if self._past:
            self._past.clear()
            _write(self._path, self._done)


def _otherwise(number: int) -> str:
    return (
        f"note: from trial {number + 1} on this search proposes other configurations than before, for it is asked with "
        "other EPOCHS, TRIALS or SEEDS, or results have changed. What was trained before stays stored."
    )


def _read(path: Path) -> list[Entry]:
    """The whole entries, up to the first that is none; values are complete, also of one older than a dimension."""
    entries: list[Entry] = []
    try:
        lines = path.read_bytes().split(b"\n")[:-1]
    except FileNotFoundError:
        return []
    for line in lines:
        try:
            entry = json.loads(line)
        except ValueError:
            break
        if not _is_entry(entry):
            break
        entries.append({"ask": configuration_of(entry["ask"])} if "ask" in entry else entry)
    return entries


def _is_entry(entry: Any) -> bool:
    if not isinstance(entry, Mapping) or len(entry) != 1:
        return False
    return isinstance(entry.get("ask"), Mapping) or type(entry.get("tell")) is int


def _line(entry: Entry) -> bytes:
    return (json.dumps(entry, ensure_ascii=False) + "\n").encode()


def _write(path: Path, entries: list[Entry]) -> None:
    files.write_bytes(path, b"".join(map(_line, entries)))


def _append(path: Path, entry: Entry) -> None:
    with path.open("ab") as file:
        file.write(_line(entry))
        file.flush()
        os.fsync(file.fileno())
