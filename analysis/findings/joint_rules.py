"""Rules about several dimensions at once: what a probe's grid and a joint search found."""

from collections.abc import Iterator
from itertools import permutations
from typing import Any

import pandas as pd

from analysis.findings.finale.rules import finale_findings
from analysis.findings.finding import Finding, finding
from analysis.numbers.evidence import Evidence
from analysis.numbers.frames import records
from analysis.numbers.joint_tables import probe_table, trial_table
from studies.system.formats import brief


def joint_findings(evidence: Evidence, ranked: pd.DataFrame) -> Iterator[Finding]:
    """What a probe, a search or a finale found. Silent for studies of one dimension.

    Args:
        ranked: `joint_tables.permutation_importance_table`, which takes a second and is shown as well.
    """
    if evidence.results.empty or evidence.dimension is not None:
        return
    if evidence.study["kind"] == "finale":
        yield from finale_findings(evidence)
    elif evidence.study["kind"] == "tune":
        yield _best_trial(evidence)
        yield from _importance(evidence, ranked)
    else:
        yield _best_combination(evidence)
        yield from _shift(evidence)


def _best_trial(evidence: Evidence) -> Finding:
    history = trial_table(evidence)
    place = int(history["val_acc"].to_numpy().argmax())
    best = records(evidence.results.nlargest(1, "val_acc"))[0]
    numbers: dict[str, Any] = {
        "best_acc": float(best["val_acc"]),
        "n": int(best["n"]),
        "trials": len(history),
        "trial": place + 1,
        "since": len(history) - place - 1,
    }
    rule = "tune_alone" if len(history) == 1 else "tune" if numbers["since"] else "tune_last"
    return finding(evidence, rule, brief(str(history["value"].iloc[place])), numbers, "history")


def _importance(evidence: Evidence, ranked: pd.DataFrame) -> Iterator[Finding]:
    """Names the dimension that matters most. Silent where shuffling even this one may cost the fit nothing."""
    if len(ranked) and ranked["low"].iloc[0] > 0:
        top = ranked.iloc[0]
        moved = {"share_points": float(top["mean"]), "spread_points": float(top["sd"])}
        yield finding(evidence, "tune_importance", top["dimension"], moved, "tune-importance")


def _best_combination(evidence: Evidence) -> Finding:
    table = evidence.results
    best = records(table.nlargest(1, "val_acc"))[0]
    against = table.loc[table["value"] == evidence.reference, "val_acc"]
    numbers = {
        "best_acc": float(best["val_acc"]),
        "n": int(best["n"]),
        "reference": evidence.reference,
        "reference_acc": float(against.iloc[0]) if len(against) else None,
    }
    rule = "probe_reference" if best["value"] == evidence.reference else "probe" if len(against) else "probe_alone"
    return finding(evidence, rule, best["value"], numbers, "probe")


def _shift(evidence: Evidence) -> Iterator[Finding]:
    """Says that the best column depends on the row: the dimensions do not act one by one.

    Silent unless in two rows the best column surely beats the other row's: one seed, or luck, moves a best as well.
    """
    if len(evidence.study["dimensions"]) != 2:
        return
    best = probe_table(evidence).dropna(how="all").idxmax(axis=1)
    if any(_sure_of_both(evidence, *rows, best[rows[0]], best[rows[1]]) for rows in permutations(best.index, 2)):
        pairs = ", ".join(f"{column} ({row})" for row, column in best.items())
        numbers = {"name": evidence.study["dimensions"][1], "values": pairs}
        yield finding(evidence, "probe_shift", None, numbers, "probe")


def _sure_of_both(evidence: Evidence, row: str, other: str, column: str, others: str) -> bool:
    return column != others and _beats(evidence, row, column, others) and _beats(evidence, other, others, column)


def _beats(evidence: Evidence, row: str, column: str, than: str) -> bool:
    ahead, behind = f"{row}, {column}", f"{row}, {than}"
    if not {ahead, behind} <= set(evidence.results["value"]):
        return False
    lead = evidence.difference(ahead, behind).estimate
    return lead.n > 1 and lead.low > 0
