"""Every rule of a study asked in turn, the answer first: what the study shows."""

from analysis.findings.behind.answer_rules import agreement, alone, classes, other_pictures
from analysis.findings.behind.batch_rules import batch_size
from analysis.findings.behind.curve_rules import alike, fastest, fewer_trials, improving, lottery, order
from analysis.findings.behind.normalization_rules import lagging
from analysis.findings.behind.probe_rules import why
from analysis.findings.edge_rules import edge, plateau
from analysis.findings.finding import Finding, Rule
from analysis.findings.run_rules import divergence, failed, nothing, overfitting, stuck, time, unfinished
from analysis.findings.tuned_rules import tuned_findings
from analysis.findings.value_rules import answer, baseline, power, seeds, single, spread, verdicts
from analysis.numbers.evidence import Evidence

RULES: tuple[Rule, ...] = (
    answer,
    alike,
    lagging,
    baseline,
    unfinished,
    failed,
    tuned_findings,
    verdicts,
    single,
    seeds,
    edge,
    plateau,
    divergence,
    stuck,
    overfitting,
    time,
    spread,
    power,
    lottery,
    fastest,
    batch_size,
    order,
    improving,
    fewer_trials,
    other_pictures,
    classes,
    alone,
    agreement,
    why,
)


def study_findings(evidence: Evidence) -> list[Finding]:
    """All findings of a study. One without results has those that say why, and nothing else."""
    if evidence.results.empty:
        rates = list(tuned_findings(evidence))  # where no run judges yet, they say what is waited for
        return [*(nothing(evidence) if len(evidence.rows) or not rates else ()), *rates, *failed(evidence)]
    return [found for rule in RULES for found in rule(evidence)]
