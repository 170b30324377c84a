"""What the studies of a section advise together: which value of each, and to try these in one. Pure."""

from collections.abc import Iterable, Sequence

from analysis.findings import advice
from analysis.findings.finale import choice
from analysis.findings.finding import Finding
from analysis.findings.steps.taken import step
from analysis.numbers.evidence import Evidence
from studies.plan.labels import label

FEWEST_VALUES = 2  # clearly better ones, before they are worth a finale


def combine(evidences: Sequence[Evidence]) -> list[Finding]:
    """A finale of the section's best values, where one of them is clearly better and no finale of them is there."""
    chosen = choice.chosen_of(evidences)
    names = {one.dimension for one in chosen}
    there = [set(one.study["dimensions"]) for one in evidences if one.study["kind"] == "finale"]
    if len(chosen) < FEWEST_VALUES or names in there or all(one.by != choice.CLEAR for one in chosen):
        return []
    first = next(one for one in evidences if one.study["dimensions"] == [chosen[0].dimension])
    seeds = set.intersection(*(set(one.seeds) for one in chosen)) or {0}
    # All together, and without one at a time: of two, these are the values alone, which are stored.
    configurations = 1 + (len(chosen) if len(chosen) > 2 else 0)
    epochs = configurations * len(seeds) * int(first.study["trials"][0]["values"]["epochs"])
    values = [f"{one.dimension}={label(one.dimension, one.value)}" for one in chosen]
    numbers = {"names": values, "command": advice.finale_command(first.study)}
    return [step(first, "next_finale", numbers, {"": epochs})]


def recommended(evidences: Iterable[Evidence]) -> dict[str, str]:
    """By dimension, the value that is clearly better than the reference of its study; nothing where none is.

    Where several are, it is the one with the highest mean. Each was found with the others at the baseline, so a tuned
    study recommends nothing here.
    """
    found: dict[str, str] = {}
    for evidence in evidences:
        if evidence.dimension is None or evidence.ladder is not None or "verdict" not in evidence.results:
            continue
        better = evidence.results[evidence.results["verdict"] == "better"]
        if len(better):
            found[evidence.dimension.name] = str(better.nlargest(1, "val_acc")["value"].iloc[0])
    return found
