"""What to do next about a study: at most three commands, each with what it takes, as the stored runs took. Pure.

A step is a finding whose numbers hold the `command` and its forecast: `epochs_to_train` of new training in all, at
most, since runs that another study has need none, and `needed_seconds` of one worker, without what building the network
takes. The most telling step comes first: what was begun is finished before more is asked.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice

import pandas as pd

from analysis.findings import advice
from analysis.findings.finale import choice
from analysis.findings.finding import Finding, finding
from analysis.numbers.columns import WAITING
from analysis.numbers.evidence import Evidence
from analysis.numbers.frames import records
from analysis.numbers.tuned.choice import RATE, chosen_rates
from studies.plan import bases, questions
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
    """What was asked for and is not there yet; the study's command finds what is stored."""
    waiting = evidence.rows[evidence.rows["state"].isin(WAITING)]
    if len(waiting) and evidence.study["kind"] != "tune":
        epochs = {str(value): int((own["epochs"] - own["epoch"]).sum()) for value, own in waiting.groupby("value")}
        numbers = {"k": len(waiting), "n": len(evidence.rows), "command": advice.study_command(evidence.study)}
        yield _step(evidence, "next_go_on", numbers, _both(evidence, _trained(evidence, epochs)))


def _rates(evidence: Evidence, findings: Iterable[Finding]) -> Iterator[Finding]:
    """What a tuned study lacks: the rest of its ladders, what judges the chosen rates, or rates beyond the ends."""
    for told in findings:
        if told.rule in ("rate_waiting", "rate_unjudged", "rate_edge"):
            runs = int(told.numbers["runs"])
            if told.rule == "rate_unjudged":  # those at the baseline's rate are the runs of the study at one rate
                runs -= len(evidence.study["seeds"]) * len(_at_home(evidence) & set(told.numbers["names"]))
            new = {"": runs * int(evidence.study["trials"][0]["values"]["epochs"])}
            # A longer ladder is asked for values that have been judged, so their runs at one rate are there.
            taken = new if told.rule == "rate_edge" else _both(evidence, new)
            yield _step(evidence, f"next_{told.rule}", told.numbers, taken)


def _at_home(evidence: Evidence) -> set[str]:
    """The values of a tuned study that chose the baseline's rate."""
    home = float(bases.of_study(evidence.study)[RATE])
    assert evidence.ladder is not None
    return {value for value, rate in chosen_rates(evidence.ladder).items() if rate == home}


def _both(evidence: Evidence, new: dict[str, int], seeds: int = 0) -> dict[str, int]:
    """The epochs of a tuned study with those that the study at one rate lacks, which the same command trains.

    Args:
        new: of the tuned study by value.
        seeds: how many each value is to have; those of the study if fewer.
    """
    if evidence.ladder is None:
        return new
    home, plain = _at_home(evidence), evidence.plain
    judged = evidence.rows[evidence.rows["value"].isin(home)]
    left: dict[tuple[str, int], int] = {}
    for row in records(judged if plain is None else pd.concat([plain.rows, judged])):
        key, waits = (row["value"], int(row["seed"])), row["state"] in WAITING
        here = int(row["epochs"] - row["epoch"]) if waits else 0
        left[key] = min(left.get(key, here), here)
    seeds_wanted = advice.more_seeds(evidence.study["seeds"], max(seeds, len(evidence.study["seeds"])))
    epochs = int(evidence.study["trials"][0]["values"]["epochs"])
    values = dict.fromkeys(evidence.ladder["value"])
    lacks = {value: sum(int(left.get((value, seed), epochs)) for seed in seeds_wanted) for value in values}
    own = {value: count for value, count in new.items() if value not in home}
    return {value: own.get(value, 0) + lacks.get(value, 0) for value in {**lacks, **own}}


def _more_seeds(evidence: Evidence, findings: Iterable[Finding]) -> Iterator[Finding]:
    """As many seeds as a rule advised."""
    for told in findings:
        if told.rule in ("single", "seeds"):
            wanted = int(told.numbers["seeds"])
            rows = evidence.rows.drop_duplicates(["value", "seed"])
            new = {
                str(value): max(wanted - len(own), 0) * int(own["epochs"].iloc[0])
                for value, own in rows.groupby("value", sort=False)
            }
            taken = _both(evidence, _trained(evidence, new), wanted)
            yield _step(evidence, f"next_{told.rule}", {**told.numbers, "seeds": wanted}, taken)


def _trained(evidence: Evidence, epochs: dict[str, int]) -> dict[str, int]:
    """Of the epochs that each value asks for, those to train: of points along the same runs, the longest's alone."""
    return dict([max(epochs.items(), key=lambda one: one[1])]) if evidence.one_trajectory else epochs


def _beyond(evidence: Evidence, findings: Iterable[Finding]) -> Iterator[Finding]:
    """The value beyond the end of the range where the best one stands."""
    for told in findings:
        if told.rule in ("edge", "edge_single") and evidence.ladder is None:
            stored = int(evidence.rows.loc[evidence.rows["value"] == told.value, "epochs"].iloc[0])
            epochs = int(told.numbers["beyond"]) if evidence.study["dimensions"] == ["epochs"] else stored
            epochs -= stored if evidence.one_trajectory else 0
            new = {str(told.value): len(evidence.study["seeds"]) * epochs}
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
    rows = evidence.rows.drop_duplicates(["value", "seed"])
    new = {str(value): len(rates) * int(own["epochs"].sum()) for value, own in rows.groupby("value", sort=False)}
    numbers = {"name": dimension.name, "command": advice.study_command(study, probe=True)}
    yield _step(evidence, "next_probe", numbers, new)


def _step(
    evidence: Evidence, rule: str, numbers: Mapping[str, object], new: dict[str, int], value: str | None = None
) -> Finding:
    """The finding of a step that trains so many new epochs of each value."""
    taken = {"epochs_to_train": sum(new.values()), "needed_seconds": needed(evidence, new)}
    return finding(evidence, rule, value, {**numbers, **taken}, None)


def needed(evidence: Evidence, new: dict[str, int]) -> float | None:
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
    values = [f"{one.dimension}={one.value}" for one in chosen]
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
