"""What a user did wrong, in one or two sentences that show the bad value and the remedy."""


class UsageError(ValueError):
    """A request that cannot be carried out as it was given. Nothing was written.

    The command line prints the sentence and ends with exit code 2.
    """


class InvalidValue(UsageError):
    """A value, or the name of a dimension, that no study can take."""


def shown(word: object) -> str:
    """A word in a sentence: in quotes where it begins or ends with a blank, which nobody would see."""
    text = str(word)
    return text if text == text.strip() else f"'{text}'"
