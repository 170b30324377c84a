"""Damaged state files: `python -m benchmarks.damage` damages each kind in each way and prints what became of it.

Every stored file must be repaired (made again, or taken from what else is stored), or refused in one sentence that
names the file; the runs and studies beside it go on.
"""

import argparse
import contextlib
import shutil
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from benchmarks.damage.damages import DAMAGES, REFUSED, REPAIRED, outcome
from benchmarks.damage.kinds import KINDS


def table(outcomes: dict[tuple[str, str], str]) -> str:
    rows = [f"| file | {' | '.join(DAMAGES)} |", f"|---|{'---|' * len(DAMAGES)}"]
    rows += [f"| {kind.name} | {' | '.join(outcomes[kind.name, damage] for damage in DAMAGES)} |" for kind in KINDS]
    counts = Counter(outcomes.values())
    return "\n".join([*rows, "", f"{len(outcomes)} cases: {counts[REPAIRED]} repaired, {counts[REFUSED]} refused"])


@contextlib.contextmanager
def _scratch() -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp())
    try:
        yield folder / "store"
    finally:
        shutil.rmtree(folder)


def main() -> None:
    argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0]).parse_args()
    outcomes = {}
    for kind in KINDS:
        for damage in DAMAGES:
            with _scratch() as root:
                try:
                    outcomes[kind.name, damage] = outcome(kind, damage, root)
                except Exception as fault:
                    outcomes[kind.name, damage] = f"WRONG ({type(fault).__name__}: {fault})"
    print(table(outcomes))
    sys.exit(set(outcomes.values()) - {REPAIRED, REFUSED} != set())


if __name__ == "__main__":
    main()
