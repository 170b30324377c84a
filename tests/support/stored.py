"""What a store holds after a command."""

from pathlib import Path


def histories(home: Path) -> dict[str, str]:
    """Every run's history, without its seconds."""
    return {
        path.parent.name: "\n".join(line.rsplit(",", 1)[0] for line in path.read_text().splitlines())
        for path in (home / "tuner_dirs" / "runs").glob("*/history.csv")
    }


def answers(home: Path) -> dict[str, bytes]:
    """The file of every run's answers."""
    return {path.parent.name: path.read_bytes() for path in (home / "tuner_dirs" / "runs").glob("*/answers.npz")}
