"""What several benchmarks share: this project's command lines, results with their machine, what was tried."""

from pathlib import Path

ROOT = Path(__file__).parents[2]
