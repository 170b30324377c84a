"""The Ray cluster: the one at `RAY_ADDRESS`, or one that is started here and ends with the command; what fits into it.

Ray is imported only when it is asked for.
"""

import importlib.util
import logging
import os
import socket
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import hypermodels
import studies
from studies.system import machine
from studies.system.errors import UsageError
from studies.training import environment

OBJECT_STORE_BYTES = 100 << 20  # shared memory in a cluster that is started here; what does not fit goes to disk
ANSWER_SECONDS = 3.0  # within which RAY_ADDRESS must answer


@dataclass(frozen=True)
class Node:
    cpus: int
    gpus: int = 0


@dataclass(frozen=True)
class Need:
    """What a run takes: CPUs, as many as TensorFlow has threads, and where there are GPUs a share of one."""

    threads: int
    gpus: float = 0.0


def capacity(nodes: Sequence[Node], need: Need) -> int:
    """How many runs the nodes take at once."""
    return sum(min(node.cpus // need.threads, int(node.gpus / need.gpus) if need.gpus else node.cpus) for node in nodes)


def fit(nodes: Sequence[Node], workers: int | None, threads: int | None, share: int) -> tuple[int, Need]:
    """Workers, and what each takes: as many as fit where no number is given, with as many threads as fit then.

    Raises:
        UsageError: the cluster has not that many CPUs or GPUs.
    """
    gpus = 1 / share if any(node.gpus for node in nodes) else 0.0
    if not gpus and share > 1:
        raise UsageError(machine.NO_GPU.format(share=share))
    most = max((node.cpus for node in nodes), default=0)
    if workers is not None and threads is None:
        threads = next((n for n in range(most, 1, -1) if capacity(nodes, Need(n, gpus)) >= workers), 1)
    need = Need(threads or 1, gpus)
    room = capacity(nodes, need)
    if not 1 <= (workers or 1) <= room:
        has = f"{sum(node.cpus for node in nodes)} CPUs and {sum(node.gpus for node in nodes)} GPUs"
        raise UsageError(
            f"workers={workers or 1} with {need.threads} threads do not fit into the cluster: its {len(nodes)} nodes "
            f"have {has}, room for {room}. Give fewer workers or threads, or add nodes."
        )
    return workers or room, need


def check() -> None:
    """That Ray is there, and that its cluster answers, before anything is written.

    Raises:
        UsageError: it is not installed, or nothing answers at RAY_ADDRESS.
    """
    if importlib.util.find_spec("ray") is None:
        raise UsageError(
            "ENGINE=ray needs Ray, which is not installed here: give `make setup`, or "
            "`python -m pip install '.[cluster]'`."
        )
    if _address():
        connect()


def nodes() -> list[Node]:
    """The cluster's living nodes; connects."""
    resources = [node["Resources"] for node in connect().nodes() if node["Alive"]]
    return [Node(int(has.get("CPU", 0)), int(has.get("GPU", 0))) for has in resources]


def connect() -> Any:
    """The module `ray`, connected to the cluster at RAY_ADDRESS, or to one that is started here.

    Raises:
        UsageError: nothing answers there, or it is of another version.
    """
    os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")
    import ray

    if ray.is_initialized():
        return ray
    address = _address()
    alone = {"num_cpus": machine.cores(), "object_store_memory": OBJECT_STORE_BYTES, "include_dashboard": False}
    try:
        _answers(address)
        ray.init(
            address or "local",
            log_to_driver=False,
            logging_level=logging.ERROR,
            runtime_env=_code(),
            **({} if address else alone),
        )
    except (OSError, RuntimeError, ValueError, ray.exceptions.RayError) as cause:  # ConnectionError is an OSError
        reason = str(cause).strip().split("\n")[0] or type(cause).__name__
        raise UsageError(
            f"No Ray cluster can be joined at RAY_ADDRESS={address} ({reason}): start one with `ray start --head`, "
            "set RAY_AUTH_MODE=token if it asks for one, or unset RAY_ADDRESS to use this machine alone."
            if address
            else f"Ray does not start on this machine: {reason}."
        ) from None
    _hush()
    return ray


def _address() -> str | None:
    address = os.environ.get("RAY_ADDRESS", "")
    return None if address in ("", "local") else address


def _answers(address: str | None) -> None:
    """Ray itself tries for a minute.

    Raises:
        OSError: nothing answers at `host:port`.
    """
    host, _, port = (address or "").removeprefix("ray://").rpartition(":")
    if host and port.isdecimal():
        socket.create_connection((host, int(port)), ANSWER_SECONDS).close()


def _code() -> dict[str, Any]:
    """Every node runs the driver's code, wherever it is installed."""
    packages = [str(Path(package).parent) for package in (studies.__file__, str(hypermodels.__file__))]
    return {"py_modules": packages, "env_vars": {"SWEEPBOOK_REVISION": environment.git_revision() or ""}}


def _hush() -> None:
    """Ray prints a lost node's whole log between our lines; what happened is said by the driver."""
    from ray._private.ray_logging import global_worker_stdstream_dispatcher

    global_worker_stdstream_dispatcher.remove_handler("ray_print_logs")
