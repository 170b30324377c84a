"""What a run costs outside training, once a worker holds its program: the learning-rate study on few digits.

`outside` is what the run's record says: opening, resetting, and waiting for the last checkpoint to be on the disk.
`between` is the rest of the time from one run's end to the next one's: the driver, and asking the worker.
"""

import argparse
import json
import subprocess
import tempfile
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks.support import ROOT, ours, results

SAMPLES, EPOCHS = 100, 1


def run(options: argparse.Namespace) -> dict[str, Any]:
    found: dict[str, list[dict[str, float]]] = {}
    for network in options.networks.split(","):
        for _ in range(options.repeats):
            found.setdefault(network, []).extend(measured(network))
        print(f"{network}: {len(found[network])} runs", flush=True)
    rows = [
        [
            network,
            len(runs),
            *(f"{1000 * median(run[part] for run in runs):.0f}" for part in ("outside", "between")),
            f"{1000 * max(run['outside'] for run in runs):.0f}",
        ]
        for network, runs in found.items()
    ]
    print(results.table(("network", "runs", "outside, median ms", "between, median ms", "outside, largest ms"), rows))
    return {"networks": found}


def measured(network: str) -> list[dict[str, float]]:
    """The second to the last run of a fresh study, in the order in which they ended."""
    with tempfile.TemporaryDirectory() as home:
        line = ours.study(
            "learning_rate",
            model=network,
            dataset="digits",
            samples=SAMPLES,
            seeds=1,
            epochs=EPOCHS,
            workers=1,
            root=home,
        )
        subprocess.run(line, cwd=ROOT, capture_output=True, check=True)
        records = sorted((path.stat().st_mtime, path) for path in Path(home).glob("tuner_dirs/runs/*/run.json"))
        seconds = [json.loads(path.read_text(encoding="utf-8"))["seconds"] for _, path in records]
    return [
        {**own, "between": ended - before - own["training"] - own["outside"]}
        for (before, _), (ended, _), own in zip(records, records[1:], seconds[1:], strict=False)
    ]
