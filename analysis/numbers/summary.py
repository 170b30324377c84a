"""The table of a study: a row a value, from the tidy results. Pure; the figures and findings draw on it alone."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
import pandas as pd

from analysis.numbers import statistics
from analysis.numbers.columns import COUNTED, METRIC_COLUMNS
from analysis.numbers.moderation import ALONE, Prior, rounding
from analysis.numbers.trials import reference, telling_apart, unlearned
from studies.plan import looks, own_networks
from studies.plan.study_record import StudyRecord, validation_pictures

Verdict = Literal["reference", "better", "worse", "equivalent", "undecided", "unlearned", "single", "none"]
POINT = 0.01  # a percentage point of accuracy
STATES = ("completed", "diverged", "failed", "running", "missing")


def distinct(study: StudyRecord, results: pd.DataFrame) -> pd.DataFrame:
    """The study's rows, numbers rising, names in the order of the trials; a value asked twice counts once."""
    own: pd.DataFrame = results[results["study"] == study["name"]].drop_duplicates(["value", "seed"])
    table = own_networks.table(study)
    numeric = [name for name in study["dimensions"] if table[name].kind is not str]
    return own.sort_values(numeric, kind="stable") if numeric and study["kind"] != "tune" else own


def by_seed(rows: pd.DataFrame, metric: str = "val_acc") -> pd.DataFrame:
    """A row a seed, a column a value: the results there are, NaN elsewhere."""
    values = pd.Index(dict.fromkeys(rows["value"]), dtype=object, name="value")
    counted = rows[rows["state"].isin(COUNTED)]
    seeds, place = np.unique(counted["seed"].to_numpy(), return_inverse=True)
    table = np.full((len(seeds), len(values)), np.nan)  # filled here: a pivot takes ten times as long
    table[place, values.get_indexer(counted["value"])] = counted[metric]
    return pd.DataFrame(table, index=pd.Index(seeds, name="seed"), columns=values)


def training_seconds(rows: pd.DataFrame) -> "pd.Series[float]":
    """How long the runs that came to their end took, as epochs of the usual time; NaN for the others."""
    return (rows["epoch_seconds"] * rows["epoch"]).where(rows["state"] == "completed")


def value_table(study: StudyRecord, rows: pd.DataFrame) -> pd.DataFrame:
    """A row a value: what it reached by itself.

    Args:
        rows: the study's results, as `distinct` gives them.

    Returns:
        `value`; in a probe or a search the dimensions' values; `n`, the seeds with a result; `tra_acc`, `val_acc`
        (shares, 0..1), `tra_loss`, `val_loss` and `time` (seconds), each a mean over the seeds with `_low` and `_high`;
        `val_acc_sd` (a share); `noise_floor` (percentage points); by STATES, how many runs are in each.
    """
    columns = {name: rows[name].to_numpy(float) for name in METRIC_COLUMNS.values()}  # a frame a value takes ten times
    columns["time"] = training_seconds(rows).to_numpy(float)  # as long, and a report asks for hundreds of tables
    values, states = rows["value"].to_numpy(object), rows["state"].to_numpy(object)
    found = []
    for value in dict.fromkeys(values):
        (places,) = np.nonzero(values == value)
        apart = {name: rows[name].iloc[places[0]] for name in telling_apart(study) if study["kind"] != "study"}
        numbers = {name: column[places] for name, column in columns.items()}
        found.append({"value": value, **apart, **_value_row(study, list(states[places]), numbers)})
    return pd.DataFrame(found or {"value": [], "n": []})


def comparisons(study: StudyRecord, rows: pd.DataFrame, prior: Prior = ALONE) -> dict[str, statistics.Comparison]:
    """Each value other than the reference against it, in shares of accuracy (0..1). Empty without a reference."""
    against = reference(study)
    if against is None or rows.empty:
        return {}
    seeds = by_seed(rows)
    others = [value for value in seeds.columns if value != against]
    home = list(seeds[against]) if against in seeds else [math.nan] * len(seeds)  # it may have none of these seeds
    return {value: statistics.paired(list(seeds[value]), home, prior, statistics.DIFFERENCE) for value in others}


