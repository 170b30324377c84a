"""Folders are written whole or not at all."""

from pathlib import Path

import pytest

from studies.system import files
from tests.support.stored import contents


def test_a_folder_is_written_whole_or_not_at_all(tmp_path: Path) -> None:
    folder = tmp_path / "made" / "bundle"

    def fail(part: Path) -> None:
        (part / "file").write_text("half")
        raise ValueError

    with pytest.raises(ValueError):  # noqa: PT011
        files.write_folder(folder, fail)
    assert not list(tmp_path.iterdir())
    files.write_folder(folder, lambda part: (part / "file").write_text("old"))
    with pytest.raises(ValueError):  # noqa: PT011
        files.write_folder(folder, fail)
    assert contents(tmp_path) == {"made/bundle/file": b"old"}
    files.write_folder(folder, lambda part: (part / "other").write_text("new"))
    assert contents(tmp_path) == {"made/bundle/other": b"new"}


def test_a_folder_lost_between_the_two_renames_of_a_crash_is_put_back(tmp_path: Path) -> None:
    folder = tmp_path / "bundle"
    files.write_folder(folder, lambda part: (part / "file").write_text("old"))
    folder.rename(tmp_path / ".bundle.old.part")

    def fail(part: Path) -> None:
        raise ValueError(part)

    with pytest.raises(ValueError, match="bundle"):
        files.write_folder(folder, fail)
    assert contents(tmp_path) == {"bundle/file": b"old"}
