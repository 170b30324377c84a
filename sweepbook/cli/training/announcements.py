"""What a command says before it trains: seeds that nobody typed, how a study grows, the plan, the cost. Pure."""

import math
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from hypermodels import NETWORKS
from hypermodels.dimensions import BY_NAME, Range, Value, the_value
from studies.joint_search import Size
from studies.plan import bases, costs
from studies.plan.bases import Base
from studies.plan.growth import Growth, outline
from studies.plan.labels import label, seeds_said, title
from studies.plan.runs import Context, Run, furthest
from studies.plan.studies import Study, pairs_of
from studies.store.best import Candidate
from studies.store.run_json import RunRecord
from studies.system import commands
from studies.system.formats import counted, rough_duration

FEW = 3  # seeds that are enough for a first verdict


def baseline(base: Base) -> Iterator[str]:
    """The line about a baseline that departs from the table's."""
    if base:
        yield f"baseline: {bases.words(base)}; the rest as the table has it"


def setting(context: Context, root: Path) -> dict[str, Any]:
    """The words of a command about what is trained: network, pictures and width, with the store."""
    return {
        "model": context.own.file if context.own else context.network,
        "dataset": context.dataset.name,
        "samples": context.dataset.samples,
        "width": f"{context.width:g}" if context.width != 1 else None,
        "root": commands.root(root),
    }


def meaningless(dimensions: Sequence[str]) -> Iterator[str]:
    """The line about dimensions that are not asked, for they mean nothing at the baseline."""
    if dimensions:
        yield f"left out: {', '.join(dimensions)}; what each is for, as an optimizer, can be given as base="


def default_seeds(network: str, seeds: Sequence[int]) -> str:
    """The line about a default that was taken for the seeds."""
    if network not in NETWORKS:
        return f"no seeds were given: 1 for {network}, whose speed is not known; a verdict needs more, such as {FEW}"
    if len(seeds) < FEW:
        return f"no seeds were given: 1 for {network}, whose study takes hours; a verdict needs more, such as {FEW}"
    return f"no seeds were given: {len(seeds)} for {network}, whose study takes minutes; 1 is enough for a first look"


def own_seeds(seeds: Sequence[int]) -> str:
    return f"no seeds were given: what is studied already goes on with its own ({', '.join(map(str, seeds))})"


def unprobed(records: Iterable[RunRecord | None]) -> Iterator[str]:
    """The line about stored runs that probes were asked for, and that have none."""
    stored = [record for record in records if record is not None and record.epochs]
    if without := sum(record.probes_digest is None for record in stored):
        yield (
            f"probes: {without} of the {counted(len(stored), 'run')} in the store have epochs without probes, which "
            "are not trained again; what is trained from now on has them. Give a fresh --root to train all with probes."
        )


def growing(grown: Growth, only: bool) -> Iterator[str]:
    """What becomes of a study that is there already."""
    name = grown.study.name
    gone = " and ".join(outline(grown.left_out))
    if grown.foreign:
        yield (
            f"note: {name} was asked of other pictures or another build of the network ({gone}). Those runs stay "
            "stored, but no study shows them any more."
        )
    elif only and gone:
        yield f"{name} leaves out {gone}. The runs stay stored: ask for them again, and they are back."
    elif grown.kept.trials:
        yield f"{name} keeps {' and '.join(outline(grown.kept))}"


def planned(studies: Iterable[Study], missing: Mapping[Run, int]) -> Iterator[str]:
    """The plan, a line or more a study."""
    for study in studies:
        runs = {run for trial in study.trials for run in trial.runs}
        for text in outline(study):
            yield f"{study.name}: {text}"
        yield f"{study.name}: {len(runs)} distinct runs, {len(runs & missing.keys())} of them to train"


def work(studies: Sequence[Study], missing: Mapping[Run, int]) -> Iterator[str]:
    """What the studies warn of, and how much of them is to train: `missing` are epochs by run.

    Beside a tuned study the plain one of its dimension warns of nothing: what of its warnings the values' own rates do
    not answer, the tuned one has too.
    """
    pairs = pairs_of(studies)
    distinct = furthest(pairs)
    tuned = {study.dimensions[0] for study in studies if study.kind == "tuned"}
    for study in studies:
        if study.kind == "tuned" or study.dimensions[0] not in tuned:
            yield from (f"note: {warning}" for warning in study.warnings)
    yield (
        f"{counted(len(pairs), 'run')} asked for, {len(distinct)} distinct, "
        f"{len(distinct) - len(missing)} in the store, {len(missing)} to train "
        f"({counted(sum(missing.values()), 'epoch')})"
    )


