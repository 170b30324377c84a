"""What to do next about a study: at most three commands, each with what it takes, as the stored runs took. Pure.

A step is a finding whose numbers hold the `command` and its forecast: `epochs_to_train` of new training in all, at
most, since runs that another study has need none, and `needed_seconds` of one worker, without what building the network
takes. The most telling step comes first: what was begun is finished before more is asked.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import islice

from analysis.findings import advice
from analysis.findings.finale import choice
from analysis.findings.finding import Finding, finding
from analysis.numbers.columns import WAITING
from analysis.numbers.evidence import Evidence
from analysis.numbers.frames import records
from analysis.numbers.tuned.choice import RATE, chosen_rates
from studies.plan import bases, questions
from studies.plan.labels import label
from studies.plan.study_record import StudyRecord

MOST = 3
FEWEST_VALUES = 2  # with a result, before a probe is worth its time


def next_steps(evidence: Evidence, findings: Sequence[Finding], section: Sequence[StudyRecord]) -> list[Finding]:
    """The first MOST steps that there is a reason for.

    Args:
        findings: of the study.
        section: the studies that are shown with it, itself among them: what is there already is not advised.
    """
    steps = (
        *_go_on(evidence),
        *_rates(evidence, findings),
        *_more_seeds(evidence, findings),
        *_beyond(evidence, findings),
        *_probe(evidence, section),
    )
    return list(islice(steps, MOST))


def _go_on(evidence: Evidence) -> Iterator[Finding]:
    """What was asked for and is not there yet: of the values that wait, so that a decided one gets no more seeds."""
    waiting = evidence.rows[evidence.rows["state"].isin(WAITING)]
    if len(waiting) and evidence.study["kind"] != "tune":
        values = list(dict.fromkeys(waiting["value"])) if evidence.dimension is not None else None
        rows = evidence.rows if values is None else evidence.rows[evidence.rows["value"].isin(values)]
        seeds = sorted({int(seed) for seed in rows["seed"]})
        command = advice.study_command(evidence.study, seeds, values)
        numbers = {"k": len(waiting), "n": len(evidence.rows), "command": command}
        yield _step(evidence, "next_go_on", numbers, to_train(evidence, seeds, values))


def _rates(evidence: Evidence, findings: Iterable[Finding]) -> Iterator[Finding]:
    """What a tuned study lacks: the rest of its ladders, what judges the chosen rates, or rates beyond the ends."""
    for told in findings:
        if told.rule in ("rate_waiting", "rate_unjudged", "rate_edge"):
            edge, choose = told.rule == "rate_edge", int(told.numbers.get("choose", 0))
            values = told.numbers["values"] if edge else None
            judged = to_train(evidence, told.numbers["judge"], values, anew=edge)
            ladder = choose * int(evidence.study["trials"][0]["values"]["epochs"])
            yield _step(evidence, f"next_{told.rule}", told.numbers, {**judged, "": ladder})


def _more_seeds(evidence: Evidence, findings: Iterable[Finding]) -> Iterator[Finding]:
    """As many seeds as a rule advised, for the values that it names and the one they are compared with."""
    for told in findings:
        if told.rule in ("single", "seeds"):
            seeds = advice.seeds_for(evidence.study, told.numbers["names"], int(told.numbers["seeds"]))
            named = None if evidence.dimension is None else [str(evidence.reference), *told.numbers["names"]]
            yield _step(evidence, f"next_{told.rule}", told.numbers, to_train(evidence, seeds, named))


def _beyond(evidence: Evidence, findings: Iterable[Finding]) -> Iterator[Finding]:
    """The value beyond the end of the range where the best one stands."""
    for told in findings:
        if told.rule in ("edge", "edge_single") and evidence.ladder is None:
            stored = int(evidence.rows.loc[evidence.rows["value"] == told.value, "epochs"].iloc[0])
            epochs = int(told.numbers["beyond"]) if evidence.study["dimensions"] == ["epochs"] else stored
            epochs -= stored if evidence.one_trajectory else 0
            new = {str(told.value): len(advice.seeds_of(evidence.study, [str(told.value)])) * epochs}
            numbers = {"beyond": told.numbers["beyond"], "command": told.numbers["command"]}
            yield _step(evidence, "next_beyond", numbers, new, str(told.value))


def _probe(evidence: Evidence, section: Sequence[StudyRecord]) -> Iterator[Finding]:
    """A small grid with the learning rate, where one dimension alone cannot answer and no such grid is there."""
    study, dimension = evidence.study, evidence.dimension
    if dimension is None or dimension.name not in questions.PROBED or len(evidence.results) < FEWEST_VALUES:
        return
    dimensions = [dimension.name, "learning_rate"]
    if any(one["kind"] in ("probe", "tuned") and one["dimensions"] == dimensions for one in section):
        return
    own = float(study["trials"][0]["values"]["learning_rate"])
    rates = [rate for rate in questions.probed_rates(own) if rate != own]
    seeds = advice.seeds_of(study, evidence.values)  # a value that is decided gets no more of them
    lengths = {row["value"]: int(row["epochs"]) for row in records(evidence.rows)}
    plain = to_train(evidence, seeds)
    new = {value: len(rates) * len(seeds) * length + plain[value] for value, length in lengths.items()}
    numbers = {"name": dimension.name, "command": advice.study_command(study, seeds, probe=True)}
    yield _step(evidence, "next_probe", numbers, new)


def _step(
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
    return [_step(first, "next_finale", numbers, {"": epochs})]


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
