"""A table's file says in words what is no number."""

import io

import pandas as pd

from analysis.pages.spreadsheet import csv_bytes
from hypermodels.dimensions import OWN
from studies.system import escapes


def test_what_a_network_has_of_its_own_is_a_word_and_no_number() -> None:
    table = pd.DataFrame({"dropout": [OWN, 0.5, None], "l2": [OWN, 0.0, 0.1]})
    said = csv_bytes(table).decode(escapes.CSV_ENCODING)
    assert said.splitlines() == ["dropout,l2", "own,-1.0", "0.5,0.0", ",0.1"]
    plain = pd.DataFrame({"dropout": [0.0, 0.5]})
    assert pd.read_csv(io.BytesIO(csv_bytes(plain)))["dropout"].tolist() == [0.0, 0.5]
    assert table["dropout"][0] == OWN
