"""Answers on standard output, as they come: lines to read, or JSON. Nothing in a name reaches the terminal raw."""

import json
import sys
from types import TracebackType
from typing import Any

from analysis.bundles.classifier import ranked
from classifier_gui.answers.answering import Answer, Unread
from classifier_gui.answers.confidence import reliable
from studies.system.escapes import plain
from studies.system.formats import plain_percent

# What is said beside an answer, by whether it is to be relied on; None: the card cannot tell.
RELIANCE: dict[bool | None, list[str]] = {
    True: [],
    False: ["Not to be relied on: low confidence."],
    None: ["Too few validation pictures for a confidence threshold."],
}


class Lines:
    """A line for each answer."""

    def __init__(self, top: int, networks: int) -> None:
        """`networks`: how many answer; of several, each line says whose answer it is."""
        self._top, self._named = top, networks > 1

    def __enter__(self) -> "Lines":
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def add(self, one: Answer | Unread) -> None:
        if isinstance(one, Unread):
            return  # said with the errors
        card = one.classifier.bundle.card
        best = ranked(one.probabilities, card.classes, self._top)
        who = f" {card.network}:" if self._named else ""
        text = ", ".join(f"{name} {plain_percent(value)}" for name, value in best)
        remarks = [*one.warnings, *RELIANCE[reliable(card, best[0][1])]]
        print(plain("  ".join([f"{one.source.name}:{who} {text}", *remarks])), flush=True)


class Json:
    """A list with an object for each answer and each unreadable file; closed whatever ends it."""

    def __init__(self, top: int) -> None:
        self._top = top
        self._first = True

    def __enter__(self) -> "Json":
        print("[", end="")
        return self

    def __exit__(self, kind: type[BaseException] | None, _: BaseException | None, __: TracebackType | None) -> None:
        if kind is None or not issubclass(kind, OSError):  # whose reader has gone
            print("]" if self._first else "\n]", flush=True)

    def add(self, one: Answer | Unread) -> None:
        text = json.dumps(self._object(one), indent=1, ensure_ascii=False).replace("\n", "\n ")
        print(f"{'' if self._first else ','}\n {_harmless(text)}", end="", flush=True)
        self._first = False

    def _object(self, one: Answer | Unread) -> dict[str, Any]:
        if isinstance(one, Unread):
            return {"file": one.source.name, "error": str(one.error)}
        card = one.classifier.bundle.card
        best = ranked(one.probabilities, card.classes, self._top)
        return {
            "file": one.source.name,
            "network": card.network,
            "dataset": card.dataset,
            "true_class": one.true_class or None,
            "class": best[0][0],
            "probability": best[0][1],
            "sure": reliable(card, best[0][1]),
            "top": [{"class": name, "probability": value} for name, value in best],
            "warnings": list(one.warnings),
        }


def _harmless(text: str) -> str:
    """JSON with escapes for what a terminal would obey and what the output's encoding lacks."""
    return "".join(letter if _shown(letter) else json.dumps(letter)[1:-1] for letter in text)


def _shown(letter: str) -> bool:
    try:
        return letter == "\n" or (letter.isprintable() and bool(letter.encode(sys.stdout.encoding or "utf-8")))
    except UnicodeEncodeError:
        return False
