"""Rules about the values of a study: which is best, which differ, what the study could have seen.

Each rule says when it is silent: a sentence that is false, or that says nothing, is worse than none.
"""

import math
from collections.abc import Collection, Iterator, Sequence
from typing import Any

from analysis.findings import advice
from analysis.findings.finding import Finding, finding
from analysis.numbers import statistics
from analysis.numbers.columns import ON_DIFFERENCES
from analysis.numbers.evidence import Evidence
from analysis.numbers.frames import records
from analysis.numbers.reading import Row
from analysis.numbers.summary import POINT, Verdict
from analysis.numbers.trials import baseline_label, has_baseline

ANSWERS: dict[Verdict, str] = {  # the rule by the verdict on the value with the highest mean
    "reference": "answer_reference",
    "better": "answer_better",
    "equivalent": "answer_equal",
    "undecided": "answer_open",
    "worse": "answer_open",
    "unlearned": "answer_chance",  # the highest mean of all, and still one of guessing
    "single": "answer_single",
    "none": "answer_unpaired",
}
FEWEST_SEEDS = 3  # the page advises no fewer: the interval of two reaches 12.7 standard errors to each side
MOST_ADVISED = 30  # and no more: what asks for more is decided sooner by a larger study, or need not be


def answer(evidence: Evidence) -> Iterator[Finding]:
    """Answers the study's question in one finding: the best value, and how sure its lead over the reference is.

    Silent for probes and searches, which have an answer of their own.
    """
    if evidence.dimension is None:
        return
    table = evidence.results
    best = records(table.nlargest(1, "val_acc"))[0]
    numbers: dict[str, Any] = {
        "best_acc": best["val_acc"],
        "low_acc": best["val_acc_low"],
        "high_acc": best["val_acc_high"],
        "n": int(best["n"]),
        "reference": evidence.reference,
        "band": evidence.band,
        "chance_acc": evidence.chance,
        **{verdict: int((table["verdict"] == verdict).sum()) for verdict in ("worse", "equivalent", "undecided")},
    }
    if best["verdict"] != "reference":
        numbers |= _difference(best)
    yield finding(evidence, _answer(evidence, best["verdict"]), str(best["value"]), numbers, "outcomes")


def _answer(evidence: Evidence, verdict: Verdict) -> str:
    if len(evidence.results) == 1:
        return "answer_alone"
    if evidence.all_at_chance:
        return "answer_chance"
    if verdict == "reference" and evidence.results["pairs"].max() < 2:
        return "answer_single"
    return ANSWERS[verdict]


def baseline(evidence: Evidence) -> Iterator[Finding]:
    """Says that a study lacks the baseline. Silent where it has it."""
    if evidence.dimension is not None and not has_baseline(evidence.study):
        numbers = {"baseline": baseline_label(evidence.study)}
        yield finding(evidence, "no_baseline", evidence.reference, numbers, None)


def verdicts(evidence: Evidence) -> Iterator[Finding]:
    """Says of each value other than the reference whether it is clearly better or worse, equivalent, or undecided.

    Silent for values with one seed (`single` names them together), and in a probe for all combinations but the best:
    the table has their verdicts.
    """
    names = {"better": "clear_better", "worse": "clear_worse"}
    for row in records(_with_verdicts(evidence)):
        if row["verdict"] in ON_DIFFERENCES:
            numbers = {**_difference(row), "reference": evidence.reference, "band": evidence.band}
            rule = names.get(row["verdict"], row["verdict"])
            if rule == "undecided":
                rule = _undecided(row, numbers)
            yield finding(evidence, str(rule), row["value"], numbers, "differences")


def _with_verdicts(evidence: Evidence) -> Any:
    """The rows that `verdicts` speaks of: all of a study of one dimension, the best of a probe."""
    if "verdict" not in evidence.results:
        return evidence.results.head(0)
    return evidence.results if evidence.dimension is not None else evidence.results.nlargest(1, "val_acc")


def _undecided(row: Row, numbers: dict[str, Any]) -> str:
    """The rule for an undecided value; `numbers` gains the seeds that would decide.

    Where not even MOST_SEEDS would, it gains half the width of the interval that these would leave.
    """
    more = row["seeds_to_decide"]
    if more is not None and math.isfinite(more):
        numbers["seeds"] = int(more)
        return "undecided"
    most = statistics.MOST_SEEDS
    half = statistics.quantile((1 + statistics.LEVEL) / 2, most - 1) * row["difference_sd"] / math.sqrt(most)
    numbers |= {"sd_points": row["difference_sd"], "seeds": most, "half_points": half}
    return "undecided_long"


