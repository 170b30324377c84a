"""The trials that answer one question, and how they are written down. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import cast

from studies.plan import own_networks
from studies.plan.bases import Base
from studies.plan.looks import Look, described
from studies.plan.runs import Context, Run
from studies.plan.study_record import DatasetRecord, StudyRecord
from studies.plan.trials import Trial

TUNERS = ("random", "bayesian", "hyperband")


@dataclass(frozen=True)
class Study:
    """The trials that answer one question: `dimensions` vary, the rest stays at its baseline."""

    name: str
    kind: str  # "study", "probe", "tuned", "tune" or "finale"
    dimensions: tuple[str, ...]
    context: Context
    seeds: tuple[int, ...]
    trials: tuple[Trial, ...]
    warnings: tuple[str, ...] = ()
    command: str = ""
    tuner: str | None = None
    commands: tuple[str, ...] = ()  # all that asked for it, where it has grown
    looks: tuple[Look, ...] = ()  # at its verdicts, so far
    base: Base = ()  # where its baseline departs from the table's
    chosen: tuple[tuple[str, str], ...] = ()  # of a finale: by what the value of each dimension was chosen
    chosen_on: tuple[int, ...] = ()  # of a finale or a tuned study: the seeds that chose
    digits: int = 0  # width of a zero-padded trial id in a search; 0: wide enough for `trials`

    @property
    def varying(self) -> tuple[str, ...]:
        """What tells its trials apart: the dimensions, and the epochs where it was asked for at several."""
        several = len({trial.values["epochs"] for trial in self.trials}) > 1
        return (*self.dimensions, *(["epochs"] if several and "epochs" not in self.dimensions else []))

    @property
    def choosing(self) -> frozenset[int]:
        """The seeds of a tuned study that choose its rates, and judge nothing."""
        return frozenset(self.chosen_on if self.kind == "tuned" else ())

    def judging(self, trial: Trial) -> tuple[Run, ...]:
        """The runs of a trial that its verdict rests on: not those that chose its rate."""
        return tuple(run for run in trial.runs if run.seed not in self.choosing)

    def runs_and_epochs(self) -> list[tuple[Run, int]]:
        """Every run with the epoch it is asked for, in the order of the trials."""
        return [(run, trial.epochs) for trial in self.trials for run in trial.runs]


def pairs_of(studies: Iterable[Study]) -> list[tuple[Run, int]]:
    """The runs of several studies with the epochs they are asked for; one that several ask for, as often."""
    return [pair for study in studies for pair in study.runs_and_epochs()]


def describe(study: Study) -> StudyRecord:
    """The study as it is stored in `study.json`."""
    context = study.context
    train, validation, test = context.dataset.sizes
    record: StudyRecord = {
        "name": study.name,
        "kind": study.kind,
        "dimensions": list(study.dimensions),
        "network": context.network,
        "width": context.width,
        "precision": context.precision,
        "classes": list(context.dataset.classes),
        "dataset": cast(
            DatasetRecord, {**context.dataset.identity, "train": train, "validation": validation, "test": test}
        ),
        "seeds": list(study.seeds),
        "tuner": study.tuner,
        "warnings": list(study.warnings),
        "command": study.command,
        "commands": list(study.commands or ([study.command] if study.command else [])),
        "trials": [
            {
                "trial": trial_id(study, number),
                "values": one.values,
                "seeds": [run.seed for run in one.runs],
                "runs": [run.id for run in one.runs],
            }
            for number, one in enumerate(study.trials)
        ],
    }
    if study.base:
        record["base"] = dict(study.base)
    if context.own is not None:
        record["own"] = own_networks.described(context.own)
    if study.chosen:
        record["chosen"] = dict(study.chosen)
    if study.chosen_on:
        record["chosen_on"] = list(study.chosen_on)
    if study.looks:
        record["looks"] = described(study.looks)
    return record


def trial_id(study: Study, number: int) -> str:
    """Keras-Tuner's id of a trial: its number, padded to the width of the largest."""
    return f"{number:0{study.digits or len(str(len(study.trials)))}d}"
