"""Rules about what the histories know beside their last row."""

import math
from collections.abc import Iterator

import pandas as pd

from analysis.findings.finding import Finding, finding
from analysis.numbers import statistics
from analysis.numbers.curves import lottery as lotteries
from analysis.numbers.curves import search_curve, settling, to_target
from analysis.numbers.curves.alike import same_values
from analysis.numbers.evidence import Evidence
from analysis.numbers.frames import records
from analysis.numbers.joint_tables import trial_table
from analysis.numbers.summary import POINT, by_seed
from studies.plan.study_record import training_pictures

SURE = 0.995  # of being named: beyond it there is no lottery
FEWEST_VALUES = 3  # of which there is an order
FEWEST_EPOCHS = 5  # along which it may settle
FEWEST_TRIALS = 8  # of a search, before fewer trials are a question


def lottery(evidence: Evidence) -> Iterator[Finding]:
    """Says how often one run a value would have named the same winner, over all draws of seeds.

    Among the values that learned. Silent where a winner has no second seed, and where every draw names it.
    """
    values = list(evidence.learned["value"])
    if evidence.dimension is None or len(values) < 2:
        return
    seeds = by_seed(evidence.rows)
    reached = {value: [float(one) for one in seeds[value].dropna()] for value in values}
    if min(map(len, reached.values())) < 2:
        return
    means = {value: sum(found) / len(found) for value, found in reached.items()}
    winner = max(means, key=lambda value: means[value])
    share = lotteries.share_naming(reached[winner], [reached[value] for value in values if value != winner])
    if share < SURE:
        numbers = {"named_share": share, "values": len(values), "n": min(map(len, reached.values()))}
        yield finding(evidence, "lottery", winner, numbers, "outcomes")


def alike(evidence: Evidence) -> Iterator[Finding]:
    """Names the values whose runs are equal to the last bit: nothing of what sets them apart was trained with.

    Silent where the values are points along the same runs, and about what no single dimension sets apart.
    """
    if evidence.dimension is None or evidence.one_trajectory:
        return
    for names in same_values(evidence.along):
        yield finding(evidence, "alike", names[0], {"names": names}, "val_accuracy")


def fastest(evidence: Evidence) -> Iterator[Finding]:
    """Names the value that came first to what the reference reached, and the values whose runs did not get there.

    Silent where the values are points along the same runs; where the reference did not learn; and where no
    value was earlier in every seed. One seed is no sign.
    """
    reference = evidence.reference
    if evidence.dimension is None or evidence.one_trajectory or reference not in set(evidence.learned["value"]):
        return
    table, accuracy = target_table(evidence)
    own = table[table["value"] == reference].iloc[0]
    if not math.isfinite(own["epochs"]):
        return
    first = records(table.sort_values(["epochs", "value"], kind="stable"))[0]
    short = [
        (row["value"], int(row["n"] - row["reached"]), int(row["n"]))
        for row in records(table)
        if row["reached"] < row["n"]
    ]
    numbers = {
        "target_acc": accuracy,
        "reference": reference,
        "first_epochs": float(first["epochs"]),
        "first_updates": float(first["updates"]),
        "first_seconds": float(first["seconds"]) if evidence.times_comparable else None,
        "own_epochs": float(own["epochs"]),
        "own_updates": float(own["updates"]),
        "own_seconds": float(own["seconds"]) if evidence.times_comparable else None,
        "counts": short,
    }
    ahead, pairs = to_target.earlier(evidence.along, accuracy, str(first["value"]), str(reference))
    if ahead == pairs > 1:
        yield finding(evidence, "fastest_censored" if short else "fastest", first["value"], numbers, "val_accuracy")


def target_table(evidence: Evidence) -> tuple[pd.DataFrame, float]:
    """`to_target.target_table` of the accuracy that the reference reached, and that accuracy (0..1)."""
    assert evidence.reference is not None
    accuracy = to_target.target(evidence.along, evidence.reference)
    return to_target.target_table(evidence.along, accuracy, training_pictures(evidence.study)), accuracy


