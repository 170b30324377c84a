"""What a foreign study shows, and what cannot be known of it, in the language of a `Text`. Pure."""

from collections.abc import Iterator, Sequence

from analysis.elsewhere.compared import Compared
from analysis.elsewhere.configurations import SCORE
from analysis.elsewhere.found import COMPLETED, Note
from analysis.numbers.columns import ON_DIFFERENCES
from analysis.numbers.reading import Row
from analysis.text.text import Text
from studies.system.formats import brief, percent, points, probability


def number(value: float, share: bool) -> str:
    """`62.1 %` of an accuracy, `0.0612` of another metric."""
    return percent(value) if share else f"{value:.4g}".replace("-", "−")


def point_word(compared: Compared) -> str:
    """The key of what a difference is counted in: percentage points, or percents of the reference."""
    return "from_points" if compared.share else "from_percents"


def called(compared: Compared, value: object, text: Text) -> str:
    """A configuration in a sentence, with the name of what has the value: a bare number would read as a count."""
    if len(compared.dimensions) == 1:
        return brief(f"{compared.dimensions[0].title}={value}")
    said = str(value)
    return f"{text.word('trial')} {said}" if said.isdecimal() else brief(said)


def answer(compared: Compared, text: Text) -> str:
    """The best configuration, and how sure that is."""
    best = compared.best
    if best is None:
        return text.word("from_nothing")
    told = {
        "value": called(compared, best["value"], text),
        "metric": compared.found.metric.name,
        "best": number(float(best[SCORE]), compared.share),
        "n": int(best["n"]),
        "configurations": int(compared.table[SCORE].notna().sum()),
    }
    if len(compared.table) == 1:
        limits = {end: number(float(best[f"{SCORE}_{end}"]), compared.share) for end in ("low", "high")}
        return text.word("from_only_once" if told["n"] == 1 else "from_only", **told, **limits)
    said = text.word("from_best", **told)
    if not compared.repeated:
        return said + text.word("from_once")
    if best["value"] == compared.reference:
        return said + text.word("from_is_reference")
    if "verdict" not in best:  # the reference's mean gives no unit to compare in
        return said
    if best["verdict"] in ON_DIFFERENCES:
        return said + _against(compared, best, text)
    return said + text.word("from_best_once", reference=called(compared, compared.reference, text))


def _against(compared: Compared, row: Row, text: Text) -> str:
    told = {
        "reference": called(compared, compared.reference, text),
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
        "from_about" if len(compared.table) > 1 else "from_about_one",
        tool=found.tool,
        trainings=len(compared.rows),
        states=text.listed(states),
        configurations=len(compared.table),
        metric=found.metric.name,
        way=text.word("from_larger" if found.metric.larger else "from_smaller"),
        dimensions=text.listed(one.title for one in compared.dimensions) or "–",
    )


def _note(note: Note, text: Text) -> str:
    if note.key != "from_unreadable":
        return text.word(note.key, **note.values)
    rows: Sequence[Note] = note.values["rows"]  # type: ignore[assignment]
    named = text.listed(text.word(row.key, **row.values) for row in rows)
    more = int(str(note.values["n"])) - len(rows)
    told = {"metric": note.values["metric"], "rows": named}
    return text.word(note.key, **told) + (text.word("from_unreadable_more", n=more) if more else "")


def unknown(compared: Compared, band: float, text: Text) -> Iterator[str]:
    """What was guessed, and what the source does not tell."""
    found, rows = compared.found, compared.rows
    for note in found.notes:
        yield _note(note, text)
    if not compared.repeated:
        yield text.word("from_no_spread")
    elif compared.judged:
        yield text.word("from_verdicts", reference=called(compared, compared.reference, text))
        yield text.word("from_looks")
        yield text.word("from_validation")
    if (compared.table["n"] == 2).any():
        yield text.word("limit_two_seeds")
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
