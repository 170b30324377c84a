"""What a foreign study shows, and what cannot be known of it, in the language of a `Text`. Pure."""

from collections.abc import Iterator

from analysis.elsewhere.compared import Compared
from analysis.elsewhere.configurations import SCORE
from analysis.elsewhere.found import COMPLETED
from analysis.numbers.reading import Row
from analysis.text.text import Text
from studies.system.formats import brief, percent, points, probability


def number(value: float, share: bool) -> str:
    """`62.1 %` of an accuracy, `0.0612` of another metric."""
    return percent(value) if share else f"{value:.4g}".replace("-", "−")


def point_word(compared: Compared) -> str:
    """The key of what a difference is counted in: percentage points, or percents of the reference."""
    return "from_points" if compared.share else "from_percents"


def answer(compared: Compared, text: Text) -> str:
    """The best configuration, and how sure that is."""
    best = compared.best
    if best is None:
        return text.word("from_nothing")
    told = {
        "value": brief(str(best["value"])),
        "metric": compared.found.metric.name,
        "best": number(float(best[SCORE]), compared.share),
        "n": int(best["n"]),
        "configurations": int(compared.table[SCORE].notna().sum()),
    }
    said = text.word("from_best", **told)
    if not compared.repeated:
        return said + text.word("from_once")
    if "verdict" not in best or best["value"] == compared.reference:
        return said + text.word("from_is_reference")
    if best["verdict"] in ("better", "worse", "equivalent", "undecided"):
        return said + _against(compared, best, text)
    return said + text.word("from_best_once", reference=brief(compared.reference))


def _against(compared: Compared, row: Row, text: Text) -> str:
    told = {
        "reference": brief(compared.reference),
        "difference": points(row["difference"]),
        "low": points(row["difference_low"]),
        "high": points(row["difference_high"]),
        "p": probability(row["p_holm"]),
        "unit": text.word(point_word(compared)),
    }
    return text.word(f"from_{row['verdict']}", **told)


def about(compared: Compared, text: Text) -> str:
    """Where the results come from, and how many there are."""
    found = compared.found
    states = [f"{int(count)} {text.word(str(state))}" for state, count in compared.rows["state"].value_counts().items()]
    return text.word(
        "from_about",
        tool=found.tool,
        trainings=len(compared.rows),
        states=text.listed(states),
        configurations=len(compared.table),
        metric=found.metric.name,
        way=text.word("from_larger" if found.metric.larger else "from_smaller"),
        dimensions=text.listed(one.title for one in compared.dimensions) or "–",
    )


def unknown(compared: Compared, band: float, text: Text) -> Iterator[str]:
    """What was guessed, and what the source does not tell."""
    found, rows = compared.found, compared.rows
    for note in found.notes:
        yield text.word(note.key, **note.values)
    if not compared.repeated:
        yield text.word("from_no_spread")
    elif compared.judged:
        yield text.word("from_verdicts", reference=brief(compared.reference))
        yield text.word("from_looks")
        yield text.word("from_validation")
    if compared.repeated and not compared.paired:
        yield text.word("from_unpaired")
    if compared.repeated and not compared.share:
        yield text.word("from_other_unit", metric=found.metric.name, band=f"{band:g}")
    if compared.curves.empty:
        yield text.word("from_no_curves")
    stopped = int(((rows["state"] == COMPLETED) & (rows["epoch"] < compared.longest)).sum())
    if stopped:
        yield text.word("from_stopped", n=stopped, epochs=compared.longest)
    yield text.word("from_no_times")
