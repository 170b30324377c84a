"""What a user did wrong, in one or two sentences that show the bad value and the remedy."""

from functools import partial
from typing import Any


class UsageError(ValueError):
    """The command cannot be carried out as it was given (exit code 2). Nothing was written."""


class Explained(UsageError):
    """What cannot be used, and why. `template` and `values` make up the sentence, so that it can be translated."""

    def __init__(self, template: str, **values: object) -> None:
        super().__init__(template.format(**values))
        self.template = template
        self.values = values

    def __reduce__(self) -> tuple[Any, ...]:
        """It may cross from one process to another."""
        return partial(type(self), self.template, **self.values), ()
