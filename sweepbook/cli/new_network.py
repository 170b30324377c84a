"""The verb that writes a network's file to begin with."""

from dataclasses import dataclass
from pathlib import Path

from hypermodels.errors import UsageError
from hypermodels.own import example, file
from studies.system import commands, exits, files
from studies.system.escapes import plain
from sweepbook.cli.parser import Parser, Verb, word


@dataclass(frozen=True)
class NewNetwork:
    """The file to write."""

    path: Path


def new_network(request: NewNetwork) -> int:
    """Write a commented example that trains; a file that is there stays as it is."""
    path = request.path
    first = commands.study("lr", model=path, dataset="digits")
    second = commands.study(example.OWN, own=True, model=path, dataset="digits")
    title = path.stem.replace("_", " ").strip().capitalize()
    try:
        with path.open("x", encoding="utf-8") as made:
            made.write(example.text(title, first, second))
    except FileExistsError:
        raise UsageError(f"{path} is there already, and stays as it is: give another name.") from None
    except FileNotFoundError:
        raise UsageError(f"There is no folder {path.parent}: check the path, or make the folder first.") from None
    except OSError as error:
        if files.disk_is_full(error):
            path.unlink()  # what is there of it would be in the way of another try
        raise files.named(error, path) from None
    print(plain(f"{path}: train it by `{first}`"))
    return exits.DONE


def _path(text: str) -> Path:
    file.named(Path(text))
    return Path(text)


def _words(parser: Parser) -> None:
    parser.add_argument("path", metavar="FILE", type=word(_path), help="the file to write, such as my_net.py")


def _request(path: Path, command: str) -> NewNetwork:
    """Nothing is stored, so the `command` that gives the request again is no part of it."""
    del command
    return NewNetwork(path)


NEW_NETWORK = Verb(
    "new-network",
    "write a network of your own to begin with, commented",
    _words,
    _request,
    new_network,
    description="Write the file of a network with a dimension of its own, as --model takes it. An existing file stays.",
    epilog="Example: sweepbook new-network my_net.py",
)
