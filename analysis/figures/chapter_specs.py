"""What a chapter's studies say together: warnings, all effects in one forest, which dimension moves most. Pure."""

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

import pandas as pd

from analysis.figures import effects
from analysis.figures.study_specs import Plate, forest_rows
from analysis.findings.finding import Finding
from analysis.numbers import statistics, summary
from analysis.numbers.evidence import Evidence
from analysis.numbers.frames import Record, records
from analysis.numbers.summary import POINT
from analysis.text.words import title, word
from hypermodels.dimensions import BASELINE
from studies.plan import growth
from studies.plan.labels import label

MACHINE = ("tensorflow", "keras", "numpy", "device", "cpu", "onednn", "threads")  # what changes the last digits


def setting(study: Record) -> tuple[Any, ...]:
    """What studies must share to be shown together: pictures, width, precision."""
    dataset = study["dataset"]
    return (
        dataset["name"],
        dataset.get("digest") or "",
        dataset.get("samples") or 0,
        study.get("width", 1.0),
        study.get("precision") or "",
    )


def rank(study: Record) -> tuple[Any, ...]:
    """The order of settings on a page: all pictures before the largest subset, full width before narrower networks."""
    name, digest, samples, width, precision = setting(study)
    return name, -(samples or math.inf), -width, precision != "float32", precision, digest


def anchors(studies: Iterable[Record]) -> dict[tuple[Any, ...], str]:
    """A short name for each setting, in the manner of a study's: `cifar10-samples5000`.

    The digest is named only where one dataset has had several.
    """
    settings = dict.fromkeys(setting(study) for study in studies)
    digests: dict[str, set[str]] = {}
    for name, digest, *_ in settings:
        digests.setdefault(name, set()).add(digest)
    return {
        (name, digest, samples, width, precision): "-".join(
            [
                name,
                *([digest[:8]] if len(digests[name]) > 1 else []),
                *([f"samples{samples}"] if samples else []),
                *([f"width{width:g}"] if width != 1 else []),
                *([precision] if precision != "float32" else []),
            ]
        )
        for name, digest, samples, width, precision in settings
    }


@dataclass(frozen=True)
class Section:
    """Studies that are shown together. `epochs` is None where the setting has one section only."""

    anchor: str
    studies: list[Record]
    epochs: int | None


def sections(studies: Iterable[Record]) -> list[Section]:
    """By setting, and within it by the epochs after which the studies compare: what was trained longer is not set
    beside what was trained less.

    Questions about the epochs themselves stand with the studies at the baseline's, or with the shortest.
    """
    ordered = sorted(studies, key=rank)
    names = anchors(ordered)
    return [one for key, group in groupby(ordered, setting) for one in _by_epochs(names[key], list(group))]


def _by_epochs(anchor: str, studies: list[Record]) -> list[Section]:
    read_at = [compared_after(study) for study in studies]
    found = sorted({epochs for epochs in read_at if epochs is not None})
    if len(found) < 2:
        return [Section(anchor, studies, None)]
    home = int(BASELINE["epochs"]) if BASELINE["epochs"] in found else found[0]
    places = [home if epochs is None else epochs for epochs in read_at]
    return [
        Section(f"{anchor}-{one}epochs", [s for s, place in zip(studies, places, strict=True) if place == one], one)
        for one in found
    ]


def compared_after(study: Record) -> int | None:
    """The epochs after which a study (or one reading of it) compares its values; None where epochs vary."""
    if not study["trials"]:
        return None
    return growth.reading(study.get("tuner"), study["dimensions"], study["trials"][0]["values"])


def two_baselines(studies: Sequence[Record]) -> Iterator[Finding]:
    """Studies of one setting that hold another dimension at different values cannot be read side by side."""
    for name in BASELINE:
        found = {
            label(name, trial["values"][name]): None
            for study in studies
            if study["kind"] == "study" and name not in study["dimensions"]
            for trial in study["trials"]
        }
        if len(found) > 1:
            yield Finding("two_baselines", "", None, {"name": name, "values": ", ".join(found)}, None)


