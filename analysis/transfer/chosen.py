"""Which two parts of the store are compared: a network, a section of its page, or one study. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from analysis.numbers.sections import Section, sections_of
from studies.plan.study_record import StudyRecord
from studies.system.errors import UsageError
from studies.system.escapes import short

MOST_NAMED = 12  # parts in a refusal


@dataclass(frozen=True)
class Part:
    """Studies of one network that share a setting; `name` is how a command calls them."""

    name: str
    network: str
    section: Section
    studies: tuple[StudyRecord, ...]


def parts(studies: Sequence[StudyRecord]) -> list[Part]:
    """Every section of every network, as `lenet#cifar10-width0.5`: what follows # is its place on the page."""
    networks = dict.fromkeys(study["network"] for study in studies)
    return [
        Part(f"{network}#{section.anchor}", network, section, tuple(section.studies))
        for network in networks
        for section in sections_of([study for study in studies if study["network"] == network])
    ]


def two(studies: Sequence[StudyRecord], first: str, second: str) -> tuple[Part, Part]:
    """The parts that two words name, or the closest of them: those of the same pictures where there are such.

    Args:
        first: `lenet`, `lenet#cifar10-width0.5`, or the name of a study.

    Raises:
        UsageError: a word names nothing that is stored, or both the same.
    """
    every = parts(studies)
    ones, others = _named(every, first), _named(every, second)
    pairs = [(one, other) for one in ones for other in others if one != other]
    if not pairs:
        raise UsageError(f"{short(first)} and {short(second)} are the same: name two parts of what is stored.")
    return min(pairs, key=_apart)


def _named(every: Sequence[Part], word: str) -> list[Part]:
    found = [part for part in every if word in (part.name, part.network)]
    for part in every:
        own = tuple(study for study in part.studies if study["name"] == word)
        if own:
            found.append(Part(word, part.network, part.section, own))
    if not found:
        known = [*dict.fromkeys(part.network for part in every), *(part.name for part in every)]
        there = ", ".join(short(name, 80) for name in known[:MOST_NAMED]) or "nothing"
        raise UsageError(f"Nothing stored is called {short(word, 80)}; there is {there}, and each study by its name.")
    return found


def _apart(pair: tuple[Part, Part]) -> tuple[bool, ...]:
    """In how much more than their names two parts differ; of several pairs the first in the order of the pages."""
    (one, other) = (part.studies[0] for part in pair)
    same = (
        one["dataset"]["name"] == other["dataset"]["name"],
        one["dataset"].get("samples") == other["dataset"].get("samples"),
        pair[0].section.epochs == pair[1].section.epochs,
        one.get("width", 1.0) == other.get("width", 1.0),
        one.get("base") == other.get("base"),
        one.get("precision") == other.get("precision"),
    )
    return tuple(not each for each in same)
