"""The part of a chapter about the network's one exported model."""

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

from analysis.bundles import bundle
from analysis.figures.card_specs import card_specs
from analysis.figures.figure_spec import FigureSpec
from analysis.figures.svg import RenderedFigure
from analysis.findings import advice
from analysis.findings.published_rules import published_of_card
from analysis.numbers.sections import Section
from analysis.pages import gallery
from analysis.text import card_sentences
from analysis.text.text import Text
from studies.plan.study_record import StudyRecord


def best_view(
    section: Section,
    sections: Sequence[Section],
    root: Path,
    text: Text,
    render: Callable[[Iterable[FigureSpec], str], list[RenderedFigure]],
) -> dict[str, Any] | None:
    """The content about the network's one exported model, or a hint how to export one.

    None where the model belongs to another section: it is shown once, best where its run is read after its epochs.
    """
    card = _card(section, root)
    if card is None:  # the hint stands once on a page
        first = next(one for one in sections if _card(one, root) is None)
        hint = text.word("no_card", export=advice.export_command(section.studies[0]))
        shown: dict[str, Any] = {"figures": [], "gallery": [], "test": None, "model": [], "hint": hint}
        return shown if section is first else None
    exported = (card.get("run"), (card.get("configuration") or {}).get("epochs"))
    holders = [one for one in sections if exported[0] in runs_of(one.studies)]
    holders.sort(key=lambda one: exported not in _readings(one.studies))
    if holders and section is not holders[0]:
        return None
    figures = render(card_specs(card, text), f"{section.anchor}-best")
    return {
        "figures": figures,
        "gallery": gallery.gallery(card, text),
        "test": card_sentences.test_sentence(card, text),
        "model": [
            *card_sentences.model_sentences(card, text),
            *(text.sentence(one) for one in published_of_card(card)),
        ],
        "hint": None,
    }


def _card(section: Section, root: Path) -> dict[str, Any] | None:
    """The card of the model that was exported of the section's network and dataset."""
    study = section.studies[0]
    return bundle.raw_card(root, study["dataset"]["name"], study["network"])


def runs_of(studies: Sequence[StudyRecord]) -> set[str]:
    """The runs of these studies."""
    return {run for study in studies for trial in study["trials"] for run in trial["runs"]}


def _readings(studies: Sequence[StudyRecord]) -> set[tuple[str, int]]:
    """Every run with the epochs after which a study looks at it."""
    return {
        (run, int(trial["values"]["epochs"])) for study in studies for trial in study["trials"] for run in trial["runs"]
    }
