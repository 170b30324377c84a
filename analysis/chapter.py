"""A network's chapter: its studies by setting, as the data the templates show and the files beside the page."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path
from typing import Any

from analysis import bundle, overview, store, views, words
from analysis.evidence import Evidence, gather
from analysis.finding import Finding
from analysis.findings import study_findings
from analysis.frames import Frames, Record
from analysis.joint import importance_table, joint_findings, joint_plates
from analysis.plates import study_plates
from analysis.sentences import sentence
from analysis.views import Shown
from analysis.words import word
from hypermodels import NETWORKS
from hypermodels.dimensions import DIMENSIONS

ORDER = {dimension.name: place for place, dimension in enumerate(DIMENSIONS)}
KINDS = ("study", "probe", "tune")


@dataclass
class Chapter:
    """`content` for the templates; `findings`, `figures` and `tables` (name, CSV text) become files."""

    content: dict[str, Any]
    findings: list[Finding] = field(default_factory=list)
    figures: list[Shown] = field(default_factory=list)
    tables: dict[str, str] = field(default_factory=dict)


def chapter(loaded: Frames, network: str, language: str, band: float, root: Path) -> Chapter:
    """Everything about one network; `loaded` holds only its records."""
    made = Chapter({})
    studies = sorted(loaded.studies, key=place)
    sections = [
        _section(made, loaded, list(group), language, band, root) for _, group in groupby(studies, overview.setting)
    ]
    runs = loaded.runs[loaded.runs["run"].isin(_runs(studies))]
    environments = list(overview.two_environments(runs))
    made.findings += environments
    warnings = [sentence(one, language) for one in environments]
    if loaded.unreadable:
        warnings.append(word("unreadable", language).format(runs=", ".join(loaded.unreadable)))
    warnings += [
        f"{study['title']}: {text}"
        for section in sections
        for study in section["studies"]
        for text in study["troubles"]
    ]
    made.content = {
        "language": language, "network": NETWORKS[network],
        "title": word("title", language).format(network=NETWORKS[network]),
        "warnings": warnings, "sections": sections, "counts": views.counts(runs, language),
        "how": word("how_text", language).format(band=f"{band:g}"),
        "environment": views.environment(runs), "causes": views.causes(runs),
        "commands": list(dict.fromkeys(study["command"] for study in studies if study.get("command"))),
    }  # fmt: skip
    return made


def place(study: Record) -> tuple[Any, ...]:
    """By setting, kind, then the dimension's place in the table; the name makes it the same every time."""
    first = study["dimensions"][0] if study["dimensions"] else ""
    kind = KINDS.index(study["kind"]) if study["kind"] in KINDS else len(KINDS)
    return (*overview.setting(study), kind, ORDER.get(first, len(ORDER)), study["name"])


def _section(
    made: Chapter, loaded: Frames, studies: Sequence[Record], language: str, band: float, root: Path
) -> dict[str, Any]:
    evidences = [gather(loaded, study, band) for study in studies]
    table = overview.importance_table(evidences)
    differing = list(overview.two_baselines(studies))
    telling = list(overview.importance(table))
    prefix = overview.anchors(loaded.studies)[overview.setting(studies[0])]
    glance = views.drawn(list(overview.overview_plates(evidences, table, language)), prefix)
    made.figures += glance
    made.findings += [*differing, *telling]
    shown = [_study(made, evidence, language) for evidence in evidences]
    return {
        "title": views.setting_title(studies[0], language), "anchor": prefix,
        "warnings": [sentence(one, language) for one in differing],
        "findings": [sentence(one, language) for one in telling],
        "glance": glance, "studies": shown,
        "best": _best(made, studies, _runs(loaded.studies), prefix, language, root),
    }  # fmt: skip


def _study(made: Chapter, evidence: Evidence, language: str) -> dict[str, Any]:
    name = evidence.study["name"]
    ranked = importance_table(evidence)
    findings = [*joint_findings(evidence, ranked), *study_findings(evidence)]
    plates = [*study_plates(evidence, language), *joint_plates(evidence, ranked, language)]
    figures = views.drawn(plates, name)
    made.findings += findings
    made.figures += figures
    made.tables[name] = evidence.table.to_csv(index=False, lineterminator="\n")
    return views.study_view(evidence, findings, figures, language)


def _best(
    made: Chapter, studies: Sequence[Record], known: set[str], prefix: str, language: str, root: Path
) -> dict[str, Any] | None:
    """The exported model, in the section its run belongs to: a network has one, however many settings were studied."""
    card = store.card(root, studies[0]["dataset"]["name"], studies[0]["network"])
    if card is None:
        return {"figures": [], "gallery": [], "test": None, "hint": word("no_card", language)}
    if card.get("run") in known - _runs(studies):
        return None
    figures = views.drawn(list(bundle.card_plates(card, language)), f"{prefix}-best")
    made.figures += figures
    return {
        "figures": figures, "gallery": bundle.gallery(card, language), "test": bundle.test_sentence(card, language),
        "hint": None,
    }  # fmt: skip


def _runs(studies: Sequence[Record]) -> set[str]:
    return {run for study in studies for trial in study["trials"] for run in trial["runs"]}


def vocabulary(language: str) -> dict[str, str]:
    """The fixed words a template may use, by key."""
    return {key: word(key, language) for key in words.TABLE}
