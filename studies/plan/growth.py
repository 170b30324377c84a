"""How a study grows: a command adds its values, seeds and epochs to what was asked before. Pure.

A study that was asked for at several EPOCHS has several readings of the same runs. Each compares its values after
equally many epochs; no comparison mixes them. Where `epochs` itself varies there is one reading, with many points.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from hypermodels.dimensions import Dimension, Value
from studies.plan import looks
from studies.plan.bases import Base
from studies.plan.labels import label, seeds_said
from studies.plan.runs import Run
from studies.plan.studies import Study
from studies.plan.study_record import StudyRecord, TrialRecord, choosing
from studies.plan.trials import Configuration, Trial, settled, trial_of
from studies.system.formats import counted


@dataclass(frozen=True)
class Growth:
    """A study with what it is asked for now; of what was asked before, what it keeps besides and what it leaves out."""

    study: Study
    kept: Study
    left_out: Study
    foreign: bool = False  # what was left out is of a network or of pictures that have changed since


def grown(wanted: Study, stored: StudyRecord | None, only: bool = False) -> Growth:
    """The union of what is stored and what is asked: values, seeds and epochs. `only` leaves out the rest instead.

    What is stored keeps its order and its place before what is new. Runs of another build of the network, or of other
    pictures, cannot be compared with today's: they are left out.
    """
    before: tuple[Trial, ...] | None = () if stored is None else rebuilt(wanted, stored)
    nothing = replace(wanted, trials=())
    if before is None:
        assert stored is not None
        return Growth(wanted, nothing, replace(wanted, trials=_stored_trials(wanted, stored)), foreign=True)
    wanted = replace(wanted, looks=looks.of_study(stored) if stored else ())
    besides = replace(wanted, trials=_without(before, wanted.trials))
    if only:
        return Growth(wanted, nothing, besides)
    trials = _union((*before, *wanted.trials))
    seeds = {*_seeds(trials), *wanted.seeds} - wanted.choosing if wanted.choosing else _seeds(trials)
    study = replace(wanted, trials=trials, seeds=tuple(sorted(seeds)), commands=_commands(wanted, stored))
    return Growth(study, besides, nothing)


def _commands(wanted: Study, stored: StudyRecord | None) -> tuple[str, ...]:
    """Every command that asked for the study, each once."""
    before = commands_of(stored) if stored else []
    return tuple(dict.fromkeys(line for line in (*before, wanted.command) if line))


def commands_of(study: StudyRecord) -> list[str]:
    """What was typed to ask for a stored study, in that order."""
    return [line for line in study.get("commands") or [study.get("command", "")] if line]


def rebuilt(wanted: Study, stored: StudyRecord) -> tuple[Trial, ...] | None:
    """The trials of a stored study, as today's plan has them; None where today's runs are others."""
    trials = _stored_trials(wanted, stored)
    pairs = zip(trials, stored["trials"], strict=True)
    return trials if all([run.id for run in ours.runs] == theirs["runs"] for ours, theirs in pairs) else None


def _stored_trials(wanted: Study, stored: StudyRecord) -> tuple[Trial, ...]:
    """One that is asked for again with the same seeds is taken from there: 100,000 ids are not hashed twice."""
    planned = {(one.configuration, tuple((run.seed, run.id) for run in one.runs)): one for one in wanted.trials}
    found = []
    for trial in stored["trials"]:
        seeds = seeds_of(stored, trial)[: len(trial["runs"])]
        key = (settled(wanted.context, trial["values"]), tuple(zip(seeds, trial["runs"], strict=False)))
        found.append(planned.get(key) or trial_of(wanted.context, trial["values"], seeds))
    return tuple(found)


def with_trial(study: Study, trial: Trial) -> Study:
    """A study with one trial more, or with more seeds of a trial that it has."""
    trials = _union((*study.trials, trial))
    return replace(study, trials=trials, seeds=_seeds(trials))


def _union(trials: Iterable[Trial]) -> tuple[Trial, ...]:
    """Each configuration once, with every seed that anyone asks of it."""
    runs: dict[Configuration, dict[str, Run]] = {}
    for trial in trials:
        runs.setdefault(trial.configuration, {}).update({run.id: run for run in trial.runs})
    return tuple(
        Trial(configuration, tuple(sorted(found.values(), key=lambda run: run.seed)))
        for configuration, found in runs.items()
    )


def _without(trials: Iterable[Trial], others: Iterable[Trial]) -> tuple[Trial, ...]:
    """What of `trials` is not among `others`."""
    gone: dict[Configuration, set[str]] = {}
    for trial in others:
        gone.setdefault(trial.configuration, set()).update(run.id for run in trial.runs)
    left = ((trial, gone.get(trial.configuration, set())) for trial in trials)
    return _thinned((trial, [run for run in trial.runs if run.id not in those]) for trial, those in left)


def shown(study: Study, wanted: Study, done: Callable[[Run, int], bool]) -> Study:
    """What a command shows of a study: the runs it asks for, and of the others those that got to their epochs."""
    keys = {(run.id, epochs) for run, epochs in wanted.runs_and_epochs()}
    pairs = ((trial, trial.epochs) for trial in study.trials)
    seen = ((one, [run for run in one.runs if (run.id, epochs) in keys or done(run, epochs)]) for one, epochs in pairs)
    return replace(study, trials=_thinned(seen))


def _thinned(kept: Iterable[tuple[Trial, list[Run]]]) -> tuple[Trial, ...]:
    return tuple(replace(trial, runs=tuple(runs)) for trial, runs in kept if runs)


def _seeds(trials: Iterable[Trial]) -> tuple[int, ...]:
    return tuple(sorted({run.seed for trial in trials for run in trial.runs}))


def values_meant(
    dimension: Dimension,
    typed: Sequence[Value] | None,
    stored: StudyRecord | None,
    only: bool = False,
    base: Base = (),
) -> tuple[Value, ...]:
    """The values of a command: those that were typed; else the table's, the baseline's, and those that the study has
    besides.
    """
    if typed is not None:
        return tuple(typed)
    own = () if stored is None or only else [trial["values"][dimension.name] for trial in stored["trials"]]
    return tuple(dict.fromkeys((*dimension.values, dict(base).get(dimension.name, dimension.baseline), *own)))


def seeds_meant(typed: Sequence[int] | None, stored: StudyRecord | None, default: Sequence[int]) -> tuple[int, ...]:
    """The seeds of a command: those that were typed, else the study's own, else the default."""
    if typed is not None:
        return tuple(typed)
    return tuple(stored["seeds"]) if stored is not None and stored["seeds"] else tuple(default)


