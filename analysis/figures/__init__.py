"""What is drawn, and how.

A `*_specs` module says which figures something gets. A `FigureSpec` has a name, a caption, the same in words, and a
function that draws. The other modules draw: functions from a table to a Matplotlib `Figure`, in the look of `style`.
`svg` makes files and page elements of them, with the same bytes for the same table.

To add a figure: a function that draws it and its spec here, its caption in each language. A rule names a figure as its
spec does (`tests/analysis/figures/test_specs.py` counts on both).

May import: `analysis.numbers`, `analysis.findings`, `analysis.text`, Matplotlib, seaborn. Must not: `analysis.pages`.

Pages do not depend on the user's settings of Matplotlib, so it is loaded here without them.
"""

import contextlib
import importlib.util
import logging
import os
from pathlib import Path


def _load_matplotlib() -> None:
    """Load Matplotlib with its own settings: it takes those of the current folder before any other's."""
    before = os.environ.get("MPLBACKEND")
    os.environ["MPLBACKEND"] = "svg"
    found = importlib.util.find_spec("matplotlib")
    assert found is not None
    assert found.origin is not None
    # That it keeps its fonts for a while, where the home cannot be written, is nothing that a user can do much about.
    logging.getLogger("matplotlib").addFilter(lambda record: record.levelno > logging.WARNING)
    with contextlib.chdir(Path(found.origin).parent / "mpl-data"):
        import matplotlib  # noqa: F401
    os.environ.pop("MPLBACKEND")
    os.environ.update({"MPLBACKEND": before} if before is not None else {})


_load_matplotlib()
