"""Pictures as the page shows them: errors of the best model, and what one value of a study alone names rightly."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from analysis.bundles.measures import MOST_ERRORS, png
from analysis.findings.finding import Finding
from analysis.numbers.evidence import Evidence
from analysis.text.text import Text
from studies.data import datasets
from studies.store.home import Home
from studies.system.formats import percent

MOST_CHANGED = 12  # pictures of a finding


def gallery(card: dict[str, Any], text: Text) -> list[dict[str, str]]:
    """The wrongly named pictures, each with its picture as a data address and a caption."""
    shown = []
    for error in (card.get("errors") or [])[:MOST_ERRORS]:
        if {"picture", "true", "predicted", "probability"} <= set(error):
            caption = text.word(
                "error",
                true=error["true"],
                predicted=error["predicted"],
                probability=percent(error["probability"], digits=0),
            )
            shown.append({"picture": f"data:image/png;base64,{error['picture']}", "caption": caption})
    return shown


def changed(root: Path, evidence: Evidence, findings: Sequence[Finding], text: Text) -> list[dict[str, str]]:
    """The first pictures of what only one value names rightly, or wrongly; none where the pictures are gone."""
    told = [one for one in findings if one.rule in ("only_right", "only_wrong")]
    if not told:
        return []
    digest = evidence.study["dataset"]["digest"]
    folder = next((place for place, ref in datasets.stored(Home(root).datasets) if ref.digest == digest), None)
    if folder is None:
        return []
    pictures = np.load(folder / "validation_pictures.npy", mmap_mode="r", allow_pickle=False)
    classes, labels = evidence.study.get("classes") or (), evidence.answers.labels
    return [
        {
            "picture": f"data:image/png;base64,{png(pictures[place])}",
            "caption": text.word(one.rule, value=one.value, place=place, true=classes[labels[place]]),
        }
        for one in told
        for place in map(int, one.numbers["places"][:MOST_CHANGED])
        if place < len(pictures) and labels[place] < len(classes)
    ]
