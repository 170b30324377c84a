"""A section's studies read otherwise than the page reads them: after fewer epochs, with fewer seeds, one seed alone.

These are explorations, and no looks: nothing is counted, and no verdict but the page's own is kept. Each reading is
computed by the same functions as that one. Pure.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Literal

import numpy as np
import pandas as pd

from analysis.findings import value_rules
from analysis.findings.finding import Finding
from analysis.numbers import reading
from analysis.numbers.evidence import Evidence, gather_all
from analysis.numbers.frames import Frames
from analysis.numbers.sections import Section

MOST_EPOCHS = 20  # readings along the epochs
MOST_SEEDS = 8  # readings with ever more seeds
MOST_ALONE = 8  # seeds that are read alone

Kind = Literal["epoch", "seeds", "alone"]


@dataclass(frozen=True)
class Exploration:
    """A section after `number` epochs (epoch), with its first `number` seeds (seeds), or with seed `number` alone.

    `studies` are those of one dimension that have a result there, by name.
    """

    kind: Kind
    number: int
    studies: dict[str, Evidence]

    @cached_property
    def answers(self) -> dict[str, list[Finding]]:
        """What each study answers there, by its name; it has no language."""
        return {name: list(value_rules.answer(one)) for name, one in self.studies.items()}


def explorations(loaded: Frames, section: Section, band: float) -> list[Exploration]:
    """The readings of a section that a page offers; the page's own, after all epochs with all seeds, is none of them.

    Args:
        band: differences of at most so many percentage points count as none.
    """
    studies = [study for study in section.studies if study["kind"] == "study" and len(study["dimensions"]) == 1]
    names = {study["name"] for study in studies}
    results = loaded.results[loaded.results["study"].isin(names)]
    found: list[Exploration] = []
    for kind, number, read in _readings(results, loaded.epochs):
        there = set(read["study"])  # not every study has every seed, and that of the epochs has readings of its own
        chosen = [
            study
            for study in studies
            if study["name"] in there and (kind != "epoch" or study["dimensions"] != ["epochs"])
        ]
        evidences = gather_all(replace(loaded, results=read), chosen, band)
        found.append(Exploration(kind, number, {one.study["name"]: one for one in evidences if not one.results.empty}))
    return found


def _readings(results: pd.DataFrame, epochs: pd.DataFrame) -> Iterator[tuple[Kind, int, pd.DataFrame]]:
    """Each reading's kind and number, and its results."""
    along = results[results["study"].isin(_alike(results))]
    last = int(along["epochs"].max()) if len(along) else 0
    for number in thinned(range(1, last), MOST_EPOCHS):
        yield "epoch", number, reading.after(along, epochs, number)
    seeds = [int(seed) for seed in np.sort(results["seed"].unique())]
    for count in thinned(range(2, len(seeds)), MOST_SEEDS):
        yield "seeds", count, results[results["seed"].isin(seeds[:count])]
    for seed in seeds[:MOST_ALONE] if len(seeds) > 1 else ():
        yield "alone", seed, results[results["seed"] == seed]


def _alike(results: pd.DataFrame) -> list[str]:
    """The studies that read all their runs after the same number of epochs."""
    different = results.groupby("study")["epochs"].nunique()
    return [str(name) for name in different.index[different == 1]]


def thinned(numbers: Sequence[int], most: int) -> list[int]:
    """At most `most` of the numbers, evenly, the first and the last among them."""
    if len(numbers) <= most:
        return list(numbers)
    return [
        numbers[place] for place in sorted(set(np.linspace(0, len(numbers) - 1, most).round().astype(int).tolist()))
    ]
