"""One configuration, evaluated by its runs over the seeds. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from hypermodels.dimensions import Value, complete, meant
from hypermodels.schedules import horizon
from studies.plan.runs import Context, Run, of_seeds


@dataclass(frozen=True)
class Trial:
    """One configuration, evaluated by its runs, one a seed, each looked at after `epochs`."""

    configuration: tuple[tuple[str, Value], ...]
    runs: tuple[Run, ...]

    @property
    def values(self) -> dict[str, Value]:
        return dict(self.configuration)

    @cached_property
    def epochs(self) -> int:
        return int(self.values["epochs"])


def trial_of(context: Context, configuration: dict[str, Value], seeds: Sequence[int]) -> Trial:
    """The trial of a configuration; a dimension that it does not name, or that means nothing, is at the baseline."""
    values = tuple(meant(context.complete(configuration)).items())
    trajectory = tuple((name, value) for name, value in values if name != "epochs")
    aim = horizon(dict(values))
    return Trial(values, of_seeds(context, trajectory, seeds, aim))


def configuration_of(values: dict[str, Any]) -> dict[str, Value]:
    """The dimensions among a tuner's values. Hyperband's `tuner/epochs`, where there is one, replaces `epochs`."""
    chosen = {**complete(values), **{name: value for name, value in values.items() if "/" not in name}}
    return {**chosen, "epochs": values.get("tuner/epochs", chosen["epochs"])}
