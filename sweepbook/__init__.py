"""Sweepbook: hyperparameter studies of classic CNNs, for a notebook or a script.

    import sweepbook

    frames = sweepbook.sweep("learning_rate", model="lenet", dataset="digits", seeds=3, epochs=5)
    frames.results.groupby("learning_rate").val_acc.mean()
    sweepbook.figures(study=frames.studies[0]["name"])

Nothing is imported before it is used: this is loaded before `start` can answer Ctrl-C.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from analysis.figures.svg import RenderedFigure
    from hypermodels.errors import UsageError
    from sweepbook.api import Frames, figures, load, network, sweep

__version__ = "0.1.0"
__all__ = ["Frames", "RenderedFigure", "UsageError", "__version__", "figures", "load", "network", "sweep"]


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"module 'sweepbook' has no attribute {name!r}")
    if name == "RenderedFigure":
        from analysis.figures.svg import RenderedFigure  # with Matplotlib, which nothing else here needs

        return RenderedFigure
    if name == "UsageError":
        from hypermodels.errors import UsageError

        return UsageError
    from sweepbook import api

    return getattr(api, name)


def __dir__() -> list[str]:
    return __all__