def outline(study: Study) -> list[str]:
    """What a study consists of, a line for values with equal seeds and epochs: `0.001, 0.01; seeds 0, 1; 10 epochs`."""
    groups: dict[tuple[tuple[int, ...], int | None], list[str]] = {}
    for trial in study.trials:
        epochs = reading(study.tuner, study.dimensions, trial.values)
        value = " ".join(label(name, trial.values[name]) for name in study.dimensions)
        groups.setdefault((tuple(run.seed for run in trial.runs), epochs), []).append(value)
    say = ", ".join if study.tuner is None else lambda values: counted(len(values), "configuration")
    return [f"{say(values)}; {_said(seeds, epochs)}" for (seeds, epochs), values in groups.items()]


def _said(seeds: Sequence[int], epochs: int | None) -> str:
    text = seeds_said(seeds)
    return text if epochs is None else f"{text}; {epochs} epoch{'s' * (epochs != 1)}"


def reading(tuner: str | None, dimensions: Sequence[str], values: Mapping[str, Any]) -> int | None:
    """The epochs after which a trial is compared with the study's others; None where they are among what is compared,
    as in the epochs study and in Hyperband."""
    return None if tuner == "hyperband" or "epochs" in dimensions else int(values["epochs"])


def seeds_of(study: StudyRecord, trial: TrialRecord) -> list[int]:
    """The seeds of a stored trial, one a run. Studies of schema 1 have the same for every trial."""
    return list(trial.get("seeds", study["seeds"]))


def only_reading(study: StudyRecord, epochs: int | None) -> StudyRecord:
    """A stored study with the trials of one reading."""
    tuner, names = study.get("tuner"), study["dimensions"]
    return {**study, "trials": [one for one in study["trials"] if reading(tuner, names, one["values"]) == epochs]}


def readings(study: StudyRecord) -> list[StudyRecord]:
    """A stored study as one record a reading, the shortest first; the study itself where it has only one.

    Each of several is named after its epochs, and `reading` says them.
    """
    by_epochs: dict[int | None, list[Any]] = {}
    for trial in study["trials"]:
        by_epochs.setdefault(reading(study.get("tuner"), study["dimensions"], trial["values"]), []).append(trial)
    if len(by_epochs) < 2:
        return [looks.at_reading(study, epochs) for epochs in by_epochs] or [study]
    return [
        {
            **looks.at_reading(study, epochs),
            "name": f"{study['name']}-{epochs}epochs",
            "reading": epochs,
            "trials": trials,
            "seeds": sorted({seed for trial in trials for seed in seeds_of(study, trial)} - choosing(study)),
        }
        for epochs, trials in sorted(by_epochs.items(), key=lambda pair: pair[0] or 0)
    ]
