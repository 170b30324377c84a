"""What a store holds after a command."""

import shutil
from pathlib import Path

from studies.plan.runs import Run
from studies.store.runs import Store


def contents(folder: Path) -> dict[str, bytes]:
    """Every file below a folder."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def runs(home: Path) -> dict[str, bytes]:
    """Every file of every run; the folder of runs may be missing."""
    return contents(home / "tuner_dirs" / "runs")


def histories(home: Path) -> dict[str, str]:
    """Every run's history, without its seconds."""
    return {
        path.parent.name: "\n".join(line.rsplit(",", 1)[0] for line in path.read_text().splitlines())
        for path in (home / "tuner_dirs" / "runs").glob("*/history.csv")
    }


def rows(store: Store, run: Run) -> list[str]:
    """The run's history, every bit, without its seconds."""
    return [row.row().rsplit(",", 1)[0] for row in store.history(run.id)]


def forget(home: Path) -> None:
    """Remove every run, and leave the studies."""
    for run in (home / "tuner_dirs" / "runs").iterdir():
        shutil.rmtree(run)


def probes(home: Path) -> dict[str, str]:
    """What was measured in every run that has probes."""
    return {path.parent.name: path.read_text() for path in (home / "tuner_dirs" / "runs").glob("*/probes.csv")}


def answers(home: Path) -> dict[str, bytes]:
    """The file of every run's answers."""
    return {path.parent.name: path.read_bytes() for path in (home / "tuner_dirs" / "runs").glob("*/answers.npz")}
