"""What a user did wrong, in one or two sentences that show the bad value and the remedy."""


class UsageError(ValueError):
    """The command cannot be carried out as it was given (exit code 2). Nothing was written."""
