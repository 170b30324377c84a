"""What the server of `fork_server` loads before it forks. It works at import: it is for that.

Keras and Keras-Tuner load Matplotlib, pandas, SciPy and scikit-learn wherever they are installed, a third of their
seconds, for figures, tables and searches that no process forked here makes. They do without them as where they are not
installed.
"""

import atexit
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from studies.system.collector import loading

OPTIONAL = ("matplotlib", "pandas", "scipy", "sklearn")  # each behind `except ImportError` in Keras and Keras-Tuner


@contextmanager
def _without(packages: tuple[str, ...]) -> Iterator[None]:
    """As if these were not installed, inside the block; what is loaded already stays."""
    hidden = [name for name in packages if name not in sys.modules]
    sys.modules.update(dict.fromkeys(hidden))  # type: ignore[arg-type]  # None: Python refuses to import it
    try:
        yield
    finally:
        for name in hidden:
            del sys.modules[name]


with loading(), _without(OPTIONAL):  # to look through it again and again would take a tenth of the time
    from studies.training import timing, trainer

__all__ = ["timing", "trainer"]

# The server holds nothing that has to be put away, and TensorFlow takes a second for it, with the driver's output open.
atexit.register(os._exit, 0)
