"""Answers as a CSV file that spreadsheets open."""

import csv
import os
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Any

from classifier_gui.answers.answering import Answer, Unread
from classifier_gui.answers.confidence import reliable
from classifier_gui.answers.target import checked, refused
from studies.system.escapes import CSV_ENCODING, cell
from studies.system.files import PART_SUFFIX

SURE = {True: "yes", False: "no", None: ""}


class Cancelled(Exception):
    """The user stopped it; nothing was written."""


class Table:
    """Rows are written as they come; the table is put in place at the end, also where an error ends it early.

    with Table(target, classes, fit) as table: table.add(answer)
    A link is written through. Cancelled leaves nothing behind.
    """

    def __init__(self, target: Path, classes: Sequence[str], fit: str) -> None:
        """Raises Unwritable, before anything is classified."""
        self._classes, self._fit = classes, fit
        self._rows = 0
        self._target = checked(target)
        self._part = self._target.with_name(f".{self._target.name}.{os.getpid()}{PART_SUFFIX}")
        try:
            self._file = self._part.open("w", encoding=CSV_ENCODING, newline="")
        except (OSError, ValueError) as error:
            raise refused(target, error) from error
        self._csv = csv.writer(self._file, lineterminator="\n")
        head = ["file", "true_class", "network", "fit", "class", "probability", "sure"]
        self._csv.writerow([*head, *map(cell, classes), "remark"])

    def add(self, one: Answer | Unread) -> None:
        self._csv.writerow(self._answered(one) if isinstance(one, Answer) else self._unread(one))
        self._file.flush()
        self._rows += 1

    def _answered(self, one: Answer) -> list[Any]:
        card, value = one.classifier.bundle.card, float(one.probabilities[one.best])
        numbers = {name: f"{share:.6f}" for name, share in zip(card.classes, one.probabilities, strict=True)}
        best = card.classes[one.best]
        return [
            cell(one.source.name),
            cell(one.true_class),
            card.network,
            self._fit,
            cell(best),
            numbers[best],
            SURE[reliable(card, value)],
            *(numbers.get(name, "") for name in self._classes),
            cell(" ".join(one.warnings)),
        ]

    def _unread(self, one: Unread) -> list[str]:
        empty = [""] * (4 + len(self._classes))
        return [cell(one.source.name), cell(one.source.true_class(self._classes)), "", *empty, cell(str(one.error))]

    def __enter__(self) -> "Table":
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None) -> None:
        self._file.close()
        if kind is not None and (issubclass(kind, Cancelled) or not self._rows):
            self._part.unlink(missing_ok=True)
        else:
            self._part.replace(self._target)
