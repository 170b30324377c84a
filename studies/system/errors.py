"""What cannot be used, and why, in a sentence that can be translated."""

from functools import partial
from typing import Any

from hypermodels.errors import UsageError as UsageError


class Explained(UsageError):
    """What cannot be used, and why. `template` and `values` make up the sentence, so that it can be translated."""

    def __init__(self, template: str, **values: object) -> None:
        super().__init__(template.format(**values))
        self.template = template
        self.values = values

    def __reduce__(self) -> tuple[Any, ...]:
        """It may cross from one process to another."""
        return partial(type(self), self.template, **self.values), ()
