"""What a chapter's studies say together: warnings, all effects in one forest, which dimension moves most. Pure."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import pandas as pd

from analysis import statistics, summary
from analysis.evidence import Evidence
from analysis.figures import effects
from analysis.finding import Finding
from analysis.frames import Record, records
from analysis.plates import Plate, forest_rows
from analysis.summary import POINT
from analysis.words import title, word
from hypermodels.dimensions import BASELINE
from studies.plan import label

# What changes times or the last digits.
MACHINE = ("tensorflow", "keras", "numpy", "device", "cpu", "onednn", "threads")


def setting(study: Record) -> tuple[Any, ...]:
    """What studies must share to be shown together: pictures, width, precision."""
    dataset = study["dataset"]
    return (
        dataset["name"], dataset.get("digest") or "", dataset.get("samples") or 0, study.get("width", 1.0),
        study.get("precision") or "",
    )  # fmt: skip


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
                name, *([digest[:8]] if len(digests[name]) > 1 else []), *([f"samples{samples}"] if samples else []),
                *([f"width{width:g}"] if width != 1 else []), *([precision] if precision != "float32" else []),
            ]
        )
        for name, digest, samples, width, precision in settings
    }  # fmt: skip


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


def two_environments(runs: pd.DataFrame) -> Iterator[Finding]:
    for name in MACHINE:
        found = sorted(str(value) for value in runs[name].dropna().unique())
        if len(found) > 1:
            yield Finding("two_environments", "", None, {"name": name, "values": ", ".join(found)}, None)


def importance_table(evidences: Sequence[Evidence]) -> pd.DataFrame:
    """A row a dimension: dimension, seeds, mean, low, high, noise, all in points.

    `noise` is what luck alone exceeds once in twenty: Tukey's smallest significant range.
    """
    rows = []
    for evidence in evidences:
        if evidence.dimension is None or len(evidence.results) < 2:
            continue
        shared = summary.by_seed(evidence.rows)[list(evidence.results["value"])].dropna()
        found = statistics.effect_range(shared.to_numpy(float))
        if found.n:
            limits = (found.low, found.high, found.high - found.mean)
            rows.append([evidence.dimension.name, found.n, found.mean, *limits])
    table = pd.DataFrame(rows, columns=["dimension", "seeds", "mean", "low", "high", "noise"])
    table[["mean", "low", "high", "noise"]] /= POINT
    return table.sort_values("mean", ascending=False, kind="stable")


def importance(table: pd.DataFrame) -> Iterator[Finding]:
    sure = table[table["low"] > 0]
    if len(table) > 1 and len(sure):
        top = sure.iloc[0]
        columns = {"range_points": "mean", "low_points": "low", "high_points": "high"}
        numbers = {name: float(top[column]) for name, column in columns.items()}
        yield Finding("importance", "", str(top["dimension"]), numbers, "importance")


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
        yield Plate("effects", word("caption_effects", language), said,
                    lambda: effects.forest(lines, band, points, broad=True), True)  # fmt: skip
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
