"""Where a file of the user's may be put."""

import os
from pathlib import Path

import pytest

from classifier_gui.answers.target import Unwritable, checked


def test_a_file_that_is_there_or_not_yet_there_is_taken_and_a_link_is_what_it_leads_to(tmp_path: Path) -> None:
    there = tmp_path / "a höme 家.csv"
    assert checked(there) == there.resolve()
    there.touch()
    assert checked(there) == there.resolve()
    (tmp_path / "link.csv").symlink_to(there)
    (tmp_path / "new.csv").symlink_to(tmp_path / "none.csv")
    assert checked(tmp_path / "link.csv") == there.resolve()
    assert checked(tmp_path / "new.csv") == (tmp_path / "none.csv").resolve()


@pytest.mark.parametrize("kind", ["folder", "pipe", "ring", "device", "NUL"])
def test_what_is_no_regular_file_is_refused_with_what_to_do(kind: str, tmp_path: Path) -> None:
    target = tmp_path / "target"
    if kind == "folder":
        target.mkdir()
    elif kind == "pipe":
        os.mkfifo(target)
    elif kind == "ring":
        target.symlink_to(target)
    else:
        target = Path("/dev/null") if kind == "device" else tmp_path / "a\0b"
    with pytest.raises(Unwritable) as refused:
        checked(target)
    assert str(refused.value).endswith("): choose another place.")
    assert refused.value.values["file"] == target
