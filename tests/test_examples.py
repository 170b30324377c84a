"""The examples run as they stand, in a folder of their own, by the interpreter that runs the tests."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.support.places import ROOT

# What a notebook's kernel does with the code cells, and what goes wrong first there: TensorFlow is loaded already, with
# settings that no run may be trained with.
KERNEL = """
import json, sys
import keras
keras.config.set_dtype_policy("mixed_bfloat16")
cells = json.load(open(sys.argv[1], encoding="utf-8"))["cells"]
room = {"__name__": "__main__"}
for cell in cells:
    if cell["cell_type"] == "code":
        exec("".join(cell["source"]), room)
print(json.dumps({"rows": len(room["frames"].results), "svg": room["figures"][0]._repr_svg_()[:4]}))
"""


@contextmanager
def on_one_core() -> Iterator[None]:
    """A process that is started meanwhile trains in one worker: each more builds the network anew."""
    cores = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {max(cores)})
    try:
        yield
    finally:
        os.sched_setaffinity(0, cores)


def ran(folder: Path, *words: str) -> str:
    """What a program prints that runs in `folder`, with the packages of this checkout."""
    told = {**os.environ, "PYTHONPATH": str(ROOT)}
    with on_one_core():
        done = subprocess.run(
            [sys.executable, *words], cwd=folder, env=told, capture_output=True, text=True, timeout=200, check=False
        )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("an example")


def test_the_script_and_then_the_notebook_sweep_in_the_folder_one_stands_in(folder: Path) -> None:
    """The notebook asks for the same runs with another seed, so that it trains two thirds less than the script."""
    out = ran(folder, str(ROOT / "examples" / "sweep_learning_rate.py"))
    assert "0 runs found, 6 trained" in out
    assert out.count(".svg: ") == len(list(folder.glob("*.svg"))) >= 5  # one more where times can be compared
    notebook = json.loads((ROOT / "examples" / "sweep_learning_rate.ipynb").read_text(encoding="utf-8"))
    assert all(not cell.get("outputs") for cell in notebook["cells"])
    more = folder / "more.ipynb"
    more.write_text(json.dumps(notebook).replace("seeds=2", "seeds=3"), encoding="utf-8")
    out = ran(folder, "-c", KERNEL, str(more))
    assert "6 runs found, 3 trained" in out
    assert json.loads(out.splitlines()[-1]) == {"rows": 9, "svg": "<svg"}
