"""Names become paths in one place."""

from pathlib import Path

import pytest

from studies.system import names
from studies.system.errors import UsageError

LEADING = ("../outside", "..", ".", "", "a/b", "two\nlines", "x" * 256, "\udcb9")


@pytest.mark.parametrize("name", [*LEADING, 7, None])
def test_a_name_is_one_component_of_a_path(name: object) -> None:
    with pytest.raises(UsageError, match=r"^A class .* is no name for a file: it .*\. Rename it\.$"):
        names.checked(name, "A class")


@pytest.mark.parametrize("name", ["cat", "rose red", ".hidden", "a..b", "猫", "=1+1", "x" * 255, "back\\slash"])
def test_any_other_name_is_taken_as_it_is(name: str, tmp_path: Path) -> None:
    assert names.inside(tmp_path, name, name) == tmp_path / name / name


def test_no_link_is_followed_on_the_way(tmp_path: Path) -> None:
    (tmp_path / "real" / "inner").mkdir(parents=True)
    (tmp_path / "link").symlink_to("real")
    (tmp_path / "nowhere").symlink_to("gone")
    for path in (("link",), ("link", "inner"), ("nowhere",)):
        with pytest.raises(UsageError, match="is a link, and this program follows none here"):
            names.inside(tmp_path, *path)


def test_of_a_link_the_link_alone_is_removed(tmp_path: Path) -> None:
    (tmp_path / "real" / "inner").mkdir(parents=True)
    (tmp_path / "link").symlink_to("real")
    with pytest.raises(UsageError, match="is a link"):
        names.remove(tmp_path, "link", "inner")
    names.remove(tmp_path, "link")
    names.remove(tmp_path, "was", "never")
    assert [path.name for path in names.folders(tmp_path)] == ["real"]
    names.remove(tmp_path, "real")
    assert names.folders(tmp_path) == []


def test_a_command_fills_a_folder_of_its_own_an_empty_one_or_a_new_one_alone(tmp_path: Path) -> None:
    for name in ("new", "empty", "own"):
        if name != "new":
            (tmp_path / name).mkdir()
    (tmp_path / "own" / ".mark").touch()
    for name in ("new", "empty", "own"):
        names.free(tmp_path / name, ".mark")
    (tmp_path / "other" / "one").mkdir(parents=True)
    (tmp_path / "file").touch()
    (tmp_path / "link").symlink_to(tmp_path / "empty")
    for name, sentence in (("other", "holds other files"), ("file", "is a link or"), ("link", "is a link or")):
        with pytest.raises(UsageError, match=sentence):
            names.free(tmp_path / name, ".mark")


def test_a_joined_name_keeps_letters_of_any_script_and_looks_like_no_other() -> None:
    assert names.joined("lenet", "resnet") == "lenet--resnet"
    assert names.joined("lenet#cifar10-width0.5", "lenet-l2-猫_é") == "lenet-cifar10-width0.5--lenet-l2-猫_é"
    assert names.joined("我的 网络", "हिन्दी/?").startswith("我的-网络--हिन्दी-")
    alike = [
        ("a b", "c"),
        ("a+b", "c"),
        ("a-b", "c"),
        ("a-b#d", "c"),
        ("a#b-d", "c"),
        ("a--b", "c"),
        ("a", "b--c"),
        ("家" * 99 + "1", "c"),
        ("家" * 99 + "2", "c"),
        ("-", "c"),
        ("\udcb9", "c"),
    ]
    made = [names.joined(*pair) for pair in alike]
    assert len(set(made)) == len(alike)
    assert all(len(names.checked(one, "It").encode()) <= 255 for one in made)
