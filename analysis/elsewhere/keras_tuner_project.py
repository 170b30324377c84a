"""A Keras-Tuner project: `oracle.json` and a `trial_*/trial.json` for each trial.

Keras-Tuner keeps the best epoch's metrics of a trial, averaged over its executions: neither seeds nor curves.
"""

from pathlib import Path
from typing import Any

from analysis.elsewhere import bounded, roles
from analysis.elsewhere.found import COMPLETED, FAILED, RUNNING, Found, Note, Trained, not_read
from analysis.elsewhere.roles import Metric, Roles
from studies.system.errors import UsageError

TOOL = "Keras-Tuner"
STATES = {"COMPLETED": COMPLETED, "INVALID": FAILED, "FAILED": FAILED}


def holds(path: Path) -> bool:
    return path.is_dir() and ((path / "oracle.json").exists() or any(path.glob("trial_*/trial.json")))


def read(path: Path, said: Roles) -> list[Found]:
    """
    Raises:
        UsageError: a trial is cut or of another form, or no trial has a metric.
    """
    folders = sorted(path.glob("trial_*"))
    bounded.few(len(folders), bounded.MOST_RUNS, "trials", path)
    files = [one / "trial.json" for one in folders if one.is_dir() and not one.is_symlink()]
    links = [one for one in (*folders, *files) if one.is_symlink()]
    trials = [_trial(file) for file in files if file.exists() and file not in links]
    if not trials:
        raise UsageError(f"{path} is a Keras-Tuner project without trials: nothing was searched in it yet.")
    names = list(dict.fromkeys(name for _, trial in trials for name in _metrics(trial)))
    metric = _metric(trials, names, said, path)
    runs = tuple(_run(file, one, metric, said) for file, one in trials)
    return [Found(TOOL, path.name, metric, runs, (Note("from_keras_tuner"), *not_read(path, links)))]


def _trial(file: Path) -> tuple[Path, dict[str, Any]]:
    return file, bounded.parsed(bounded.text(file), file)


def _metrics(trial: dict[str, Any]) -> dict[str, Any]:
    found = (trial.get("metrics") or {}).get("metrics") if isinstance(trial.get("metrics"), dict) else None
    return found if isinstance(found, dict) else {}


def _metric(trials: list[tuple[Path, dict[str, Any]]], names: list[str], said: Roles, path: Path) -> Metric:
    """The one said, else the one whose value is the trial's score, with the direction that Keras-Tuner wrote."""
    named = said.metric
    if named is not None and named.name not in names:
        raise UsageError(f"{path} has no metric {named.name}; it has {', '.join(names) or 'none'}.")
    for _, trial in trials:
        for name, metric in _metrics(trial).items():
            if named is None and trial.get("score") is not None and trial["score"] in _observed(metric):
                return Metric(name, larger=metric.get("direction") != "min")
    found = named or roles.guessed_metric(names)
    if found is None:
        raise UsageError(f"No trial of {path} has a metric yet: let one come to its end.")
    return found


def _observed(metric: Any) -> list[float]:
    rows = metric.get("observations") if isinstance(metric, dict) else None
    values = [row.get("value") for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []
    return [bounded.number(one) for value in values for one in (value if isinstance(value, list) else [value])]


def _run(file: Path, trial: dict[str, Any], metric: Metric, said: Roles) -> Trained:
    given = trial.get("hyperparameters")
    values = given.get("values") if isinstance(given, dict) else None
    if not isinstance(values, dict):
        raise UsageError(f"{file} names no hyperparameters: Keras-Tuner did not write it so.")
    observed = _observed(_metrics(trial).get(metric.name))
    own = {str(name): bounded.value(value) for name, value in values.items() if not str(name).startswith("tuner/")}
    seed = next((str(value) for name, value in own.items() if said.is_seed(name)), None)
    state = STATES.get(str(trial.get("status")), RUNNING)
    return Trained(
        str(trial.get("trial_id") or file.parent.name)[: bounded.LONGEST],
        {name: value for name, value in own.items() if not said.is_seed(name)},
        seed,
        state if observed or state != COMPLETED else FAILED,
        observed[-1] if observed else float("nan"),
    )
