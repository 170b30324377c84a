"""The studies that commands ask for: one dimension varies, two on a grid, or several in a search. Pure."""

import itertools
from collections.abc import Iterable, Sequence

from hypermodels.dimensions import BASELINE, FIRST, Dimension, Value
from studies.plan.confounds import confounds
from studies.plan.runs import Context
from studies.plan.studies import Study
from studies.plan.trials import Trial, trial_of

PROBED = ("optimizer", "batch_size")  # dimensions whose effect depends on the learning rate
PROBE_RATES: tuple[Value, ...] = (0.0003, 0.001, 0.003)


def study(
    context: Context,
    dimension: Dimension,
    values: Iterable[Value] | None = None,
    seeds: Sequence[int] = (0,),
    epochs: int = int(BASELINE["epochs"]),
    command: str = "",
) -> Study:
    """One dimension varies over `values` (its own by default); `epochs` replaces the baseline's."""
    chosen = tuple(dict.fromkeys(values or dimension.values))
    trials = _grid(context, {dimension.name: chosen}, seeds, epochs)
    return Study(
        study_name(context, dimension.name),
        "study",
        (dimension.name,),
        context,
        tuple(seeds),
        trials,
        warnings=confounds(dimension.name),
        command=command,
    )


def probe(context: Context, asked: Study, command: str = "") -> Study | None:
    """A small grid of a confounded dimension with the learning rate, around the baseline; None where none helps."""
    (dimension,) = asked.dimensions
    if dimension not in PROBED:
        return None
    values = tuple(dict.fromkeys(trial.values[dimension] for trial in asked.trials))
    epochs = asked.trials[0].epochs
    trials = _grid(context, {dimension: values, "learning_rate": PROBE_RATES}, asked.seeds, epochs)
    name = study_name(context, f"{dimension}-x-learning_rate")
    return Study(name, "probe", (dimension, "learning_rate"), context, asked.seeds, trials, command=command)


def search(
    context: Context, tuner: str, dimensions: Sequence[str], seeds: Sequence[int], trials: int | None, command: str
) -> Study:
    """A joint search before its first trial. `trials` is None where the tuner decides how many (Hyperband)."""
    everything = {tuple(FIRST): tuner, tuple(BASELINE): f"{tuner}-all"}
    name = study_name(context, everything.get(tuple(dimensions)) or "-".join((tuner, *dimensions)))
    return Study(
        name,
        "tune",
        tuple(dimensions),
        context,
        tuple(seeds),
        (),
        command=command,
        tuner=tuner,
        digits=len(str(trials)),  # Keras-Tuner pads to the text of its max_trials, which may be None
    )


def _grid(
    context: Context, choices: dict[str, tuple[Value, ...]], seeds: Sequence[int], epochs: int
) -> tuple[Trial, ...]:
    """Every combination of `choices`, the rest at the baseline."""
    baseline = {**BASELINE, "epochs": epochs}
    combinations = itertools.product(*choices.values())
    return tuple(trial_of(context, {**baseline, **dict(zip(choices, one, strict=True))}, seeds) for one in combinations)


def study_name(context: Context, question: str) -> str:
    """The folder of a study: what it asks, and where it departs from the defaults."""
    parts = [context.network, question, context.dataset.name]
    if context.dataset.samples is not None:
        parts.append(f"samples{context.dataset.samples}")
    if context.width != 1:
        parts.append(f"width{context.width:g}")
    if context.precision != "float32":
        parts.append(context.precision)
    return "-".join(parts)