def with_comparisons(
    table: pd.DataFrame, study: StudyRecord, rows: pd.DataFrame, band: float, prior: Prior = ALONE
) -> pd.DataFrame:
    """The table with the paired comparison of each value with the reference; unchanged where there is no reference.

    Args:
        table: `value_table` of the same rows.
        band: differences within +-`band` percentage points count as no difference.
        prior: what the chapter's comparisons know of a spread, see `analysis.numbers.moderation`.

    Returns:
        The table and `pairs`, the seeds both have; `difference` with `_low`, `_high` and `_sd`, and
        `smallest_detectable` (percentage points); `freedom`; `p`; `p_holm`, weighed by its
        look and adjusted; `ahead`, the seeds in which the value beat the reference; `seeds_to_decide`; `verdict`,
        "unlearned" where neither of the two learned: two that guess are not equivalent. The reference's own row is
        empty, its verdict "reference".
    """
    if reference(study) is None or table.empty:
        return table
    compared = comparisons(study, rows, prior)
    lost = unlearned(study, rows)
    taken = looks.of_study(study)
    weights = {value: looks.weight(looks.spent_at(taken, one.estimate.n)) for value, one in compared.items()}
    adjusted = statistics.holm([one.p * weights[value] for value, one in compared.items()])
    judged = _Judged(
        adjusted=dict(zip(compared, adjusted, strict=True)),
        tests=sum(math.isfinite(one.p) for one in compared.values()),
        weights=weights,
        next_weight=looks.weight(looks.next_look(taken, looks.ANY).spends),
        band=band,
        borrowed=prior.freedom,
        unlearned=lost if reference(study) in lost else set(),
    )
    rows_of = [_comparison_row(value, compared.get(value), judged) for value in table["value"]]
    return pd.concat([table, pd.DataFrame(rows_of)], axis=1)


@dataclass(frozen=True)
class _Judged:
    """What the verdict on one comparison takes from the others of its study, and from its looks.

    Weights multiply a p value: a look that may spend a fifth of the error counts it five times.
    """

    adjusted: Mapping[str, float]
    tests: int
    weights: Mapping[str, float]
    next_weight: float
    band: float
    borrowed: float
    unlearned: set[str]  # values that learned nothing, as their reference did not


def _value_row(study: StudyRecord, states: Sequence[str], numbers: Mapping[str, np.ndarray]) -> dict[str, Any]:
    """Of the rows of one value; both are in their order."""
    counted = np.array([state in COUNTED for state in states], bool)
    row: dict[str, Any] = {"n": int(counted.sum())}
    pictures = validation_pictures(study)
    for name, column in numbers.items():
        within = statistics.SHARE if name.endswith("acc") else statistics.AMOUNT
        least = rounding(pictures) if name == "val_acc" else 0.0
        found = statistics.estimate(column[counted], within=within, least=least)
        row |= {name: found.mean, f"{name}_low": found.low, f"{name}_high": found.high}
        row |= {"val_acc_sd": found.sd} if name == "val_acc" else {}
    row["noise_floor"] = statistics.noise_floor(row["val_acc"], pictures) / POINT
    return row | {state: states.count(state) for state in STATES}


def _comparison_row(value: str, compared: statistics.Comparison | None, judged: _Judged) -> dict[str, Any]:
    """Differences in percentage points; the reference's own row is empty."""
    if compared is None:
        names = (
            "difference",
            "difference_low",
            "difference_high",
            "difference_sd",
            "freedom",
            "p",
            "p_holm",
            "ahead",
            "smallest_detectable",
        )
        return {"pairs": 0, **dict.fromkeys(names, np.nan), "seeds_to_decide": None, "verdict": "reference"}
    found = compared.estimate
    mean, sd, adjusted = found.mean / POINT, found.sd / POINT, judged.adjusted[value]
    decision: Verdict = verdict(found.n, found.low / POINT, found.high / POINT, adjusted, judged.band)
    if decision in ("equivalent", "undecided") and value in judged.unlearned:
        decision = "unlearned"
    tests, more = judged.tests * judged.weights[value], None
    if decision == "undecided":
        more = statistics.seeds_to_decide(
            mean, sd, found.n, judged.band, judged.tests * judged.next_weight, judged.borrowed
        )
    return {
        "pairs": found.n,
        "difference": mean,
        "difference_low": found.low / POINT,
        "difference_high": found.high / POINT,
        "difference_sd": sd,
        "freedom": found.freedom,
        "p": compared.p,
        "p_holm": adjusted,
        "ahead": compared.ahead,
        "smallest_detectable": statistics.smallest_detectable(sd, found.n, tests, judged.borrowed),
        "seeds_to_decide": more,
        "verdict": decision,
    }


def verdict(n: int, low: float, high: float, adjusted: float, band: float) -> Verdict:
    """What `n` paired seeds say: none, single, equivalent, better, worse or undecided.

    Equivalent is asked first: a difference that is real and surely too small to matter is no difference.
    """
    if n < 2:
        return "single" if n else "none"
    if -band <= low and high <= band:
        return "equivalent"
    if adjusted < statistics.ALPHA:
        return "better" if low > 0 else "worse"
    return "undecided"
