"""Tables as CSV files that spreadsheets open rightly, and pandas too."""

import pandas as pd

from studies.system import escapes


def csv_bytes(frame: pd.DataFrame) -> bytes:
    """The table as CSV: Chinese is read as such, no text as a formula."""
    return frame.apply(_harmless).to_csv(index=False, lineterminator="\n").encode(escapes.CSV_ENCODING)


def _harmless(column: "pd.Series") -> "pd.Series":
    if pd.api.types.is_numeric_dtype(column):
        return column
    changed = {text: said for text in column.unique() if isinstance(text, str) and (said := escapes.cell(text)) != text}
    return column.replace(changed) if changed else column
