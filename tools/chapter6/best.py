"""Writes the page of the best models, `docs/chapter6/best-models.md`, from what they said.

With a ROOT, whose `bundles` were exported, what its models say is put into `docs/chapter6/best/` first: each card
without pictures, how the run went, and what the drawn pictures are taken for. Weights stay where they are.
"""

import argparse
import csv
import json
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pandas as pd

from analysis.bundles.bundle import raw_card
from analysis.figures import svg
from analysis.figures.card_specs import card_specs
from analysis.numbers import frames
from analysis.text.languages import LANGUAGES, file_in
from analysis.text.text import Text
from hypermodels import NETWORKS
from studies.system.escapes import CSV_ENCODING
from studies.system.files import write_bytes, write_json
from sweepbook.cli.door import main
from tools.chapter6 import CHAPTER, drawn
from tools.chapter6.best_page import page

NAME, SAID, SHEET = "best-models.md", CHAPTER / "best", "drawn.png"
DATASET = "cifar10"
PICTURES = "errors"  # of a card, which has wrong answers with their pictures: data is not handed on
HISTORY = ("epoch", "accuracy", "val_accuracy", "loss", "val_loss")


def take(root: Path) -> list[str]:
    """Ask the exported models of a folder, and store what they say; the networks that are there."""
    cards = {network: card for network in NETWORKS if (card := raw_card(root, DATASET, network))}
    if not cards:
        return []
    SAID.mkdir(exist_ok=True)
    loaded = frames.load(root, dataset=DATASET)
    threads = dict(zip(loaded.runs["run"], loaded.runs["threads"], strict=True))
    for network, card in cards.items():
        kept = {name: value for name, value in card.items() if name != PICTURES}
        said = {
            "card": kept,
            "threads": int(threads[card["run"]]),
            "history": _history(loaded.epochs, card["run"]),
            "drawn": _answers(root, network),
        }
        write_json(SAID / f"{network}.json", said)
    return list(cards)


def _history(epochs: pd.DataFrame, run: str) -> list[list[float]]:
    """The epochs of a run, a row each, as HISTORY names its numbers."""
    return [[float(one) for one in row] for row in epochs.loc[epochs["run"] == run, list(HISTORY)].to_numpy()]


def _answers(root: Path, network: str) -> list[dict[str, str]]:
    """What `sweepbook classify` answers to the drawn pictures."""
    with tempfile.TemporaryDirectory() as folder:
        pictures, table = Path(folder) / "pictures", Path(folder) / "answers.csv"
        drawn.write(pictures)
        words = ["--model", network, "--dataset", DATASET, "--bundles", str(root / "bundles"), "--csv", str(table)]
        if main(["classify", str(pictures), *words]):
            raise SystemExit(f"{network} did not answer; see above.")
        with table.open(encoding=CSV_ENCODING, newline="") as file:
            wanted = ("true_class", "class", "probability", "sure")
            return [{name: row[name] for name in wanted} for row in csv.DictReader(file)]


def stored() -> dict[str, dict[str, Any]]:
    """What was stored of the models, by network, in the order of the table of networks."""
    paths = {network: SAID / f"{network}.json" for network in NETWORKS}
    return {network: json.loads(path.read_text("utf-8")) for network, path in paths.items() if path.exists()}


def files() -> Iterator[tuple[Path, bytes]]:
    """The pages and their figures: each path and its content."""
    said = stored()
    for language in LANGUAGES:
        text, figures = Text(language), {}
        for network, one in said.items():
            rendered = svg.render(list(card_specs(one["card"], text)), network)
            figures[network] = [(figure.caption, file_in(language, f"{figure.name}.svg")) for figure in rendered]
            yield from ((SAID / file_in(language, f"{figure.name}.svg"), figure.svg.encode()) for figure in rendered)
        yield CHAPTER / file_in(language, NAME), page(said, figures, f"{SAID.name}/{SHEET}", text).encode()


def sheet() -> np.ndarray:
    """All drawn pictures at half their size, two classes a row: uint8 RGB."""
    pictures = [pixels for _, pixels in drawn.drawn()]
    width = 2 * drawn.EACH
    rows = [np.hstack(pictures[start : start + width]) for start in range(0, len(pictures), width)]
    whole = np.vstack(rows)
    size = whole.shape[1] // 2, whole.shape[0] // 2
    return np.asarray(cv2.resize(whole, size, interpolation=cv2.INTER_AREA))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m tools.chapter6.best", description=str(__doc__).partition("\n")[0])
    parser.add_argument("root", nargs="?", type=Path, metavar="ROOT", help="a folder whose bundles were exported")
    root = parser.parse_args().root
    if root is not None and not take(root):
        parser.error(f"there is no bundle in {root / 'bundles' / DATASET}: run `sweepbook export --root {root}` first")
    for path, content in files():
        write_bytes(path, content)
    write_bytes(SAID / SHEET, drawn.png(sheet()))
