"""Classify files without a window: a table, or JSON.

    python -m classifier_gui cat.jpg dog.png --model resnet --top 3 --json
"""

import argparse
import json
import sys
from pathlib import Path
from typing import Any

import numpy as np

from classifier_gui.bundles import DEFAULT_DATASET, UnusableBundle, best, datasets, read, scan
from classifier_gui.classify import Classifier, ranked
from classifier_gui.confidence import reliable
from hypermodels import NETWORKS
from studies import exits
from studies.pictures import FITS, UnreadablePicture, to_32x32
from studies.pictures import read as read_picture

# What is said beside an answer, by whether it is to be relied on; None: the card cannot tell.
RELIANCE: dict[bool | None, list[str]] = {
    True: [],
    False: ["Not to be relied on: low confidence."],
    None: ["Too few validation pictures for a confidence threshold."],
}


def parser() -> argparse.ArgumentParser:
    words = argparse.ArgumentParser(
        prog="python -m classifier_gui",
        description="Show what each network thinks of a picture. With --model, --top or --json: without a window.",
        epilog="example: python -m classifier_gui cat.jpg --model resnet --top 3 --json",
    )
    words.add_argument("files", nargs="*", metavar="FILE", help="pictures; the window opens the first")
    words.add_argument("--model", metavar="NETWORK", help=f"which answers: {', '.join(NETWORKS)} (default: the most "
                       "accurate)")  # fmt: skip
    words.add_argument("--top", type=int, metavar="N", help="print the N most probable classes (default: 1)")
    words.add_argument("--json", action="store_true", help="print JSON: a list with one object a file")
    words.add_argument("--dataset", help="whose classes (default: cifar10, or the first that has bundles)")
    words.add_argument("--fit", choices=FITS, help="what of a picture is seen: its centre square, or all, squeezed "
                       "(default: crop)")  # fmt: skip
    words.add_argument("--bundles", type=Path, default=Path("bundles"), help="where `make export` wrote the models")
    words.add_argument("--samples", type=Path, default=Path("samples"), help="where `make samples` wrote pictures")
    return words


def without_window(options: argparse.Namespace) -> bool:
    return options.model is not None or options.top is not None or options.json


def run(options: argparse.Namespace) -> int:
    """Print the answers; 2 when the user's words or files were wrong, a sentence for each on stderr."""
    _check(options)
    dataset = options.dataset or next(iter(datasets(options.bundles)), DEFAULT_DATASET)
    network = options.model or best(scan(options.bundles, dataset)) or next(iter(NETWORKS))
    classifier = Classifier(read(options.bundles, dataset, network))
    classifier.load()
    answers, code = [], exits.DONE
    for file in options.files:
        try:
            answers.append(_answer(classifier, file, options.fit or "crop", options.top or 1))
        except UnreadablePicture as error:
            print(f"error: {error}", file=sys.stderr)
            code = exits.USAGE
    print(json.dumps(answers, indent=1, ensure_ascii=False) if options.json else _table(answers))
    return code


def _check(options: argparse.Namespace) -> None:
    if not options.files:
        raise UnusableBundle("No file to classify: give one or more pictures.")
    if options.model is not None and options.model not in NETWORKS:
        raise UnusableBundle("Unknown network {network}; choose from {known}.", network=options.model,
                             known=", ".join(NETWORKS))  # fmt: skip
    if options.top is not None and options.top < 1:
        raise UnusableBundle("--top {top} is out of range: it must be at least 1.", top=options.top)


def _answer(classifier: Classifier, file: str, fit: str, top: int) -> dict[str, Any]:
    picture = read_picture(file)
    probabilities = classifier.probabilities(to_32x32(picture.pixels, fit)[np.newaxis])[0]
    best = ranked(probabilities, classifier.classes, top)
    card = classifier.bundle.card
    return {
        "file": file,
        "network": card.network,
        "dataset": card.dataset,
        "class": best[0][0],
        "probability": best[0][1],
        "sure": reliable(card, best[0][1]),
        "top": [{"class": name, "probability": value} for name, value in best],
        "warnings": list(picture.warnings),
    }


def _table(answers: list[dict[str, Any]]) -> str:
    lines = []
    for answer in answers:
        best = ", ".join(f"{one['class']} {one['probability']:.1%}" for one in answer["top"])
        remarks = [*answer["warnings"], *(RELIANCE[answer["sure"]])]
        lines.append("  ".join([f"{answer['file']}: {best}", *remarks]))
    return "\n".join(lines)
