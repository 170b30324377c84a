"""Pictures a second in steady state, with batches of 32: this project's training loop, and Keras' `fit` in float32.

Each figure is a process of its own, and the contenders take turns. The limit is the largest matrix product's rate in
the same precision.
"""

import argparse
import json
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from statistics import median
from typing import Any

from benchmarks.support import ROOT, results
from studies.system import machine

CONTENDERS = (("sweepbook", "float32"), ("sweepbook", "mixed_bfloat16"), ("fit", "float32"))


def run(options: argparse.Namespace) -> dict[str, Any]:
    networks = options.networks.split(",")
    found: dict[str, Any] = {}
    with tempfile.TemporaryDirectory() as root:
        for network in networks:
            limit = _measured("limit", network, root, 0, "float32")
            rounds = []
            for repeat in range(options.repeats):
                for what, precision in contenders():
                    before = results.load()
                    measured = _measured(what, network, root, options.seconds, precision)
                    rounds.append({"name": f"{what} {precision}", "repeat": repeat, "load": before, **measured})
                    print(f"{network}, {what} {precision}: {measured['rate']:.0f} pictures/s", flush=True)
            found[network] = {**limit, "rounds": rounds}
    print(shown(found))
    return {"networks": found}


def contenders() -> list[tuple[str, str]]:
    """Without a precision that oneDNN is kept from, where `ONEDNN_MAX_CPU_ISA` does that."""
    return [one for one in CONTENDERS if not machine.refuses(one[1])]


def _measured(what: str, network: str, root: str, seconds: float, precision: str) -> dict[str, Any]:
    line = [sys.executable, "-m", "benchmarks.scenarios.steady", what, network, root, str(seconds), precision]
    done = subprocess.run(line, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"{' '.join(line)} ended with status {done.returncode}:\n{done.stderr[-4000:]}")
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def shown(found: dict[str, Any]) -> str:
    rows = []
    for network, one in found.items():
        rates = {name: _rates(one["rounds"], name) for name in dict.fromkeys(each["name"] for each in one["rounds"])}
        fit = median(rates["fit float32"])
        for name, own in rates.items():
            limit = one["matrix_product_gflops"]["bfloat16" if "bfloat16" in name else "float32"]
            reached = median(own) * one["flops_a_picture"] / 1e9
            rows.append(
                [
                    network,
                    name,
                    len(own),
                    f"{median(own):,.0f}",
                    f"{min(own):,.0f} to {max(own):,.0f}",
                    f"{median(own) / fit:.2f}",
                    f"{reached:.1f}",
                    f"{limit:.0f}",
                    f"{100 * reached / limit:.0f} %",
                ]
            )
    head = ("network", "contender", "n", "pictures/s", "range", "times fit", "GFLOP/s", "limit", "of it")
    return results.table(head, rows)


def _rates(rounds: Sequence[dict[str, Any]], name: str) -> list[float]:
    return [one["rate"] for one in rounds if one["name"] == name]
