"""The study that is disturbed: the command that asks for it, and what its store holds."""

from collections.abc import Sequence
from pathlib import Path

from benchmarks.support import ours

NETWORK = Path(__file__).with_name("network.py")


def command(root: Path, options: Sequence[str]) -> list[str]:
    small = {"model": NETWORK, "dataset": "digits", "samples": 100, "precision": "float32"}
    return [*ours.study("learning_rate", **small), *options, "--root", str(root)]


def store(root: Path) -> Path:
    return root / "tuner_dirs" / "runs"


def completed(root: Path) -> int:
    return sum('"completed"' in path.read_text() for path in store(root).glob("*/run.json"))


def histories(root: Path) -> dict[str, list[str]]:
    """Every run's history, without its seconds."""
    return {
        path.parent.name: [line.rsplit(",", 1)[0] for line in path.read_text().splitlines()]
        for path in store(root).glob("*/history.csv")
    }


def answers(root: Path) -> dict[str, bytes]:
    """The file of every run's answers."""
    return {path.parent.name: path.read_bytes() for path in store(root).glob("*/answers.npz")}


def probes(root: Path) -> dict[str, str]:
    """What was measured in every run that has probes."""
    return {path.parent.name: path.read_text() for path in store(root).glob("*/probes.csv")}
