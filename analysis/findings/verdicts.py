"""The verdicts of a network's studies as they were after so many seeds: what decides which values get more."""

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import pandas as pd

from analysis.numbers import frames
from analysis.numbers.columns import CLEAR
from analysis.numbers.evidence import gather_all
from analysis.numbers.frames import Frames
from analysis.numbers.sections import compared_after, sections_of
from studies.plan.study_record import choosing, own_name

DECIDED = (*CLEAR, "equivalent", "unlearned")  # more seeds change none of these
Verdicts = dict[str, dict[str, str]]  # by study and value


def after(root: Path, network: str, studies: Iterable[str], epochs: int, seeds: int, band: float = 1.0) -> Verdicts:
    """The verdict on each value of these studies, from the seeds below `seeds` alone.

    Later seeds change nothing, so a command that goes on decides as it decided before. The reference's is "reference".

    Args:
        studies: their names; of those that were read after several numbers of epochs, the reading after `epochs`.
        band: differences of at most so many percentage points count as none.
    """
    loaded = _below(frames.load(root, network=network), seeds)
    wanted = set(studies)
    return {
        name: dict(zip(evidence.table["value"], evidence.table["verdict"], strict=True))
        for section in sections_of(loaded.studies)
        for evidence in gather_all(loaded, section.studies, band)
        if (name := own_name(evidence.study)) in wanted and compared_after(evidence.study) in (None, epochs)
        if "verdict" in evidence.table
    }


def _below(loaded: Frames, seeds: int) -> Frames:
    """The results of the seeds below `seeds`, and of those that choose a tuned study's rates, which judge nothing."""
    table, choose = loaded.results, {one["name"]: choosing(one) for one in loaded.studies}
    chose = [seed in choose[study] for study, seed in zip(table["study"], table["seed"], strict=True)]
    return replace(loaded, results=table[(table["seed"] < seeds) | pd.Series(chose, index=table.index, dtype=bool)])
