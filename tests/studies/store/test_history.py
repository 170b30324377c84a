"""history.csv: whole rows are ours to the last bit, or it is damaged; what a kill cut off at its end is no damage."""

from pathlib import Path
from typing import Any

import pytest

from studies.store import history
from studies.store.history import HEADER, Epoch
from studies.store.run_json import RunRecord
from studies.system.errors import UsageError

ROW = "1,0.1,0.2,0.3,0.4,0.001,1.0\n"
ROWS = [Epoch(n, 0.1 * n, 0.09 * n, 2.0 / n, 2.1 / n, 0.001, 0.5) for n in (1, 2, 3)]


def told(rows: list[Epoch], **data: Any) -> RunRecord:
    """The record that was written with these rows."""
    stored = {"epochs": len(rows), "history_digest": history.digest(rows), **data}
    return RunRecord("r1", "completed", len(rows), None, stored)


@pytest.mark.parametrize(
    "text", ["", "epoch,acc", HEADER.rstrip(), HEADER, HEADER + "1,0.1,0.2", HEADER + ROW.rstrip()]
)
def test_what_has_no_line_end_yet_is_no_row(text: str) -> None:
    assert history.parse(text) == []


@pytest.mark.parametrize(
    ("text", "cause"),
    [
        ("\n", "unknown columns ''"),
        (ROW, "unknown columns '1,0.1"),
        (HEADER.replace("\n", "\r\n") + ROW, "unknown columns"),
        (HEADER + ROW + ROW, "row 2 reads '1,0.1"),
        (HEADER + "01" + ROW[1:], "row 1 reads '01,"),
        (HEADER + ROW.replace(",1.0", ""), "row 1 reads"),
        (HEADER + ROW.replace("1.0", "1.0,2.0"), "row 1 reads"),
        (HEADER + "\n", "row 1 reads ''"),
        (HEADER + ROW.replace("0.3", "x"), "could not convert"),
    ],
)
def test_a_whole_row_that_is_none_of_ours_is_damage(text: str, cause: str) -> None:
    with pytest.raises(ValueError, match=cause):
        history.parse(text)


def test_rows_are_written_and_read_to_the_last_bit() -> None:
    odd = [Epoch(1, 1 / 3, float("nan"), float("inf"), -0.0, 1e-7, 5e-324)]
    assert repr(history.parse(history.text(odd))) == repr(history.unpacked(history.packed(odd))) == repr(odd)
    assert history.parse(history.text(ROWS)) == history.unpacked(history.packed(ROWS)) == ROWS
    assert len(ROWS[0].row()) >= history.SHORTEST


def test_of_no_rows_nothing_is_written() -> None:
    assert (history.text([]), history.packed([]), history.unpacked(b"")) == ("", b"", [])


def test_an_epoch_whose_loss_is_no_number_has_diverged() -> None:
    assert not ROWS[0].diverged
    assert ROWS[0]._replace(loss=float("nan")).diverged
    assert ROWS[0]._replace(val_loss=float("-inf")).diverged
    assert not ROWS[0]._replace(accuracy=float("nan")).diverged


def test_rows_begin_with_others_where_these_are_no_more_and_equal_also_where_they_are_nan() -> None:
    lost = [ROWS[0], ROWS[1]._replace(loss=float("nan"))]
    assert history.begins(ROWS, ROWS[:2])
    assert history.begins(ROWS, [])
    assert history.begins(lost, list(lost))
    assert not history.begins(ROWS[:2], ROWS)
    assert not history.begins(ROWS, [ROWS[0]._replace(seconds=0.6)])


def test_rows_are_those_of_their_record_or_a_beginning_or_a_continuation_of_them(tmp_path: Path) -> None:
    path = tmp_path / "a höme 家" / "history.csv"
    path.parent.mkdir()
    assert history.checked(path, told(ROWS[:2])) == []  # no file: nothing is there to be wrong
    for there in (ROWS[:1], ROWS[:2], ROWS):
        path.write_text(history.text(there))
        assert history.checked(path, told(ROWS[:2])) == history.checked(path, None) == there
    assert history.checked(path, told(ROWS[:2], history_digest=None)) == ROWS  # an earlier version wrote none


@pytest.mark.parametrize("content", [history.text([ROWS[0], ROWS[1]._replace(loss=9.0)]).encode(), b"\xff\xfe\n"])
def test_others_are_refused_in_a_sentence_with_the_file_and_the_remedy(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "history.csv"
    path.write_bytes(content)
    with pytest.raises(UsageError) as refused:
        history.checked(path, told(ROWS[:2]))
    assert str(refused.value).startswith(f"{path} is damaged (")
    assert str(refused.value).endswith(f"); remove {tmp_path} and this run is trained again.")


def test_a_file_that_cannot_be_read_is_told_from_one_that_is_not_there(tmp_path: Path) -> None:
    (tmp_path / "history.csv").mkdir()
    assert history.read(tmp_path / "none.csv") == []
    with pytest.raises(IsADirectoryError):
        history.read(tmp_path / "history.csv")
