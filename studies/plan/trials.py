"""One configuration, evaluated by its runs over the seeds. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from hypermodels.dimensions import BASELINE, Value
from studies.plan.runs import Context, Run


@dataclass(frozen=True)
class Trial:
    """One configuration, evaluated by its runs, one a seed, each looked at after `epochs`."""

    configuration: tuple[tuple[str, Value], ...]
    runs: tuple[Run, ...]

    @property
    def values(self) -> dict[str, Value]:
        return dict(self.configuration)

    @property
    def epochs(self) -> int:
        return int(self.values["epochs"])


def trial_of(context: Context, configuration: dict[str, Value], seeds: Sequence[int]) -> Trial:
    """The trial of a whole configuration (all eight dimensions)."""
    values = tuple((name, configuration[name]) for name in BASELINE)
    trajectory = tuple((name, value) for name, value in values if name != "epochs")
    return Trial(values, tuple(Run(context, trajectory, seed) for seed in seeds))


def configuration_of(values: dict[str, Any]) -> dict[str, Value]:
    """The eight dimensions among a tuner's values. Hyperband says how far by a value of its own."""
    chosen = {name: values[name] for name in BASELINE}
    return {**chosen, "epochs": values.get("tuner/epochs", chosen["epochs"])}
