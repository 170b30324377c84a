"""All that a network's studies show, section by section, in no language: what every page of it is made from."""

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from analysis.findings import chapter_rules
from analysis.findings.finding import Finding
from analysis.findings.joint_rules import joint_findings
from analysis.findings.published_rules import published
from analysis.findings.rules import study_findings
from analysis.numbers.effect_tables import effect_range_table
from analysis.numbers.evidence import Evidence, gather_all
from analysis.numbers.frames import Frames
from analysis.numbers.joint_tables import permutation_importance_table
from analysis.numbers.sections import Section


@dataclass(frozen=True)
class StudyFindings:
    """A study's evidence and findings. `importance` is its `permutation_importance_table`."""

    evidence: Evidence
    importance: pd.DataFrame
    findings: list[Finding]


@dataclass(frozen=True)
class SectionFindings:
    """A section's studies, and what they show together. `effects` is their `effect_range_table`."""

    section: Section
    effects: pd.DataFrame
    warnings: list[Finding]
    findings: list[Finding]
    studies: list[StudyFindings]


def section_findings(loaded: Frames, sections: Sequence[Section], band: float) -> list[SectionFindings]:
    """What the studies of each section show; differences of at most `band` percentage points count as none."""
    return [_section(loaded, section, band) for section in sections]


def _section(loaded: Frames, section: Section, band: float) -> SectionFindings:
    evidences = gather_all(loaded, section.studies, band)
    effects = effect_range_table(evidences)
    warnings = list(chapter_rules.two_baselines(section.studies))
    findings = [*chapter_rules.largest_effect(effects), *published(evidences)]
    return SectionFindings(section, effects, warnings, findings, [_study(evidence) for evidence in evidences])


def _study(evidence: Evidence) -> StudyFindings:
    importance = permutation_importance_table(evidence)
    return StudyFindings(evidence, importance, [*joint_findings(evidence, importance), *study_findings(evidence)])