def to_come(missing: Mapping[Run, int]) -> Iterator[str]:
    """The line about what is trained when the learning rates are chosen: `missing` are epochs by run, at most."""
    if missing:
        yield (
            f"then each value at the learning rate that it chose: at most {counted(len(missing), 'run')} more "
            f"({counted(sum(missing.values()), 'epoch')})"
        )


def chosen(study: Study, rates: Mapping[str, float], ends: Collection[str], waiting: Sequence[str]) -> Iterator[str]:
    """The lines about the rate of each value of a tuned study; `ends` are those at the end of their ladder."""
    name = study.dimensions[0]
    seeds = seeds_said(study.chosen_on)
    if rates:
        pairs = ", ".join(f"{value} {label('learning_rate', rate)}" for value, rate in rates.items())
        yield f"{study.name}: {pairs} (learning rates, chosen on {seeds})"
    if ends:
        yield (
            f"{study.name}: at the end of the ladder: {', '.join(ends)}. A better rate may lie beyond; the report has "
            "the command."
        )
    if waiting:
        yield f"{study.name}: no rate is chosen yet for {name} {', '.join(waiting)}: runs of the ladder have no result"


def shared_out(workers: int, threads: int) -> str:
    """The line about who trains: worker processes, and the threads of each."""
    who = counted(workers, "worker") if workers else "in this process"
    return f"{who}, {counted(threads, 'thread')}{' each' if workers > 1 else ''}"


def searching(wanted: Study, choices: Mapping[str, Sequence[Value]], size: Size, epochs: int) -> Iterator[str]:
    """The plan of a search: what it chooses from."""
    for name, values in choices.items():
        named = [label(name, value) for value in values]
        yield f"{wanted.name}: {name} {' to '.join(named) if isinstance(values, Range) else ', '.join(named)}"
    seeds = seeds_said(wanted.seeds)
    most = f"at most {counted(epochs, 'epoch')} each"
    yield f"{wanted.name}: {counted(size.trials, 'trial')} by {wanted.tuner}; {seeds}; {most}"


def search_cost(
    wanted: Study, choices: Mapping[str, Sequence[Value]], size: Size, known: costs.Speed, workers: int
) -> str:
    """The forecast of a search. It does not know what will be proposed, so it takes the mean of what may be."""
    runs, epochs = size.trials * len(wanted.seeds), size.epochs * len(wanted.seeds)
    built = [values for name, values in choices.items() if name not in BY_NAME or BY_NAME[name].built_with is the_value]
    programs = math.prod(size.trials if isinstance(values, Range) else len(values) for values in built)
    found = costs.rough_cost(runs, epochs, min(programs, size.trials), wanted.context, known, workers)
    return f"forecast: {_cost(runs, epochs, found)}; what is stored already takes no time"


def best(study: Study, ranked: Sequence[Candidate]) -> Iterator[str]:
    """The line about the best of a study's values."""
    for one in ranked[:1]:
        of = "1 seed" if len(one.runs) == 1 else f"mean of {len(one.runs)} seeds"
        yield f"{study.name}: best {title(one.values, study.dimensions)}, val_accuracy {one.mean:.4f} ({of})"


def nothing_fits(budget: str, seconds: float) -> str:
    """Why a budget trains nothing, and what would help."""
    return (
        f"Nothing fits into {budget}: the quickest run that is missing takes longer, about {rough_duration(seconds)}. "
        "Give more time, or ask for fewer epochs, fewer samples or a smaller width."
    )


def no_forecast(why: Exception) -> str:
    """The line of a dry run about a forecast that could not be made."""
    return f"no forecast: {why}"


def unknown_time(budget: str, why: Exception) -> str:
    """Why a budget trains nothing where nobody knows how long runs take."""
    return f"What fits into {budget} is not known: {why}. Without a budget the study trains all the same."


def cost(word: str, missing: Mapping[Run, int], known: costs.Speed | None, workers: int) -> str:
    found = costs.Cost(0.0, 0) if known is None else costs.cost(missing, known, workers)
    return f"{word}: {_cost(len(missing), sum(missing.values()), found)}"


def _cost(runs: int, epochs: int, found: costs.Cost) -> str:
    takes = f"about {rough_duration(found.seconds)}, {found.disk / 1e6:.0f} MB of disk"
    return f"{counted(runs, 'run')}, {counted(epochs, 'epoch')}, {takes}"
