"""The studies that commands ask for: one dimension varies, two on a grid, or several in a search. Pure."""

import itertools
from collections.abc import Iterable, Mapping, Sequence

from hypermodels.dimensions import BASELINE, FIRST, Dimension, Value
from studies.plan import bases
from studies.plan.bases import Base
from studies.plan.confounds import CONFOUNDS, confounded
from studies.plan.runs import Context
from studies.plan.studies import Study
from studies.plan.study_record import StudyRecord, ladders
from studies.plan.trials import Trial, trial_of
from studies.system.errors import UsageError

PROBED = ("optimizer", "batch_size")  # dimensions whose effect depends on the learning rate
TUNED = ("optimizer", "loss", "batch_size")  # dimensions whose values need different learning rates
CHOOSING = (1000, 1001)  # seeds that choose the rates of a tuned study: so far off that they never judge one


def study(
    context: Context,
    dimension: Dimension,
    values: Iterable[Value] | None = None,
    seeds: Sequence[int] = (0,),
    epochs: int = int(BASELINE["epochs"]),
    command: str = "",
    base: Base = (),
) -> Study:
    """One dimension varies over `values` (its own by default); `epochs` replaces the baseline's.

    `base` is where the baseline departs from the table's.
    """
    base = bases.for_study(base, dimension.name)
    bases.check([dimension.name], base)
    chosen = tuple(dict.fromkeys(values or dimension.values))
    trials = _grid(context, {dimension.name: chosen}, seeds, epochs, base)
    confounder = confounded([dimension.name], [trial.values for trial in trials])
    return Study(
        named_for(context, dimension.name, base),
        "study",
        (dimension.name,),
        context,
        tuple(seeds),
        trials,
        warnings=(CONFOUNDS[confounder],) if confounder else (),
        command=command,
        base=base,
    )


def probe(context: Context, plain: Study, command: str = "") -> Study | None:
    """A small grid of a confounded dimension with the learning rate, around the baseline; None where none helps."""
    (dimension,) = plain.dimensions
    if dimension not in PROBED:
        return None
    values = tuple(dict.fromkeys(trial.values[dimension] for trial in plain.trials))
    epochs, base = plain.trials[0].epochs, plain.base
    rates = probed_rates(float(bases.baseline(base)["learning_rate"]))
    trials = _grid(context, {dimension: values, "learning_rate": rates}, plain.seeds, epochs, base)
    name = study_name(context, f"{dimension}-x-learning_rate", base)
    return Study(name, "probe", (dimension, "learning_rate"), context, plain.seeds, trials, command=command, base=base)


def tuned(
    context: Context,
    plain: Study,
    rates: Sequence[Value] | None = None,
    command: str = "",
    stored: StudyRecord | None = None,
) -> Study | None:
    """The ladder of a study of which each value gets a learning rate of its own, on the seeds that choose; None for a
    dimension whose values do not differ in the rate that they need.

    Args:
        plain: the study without rates of its own; its seeds judge.
        rates: of the ladder; without them those that `stored` has, the same study, else those around the baseline's.

    Raises:
        UsageError: a seed is to choose and to judge.
    """
    (dimension,) = plain.dimensions
    if dimension not in TUNED:
        return None
    if both := sorted(set(CHOOSING) & set(plain.seeds)):
        raise UsageError(
            f"tuned=lr chooses learning rates on the seeds {' and '.join(map(str, CHOOSING))}, so seed {both[0]} "
            "cannot judge them: leave it out of seeds, or name others."
        )
    values = tuple(dict.fromkeys(trial.values[dimension] for trial in plain.trials))
    own = ladders(stored) if stored and not rates else {}
    every = tuple(rates or sorted({rate for one in own.values() for rate in one}, key=float))
    every = every or bases.ladder_rates(float(bases.baseline(plain.base)["learning_rate"]))
    choices = ({dimension: (value,), "learning_rate": own.get(value, every)} for value in values)
    grids = (_grid(context, one, CHOOSING, plain.trials[0].epochs, plain.base) for one in choices)
    return Study(
        tuned_name(context, dimension, plain.base),
        "tuned",
        (dimension, "learning_rate"),
        context,
        plain.seeds,
        tuple(itertools.chain.from_iterable(grids)),
        warnings=plain.warnings if dimension != "optimizer" else (),
        command=command,
        base=plain.base,
        chosen_on=CHOOSING,
    )


