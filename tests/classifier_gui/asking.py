"""The command line of the classifier, in this process or as one of its own."""

import subprocess
import sys
from pathlib import Path
from typing import Any

from sweepbook.cli.door import main


def ask(bundles: Path, *words: str | Path) -> int:
    return main(["classify", *map(str, words), "--bundles", str(bundles)])


def program(*words: str | bytes | Path, **options: Any) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run([sys.executable, "-m", "classifier_gui", *words], capture_output=True, timeout=120, **options)
