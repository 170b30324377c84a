"""What the templates show, as plain data: strings, tables of cells and figures. Pure but for drawing."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pandas as pd

from analysis.figures.svg import RenderedFigure
from analysis.findings.finding import Finding
from analysis.numbers import statistics
from analysis.numbers.evidence import Evidence
from analysis.numbers.frames import ENVIRONMENT
from analysis.numbers.reading import Record
from analysis.numbers.summary import STATES
from analysis.pages.tables import percent, table_view
from analysis.text.held_fixed import held_fixed
from analysis.text.sentences import sentence
from analysis.text.words import TABLE, title, title_in_question, word
from hypermodels import NETWORKS
from hypermodels.dimensions import BASELINE


def study_title(study: Record, language: str) -> str:
    names = [title(name, language) for name in study["dimensions"]]
    asked = " × ".join(names)
    if study["kind"] == "tune":
        asked = word("tune", language) + (f" ({study['tuner']})" if study.get("tuner") else "")
        if len(names) < len(BASELINE) - (study.get("tuner") == "hyperband"):  # not all that it can search
            asked += f": {word('comma', language).join(names)}"
    return f"{asked}, {after_epochs(study['reading'], language)}" if study.get("reading") else asked


def after_epochs(epochs: int, language: str) -> str:
    """Which reading of a study is shown: `after 20 epochs`."""
    return word("after_one" if epochs == 1 else "after_epochs", language).format(epochs=epochs)


def question(study: Record, language: str) -> str:
    kind = {"probe": "question_probe", "tune": "question_tune"}.get(study["kind"], "question")
    names = [title_in_question(name, language) for name in study["dimensions"]]
    network = NETWORKS.get(study["network"], study["network"])
    return word(kind, language).format(
        dimension=word("and", language).join(names), network=network, dataset=study["dataset"]["name"]
    )


def setting_title(study: Record, language: str, epochs: int | None = None) -> str:
    dataset = study["dataset"]
    samples = dataset.get("samples")
    parts = [dataset["name"]]
    parts.append(word("pictures", language).format(samples=samples) if samples else word("all_pictures", language))
    if study.get("width", 1.0) != 1:
        parts.append(word("width", language).format(width=f"{study['width']:g}"))
    if study.get("precision") not in (None, "float32"):
        parts.append(study["precision"])
    if epochs is not None:
        parts.append(after_epochs(epochs, language))
    return " · ".join(parts)


def confounds(study: Record, language: str) -> list[str]:
    """What the study mixes up, as its record says it; a known confound also in Chinese."""
    said = [str(text) for text in study.get("warnings") or ()]
    known = f"confound_{study['dimensions'][0]}" if len(study["dimensions"]) == 1 else ""
    return [word(known, language)] if said and language != "en" and known in TABLE else said


def limits(evidence: Evidence, language: str) -> list[str]:
    """What the study cannot say: the noise of its validation set, and its clock."""
    said: list[str] = []
    if evidence.results.empty:
        return said
    accuracy = float(evidence.results["val_acc"].max())
    pictures = int(evidence.study["dataset"].get("validation") or 0)
    if pictures:
        low, high = map(percent, statistics.wilson(accuracy, pictures))
        said.append(word("limit_noise", language).format(pictures=pictures, acc=percent(accuracy), low=low, high=high))
        if 100 / pictures > evidence.band:
            step = f"{100 / pictures:.1f}"
            said.append(word("limit_step", language).format(pictures=pictures, step=step, band=f"{evidence.band:g}"))
    said.append(word("limit_time", language))
    return said if evidence.times_comparable else [*said, word("limit_time_apart", language)]


def study_view(
    evidence: Evidence, findings: Sequence[Finding], figures: Sequence[RenderedFigure], language: str
) -> dict[str, Any]:
    study = evidence.study
    warn = {"no_baseline", "unfinished", "failed", "nothing"}
    names = {figure.name.removeprefix(f"{study['name']}-") for figure in figures}
    answers = [one for one in findings if one.rule.startswith(("answer", "nothing", "probe", "tune"))][:1]
    troubles = [sentence(one, language) for one in findings if one.rule in warn and one not in answers]
    return {
        "name": study["name"],
        "title": study_title(study, language),
        "question": question(study, language),
        "fixed": held_fixed(study, language),
        "answer": sentence(answers[0], language) if answers else "",
        "troubles": troubles,
        "warnings": [*troubles, *confounds(study, language)],
        "table": table_view(evidence, language),
        "figures": figures,
        "findings": [
            {
                "text": sentence(one, language),
                "command": one.numbers.get("command"),
                "figure": one.figure if one.figure in names else None,
            }
            for one in findings
            if one not in answers and one.rule not in warn
        ],
        "limits": limits(evidence, language),
        "command": study.get("command") or "",
    }


def counts(runs: pd.DataFrame, language: str) -> str:
    """`72 runs: 70 completed, 1 diverged, 1 failed`, leaving out what there is none of."""
    found = runs["status"].value_counts()
    parts = [f"{int(found[state])} {word(state, language)}" for state in STATES if found.get(state)]
    key = "one_run" if len(runs) == 1 else "many_runs"
    return word(key, language).format(n=len(runs), states=word("comma", language).join(parts)) if parts else ""


def environment(runs: pd.DataFrame) -> list[tuple[str, str]]:
    """Every property of the environment with the values it had in the runs."""
    rows = [(name, ", ".join(sorted(str(one) for one in runs[name].dropna().unique()))) for name in ENVIRONMENT]
    return [(name, text) for name, text in rows if text]


def causes(runs: pd.DataFrame) -> list[tuple[str, str]]:
    """Why runs failed: the first line of each cause, with how many runs it took."""
    failed = runs.loc[runs["status"] == "failed", "cause"].fillna("?").astype(str).str.strip()
    found = failed.str.split("\n").str[-1].str[:300].value_counts()
    return [(str(text), f"{count} ×") for text, count in found.items()]


def as_json(finding: Finding, figures: set[str]) -> dict[str, Any]:
    """A finding for findings.json: its numbers, rule and figure, and both languages' sentence."""
    name = f"{finding.study}-{finding.figure}" if finding.study else finding.figure
    kept = replace(finding, figure=f"figures/{name}.svg" if name in figures else None)
    return {**kept.__dict__, "text": {language: sentence(finding, language) for language in ("en", "zh")}}
