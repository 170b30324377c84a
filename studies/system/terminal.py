"""What is shown on a terminal: Rich's console, which leaves a reader that has gone to `exits`."""

from typing import NoReturn

from rich import console


class Console(console.Console):
    """Rich's own ends the process with 1 where nobody reads any more, past everything that is to be put away."""

    def on_broken_pipe(self) -> NoReturn:
        """
        Raises:
            BrokenPipeError: the one that is being handled.
        """
        self.quiet = True  # what is still to be put away writes no more
        raise
