"""A picture that was made to take minutes is given up, and the next one is read as ever."""

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from benchmarks.window.pictures import write_slow
from classifier_gui.pictures import reader
from studies.data.pictures import UnreadablePicture


def test_a_jpeg_of_hundreds_of_scans_is_given_up_and_the_next_picture_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reader, "SHORT", 1)
    write_slow(tmp_path / "slow.jpg")
    Image.new("RGB", (40, 30), (200, 0, 0)).save(tmp_path / "red.png")
    one = reader.Reader()
    try:
        with pytest.raises(UnreadablePicture, match=r"slow\.jpg takes longer than 1 seconds to read"):
            one.thumbnail(tmp_path / "slow.jpg", "slow.jpg")
        assert np.asarray(one.thumbnail(tmp_path / "red.png", "red.png")).shape[2] in (3, 4)
    finally:
        one.stop()
