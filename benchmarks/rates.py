"""Pictures a second in steady state, in float32 with batches of 32: this project's training loop and Keras' `fit`.

Each figure is a process of its own, and the contenders take turns. Both are also measured with oneDNN switched on,
which TensorFlow does by itself on some processors only; this project leaves that as it is (docs/architecture.md).
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks import results

HERE = Path(__file__).resolve().parent
ONEDNN = {"TF_ENABLE_ONEDNN_OPTS": "1"}
CONTENDERS = (
    ("sweepbook", "ours", {}), ("fit", "fit", {}),
    ("sweepbook, oneDNN", "ours", ONEDNN), ("fit, oneDNN", "fit", ONEDNN),
)  # fmt: skip


def run(options: argparse.Namespace) -> dict[str, Any]:
    networks = options.networks.split(",")
    found: dict[str, Any] = {}
    with tempfile.TemporaryDirectory() as root:
        for network in networks:
            limit = _measured("limit", network, root, 0, {})
            rounds = []
            for repeat in range(options.repeats):
                for name, what, variables in CONTENDERS:
                    before = results.load()
                    measured = _measured(what, network, root, options.seconds, variables)
                    rounds.append({"name": name, "repeat": repeat, "load": before, **measured})
                    print(f"{network}, {name}: {measured['rate']:.0f} pictures/s", flush=True)
            found[network] = {**limit, "rounds": rounds}
    print(shown(found))
    return {"networks": found}


def _measured(what: str, network: str, root: str, seconds: float, variables: dict[str, str]) -> dict[str, Any]:
    line = [sys.executable, "-m", "benchmarks.steady", what, network, root, str(seconds)]
    done = subprocess.run(
        line, cwd=HERE.parent, env={**os.environ, **variables}, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise SystemExit(f"{' '.join(line)} ended with status {done.returncode}:\n{done.stderr[-4000:]}")
    return json.loads(done.stdout.splitlines()[-1])


def shown(found: dict[str, Any]) -> str:
    rows = []
    for network, one in found.items():
        rates = {name: _rates(one["rounds"], name) for name, _, _ in CONTENDERS}
        middle = {name: median(own) for name, own in rates.items()}
        reached = middle["sweepbook"] * one["flops_a_picture"] / 1e9
        top = one["matrix_product_gflops"]["float32"]
        rows.append([
            network, len(rates["fit"]), *(f"{middle[name]:.0f}" for name in middle),
            f"{middle['sweepbook'] / middle['fit']:.2f}",
            f"{middle['sweepbook, oneDNN'] / middle['fit, oneDNN']:.2f}",
            f"{one['flops_a_picture'] / 1e6:.1f}", f"{reached:.1f}", f"{top:.0f}", f"{100 * reached / top:.0f} %",
            f"{one['matrix_product_gflops']['bfloat16']:.0f}",
        ])  # fmt: skip
    head = ("network", "n", *(f"{name}, pictures/s" for name, _, _ in CONTENDERS), "ratio", "ratio, oneDNN",
            "MFLOP a picture", "GFLOP/s reached", "float32 limit", "of it", "bfloat16 limit")  # fmt: skip
    return results.table(head, rows)


def _rates(rounds: Sequence[dict[str, Any]], name: str) -> list[float]:
    return [one["rate"] for one in rounds if one["name"] == name]