def order(evidence: Evidence) -> Iterator[Finding]:
    """Says from which epoch on the values stood in the order of the end, or that this changed to the last.

    Among the values that learned. Silent where these end at different epochs, for fewer than three values or five
    epochs and for one seed, whose order is luck, and where the first epoch had the order of the end.
    """
    table = order_table(evidence)
    if table.empty:
        return
    epoch, last = settling.settled(table), int(table["epoch"].iloc[-1])
    if epoch == int(table["epoch"].iloc[0]):
        return
    half = table[(table["epoch"] <= last / 2) & (table["epoch"] < epoch)]  # once settled it is 1
    numbers = {
        "epoch": epoch,
        "last": last,
        "half": int(half["epoch"].iloc[-1]) if len(half) else int(table["epoch"].iloc[0]),
        "tau": round(float(half["tau"].iloc[-1] if len(half) else table["tau"].iloc[0]), 2),
        "before_tau": round(float(table["tau"].iloc[-2]), 2),
    }
    yield finding(evidence, "order_open" if epoch == last else "order", None, numbers, "order")


def order_table(evidence: Evidence) -> pd.DataFrame:
    """`settling.order_table` of the values that learned; empty where there is no order to speak of."""
    values = list(evidence.learned["value"])
    enough = len(values) >= FEWEST_VALUES and evidence.results["n"].min() > 1
    together = evidence.rows["epochs"].nunique() == 1
    if evidence.dimension is None or not together or not enough or not evidence.curves:
        return pd.DataFrame({"epoch": [], "tau": []})
    curve = evidence.curves["val_accuracy"]
    table = settling.order_table(curve[curve["value"].isin(values)])
    return table if len(table) >= FEWEST_EPOCHS else table.head(0)


def improving(evidence: Evidence) -> Iterator[Finding]:
    """Names the values whose accuracy surely still rises at the end (Holm over the values): more epochs may change
    the answer.

    Silent in searches, for one seed, for short histories, and where no value surely rises.
    """
    if evidence.dimension is None or not evidence.curves:
        return
    values = evidence.values[-1:] if evidence.one_trajectory else list(evidence.learned["value"])
    found = {value: settling.improvement(evidence.along, value) for value in values}
    adjusted = statistics.holm([statistics.p_value(one) for one in found.values()])
    rising = [
        value for (value, one), p in zip(found.items(), adjusted, strict=True) if p < statistics.ALPHA and one.mean > 0
    ]
    if rising:
        value = max(rising, key=lambda one: found[one].mean)
        numbers = {
            "names": rising,
            "difference_points": found[value].mean / POINT,
            "difference_low_points": found[value].low / POINT,
            "difference_high_points": found[value].high / POINT,
            "last": int(evidence.along.loc[evidence.along["value"] == value, "epoch"].max()),
        }
        yield finding(evidence, "improving", value, numbers, "val_accuracy")


def fewer_trials(evidence: Evidence) -> Iterator[Finding]:
    """Says how many trials of a random search would have been expected to find nearly as much.

    Silent for searches whose proposals depend on what they were told, for short ones, and where every trial counted.
    """
    table = expected_best_table(evidence)
    if table.empty:
        return
    fewest, trials = search_curve.enough(table, evidence.band * POINT), int(table["trials"].iloc[-1])
    if fewest <= trials / 2:
        row = table.iloc[fewest - 1]
        numbers = {
            "trials": trials,
            "fewest": fewest,
            "fewest_acc": float(row["best"]),
            "spread_points": float(row["best_sd"]) / POINT,
            "best_acc": float(table["best"].iloc[-1]),
            "band": evidence.band,
        }
        yield finding(evidence, "fewer_trials", None, numbers, "expected_best")


def expected_best_table(evidence: Evidence) -> pd.DataFrame:
    """`search_curve.expected_best` of a random search; empty for another, or a short one."""
    study = evidence.study
    if study["kind"] != "tune" or study.get("tuner") != "random" or evidence.results.empty:
        return pd.DataFrame()
    reached = list(trial_table(evidence)["val_acc"])
    return search_curve.expected_best(reached) if len(reached) >= FEWEST_TRIALS else pd.DataFrame()
