"""A source: what it is called at a side, what is said of its pictures there, and when they may have changed."""

import os
from pathlib import Path

import numpy as np
import pytest

from hypermodels import SIDE
from studies.data.sources import source
from studies.data.sources.source import Parts, Source
from studies.system import machine
from studies.system.errors import UsageError


def of(own_side: int | None) -> Source:
    nothing = Parts((np.empty((0, SIDE, SIDE, 3), np.uint8), np.empty(0, np.int64)))
    return Source("pets", ("cat", "dog"), "key", lambda _: nothing, own_side=own_side)


def test_at_the_usual_side_a_source_has_its_plain_name() -> None:
    assert (of(None).named(SIDE), of(8).named(SIDE), of(8).named(64)) == ("pets", "pets", "pets-size64")


def test_what_becomes_of_pictures_is_said_where_they_are_not_as_they_lie_there() -> None:
    assert of(None).resizing(SIDE) == of(28).resizing(28) == []
    assert of(None).resizing(64) == [
        "pictures are seen at 64x64: the middle square of each, shrunk or enlarged by area"
    ]
    assert of(28).resizing(SIDE) == ["pictures of 28x28 are enlarged to 32x32 by area"]
    assert of(64).resizing(SIDE) == ["pictures of 64x64 are shrunk to 32x32 by area"]


@pytest.mark.parametrize(
    ("name", "made"),
    [
        ("pets", "pets"),
        ("my flöwers", "my_flöwers"),
        ("家 宠物_1.0", "家_宠物_1.0"),
        ("a-size64", "a_size64"),  # a dash tells the parts of a dataset's name apart
        ("../up", ".._up"),
        ("", "pictures"),
    ],
)
def test_a_folders_name_becomes_a_part_of_names_without_a_dash(name: str, made: str) -> None:
    assert source.slug(name) == made


def test_a_key_changes_with_each_file_though_name_size_and_date_are_kept(tmp_path: Path) -> None:
    one, other = tmp_path / "one", tmp_path / "other"
    for path in (one, other):
        path.write_bytes(b"same size")
        os.utime(path, ns=(0, 0))
    before = source.key_of([one])
    assert before == source.key_of(iter([one])) != source.key_of([one, other])
    other.replace(one)
    assert source.key_of([one]) != before


def test_pictures_become_squares_of_a_side_in_their_order() -> None:
    wide = np.zeros((4, 8, 3), np.uint8)
    wide[:, 2:6] = 90  # the middle square
    plain = np.full((4, 4, 3), 30, np.uint8)
    made = source.squares([wide, plain], 2, 4)
    assert (made.shape, made.dtype) == ((2, 4, 4, 3), np.uint8)
    assert [set(picture.ravel().tolist()) for picture in made] == [{90}, {30}]
    assert source.squares([], 0, 4).shape == (0, 4, 4, 3)


def test_what_memory_cannot_hold_is_refused_before_a_picture_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(machine, "memory", lambda: source.COPIES * 10 * 8 * 8 * 3)
    assert len(source.squares([], 10, 8)) == 10
    with pytest.raises(UsageError) as refused:
        source.squares((pytest.fail("a picture was read") for _ in range(1)), 11, 8)
    assert str(refused.value).startswith("11 pictures of 8x8 take 0.0 GB of memory while they are prepared")
    assert str(refused.value).endswith("give a smaller size, or fewer pictures.")
