"""What a user did wrong, in one or two sentences that show the bad value and the remedy."""


class UsageError(ValueError):
    """A request that cannot be carried out as it was given. Nothing was written.

    The command line prints the sentence and ends with exit code 2.
    """


class InvalidValue(UsageError):
    """A value, or the name of a dimension, that no study can take."""
