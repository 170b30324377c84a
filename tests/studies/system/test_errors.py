"""What the operating system refused, in one sentence with the path, the cause and the remedy."""

import errno
import pickle

import pytest

from studies.system import errors, escapes
from studies.system.errors import Explained, refusal


def test_a_refusal_names_the_path_the_cause_and_what_to_do() -> None:
    assert refusal(PermissionError(errno.EACCES, "Permission denied", "/data/lock")) == (
        "/data/lock: Permission denied. Change its permissions, or use another folder."
    )
    assert refusal(OSError(errno.EEXIST, "File exists", "/a", None, "/b")).startswith("/a: File exists. Move it away")


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EDQUOT])
def test_of_a_full_disk_the_path_does_not_matter(number: int) -> None:
    assert refusal(OSError(number, "No space", "/data/x")) == errors.DISK_IS_FULL


@pytest.mark.parametrize(
    ("error", "sentence"),
    [
        (OSError(), "OSError. Give the same command again; nothing stored is lost."),
        (OSError("it is torn"), "it is torn. Give the same command again"),
        (OSError(9999, "Unheard of"), "Unheard of. Give the same command again"),
        (OSError(errno.EISDIR, "Is a directory", b"/data/\xff"), "b'/data/"),
        (OSError(errno.EIO, "Input/output error", 7), "7: Input/output error. The disk answers"),
    ],
)
def test_whatever_is_missing_in_an_error_there_is_a_sentence(error: OSError, sentence: str) -> None:
    assert refusal(error).startswith(sentence)


def test_a_path_is_shown_short_and_harmless() -> None:
    said = refusal(FileNotFoundError(errno.ENOENT, "No such file", "/a\n\x1b[31m" + "x" * 1000))
    assert said.startswith(r"/a\n\x1b[31mx")
    assert len(said) < escapes.LONGEST_WORD + 200


def test_what_explains_itself_crosses_from_one_process_to_another() -> None:
    told = Explained("{name} holds {n} pictures.", name="{odd}", n=3)
    again = pickle.loads(pickle.dumps(told))
    assert (type(again), str(again), again.template, again.values) == (
        Explained,
        "{odd} holds 3 pictures.",
        told.template,
        told.values,
    )