def tuned_name(context: Context, dimension: str, base: Base) -> str:
    return study_name(context, f"{dimension}-tuned-lr", bases.for_study(base, dimension))


def probed_rates(rate: float) -> tuple[Value, ...]:
    """The baseline's learning rate, and a third and three times of it, to one digit: 0.0003, 0.001, 0.003."""
    return float(f"{rate / 3:.0e}"), rate, float(f"{rate * 3:.0e}")


def search(
    context: Context,
    tuner: str,
    dimensions: Sequence[str],
    seeds: Sequence[int],
    trials: int | None,
    command: str,
    base: Base = (),
) -> Study:
    """A joint search before its first trial. `trials` is None where the tuner decides how many (Hyperband).

    What is not searched stands at the baseline, which departs from the table's by `base`.
    """
    base = bases.beside(base, dimensions)
    bases.check(dimensions, base)
    own = [name for name in context.table if name not in BASELINE]
    everything = {(*FIRST, *own): tuner, tuple(context.table): f"{tuner}-all"}
    name = study_name(context, everything.get(tuple(dimensions)) or "-".join((tuner, *dimensions)), base)
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
        base=base,
    )


def finale(
    context: Context,
    chosen: Mapping[str, Value],
    seeds: Sequence[int],
    epochs: int,
    command: str,
    base: Base = (),
) -> Study:
    """The baseline, all `chosen` values together, each of them alone, and all but one of each.

    Another combination is another study, and so is one around another baseline.
    """
    base = bases.beside(base, ())
    bases.check((), base)
    baseline = {**bases.baseline(base, context.baseline), "epochs": epochs}
    alone = [{name: value} for name, value in chosen.items()]
    without = [{other: value for other, value in chosen.items() if other != name} for name in chosen]
    configurations = [{**baseline, **values} for values in ({}, chosen, *alone, *without)]
    trials = {trial.configuration: trial for trial in (trial_of(context, one, seeds) for one in configurations)}
    combined = bases.suffix(tuple(chosen.items()))[1:]
    name = study_name(context, "-".join(("finale", *combined)), base)
    return Study(
        name, "finale", tuple(chosen), context, tuple(seeds), tuple(trials.values()), command=command, base=base
    )


def _grid(
    context: Context, choices: dict[str, tuple[Value, ...]], seeds: Sequence[int], epochs: int, base: Base
) -> tuple[Trial, ...]:
    """Every combination of `choices`, the rest at the baseline."""
    baseline = {**bases.baseline(base, context.baseline), "epochs": epochs}
    combinations = itertools.product(*choices.values())
    return tuple(trial_of(context, {**baseline, **dict(zip(choices, one, strict=True))}, seeds) for one in combinations)


def named_for(context: Context, dimension: str, base: Base) -> str:
    """The folder of the study in which `dimension` varies around a baseline."""
    return study_name(context, dimension, bases.for_study(base, dimension))


def study_name(context: Context, question: str, base: Base = ()) -> str:
    """The folder of a study: what it asks, and where it departs from the defaults."""
    parts = [context.network, question, context.dataset.name]
    if context.dataset.samples is not None:
        parts.append(f"samples{context.dataset.samples}")
    if context.width != 1:
        parts.append(f"width{context.width:g}")
    if context.precision != "float32":
        parts.append(context.precision)
    return "-".join([*parts, *bases.suffix(base)])
