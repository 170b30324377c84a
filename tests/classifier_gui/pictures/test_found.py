"""Which pictures a folder has, in the order people count."""

from pathlib import Path

import pytest

from classifier_gui.pictures.found import natural, pictures_below, pictures_in
from studies.data.pictures import UnreadablePicture


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "a höme 家"
    made.mkdir()
    return made


def put(folder: Path, *names: str) -> None:
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).touch()


def names(found: list[Path] | tuple[Path, ...], folder: Path) -> list[str]:
    return [str(path.relative_to(folder)) for path in found]


def test_numbers_in_names_count_as_numbers_and_capitals_do_not() -> None:
    unsorted = ["n10", "N2", "n2b", "n", "m99", "10", "9", "n007", "n٣"]
    assert [str(path) for path in sorted(map(Path, unsorted), key=natural)] == [
        "9",
        "10",
        "m99",
        "n",
        "N2",
        "n2b",
        "n٣",
        "n007",
        "n10",
    ]


def test_a_folder_has_the_files_that_end_as_pictures_do(folder: Path) -> None:
    put(folder, "n10.PNG", "n2.jpg", "notes.txt", "png", ".png", "deep/n1.png")
    assert names(pictures_in(folder), folder) == ["n2.jpg", "n10.PNG"]
    assert names(pictures_below(folder), folder) == ["deep/n1.png", "n2.jpg", "n10.PNG"]


def test_an_empty_folder_has_none_in_it_and_none_below_is_a_sentence(folder: Path) -> None:
    assert pictures_in(folder) == ()
    with pytest.raises(UnreadablePicture) as refused:
        pictures_below(folder)
    assert str(refused.value) == f"{folder} holds no pictures."


def test_what_is_called_like_a_picture_and_is_a_folder_or_leads_nowhere_is_none_below(folder: Path) -> None:
    put(folder, "folder.png/inner.png")
    (folder / "gone.png").symlink_to(folder / "nowhere.png")
    assert names(pictures_below(folder), folder) == ["folder.png/inner.png"]


def test_links_to_folders_are_not_followed_and_links_to_files_are_pictures(folder: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    put(elsewhere, "b.png")
    put(folder, "a.png")
    (folder / "ring").symlink_to(folder)
    (folder / "there").symlink_to(elsewhere)
    (folder / "c.png").symlink_to(elsewhere / "b.png")
    assert names(pictures_below(folder), folder) == ["a.png", "c.png"]


def test_who_looks_is_told_how_many_files_were_seen_and_may_stop(folder: Path) -> None:
    put(folder, "a.png", "b.txt", "deep/c.png")
    seen: list[int] = []
    pictures_below(folder, seen.append)
    assert seen == [2, 3]

    def stop(_: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        pictures_below(folder, stop)


def test_a_folder_that_is_not_there_is_a_sentence(folder: Path) -> None:
    for look in (pictures_in, pictures_below):
        with pytest.raises(UnreadablePicture, match="none cannot be read: No such file"):
            look(folder / "none")
