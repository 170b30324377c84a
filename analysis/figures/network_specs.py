"""The figures of the networks side by side."""

from collections.abc import Iterator, Mapping
from functools import partial

import pandas as pd

from analysis.figures import curves
from analysis.figures.figure_spec import FigureSpec
from analysis.numbers.curve_tables import curve_tables
from analysis.text.text import Text


def network_specs(
    rows: pd.DataFrame, epochs: pd.DataFrame, titles: Mapping[str, str], text: Text
) -> Iterator[FigureSpec]:
    """Accuracy and loss of every network's baseline, training and validation; `titles` are the networks'."""
    along = rows[["network", "run", "epochs"]].merge(epochs, on="run")
    along = along[along["epoch"] <= along["epochs"]].assign(value=lambda frame: frame["network"].map(titles))
    names = [title for name, title in titles.items() if (rows["network"] == name).any()]
    tables = curve_tables(along)
    if along["epoch"].max() == 1:
        return  # through one point goes no curve
    alone = rows.groupby("network")["seed"].nunique().max() == 1
    for metric in ("val_accuracy", "val_loss", "accuracy", "loss"):
        named = text.word(metric)
        caption = text.caption("networks", metric=named)
        caption += text.word("no_interval") if alone else ""
        draw = partial(curves.curves, tables[metric], metric, names, False, text.word("epoch"), named)
        yield FigureSpec(metric, caption, ", ".join(names), draw)
