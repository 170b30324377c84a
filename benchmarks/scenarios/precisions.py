"""Whether accuracy suffers in half precision: the baseline in float32 and in mixed_bfloat16, with several seeds.

A pair has the seed in common, and with it the pictures, their order and the initial weights.
"""

import argparse
import subprocess
import tempfile
from pathlib import Path
from statistics import fmean
from typing import Any

from benchmarks.support import ROOT, ours, results
from studies.auto import COMPARED_PRECISIONS
from studies.store import catalog
from studies.store.home import Home
from studies.store.runs import Store

SETTINGS = {  # pictures, epochs, width: what a few minutes suffice for
    "lenet": (10_000, 5, 1.0),
    "googlenet": (5_000, 5, 1.0),
    "resnet": (5_000, 5, 0.25),
}


def run(options: argparse.Namespace) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for network in options.networks.split(","):
        samples, epochs, width = SETTINGS[network]
        found[network] = {"samples": samples, "epochs": epochs, "width": width, "val_accuracy": {}}
        for precision in COMPARED_PRECISIONS:
            trained = accuracies(network, samples, epochs, width, options.seeds, precision)
            found[network]["val_accuracy"][precision] = trained
            print(f"{network} {precision}: {fmean(trained):.4f}", flush=True)
    print(shown(found))
    return {"networks": found}


def accuracies(network: str, samples: int, epochs: int, width: float, seeds: int, precision: str) -> list[float]:
    """val_accuracy after the last epoch, by seed."""
    with tempfile.TemporaryDirectory() as root:
        line = ours.study(
            "learning_rate",
            values=0.001,
            model=network,
            seeds=seeds,
            samples=samples,
            epochs=epochs,
            width=width,
            precision=precision,
            workers=2,
            root=root,
        )
        subprocess.run(line, cwd=ROOT, capture_output=True, check=True)
        home = Home(Path(root))
        (study,) = catalog.read(home)
        (trial,) = study["trials"]
        return [Store(home.runs).history(run)[-1].val_accuracy for run in trial["runs"]]


def shown(found: dict[str, Any]) -> str:
    rows = []
    for network, one in found.items():
        single, half = (one["val_accuracy"][precision] for precision in COMPARED_PRECISIONS)
        interval = results.interval([b - a for a, b in zip(single, half, strict=True)])
        rows.append(
            [
                network,
                f"{one['samples']:,} pictures, {one['epochs']} epochs, width {one['width']:g}",
                len(single),
                f"{fmean(single):.4f}",
                f"{fmean(half):.4f}",
                results.signed(interval),
            ]
        )
    return results.table(("network", "trained on", "seeds", *COMPARED_PRECISIONS, "difference, 95 %"), rows)