def single(evidence: Evidence) -> Iterator[Finding]:
    """Names the values that rest on one seed, in one finding. Silent where every comparison has two."""
    if "verdict" not in evidence.results:
        return
    alone = evidence.results.loc[evidence.results["verdict"] == "single", "value"]
    if len(alone):
        seeds = advice.seeds_for(evidence.study, list(alone), FEWEST_SEEDS)
        numbers = {
            "names": list(alone),
            "reference": evidence.reference,
            "seeds": len(seeds),
            "command": _command(evidence, seeds, alone),
        }
        yield finding(evidence, "single", None, numbers, "outcomes")


def seeds(evidence: Evidence) -> Iterator[Finding]:
    """Says how few seeds would decide one of the undecided values, with the command where that is worth its time.

    Silent where no number of seeds would. Values whose validation may lag need other things than seeds.
    """
    if "seeds_to_decide" not in evidence.results or evidence.dimension is None:
        return
    table = evidence.results[~evidence.results["value"].isin(evidence.lagging["value"])]
    open_ones = table[table["verdict"] == "undecided"]
    needed = open_ones["seeds_to_decide"].astype(float).dropna()
    if len(needed):
        fewest = int(needed.min())
        names = list(open_ones.loc[needed.index[needed <= fewest], "value"])
        numbers: dict[str, Any] = {"names": names, "seeds": fewest}
        if fewest > MOST_ADVISED:
            yield finding(evidence, "seeds_many", None, numbers, "differences")
            return
        wanted = advice.seeds_for(evidence.study, names, fewest)
        yield finding(evidence, "seeds", None, {**numbers, "command": _command(evidence, wanted, names)}, "differences")


def _command(evidence: Evidence, seeds: Sequence[int], names: Collection[str]) -> str:
    """More seeds of some values and of their reference: what is decided gets none. Of a grid a command asks for all."""
    asked = [value for value in evidence.values if value in {str(evidence.reference), *names}]
    return advice.study_command(evidence.study, seeds, None if evidence.dimension is None else asked)


def spread(evidence: Evidence) -> Iterator[Finding]:
    """Says how far apart the reference's seeds are, which differ in nothing but luck.

    Silent with one seed; where the reference did not learn: the spread of guessing says nothing of training; and where
    all seeds are equal: then the pictures are too few to show luck.
    """
    rows = evidence.counted[evidence.counted["value"] == evidence.reference]
    if len(rows) > 1 and evidence.reference in set(evidence.learned["value"]):
        reached = rows["val_acc"]
        if reached.min() == reached.max():
            return
        numbers = {
            "n": len(rows),
            "low_acc": float(reached.min()),
            "high_acc": float(reached.max()),
            "range_points": float(reached.max() - reached.min()) / POINT,
        }
        yield finding(evidence, "spread", evidence.reference, numbers, "outcomes")


def power(evidence: Evidence) -> Iterator[Finding]:
    """Says how small a difference the study could have shown: the median over its comparisons.

    No value can be further from the reference than 0 or 100 % is: where even that would have been missed, the rule
    says so instead of a number. Silent without comparisons.
    """
    table = evidence.results
    if "smallest_detectable" not in table or not table["smallest_detectable"].notna().any():
        return
    points = float(table["smallest_detectable"].median())
    numbers = {"seen_points": points, "n": int(table["pairs"].max()), "comparisons": int(table["p"].notna().sum())}
    reached = float(table.loc[table["value"] == evidence.reference, "val_acc"].iloc[0])
    nothing = points * POINT >= max(reached, 1 - reached)
    yield finding(evidence, "power_none" if nothing else "power", None, numbers, "differences")


def _difference(row: Row) -> dict[str, Any]:
    return {
        "difference_points": row["difference"],
        "difference_low_points": row["difference_low"],
        "difference_high_points": row["difference_high"],
        "p_holm": row["p_holm"],
        "pairs": int(row["pairs"]),
        "ahead": int(row["ahead"]),
    }
