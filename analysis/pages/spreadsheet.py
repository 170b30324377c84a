"""Tables as CSV files that spreadsheets open rightly, and pandas too."""

import pandas as pd

from hypermodels.dimensions import DIMENSIONS, OWN
from studies.plan.labels import label
from studies.system import escapes

HAVE_OWN = frozenset(row.name for row in DIMENSIONS if row.own)


def csv_bytes(frame: pd.DataFrame) -> bytes:
    """The table as CSV: Chinese is read as such, no text as a formula, no network's own value as the number -1."""
    return frame.apply(_named).apply(_harmless).to_csv(index=False, lineterminator="\n").encode(escapes.CSV_ENCODING)


def _named(column: "pd.Series") -> "pd.Series":
    """A dimension's values, with `own` for `OWN`, as the command line takes it."""
    if column.name not in HAVE_OWN or not (column == OWN).any():
        return column
    return column.astype(object).mask(column == OWN, label(str(column.name), OWN))


def _harmless(column: "pd.Series") -> "pd.Series":
    if pd.api.types.is_numeric_dtype(column):
        return column
    changed = {text: said for text in column.unique() if isinstance(text, str) and (said := escapes.cell(text)) != text}
    return column.replace(changed) if changed else column
