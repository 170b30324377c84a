"""The driver's own small needs of TensorFlow and Keras-Tuner.

They name the network, compare precisions and write the Keras-Tuner project. Loading the libraries would cost the
driver four seconds of a core that training needs, and two more when it ends.
"""

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from studies.execution.processes.restartable import Restartable
from studies.system import variables
from studies.system.quiet import quiet

T = TypeVar("T")


class Helper:
    """One process beside the driver, started when it is first asked, kept until the block ends.

    A driver that trains by itself (`WORKERS=0`) loads TensorFlow anyway: it needs no other process.
    """

    def __init__(
        self,
        threads: int = 1,
        inline: bool = False,
        devices: Mapping[str, str] | None = None,
        becomes_one_of: int | None = None,
    ) -> None:
        """
        Args:
            threads: TensorFlow's.
            inline: do everything in this process, which then has TensorFlow loaded with these threads.
            devices: what its environment says of GPUs, where that is another than here and it is a process of its own.
            becomes_one_of: how many workers are likely to be started afterwards, the first of which is then this
                process; `restartable.end_those_left` ends it where none is.
        """
        self._threads = threads
        self._inline = inline
        self._is_left = becomes_one_of is not None
        self._process = Restartable(threads, becomes_one_of or 1, devices)

    def __enter__(self) -> "Helper":
        return self

    def __exit__(self, kind: object, *_: object) -> None:
        if self._is_left and kind is None:
            self._process.leave()
            return
        self._process.stop()
        self._process.join()

    def start(self) -> None:
        """Load what it needs while its caller does something else; it would start when it is first asked."""
        if not self._inline:
            self._process.start()

    def answer(self, function: Callable[..., T], *arguments: Any, seconds: float | None = None) -> T:
        """What `function` returns; asked again where the process dies.

        Raises:
            MachineError: it dies each time.
            TimeoutError: it takes longer than `seconds`, which no process can be told that is this one.
        """
        if not self._inline:
            return self._process.answer(function, *arguments, seconds=seconds)
        variables.share(self._threads)
        with quiet():
            return function(*arguments)
