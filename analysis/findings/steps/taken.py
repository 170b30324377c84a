"""What a step takes: the new epochs that its command trains, and their seconds, as the stored runs took. Pure."""

from collections.abc import Collection, Mapping, Sequence

from analysis.findings.finding import Finding, finding
from analysis.numbers.columns import WAITING
from analysis.numbers.evidence import Evidence
from analysis.numbers.frames import records
from analysis.numbers.tuned.choice import RATE, chosen_rates
from studies.plan import bases


def step(
    evidence: Evidence, rule: str, numbers: Mapping[str, object], new: dict[str, int], value: str | None = None
) -> Finding:
    """The finding of a step that trains so many new epochs of each value."""
    taken = {"epochs_to_train": sum(new.values()), "needed_seconds": needed(evidence, new)}
    return finding(evidence, rule, value, {**numbers, **taken}, None)


def to_train(
    evidence: Evidence, seeds: Sequence[int], values: Collection[str] | None = None, anew: bool = False
) -> dict[str, int]:
    """By value, the epochs that the study's command trains with these seeds; what is stored it finds.

    A tuned study's command asks for each value at the rate that it chose, and for the study at one rate.

    Args:
        values: that the command names; all of the study without it.
        anew: they choose their rates anew, so nothing that judges them there is stored.
    """
    left = {}
    for one in (evidence.plain, evidence) if evidence.plain is not None else (evidence,):
        for row in records(one.rows):
            waits = row["state"] in WAITING
            left[row["value"], row[RATE], int(row["seed"])] = int(row["epochs"] - row["epoch"]) if waits else 0
    length = {row["value"]: int(row["epochs"]) for row in records(evidence.rows)}
    usual = int(evidence.study["trials"][0]["values"]["epochs"])
    new = {
        value: sum(left.get((value, rate, seed), length.get(value, usual)) for rate in rates for seed in seeds)
        for value, rates in _asked_rates(evidence, anew).items()
        if values is None or value in values
    }
    # Points along the same runs are trained once, to the furthest.
    return dict([max(new.items(), key=lambda one: one[1])]) if new and evidence.one_trajectory else new


def _asked_rates(evidence: Evidence, anew: bool) -> dict[str, frozenset[float | None]]:
    """By value, the rates of the runs that a command asks for; None for one that nobody knows yet."""
    if evidence.ladder is None:
        rows = records(evidence.rows)
        return {row["value"]: frozenset({row[RATE]}) for row in rows}
    home = float(bases.of_study(evidence.study)[RATE])
    chosen = {} if anew else chosen_rates(evidence.ladder)
    return {value: frozenset({home, chosen.get(value)}) for value in dict.fromkeys(evidence.ladder["value"])}


def needed(evidence: Evidence, new: Mapping[str, int]) -> float | None:
    """Seconds that so many new epochs take, as those that are stored took: of the value's own runs, else of all.

    None where no run has come to its end.
    """
    known = evidence.counted.dropna(subset="epoch_seconds")
    if known.empty:
        return None
    every = float(known["epoch_seconds"].mean())
    own = {
        row["value"]: row["epoch_seconds"]
        for row in records(known.groupby("value")["epoch_seconds"].mean().reset_index())
    }
    return float(sum(epochs * own.get(value, every) for value, epochs in new.items()))
