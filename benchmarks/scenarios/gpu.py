"""What a first session with a GPU wants to know: pictures a second of every network in every precision.

Beside Keras' `fit`, and `fit` with XLA, in the same precision; and of workers that share the GPU. This project trains
with deterministic operations there, the others do not. Batches of 32, steady training, scikit-learn's digits over and
over: nothing is downloaded. The limit is the rate of a large matrix product in the same precision.
"""

import argparse
import os
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import partial
from typing import Any

from benchmarks.scenarios import side_by_side
from benchmarks.scenarios.gpu_summary import Row, table, verdicts
from benchmarks.scenarios.side_by_side import Found
from benchmarks.support import card
from hypermodels import NETWORKS
from studies.plan.runs import PRECISIONS
from studies.system import machine
from studies.system.errors import UsageError

SHARED = ("lenet", "googlenet")  # networks that leave most of a GPU idle
SIDES = {"gpu": (4096, 8192), "cpu": (1024,)}  # of the matrices
CONTENDERS = ("sweepbook", "fit", "xla")
MODULE = "benchmarks.scenarios.on_device"
NO_GPU = "TensorFlow sees no GPU here: docs/gpu.md says what it needs. --device cpu runs the same on the processor."


@dataclass(frozen=True)
class Extent:
    """What is measured where nothing else is said, and how long."""

    networks: Sequence[str] = tuple(NETWORKS)
    precisions: Sequence[str] = tuple(PRECISIONS)
    shares: Sequence[int] = (1, 2, 4)
    seconds: float = 2.0  # a figure
    width: float = 1.0
    pictures: int = 65_536  # a figure, at most


USUAL, SHORT = Extent(), Extent(SHARED, tuple(PRECISIONS[:2]), (1, 2), 0.2, 0.25, 4_096)
Trained = Mapping[tuple[str, int, str], Mapping[str, Found]]  # by network, workers and contender; then by precision


def add(scenarios: Any) -> None:
    one = scenarios.add_parser(
        "gpu", help="pictures a second on a GPU, beside fit and XLA, and of workers that share it"
    )
    one.add_argument("--device", choices=("gpu", "cpu"), default="gpu")
    one.add_argument("--short", action="store_true", help="two narrow networks, to see the scenario run")
    one.add_argument("--networks", type=partial(some_of, tuple(NETWORKS)), help="default: all five")
    one.add_argument("--precisions", type=partial(some_of, PRECISIONS), help=f"default: {','.join(PRECISIONS)}")
    one.add_argument("--shares", type=partial(some_of, "1234"), help="workers on the GPU, in turn; default: 1,2,4")
    one.add_argument("--minutes", default=7.5, type=float, help="what is not measured by then is left out, and said")
    one.set_defaults(run=run)


def some_of(known: Sequence[str], text: str) -> list[str]:
    """
    Raises:
        ArgumentTypeError: one of them is not known.
    """
    if unknown := [name for name in text.split(",") if name not in known]:
        raise argparse.ArgumentTypeError(f"{','.join(unknown)} is unknown: choose from {', '.join(known)}")
    return text.split(",")


def run(options: argparse.Namespace) -> dict[str, Any]:
    """
    Raises:
        UsageError: there is no GPU.
    """
    usual = SHORT if options.short else USUAL
    networks, precisions = options.networks or usual.networks, options.precisions or usual.precisions
    shares = [int(share) for share in options.shares or usual.shares]
    gpus = machine.visible_gpus() if options.device == "gpu" else []
    environment = {**os.environ, "TF_CPP_MIN_LOG_LEVEL": "3", machine.VISIBLE_GPUS: (gpus or ["-1"])[0]}
    measure = partial(
        side_by_side.measured, MODULE, environment=environment, until=time.monotonic() + 60 * options.minutes
    )
    sizes = {"sides": SIDES[options.device], "seconds": usual.seconds / 2, "needs_gpu": options.device == "gpu"}
    (limits,) = measure("products", sizes, precisions)
    told = headline(options.device, limits)
    print(told, flush=True)
    (flops,) = measure("flops", {"networks": networks, "width": usual.width}, ["float32"])
    with tempfile.TemporaryDirectory() as root:
        task = {"root": root, "dataset": "digits", **_task(usual)}
        found = trained(measure, task, networks, precisions, shares)
    rows = rows_of(found, networks, precisions, shares, flops["float32"].get("flops", {}), limits)
    print("\n".join([table(rows), *verdicts(rows)]))
    return {"device": told, "rows": [asdict(row) for row in rows]}


def _task(extent: Extent) -> Found:
    return {"seconds": extent.seconds, "width": extent.width, "pictures": extent.pictures}


def headline(device: str, limits: Mapping[str, Found]) -> str:
    """What the table is of.

    Raises:
        UsageError: there is no GPU.
    """
    own = f"{machine.cpu_name()}, {machine.cores()} cores"
    if device == "cpu":
        return f"{own}, in place of a GPU; batches of 32"
    if not any("rate" in one for one in limits.values()):
        raise UsageError(NO_GPU)
    return f"{card.described()}; {own}; batches of 32"


def trained(
    measure: Callable[..., list[dict[str, Found]]],
    task: Found,
    networks: Sequence[str],
    precisions: Sequence[str],
    shares: Sequence[int],
) -> Trained:
    """Pictures a second of all workers together. XLA, which compiles longest, comes last: it may be left out."""
    several = [
        (network, share, "sweepbook") for share in shares if share > 1 for network in networks if network in SHARED
    ]
    alone = {what: [(network, 1, what) for network in networks] for what in CONTENDERS}
    found: dict[tuple[str, int, str], Mapping[str, Found]] = {}
    for network, share, what in (*alone["sweepbook"], *alone["fit"], *several, *alone["xla"]):
        own = {**task, "network": network, "threads": max(1, machine.cores() // share)}
        each = measure(what, own, precisions, workers=share)
        rates = {name: together([one[name] for one in each]) for name in precisions}
        said = ", ".join(f"{name} {one.get('rate') or one['cause']}" for name, one in rates.items())
        print(f"{network} SHARE={share} {what}: {said}", flush=True)
        found[network, share, what] = rates
    return found


def together(each: Sequence[Found]) -> Found:
    """The sum of what several workers did; why there is none, where one has nothing."""
    causes = [one["cause"] for one in each if "cause" in one]
    return {"cause": causes[0]} if causes else {"rate": round(sum(one["rate"] for one in each), 1)}


def rows_of(
    found: Trained,
    networks: Sequence[str],
    precisions: Sequence[str],
    shares: Sequence[int],
    flops: Mapping[str, float],
    limits: Mapping[str, Found],
) -> list[Row]:
    """The table's rows: a network, so many workers, and a precision."""
    return [
        row_of(found, network, share, precision, flops.get(network, 0.0), limits[precision].get("rate"))
        for network in networks
        for share in (1, *(share for share in shares if share > 1))
        if (network, share, "sweepbook") in found
        for precision in precisions
    ]


def row_of(found: Trained, network: str, share: int, precision: str, flops: float, product: float | None) -> Row:
    own = {what: found.get((network, share, what), {}).get(precision, {}) for what in CONTENDERS}
    rate, fit, xla = (one.get("rate") for one in own.values())
    why = tuple(f"{what}: {one['cause']}" for what, one in own.items() if "cause" in one)
    return Row(network, precision, share, rate, fit, xla, flops, product, why)
