"""Reads the file of a user's network. Nothing of it is run: its words are found in its syntax tree.

So a command line, a plan and a report know its title and its dimensions; only what builds the network runs the file.
"""

import hashlib
import os
import re
import stat
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from hypermodels.dimensions import Dimension
from hypermodels.own import tree
from hypermodels.own.tree import SUFFIX
from hypermodels.own.tree import BrokenFile as BrokenFile

MOST_BYTES = 200_000
STEM = re.compile(r"\w[\w .+-]{0,59}")
DIGEST = re.compile("[0-9a-f]{16}")  # of a network's text
LONGEST_TITLE, LONGEST_PAPER = 60, 300
RESERVED = ("all",)  # what `classify --network` takes beside names


@dataclass(frozen=True)
class OwnNetwork:
    """A user's network as its file describes it.

    Attributes:
        name: the stem of the file.
        text: the source, which decides what is built.
        title: what people read.
        paper: where it comes from; empty where the file does not say.
        dimensions: what it adds to the table.
        file: its path as it was given, for sentences.
    """

    name: str
    text: str
    title: str
    paper: str = ""
    dimensions: tuple[Dimension, ...] = ()
    file: str = field(default="", compare=False)

    @cached_property
    def digest(self) -> str:
        """Of the text: which version of the network it is."""
        return hashlib.sha256(self.text.encode()).hexdigest()[:16]


def is_path(word: str) -> bool:
    """Whether a word names a network's file, and not a network."""
    return word.endswith(SUFFIX) or os.sep in word


def read(path: str | Path) -> OwnNetwork:
    """The network of a file.

    Raises:
        BrokenFile: it cannot be read, or cannot be a network's file; with the line at fault.
    """
    path = Path(path).expanduser()
    name = named(path)
    text = _text(path)
    found = tree.assigned(tree.parsed(path, text))
    title = tree.said(path, found, "TITLE", LONGEST_TITLE) or name
    paper = tree.said(path, found, "PAPER", LONGEST_PAPER)
    return OwnNetwork(name, text, title, paper, tree.dimensions(path, found), str(path))


def named(path: Path) -> str:
    """The name of the network of a file.

    Raises:
        BrokenFile: no network can have it.
    """
    from hypermodels import NETWORKS

    if path.suffix != SUFFIX:
        raise BrokenFile(f"{path} is no network's file: its name must end with {SUFFIX}.")
    name = path.stem
    if not STEM.fullmatch(name):
        raise BrokenFile(
            f"The file {path} gives its network a name that no study can have: rename it, with letters, digits, _ and "
            "-, at most 60."
        )
    if name.lower() in (*NETWORKS, *RESERVED):
        raise BrokenFile(f"The network of {path} would be called {name.lower()}, which means another: rename the file.")
    return name


def _text(path: Path) -> str:
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
        with os.fdopen(descriptor, "rb") as file:
            if not stat.S_ISREG(os.fstat(descriptor).st_mode):
                raise BrokenFile(f"{path} is no file: give the path of a network's file, such as my_net.py.")
            content = file.read(MOST_BYTES + 1)
    except OSError as error:
        raise BrokenFile(
            f"{path} cannot be read ({error.strerror}): give the path of a network's file; new-network writes one "
            "to begin with."
        ) from None
    if len(content) > MOST_BYTES:
        raise BrokenFile(f"{path} is larger than a network's file can be ({MOST_BYTES:,} bytes).")
    try:
        return content.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise tree.broken(path, line, "this is not UTF-8") from None
