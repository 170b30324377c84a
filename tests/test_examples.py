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
# settings that no run may be trained with. Runs are trained elsewhere; this process is told so where it would train.
KERNEL = """
import json, sys
import keras, tensorflow
tensorflow.ones(1) + 1
keras.config.set_dtype_policy("mixed_bfloat16")
cells = json.load(open(sys.argv[1], encoding="utf-8"))["cells"]
room = {"__name__": "__main__"}
for cell in cells:
    if cell["cell_type"] == "code":
        exec("".join(cell["source"]), room)
print(json.dumps({"rows": len(room["frames"].results), "svg": room["figures"][0]._repr_svg_()[:4]}))
from studies.system import errors
from studies.training import numerics
try:
    numerics.check()
except errors.UsageError as refusal:
    print(refusal)
"""
USERS_KERAS = '{"floatx": "float64", "epsilon": 0.001, "backend": "tensorflow"}'


@contextmanager
def on_one_core() -> Iterator[None]:
    """A process that is started meanwhile trains in one worker: each more builds the network anew."""
    cores = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {max(cores)})
    try:
        yield
    finally:
        os.sched_setaffinity(0, cores)


def ran(folder: Path, *words: str, **environment: str) -> str:
    """What a program prints that runs in `folder`, with the packages of this checkout."""
    told = {**os.environ, "PYTHONPATH": str(ROOT), **environment}
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
    """The notebook asks for the same runs with another seed, so that it trains two thirds less than the script.

    Its kernel has a TensorFlow that came first, without oneDNN, and Keras' file says what no run is trained with.
    """
    out = ran(folder, str(ROOT / "examples" / "sweep_learning_rate.py"))
    assert "0 runs found, 6 trained" in out
    assert out.count(".svg: ") == len(list(folder.glob("*.svg"))) >= 5  # one more where times can be compared
    notebook = json.loads((ROOT / "examples" / "sweep_learning_rate.ipynb").read_text(encoding="utf-8"))
    assert all(not cell.get("outputs") for cell in notebook["cells"])
    more = folder / "more.ipynb"
    more.write_text(json.dumps(notebook).replace("seeds=2", "seeds=3"), encoding="utf-8")
    (folder / "keras.json").write_text(USERS_KERAS)
    out = ran(folder, "-c", KERNEL, str(more), KERAS_HOME=str(folder), TF_ENABLE_ONEDNN_OPTS="0")
    assert "6 runs found, 3 trained" in out
    *_, shown, refusal = out.splitlines()
    assert json.loads(shown) == {"rows": 9, "svg": "<svg"}
    assert "tensorflow.onednn is False, and runs are trained with True: import studies before TensorFlow" in refusal
    assert "keras.floatx is 'float64'" in refusal
    assert "keras.epsilon is 0.001" in refusal
