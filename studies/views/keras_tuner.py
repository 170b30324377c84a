"""Keras-Tuner's oracles, asked and told from one thread; `tuner_dirs/<study>` stays a project that stock Keras-Tuner
opens.

The project is a view: it is made anew by asking a fresh, seeded oracle and telling it what the store holds. So
nothing of Keras-Tuner's own state has to survive a kill, and a search goes on with the proposals that an
uninterrupted one makes.
"""

import warnings
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import keras_tuner as kt

from hypermodels.dimensions import BASELINE, BY_NAME, Dimension, Range, Value, identifying
from studies.system import files, names
from studies.views.scores import Score

OBJECTIVE = "val_accuracy"
_NEVER = 1_000_000_000  # consecutive failures after which Keras-Tuner would give up
Values = Mapping[str, Value]
Table = Mapping[str, Dimension]


class PlanOracle(kt.Oracle):
    """Proposes the trials of a plan in their order. Its position is how many were started, so it survives a reload."""

    def __init__(self, trials: Sequence[Values], **kwargs: Any) -> None:
        super().__init__(max_trials=len(trials), **kwargs)
        told = {hp.name for hp in self.get_space().space}
        self._planned = [{name: value for name, value in values.items() if name in told} for values in trials]

    def populate_space(self, trial_id: str) -> dict[str, Any]:  # noqa: ARG002  Keras-Tuner's signature
        position = len(self.start_order)
        if position >= len(self._planned):
            return {"status": "STOPPED", "values": None}
        return {"status": "RUNNING", "values": self._planned[position]}


class Project:
    """A Keras-Tuner project: ask for a configuration, tell how it went."""

    def __init__(self, folder: Path, oracle: kt.Oracle) -> None:
        files.sweep(folder, "tuner0.json")  # of a helper that was killed; other files have other writers
        for stale in (*folder.glob("trial_*"), folder / "oracle.json"):  # Keras-Tuner would write through a link
            names.remove(folder.parent, folder.name, stale.name)
        self._oracle = oracle
        self._open: dict[str, Any] = {}
        self._asked = 0
        oracle.verbose = 0
        oracle._set_project_dir(str(folder.parent), folder.name)
        files.write_json(folder / "tuner0.json", {})  # stock Keras-Tuner reloads where this file is
        oracle.save()

    def ask(self) -> tuple[str, dict[str, Any]] | None:
        """A trial's id and values; None while the oracle has nothing new (or will never have)."""
        with warnings.catch_warnings():
            # The bounds of Keras-Tuner's Gaussian process are tight for a few trials; it proposes all the same.
            warnings.filterwarnings("ignore", message="The optimal value found for dimension")
            trial = self._oracle.create_trial(f"slot{self._asked}")
        if trial.status != "RUNNING":
            return None
        self._asked += 1
        self._open[trial.trial_id] = trial
        return trial.trial_id, dict(trial.hyperparameters.values)

    def tell(self, trial_id: str, score: Score) -> None:
        """How a trial ended."""
        trial = self._open.pop(trial_id)
        if score.metrics is not None:
            self._oracle.update_trial(trial_id, dict(score.metrics), step=score.epoch)
        trial.status = "FAILED" if score.metrics is None else "COMPLETED"
        trial.message = score.message
        self._oracle.end_trial(trial)


def write_project(folder: Path, trials: Sequence[Values], dimensions: Sequence[str], scores: Sequence[Score]) -> None:
    """Make the project of a study whose trials are known, and how they ended."""
    project = Project(folder, planned(trials, dimensions))
    ids = []
    while (proposal := project.ask()) is not None:
        ids.append(proposal[0])
    for trial_id, score in zip(ids, scores, strict=True):
        project.tell(trial_id, score)


def planned(trials: Sequence[Values], dimensions: Sequence[str]) -> kt.Oracle:
    """The oracle of a study whose trials are known."""
    choices = {name: list(dict.fromkeys(trial[name] for trial in trials)) for name in dimensions}
    return PlanOracle(trials, hyperparameters=space(choices, trials[0]), **_common(0))


def searching(
    tuner: str,
    choices: Mapping[str, Sequence[Value]],
    trials: int,
    epochs: int,
    seed: int,
    baseline: Values,
    table: Table = BY_NAME,
) -> kt.Oracle:
    """Keras-Tuner's own oracle over `choices`: random, bayesian or hyperband. The rest stands at `baseline`.

    `table` has the rows of the network, which say how a range is drawn.

    Hyperband decides the epochs itself: at most `epochs` each; its number of trials follows from them.
    """
    hp = space(choices, {**baseline, "epochs": epochs}, table)
    if tuner == "random":
        return kt.oracles.RandomSearchOracle(max_trials=trials, hyperparameters=hp, **_common(seed))
    if tuner == "bayesian":
        start = max(2, min(2 * len(choices), trials // 2))  # Keras-Tuner counts the fixed dimensions too
        return kt.oracles.BayesianOptimizationOracle(
            max_trials=trials, num_initial_points=start, hyperparameters=hp, **_common(seed)
        )
    return kt.oracles.HyperbandOracle(max_epochs=epochs, hyperparameters=hp, **_common(seed))


def space(choices: Mapping[str, Sequence[Value]], rest: Values, table: Table = BY_NAME) -> kt.HyperParameters:
    """The dimensions that tell a trial: a choice where there are values, fixed elsewhere.

    A row added later is not among them at its baseline: a search draws a number for each, and would go on otherwise
    than it began before there was the row.
    """
    hp = kt.HyperParameters()
    for name, otherwise in rest.items():
        if name not in {*choices, *identifying(rest)}:
            continue
        values, usual = list(choices.get(name, ())), BASELINE.get(name)
        needs = BY_NAME[name].needs if name in BY_NAME else None
        parent, those = needs if needs is not None and len(choices.get(needs[0], ())) > 1 else (None, ())
        condition = {"parent_name": parent, "parent_values": list(those) or None}
        drawn = choices.get(name)
        if isinstance(drawn, Range):
            _draw(hp, table[name], drawn, usual, condition)
        elif len(values) > 1:
            hp.Choice(name, values, default=usual if usual in values else values[0], **condition)
        else:
            hp.Fixed(name, values[0] if values else otherwise)
    return hp


def _draw(hp: kt.HyperParameters, row: Dimension, ends: Range, usual: Value | None, condition: dict[str, Any]) -> None:
    """Let the tuner draw a number between two ends: by its logarithm where the row's scale is logarithmic."""
    whole = isinstance(ends.low, int)
    number = hp.Int if whole else hp.Float
    near = usual if isinstance(usual, int | float) and ends.low <= usual <= ends.high else ends.low
    sampling = "log" if row.scale == "log" else "linear"
    number(row.name, ends.low, ends.high, sampling=sampling, default=near, **condition)


def _common(seed: int) -> dict[str, Any]:
    return {
        "objective": kt.Objective(OBJECTIVE, "max"),
        "seed": seed + 1,  # 0 would count as no seed
        "max_consecutive_failed_trials": _NEVER,
        "max_retries_per_trial": 0,
        "tune_new_entries": False,
        "allow_new_entries": True,
    }
