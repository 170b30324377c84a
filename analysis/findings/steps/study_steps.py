"""What to do next about a study: at most three commands, each with what it takes, as the stored runs took. Pure.

A step is a finding whose numbers hold the `command` and its forecast: `epochs_to_train` of new training in all, at
most, since runs that another study has need none, and `needed_seconds` of one worker, without what building the network
takes. The most telling step comes first: what was begun is finished before more is asked.
"""

import math
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import islice

from analysis.findings import advice
from analysis.findings.finding import Finding
from analysis.findings.steps.taken import step, to_train
from analysis.numbers.columns import WAITING
from analysis.numbers.curves import lag
from analysis.numbers.evidence import Evidence
from analysis.numbers.frames import records
from studies.plan import questions
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
        *_longer(evidence, findings, section),
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
        yield step(evidence, "next_go_on", numbers, to_train(evidence, seeds, values))


def _longer(evidence: Evidence, findings: Iterable[Finding], section: Sequence[StudyRecord]) -> Iterator[Finding]:
    """The values whose validation lags and their reference, for as many epochs as the running averages need."""
    study, dimension = evidence.study, evidence.dimension
    if dimension is None or dimension.name == "epochs" or evidence.ladder is not None:
        return
    for told in findings:
        if told.rule == "lagging":
            names = list(dict.fromkeys([str(evidence.reference), *told.numbers["names"]]))
            seeds = advice.seeds_of(study, names)
            epochs = math.ceil(lag.longer(evidence.lagging) * int(study["trials"][0]["values"]["epochs"]))
            if _longest(section, study, names) < epochs:
                command = advice.study_command(study, seeds, names, epochs=epochs)
                numbers = {"names": told.numbers["names"], "epochs": epochs, "command": command}
                yield step(evidence, "next_lagging", numbers, dict.fromkeys(names, epochs * len(seeds)))


def _longest(section: Sequence[StudyRecord], study: StudyRecord, values: Collection[str]) -> int:
    """The most epochs that the section asks for each of these values of the study's dimension."""
    (name,) = study["dimensions"]
    trials = [trial["values"] for one in section if one["dimensions"] == [name] for trial in one["trials"]]
    return min(max(int(one["epochs"]) for one in trials if label(name, one[name]) == value) for value in values)


def _rates(evidence: Evidence, findings: Iterable[Finding]) -> Iterator[Finding]:
    """What a tuned study lacks: the rest of its ladders, what judges the chosen rates, or rates beyond the ends."""
    for told in findings:
        if told.rule in ("rate_waiting", "rate_unjudged", "rate_edge"):
            edge, choose = told.rule == "rate_edge", int(told.numbers.get("choose", 0))
            values = told.numbers["values"] if edge else None
            judged = to_train(evidence, told.numbers["judge"], values, anew=edge)
            ladder = choose * int(evidence.study["trials"][0]["values"]["epochs"])
            yield step(evidence, f"next_{told.rule}", told.numbers, {**judged, "": ladder})


def _more_seeds(evidence: Evidence, findings: Iterable[Finding]) -> Iterator[Finding]:
    """As many seeds as a rule advised, for the values that it names and the one they are compared with."""
    for told in findings:
        if told.rule in ("single", "seeds"):
            seeds = advice.seeds_for(evidence.study, told.numbers["names"], int(told.numbers["seeds"]))
            named = None if evidence.dimension is None else [str(evidence.reference), *told.numbers["names"]]
            yield step(evidence, f"next_{told.rule}", told.numbers, to_train(evidence, seeds, named))


def _beyond(evidence: Evidence, findings: Iterable[Finding]) -> Iterator[Finding]:
    """The value beyond the end of the range where the best one stands."""
    for told in findings:
        if told.rule in ("edge", "edge_single") and evidence.ladder is None:
            stored = int(evidence.rows.loc[evidence.rows["value"] == told.value, "epochs"].iloc[0])
            epochs = int(told.numbers["beyond"]) if evidence.study["dimensions"] == ["epochs"] else stored
            epochs -= stored if evidence.one_trajectory else 0
            new = {str(told.value): len(advice.seeds_of(evidence.study, [str(told.value)])) * epochs}
            numbers = {"beyond": told.numbers["beyond"], "command": told.numbers["command"]}
            yield step(evidence, "next_beyond", numbers, new, str(told.value))


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
    yield step(evidence, "next_probe", numbers, new)
