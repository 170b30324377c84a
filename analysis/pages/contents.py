"""What the templates show, as plain data: strings, tables of cells and figures. Pure but for drawing."""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from analysis.figures.svg import RenderedFigure
from analysis.findings.behind.probe_rules import WHY
from analysis.findings.finding import Finding
from analysis.numbers.columns import ENVIRONMENT
from analysis.numbers.evidence import Evidence
from analysis.numbers.summary import STATES
from analysis.pages import advised
from analysis.pages.limits import limits as limits
from analysis.pages.tables import table_view, why_view
from analysis.text.held_fixed import held_fixed
from analysis.text.languages import LANGUAGES
from analysis.text.text import Text
from hypermodels.dimensions import FIRST
from studies.plan import bases, own_networks
from studies.plan.confounds import confounded
from studies.plan.labels import label
from studies.plan.study_record import StudyRecord

WARNINGS = frozenset({"no_baseline", "unfinished", "failed", "nothing"})  # rules whose findings warn
COMMANDED = frozenset({"finale_seeds", "finale_base", "rate_base"})  # whose command no next step has


def study_title(study: StudyRecord, text: Text) -> str:
    """`Learning rate`, `Batch size × Learning rate` or `Joint tuning (random)`, and the epochs of its reading."""
    names = [text.title(name) for name in study["dimensions"]]
    title = " × ".join(names)
    if study["kind"] == "finale":
        title = text.word("finale", dimensions=text.listed(names))
    if study["kind"] == "tuned":
        title = text.word("tuned", dimension=names[0])
    if study["kind"] == "tune":
        title = text.word("tune") + (f" ({study['tuner']})" if study.get("tuner") else "")
        first = (*FIRST, *(row.name for row in own_networks.dimensions(study)))
        usual = [name for name in first if name != "epochs" or study.get("tuner") != "hyperband"]
        if study["dimensions"] != usual:
            title += f": {text.listed(names)}"
    epochs = study.get("reading")
    return f"{title}, {after_epochs(epochs, text)}" if epochs else title


def after_epochs(epochs: int, text: Text) -> str:
    """Which reading of a study is shown: `after 20 epochs`."""
    return text.word("after_one" if epochs == 1 else "after_epochs", epochs=epochs)


def question(study: StudyRecord, text: Text) -> str:
    """What the study asks, as a sentence."""
    kind = "question" if study["kind"] == "study" else f"question_{study['kind']}"
    network = own_networks.titles([study])[study["network"]]
    return text.word(
        kind, dimension=text.in_question(study["dimensions"]), network=network, dataset=study["dataset"]["name"]
    )


def setting_title(study: StudyRecord, text: Text, epochs: int | None = None, version: str | None = None) -> str:
    """What a section's studies share: `digits · 300 pictures · width 0.5`, a baseline other than the table's, and the
    version of a user's network and the epochs where these divide it."""
    dataset = study["dataset"]
    samples = dataset.get("samples")
    parts = [dataset["name"]]
    parts.append(text.word("pictures", samples=samples) if samples else text.word("all_pictures"))
    if study.get("width", 1.0) != 1:
        parts.append(text.word("width", width=f"{study['width']:g}"))
    if study.get("precision") not in (None, "float32"):
        parts.append(study["precision"])
    if base := bases.held(study):
        departs = {name: label(name, value) for name, value in base}
        parts.append(text.word("own_baseline", configuration=text.configuration(departs)))
    if version is not None:
        parts.append(text.word("version", digest=version[:8]))
    if epochs is not None:
        parts.append(after_epochs(epochs, text))
    return " · ".join(parts)


def confounds(study: StudyRecord, text: Text) -> list[str]:
    """What the study cannot tell apart: the warnings that its record keeps in English, in the page's language.

    A warning whose dimension has no such text is shown as it was recorded.
    """
    recorded = [str(warning) for warning in study.get("warnings") or ()]
    key = confounded(study["dimensions"], [trial["values"] for trial in study["trials"]])
    translated = text.confounds(key) if key else None
    return [translated] if recorded and translated else recorded


def study_view(
    evidence: Evidence,
    findings: Sequence[Finding],
    steps: Sequence[Finding],
    figures: Sequence[RenderedFigure],
    text: Text,
) -> dict[str, Any]:
    """A study's part of the page.

    Its answer stands first. Findings of the rules in WARNINGS are warnings, and all others are listed.
    """
    study = evidence.study
    names = {figure.name.removeprefix(f"{study['name']}-") for figure in figures}
    answers = [one for one in findings if one.rule.startswith(("answer", "nothing", "probe", "tune", "finale"))][:1]
    troubles = [text.sentence(one) for one in findings if one.rule in WARNINGS and one not in answers]
    return {
        "name": study["name"],
        "title": study_title(study, text),
        "question": question(study, text),
        "fixed": held_fixed(study, text),
        "answer": text.sentence(answers[0]) if answers else "",
        "troubles": troubles,
        "warnings": [*troubles, *confounds(study, text)],
        "table": table_view(evidence, text),
        "figures": figures,
        "findings": [
            {
                "text": text.sentence(one),
                "figure": one.figure if one.figure in names else None,
                "command": one.numbers.get("command") if one.rule in COMMANDED else None,
            }
            for one in findings
            if one not in answers and one.rule not in WARNINGS and not one.rule.startswith(WHY)
        ],
        "why": why_view(evidence, findings, text),
        "limits": limits(evidence, text),
        "next": advised.steps_view(steps, text),
        "command": study.get("command") or "",
        "board": advised.board(study, text),
    }


def counts(runs: pd.DataFrame, text: Text) -> str:
    """`72 runs: 70 completed, 1 diverged, 1 failed`, leaving out what there is none of."""
    found = runs["status"].value_counts()
    parts = [f"{int(found[state])} {text.word(state)}" for state in STATES if found.get(state)]
    return text.word("runs_by_state", n=len(runs), states=text.listed(parts)) if parts else ""


def environment(runs: pd.DataFrame) -> list[tuple[str, str]]:
    """Every property of the environment with the values it had in the runs."""
    rows = [(name, ", ".join(sorted(str(one) for one in runs[name].dropna().unique()))) for name in ENVIRONMENT]
    return [(name, values) for name, values in rows if values]


def causes(runs: pd.DataFrame) -> list[tuple[str, str]]:
    """Why runs failed: the last line of each cause, with the number of runs that it ended (`3 ×`)."""
    failed = runs.loc[runs["status"] == "failed", "cause"].fillna("?").astype(str).str.strip()
    found = failed.str.split("\n").str[-1].str[:300].value_counts()
    return [(str(cause), f"{count} ×") for cause, count in found.items()]


def as_json(finding: Finding, figures: set[str], titles: Mapping[str, str]) -> dict[str, Any]:
    """A finding for findings.json: its numbers, rule and figure, and its sentence in every language."""
    name = f"{finding.study}-{finding.figure}" if finding.study else finding.figure
    path = f"figures/{name}.svg" if name in figures else None
    return {
        **finding.__dict__,
        "figure": path,
        "text": {language: Text(language, titles).sentence(finding) for language in LANGUAGES},
    }
