"""Reports that several tests write and read."""

from pathlib import Path

from sweepbook.cli.door import main
from tests.support.synthetic_records import Synthetic

NONE = (0.0, 0.0, 0.0)


def publish(root: Path, *words: str) -> int:
    return main(["report", "--root", str(root), *words])


def page(root: Path, network: str = "lenet") -> str:
    return (root / "reports" / network / "index.html").read_text().replace("\u00a0", " ")


def small() -> Synthetic:
    made = Synthetic()
    made.study("learning_rate", {0.0001: (-5.0, -5.2, -4.8), 0.001: NONE, 0.01: (-9.0, -8.0, -8.5)})
    return made
