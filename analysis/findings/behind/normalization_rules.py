"""The rule about batch normalization: what validates may lag behind what was learned."""

from collections.abc import Iterator

from analysis.findings.finding import Finding, finding
from analysis.numbers.evidence import Evidence
from analysis.numbers.frames import records


def lagging(evidence: Evidence) -> Iterator[Finding]:
    """Names the values whose validation may lag (`Evidence.lagging`), and how far training is ahead of the furthest.

    Silent without any.
    """
    behind = evidence.lagging
    if len(behind):
        most = records(behind.nlargest(1, "gap"))[0]
        numbers = {
            "names": list(behind["value"]),
            "updates": round(most["update"]),
            "training_acc": most["tra_acc"],
            "validation_acc": most["val_acc"],
            "left_percent": 100 * most["left"],
        }
        yield finding(evidence, "lagging", most["value"], numbers, "outcomes")