def two_environments(studies: Iterable[Record], runs: pd.DataFrame) -> Iterator[Finding]:
    """Studies that compare runs of different environments, a finding for each difference.

    Silent where runs differ that no study compares.
    """
    differing: dict[tuple[str, str], list[str]] = {}
    for study in studies:
        own = runs[runs["run"].isin({run for trial in study["trials"] for run in trial["runs"]})]
        for name in MACHINE:
            found = sorted(str(value) for value in own[name].dropna().unique())
            if len(found) > 1:
                differing.setdefault((name, ", ".join(found)), []).append(study["name"])
    for (name, values), names in differing.items():
        yield Finding("two_environments", "", None, {"name": name, "values": values, "names": names}, None)


def importance_table(evidences: Sequence[Evidence]) -> pd.DataFrame:
    """A row a dimension: dimension, seeds, mean, low, high, noise, all in points.

    Values that did not learn are left out: else the value that fails worst would rank its dimension. `noise` is what
    luck alone exceeds once in twenty: Tukey's smallest significant range.
    """
    rows = []
    for evidence in evidences:
        if evidence.dimension is None or len(evidence.learned) < 2:
            continue
        shared = summary.by_seed(evidence.rows)[list(evidence.learned["value"])].dropna()
        found = statistics.effect_range(shared.to_numpy(float))
        if found.n:
            limits = (found.low, found.high, found.high - found.mean)
            rows.append([evidence.dimension.name, found.n, found.mean, *limits])
    table = pd.DataFrame(rows, columns=["dimension", "seeds", "mean", "low", "high", "noise"])
    table[["mean", "low", "high", "noise"]] /= POINT
    return table.sort_values("mean", ascending=False, kind="stable")


def importance(table: pd.DataFrame) -> Iterator[Finding]:
    """The dimension that moved the accuracy most, with those of which no interval says that they moved it less.

    Silent with fewer than two dimensions, and where luck alone could have moved the first as far.
    """
    if len(table) < 2 or not table["low"].iloc[0] > 0:
        return
    top, others = table.iloc[0], table.iloc[1:]
    near = list(others.loc[~(others["high"] < top["low"]), "dimension"])
    numbers: dict[str, Any] = {
        name: float(top[column])
        for name, column in {"range_points": "mean", "range_low_points": "low", "range_high_points": "high"}.items()
    }
    if near:
        numbers["dimensions"] = [str(name) for name in near]
    yield Finding("importance_shared" if near else "importance", "", str(top["dimension"]), numbers, "importance")


def overview_plates(evidences: Sequence[Evidence], table: pd.DataFrame, language: str) -> Iterator[Plate]:
    """The chapter's forest and ranking, where there is more than one study to set side by side."""
    studied = [one for one in evidences if one.dimension is not None and not one.results.empty]
    compared = [one for one in studied if (one.table["pairs"] > 0).any()]
    if compared:
        lines = pd.concat([part for one in compared for part in _with_heading(one, language)], ignore_index=True)
        said = "; ".join(
            f"{row['label']} {row['difference']:+.1f}" for row in records(lines.dropna(subset="difference"))
        )
        points, band = word("points", language), compared[0].band
        caption = word("caption_effects", language) + (word("arrow", language) if effects.cut(lines, True) else "")
        yield Plate("effects", caption, said, lambda: effects.forest(lines, band, points, broad=True), True)
    if len(table) > 1:
        ranked = table.assign(label=[title(name, language) for name in table["dimension"]])
        said = "; ".join(f"{row['label']} {row['mean']:.1f}" for row in records(ranked))
        caption, axis = word("caption_importance", language), word("range_axis", language)
        yield Plate("importance", caption, said, lambda: effects.ranking(ranked, axis, broad=True), True)


def _with_heading(evidence: Evidence, language: str) -> tuple[pd.DataFrame, pd.DataFrame]:
    assert evidence.dimension is not None
    nan = float("nan")
    heading = {"label": title(evidence.dimension.name, language), "difference": nan, "low": nan, "high": nan}
    return pd.DataFrame([{**heading, "verdict": "", "heading": 1.0}]), forest_rows(evidence).assign(heading=0.0)
