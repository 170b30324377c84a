"""All that a network's studies show, section by section, in no language: what every page of it is made from."""

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from analysis.findings import chapter_rules
from analysis.findings.explorations import Exploration, explorations
from analysis.findings.finale import contrasts
from analysis.findings.finding import Finding
from analysis.findings.joint_rules import joint_findings
from analysis.findings.published_rules import published
from analysis.findings.rules import study_findings
from analysis.findings.steps import section_steps, study_steps
from analysis.numbers.effect_tables import effect_range_table
from analysis.numbers.evidence import Evidence, gather_all
from analysis.numbers.frames import Frames
from analysis.numbers.joint_tables import permutation_importance_table
from analysis.numbers.sections import Section
from studies.plan.study_record import StudyRecord


@dataclass(frozen=True)
class StudyFindings:
    """A study's evidence and findings, and what to do next. `importance` is its `permutation_importance_table`."""

    evidence: Evidence
    importance: pd.DataFrame
    findings: list[Finding]
    steps: list[Finding]


@dataclass(frozen=True)
class SectionFindings:
    """A section's studies, and what they show together. `effects` is their `effect_range_table`.

    `recommended` is by dimension the value that is clearly better than its study's reference, `together` the same of a
    finale whose values are clearly better together, `combine` the step that tries the best values together.
    `explorations` are the section's other readings, for who moves a slider.
    """

    section: Section
    effects: pd.DataFrame
    warnings: list[Finding]
    findings: list[Finding]
    studies: list[StudyFindings]
    recommended: dict[str, str]
    together: dict[str, str]
    combine: list[Finding]
    explorations: list[Exploration]


def section_findings(loaded: Frames, sections: Sequence[Section], band: float) -> list[SectionFindings]:
    """What the studies of each section show; differences of at most `band` percentage points count as none."""
    return [_section(loaded, section, band) for section in sections]


def _section(loaded: Frames, section: Section, band: float) -> SectionFindings:
    evidences = gather_all(loaded, section.studies, band)
    effects = effect_range_table(evidences)
    warnings = list(chapter_rules.two_baselines(section.studies))
    findings = [*chapter_rules.largest_effect(effects), *published(evidences)]
    studies = [_study(evidence, section.studies) for evidence in evidences]
    advised = (section_steps.recommended(evidences), contrasts.recommended(evidences), section_steps.combine(evidences))
    others = explorations(loaded, section, band)
    return SectionFindings(section, effects, warnings, findings, studies, *advised, others)


def _study(evidence: Evidence, section: Sequence[StudyRecord]) -> StudyFindings:
    importance = permutation_importance_table(evidence)
    found = [*joint_findings(evidence, importance), *study_findings(evidence)]
    return StudyFindings(evidence, importance, found, study_steps.next_steps(evidence, found, section))
