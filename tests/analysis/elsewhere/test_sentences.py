"""What is said of another tool's results: nothing reads as another thing, and what could not be read is named."""

from pathlib import Path

import pytest

from analysis.elsewhere import source
from analysis.elsewhere.compared import compare
from analysis.elsewhere.roles import Roles
from analysis.elsewhere.sentences import about, answer, unknown
from analysis.text.languages import LANGUAGES
from analysis.text.text import Text


@pytest.mark.parametrize(("head", "cells"), [("lr,seed,val_acc", "0.1,"), ("lr,batch,seed,val_acc", "0.1,32,")])
def test_what_nothing_varies_in_is_one_configuration_of_several_seeds(tmp_path: Path, head: str, cells: str) -> None:
    table = tmp_path / "t.csv"
    table.write_text(f"{head}\n{cells}0,0.55\n{cells}1,0.6\n{cells}2,0.58\n")
    compared = compare(source.read(table, Roles())[0], 1.0)
    assert list(compared.table["n"]) == [3]
    said = answer(compared, Text())
    assert "lr=0.1" in said
    assert "mean 57.7 %, 95 % interval 51.4 % to 63.9 % (n = 3)" in said
    assert "of one configuration: nothing varies" in about(compared, Text())


def test_seeds_alone_are_seeds_of_one_configuration(tmp_path: Path) -> None:
    table = tmp_path / "t.csv"
    table.write_text("seed,val_acc\n0,0.55\n1,0.6\n")
    assert list(compare(source.read(table, Roles())[0], 1.0).table["n"]) == [2]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_row_that_cannot_be_read_is_named(tmp_path: Path, language: str) -> None:
    table, text = tmp_path / "t.csv", Text(language)
    table.write_text("lr,seed,val_acc\n0.1,0,0.55\n0.1,1,abc\n0.2,0,\n0.2,1,0.5\n")
    said = " ".join(unknown(compare(source.read(table, Roles())[0], 1.0), 1.0, text))
    assert text.word("from_no_number", row=2, cell="abc") in said
    assert text.word("from_empty", row=3) in said


def test_of_many_rows_that_cannot_be_read_some_are_named_and_all_counted(tmp_path: Path) -> None:
    table = tmp_path / "t.csv"
    rows = "".join(f"0.1,{seed},x\n0.2,{seed},0.5\n" for seed in range(30))
    table.write_text(f"lr,seed,val_acc\n{rows}")
    said = " ".join(unknown(compare(source.read(table, Roles())[0], 1.0), 1.0, Text()))
    assert said.count("is no number") == 20
    assert "10 more rows" in said


@pytest.mark.parametrize("head", ["layers,seed,val_acc", "trial,seed,val_acc"])
def test_a_configuration_called_by_a_number_does_not_read_as_a_count(tmp_path: Path, head: str) -> None:
    table = tmp_path / "t.csv"
    table.write_text(f"{head}\n0,0,0.5\n1,0,0.6\n0,1,0.5\n1,1,0.6\n")
    said = answer(compare(source.read(table, Roles())[0], 1.0), Text())
    assert "configurations, 1 has" not in said
