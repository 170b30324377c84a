"""What the server of `fork_server` loads before it forks. It works at import: it is for that."""

import atexit
import os

from studies.training import timing, trainer

__all__ = ["timing", "trainer"]

# The server holds nothing that has to be put away, and TensorFlow takes a second for it, with the driver's output open.
atexit.register(os._exit, 0)
