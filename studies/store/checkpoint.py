"""checkpoint.npz: the state of a run after its last epoch, with its history, answers and probes up to there."""

import io
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from studies.store import history
from studies.store.beside import answers, probes
from studies.store.beside.answers import Answers
from studies.store.beside.probes import Probes
from studies.store.history import Epoch
from studies.store.run_json import SCHEMA
from studies.system import files

NAME = "checkpoint.npz"
STATE, ANSWERS = "state/", "answers/"  # how the names of arrays begin
State = Mapping[str, np.ndarray]


@dataclass(frozen=True, eq=False)
class Checkpoint:
    """What a run goes on from; `answers` is None where an earlier version stored it, `probes` where none were asked."""

    epoch: int
    rows: list[Epoch]
    state: dict[str, np.ndarray]
    answers: Answers | None
    probes: Probes | None


def write(
    folder: Path,
    run: str,
    epoch: int,
    rows: Sequence[Epoch],
    state: State,
    said: Answers | None,
    probed: Probes | None = None,
) -> None:
    """Store the state of a run after an epoch, and all rows that there are: where it is trained again, more."""
    meta: dict[str, Any] = {"schema": SCHEMA, "run": run, "epoch": epoch, "history": history.text(rows)}
    meta |= {"probes": probed.text} if probed else {}
    arrays: dict[str, Any] = {f"{STATE}{name}": array for name, array in state.items()}
    arrays |= {f"{ANSWERS}{name}": array for name, array in answers.as_arrays(said).items()}
    arrays["meta"] = np.frombuffer(json.dumps(meta).encode(), np.uint8)
    files.write_with(folder / NAME, lambda file: np.savez(file, **arrays))


def read(folder: Path, run: str) -> Checkpoint | None:
    """The checkpoint of a run; None where it has none that is whole, its own and of this version."""
    try:
        content = (folder / NAME).read_bytes()
        with np.load(io.BytesIO(content), allow_pickle=False) as arrays:
            meta = json.loads(arrays["meta"].tobytes())
            if meta["run"] != run or meta["schema"] != SCHEMA:
                return None
            state, said = _beginning(arrays, STATE), _beginning(arrays, ANSWERS)
        rows, probed = history.parse(meta["history"]), meta.get("probes")
        found = probes.parse(probed) if probed else None
        return Checkpoint(int(meta["epoch"]), rows, state, answers.from_arrays(said), found)
    except FileNotFoundError:
        return None
    except Exception:  # a torn archive fails in many ways, and every one means: train again
        return None


def _beginning(arrays: Any, start: str) -> dict[str, np.ndarray]:
    """The arrays whose names begin so, by the rest of the name."""
    return {name.removeprefix(start): arrays[name] for name in arrays.files if name.startswith(start)}
