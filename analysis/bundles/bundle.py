"""The exported models: `bundles/<dataset>/<network>/{model.onnx, model.keras, card.json, card.md}`."""

import re
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from analysis.bundles.card import Card, UnreadableCard
from hypermodels import NETWORKS
from studies.data import datasets as prepared
from studies.data.sources.lookup import own_name
from studies.store.home import Home
from studies.system.commands import BUNDLES, command, store_of
from studies.system.errors import Explained
from studies.system.escapes import plain, short
from studies.system.files import read_json, read_regular

MODEL = "model.onnx"
DEFAULT_DATASET = "cifar10"
MOST_CARD = 8_000_000  # bytes; the confusion of 1,000 classes fits


class UnusableBundle(Explained):
    """A bundle that cannot be used. `{export}` in its template is the command that writes it anew."""

    def __init__(self, template: str, **values: object) -> None:
        super().__init__(template, **{"export": command("export"), **values})


@dataclass(frozen=True)
class Bundle:
    """A folder with an exported model, and its card, which was checked."""

    folder: Path
    card: Card


def datasets(root: Path) -> list[str]:
    """The datasets that have a bundle, cifar10 first."""
    found = {card.parent.parent.name for card in root.glob("*/*/card.json")}
    return sorted(found, key=lambda name: (name != DEFAULT_DATASET, name))


def meant(root: Path, words: str | None, network: str | None = None) -> str | None:
    """The dataset that `--dataset` says: a bundle's name, or the folder that its study was given.

    Args:
        network: without `words` it is the dataset for which alone this network was exported; None where any will do.

    Returns:
        None where nothing says which.
    """
    known = datasets(root)
    if words is None and network is not None:
        having = [name for name in known if _has(root, name, network)]
        return having[0] if len(having) == 1 else None
    slug = None if words is None or words in known else own_name(words)
    if words is None or slug is None:
        return words
    names = prepared.names_of(words, Home(root.resolve().parent).datasets)
    if found := [name for name in names if name in known]:
        return found[0]
    pattern = re.compile(re.escape(slug) + r"(-size\d+)?-[0-9a-f]{6}")
    alike = [name for name in known if pattern.fullmatch(name)]
    return alike[0] if len(alike) == 1 else words


def check_dataset(root: Path, dataset: str) -> None:
    """Refuse what no study could have: of that a command to train would be refused too.

    Raises:
        UsageError: nothing has this name.
    """
    prepared.check(dataset, Home(root.resolve().parent).datasets)


def _has(root: Path, dataset: str, network: str) -> bool:
    return (root / dataset / network / "card.json").is_file()


def stamp(root: Path) -> tuple[tuple[str, int], ...]:
    """Differs when a bundle was written, replaced or removed."""
    found = []
    for card in root.glob("*/*/card.json"):
        with suppress(OSError):
            found.append((str(card), card.stat().st_mtime_ns))
    return tuple(sorted(found))


def scan(root: Path, dataset: str) -> dict[str, Bundle | Exception]:
    """Network -> its bundle, or why it cannot be used. A network that was never exported is left out."""
    found: dict[str, Bundle | Exception] = {}
    for network in (*NETWORKS, *_own((root / dataset).glob("*/card.json"))):
        if (root / dataset / network).is_dir():
            try:
                found[network] = read(root, dataset, network)
            except (UnusableBundle, UnreadableCard) as error:
                found[network] = error
    return found


def own_networks(root: Path) -> list[str]:
    """The networks of users that have a bundle, for whichever dataset."""
    return _own(root.glob("*/*/card.json"))


def _own(cards: Iterable[Path]) -> list[str]:
    names = {card.parent.name for card in cards}
    return sorted(name for name in names if name not in NETWORKS and not name.startswith("."))  # . half-written


def title(network: str, found: "Bundle | Exception | None") -> str:
    """What people read of a network: of a user's what its card says, else its name."""
    return titled(found.card) if isinstance(found, Bundle) else NETWORKS.get(network, plain(network))


def titled(card: Card) -> str:
    """What people read of a card's network: a user's own title counts only where it is none of the five."""
    return NETWORKS.get(card.network, card.title)


def best(found: Mapping[str, Bundle | Exception]) -> str | None:
    """The usable network with the highest validation accuracy: a choice by the test set would spoil its figure."""
    usable = {network: one.card.validation.mean for network, one in found.items() if isinstance(one, Bundle)}
    return max(usable, key=lambda network: usable[network], default=None)


def read(root: Path, dataset: str, network: str) -> Bundle:
    """One network's bundle.

    Raises:
        UnusableBundle: not exported, or the card of another network.
        UsageError: nothing is called as the dataset is.
        UnreadableCard: the card is foreign, newer or damaged.
    """
    folder = root / dataset / network
    path = folder / "card.json"
    if not folder.is_dir():
        known = datasets(root)
        if known and dataset not in known:
            raise UnusableBundle(
                "There is no model for the dataset {dataset}; there are models for {known}: give one of these with "
                "--dataset.",
                dataset=short(dataset),
                known=", ".join(map(short, known)),
            )
        if others := [plain(name) for name in known if _has(root, name, network)]:
            raise UnusableBundle(
                "There is no {network} for {dataset}; there is one for {known}: add --dataset {first}.",
                network=network,
                dataset=dataset,
                known=", ".join(others),
                first=others[0],
            )
        check_dataset(root, dataset)
        raise UnusableBundle(
            "There is no {network} for {dataset}: run `{command}` first.",
            network=network,
            dataset=dataset,
            command=" && ".join(commands(network, dataset, root)),
        )
    try:
        text = read_regular(path, MOST_CARD).decode("utf-8")
    except OSError as error:
        raise UnusableBundle(
            "{file} cannot be read ({cause}): run `{export}` again.", file=path, cause=error.strerror
        ) from error
    except UnicodeDecodeError as error:
        raise UnreadableCard("{source} is not the card of a model.", source=path) from error
    card = Card.from_json(text, source=path)
    if card.network != network:
        raise UnusableBundle(
            "{file} describes {found}, not {network}: run `{export}` again.",
            file=path,
            found=card.network,
            network=network,
        )
    return Bundle(folder, card)


def raw_card(root: Path, dataset: str, network: str) -> dict[str, Any] | None:
    """The card as plain data, unchecked: a page shows what it finds of one. None where there is none to be read."""
    try:
        content = read_json(root / "bundles" / dataset / network / "card.json")
    except (OSError, ValueError):
        return None
    return content if isinstance(content, dict) else None


def commands(network: str, dataset: str, root: Path = BUNDLES) -> tuple[str, str]:
    """What makes a missing bundle below `root`, one after the other."""
    given = None if dataset == DEFAULT_DATASET else dataset
    store = store_of(root)
    if network not in NETWORKS:  # a user's, whose file has the name
        own = f"{network}.py"
        return command("study", "lr", model=own, dataset=given, root=store), command("export", model=own, root=store)
    return command("study", "lr", model=network, dataset=given, root=store), command("export", root=store)
