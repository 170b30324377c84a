"""Why a value fails: what was measured in the layers of its runs. Silent for runs that were trained without probes."""

import math
from collections.abc import Iterator

from analysis.findings.finding import Finding, finding
from analysis.numbers.evidence import Evidence
from analysis.numbers.probes import faults, study_probes

WHY = "why_"  # how the names of these rules begin


def why(evidence: Evidence) -> Iterator[Finding]:
    """Names each fault with the values whose runs show it, and the layer that shows it most in the first of them."""
    probed = evidence.probes.runs
    found = {value: [{one.name: one for one in faults.faults(run)} for run in runs] for value, runs in probed.items()}
    for rule in faults.RULES:
        name = rule.__name__
        shown = {value: [run[name] for run in runs if name in run] for value, runs in found.items()}
        counts = [(value, len(ones), len(found[value])) for value, ones in shown.items() if ones]
        if counts:
            value = counts[0][0]
            first = shown[value][0]
            layer, finite = study_probes.shown(first.layer), math.isfinite(first.number)
            measured = {"measured": float(f"{first.number:.2g}"), "measured_share": first.number} if finite else {}
            rule_name = f"{WHY}{name}" if finite else f"{WHY}{name}_infinite"
            yield finding(evidence, rule_name, value, {"counts": counts, "layer": layer, **measured}, None)
