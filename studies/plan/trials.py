"""One configuration, evaluated by its runs over the seeds. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from hypermodels.dimensions import Value, complete, meant
from hypermodels.schedules import horizon
from studies.plan.runs import Context, Run, of_seeds

Configuration = tuple[tuple[str, Value], ...]  # a value for each dimension, in the order of the table


@dataclass(frozen=True)
class Trial:
    """One configuration, evaluated by its runs, one a seed, each looked at after `epochs`."""

    configuration: Configuration
    runs: tuple[Run, ...]

    @property
    def values(self) -> dict[str, Value]:
        return dict(self.configuration)

    @cached_property
    def epochs(self) -> int:
        return int(self.values["epochs"])


def settled(context: Context, configuration: Mapping[str, Value]) -> Configuration:
    """A trial's configuration: a dimension that is not named, or that means nothing, is at the baseline."""
    return tuple(meant(context.complete(configuration)).items())


def trial_of(context: Context, configuration: Mapping[str, Value], seeds: Sequence[int]) -> Trial:
    """The trial of a configuration as it is `settled`."""
    values = settled(context, configuration)
    trajectory = tuple((name, value) for name, value in values if name != "epochs")
    aim = horizon(dict(values))
    return Trial(values, of_seeds(context, trajectory, seeds, aim))


def configuration_of(values: dict[str, Any]) -> dict[str, Value]:
    """The dimensions among a tuner's values. Hyperband's `tuner/epochs`, where there is one, replaces `epochs`."""
    chosen = {**complete(values), **{name: value for name, value in values.items() if "/" not in name}}
    return {**chosen, "epochs": values.get("tuner/epochs", chosen["epochs"])}
