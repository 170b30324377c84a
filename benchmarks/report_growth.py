"""How the report's time and memory grow with the runs: `python -m benchmarks.report_growth [100 1000 10000]`.

Each size is a store of synthetic chapters (runs of 10 to 50 epochs), reported by a fresh process for all networks.
"""

import argparse
import json
import sys
import tempfile
from pathlib import Path

from benchmarks.support import results, watched
from hypermodels import NETWORKS
from tests.support.synthetic_records import Synthetic, chapter

CHAPTER = 24  # distinct runs a seed: the baseline is shared, the epochs study reads it off


def build(root: Path, runs: int) -> int:
    """Write a store of about `runs` runs, spread over as many networks as have three seeds each; the exact count."""
    networks = list(NETWORKS)[: max(1, min(len(NETWORKS), runs // (3 * CHAPTER)))]
    seeds = range(max(1, round(runs / CHAPTER / len(networks))))
    made: list[Synthetic] = [chapter(network, seeds, 0.5 + 0.05 * place) for place, network in enumerate(networks)]
    for one in made:
        one.write(root)
    return sum(len(one.runs) for one in made)


def measure(root: Path) -> dict[str, float]:
    """`python -m sweepbook report` on this store, the interpreter's start included.

    `load` is the machine's one-minute load before: seconds of a busy machine say little. `peak_mib` is the process that
    started the others.
    """
    load = results.load()
    done = watched.run([sys.executable, "-m", "sweepbook", "report", "--root", str(root)])
    return {"seconds": round(done.seconds, 1), "load": load, "peak_mib": round(done.mib)}


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("sizes", type=int, nargs="*", default=[100, 1000, 10_000], help="stored runs")
    for size in parser.parse_args().sizes:
        with tempfile.TemporaryDirectory() as folder:
            runs = build(Path(folder), size)
            found = measure(Path(folder))
            pages = sum(path.stat().st_size for path in Path(folder).glob("reports/**/index.html"))
        print(json.dumps({"runs": runs, **found, "pages_kib": pages // 1024}))


if __name__ == "__main__":
    main()
