"""A row added to the table of dimensions keeps what is stored, and is trained, reported and exported like the others.

The table is the source: a copy of `hypermodels` gets a row `noise`, and its layers use it. Every process that a
command starts reads that copy, as it would read an edited checkout.
"""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from analysis.bundles.card import Card
from tests.end_to_end.test_stored_earlier import RUNS
from tests.support.places import ROOT, STORED_EARLIER
from tests.support.stored import runs

ROW = """    Dimension("noise", "noise", "Noise", (0.0, 0.5), 0.0, "linear", "Share of units dropped.", high=0.9),
)

BY_NAME"""
USE = """        x = self.activation(x, f"{name}_act")
        rate = self.configuration["noise"]
        return dropout(x, rate, f"{name}_noise") if rate else x  # at the baseline it is the network of before

    def dropout"""
Grown = tuple[Path, str, str, dict[str, bytes]]
# The commands of one user, one after the other; TensorFlow is loaded once for all.
SCRIPT = """
import json
import sys
from analysis.figures import svg
from analysis.numbers import frames
from sweepbook.cli.door import main

draw = svg.to_svg  # of the figures those of the new dimension: to draw takes longest
svg.to_svg = lambda figure, name: draw(figure, name) if "noise" in name else '<svg viewBox="0 0 1 1"></svg>'
root = sys.argv[1]
shared = ["--model", "lenet", "--dataset", "digits", "--samples", "300", "--precision", "float32", "--workers", "0"]
old = main(["study", "lr", "--values", "0.001,0.003", "--seeds", "2", "--epochs", "3", *shared, "--root", root])
print("-- new", flush=True)
new = main(["study", "noise", "--seeds", "1", "--epochs", "3", *shared, "--root", root])
print("-- after", old, new, main(["report", "--root", root]), main(["export", "--root", root]))
results = frames.load(root).results
swept = results[results.study.str.contains("noise")]
print("-- results", json.dumps(dict(zip(map(str, swept.value), swept.val_loss))))
"""


def edited(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {path}"
    path.write_text(text.replace(old, new), encoding="utf-8")


@pytest.fixture(scope="module")
def grown(tmp_path_factory: pytest.TempPathFactory) -> Grown:
    """The stored home after the commands, what the old study and the new one printed, and the old runs before."""
    place = tmp_path_factory.mktemp("added")
    shutil.copytree(ROOT / "hypermodels", place / "code" / "hypermodels", ignore=shutil.ignore_patterns("__pycache__"))
    edited(place / "code" / "hypermodels" / "dimensions.py", ")\n\nBY_NAME", ROW)
    edited(
        place / "code" / "hypermodels" / "layers.py",
        '        return self.activation(x, f"{name}_act")\n\n    def dropout',
        USE,
    )
    home = place / "home"
    shutil.copytree(STORED_EARLIER, home)
    before = runs(home)
    paths = os.pathsep.join([str(place / "code"), str(ROOT)])
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, str(home)],
        cwd=place,
        env={**os.environ, "PYTHONPATH": paths},
        capture_output=True,
        text=True,
        check=False,
    )
    assert "-- after 0 0 0 0" in done.stdout, done.stdout + done.stderr
    old, _, new = done.stdout.partition("-- new")
    return home, old, new, before


def test_what_is_stored_keeps_its_ids_and_nothing_of_it_is_trained_again(grown: Grown) -> None:
    home, old, new, before = grown
    assert "4 runs asked for, 4 distinct, 4 in the store, 0 to train" in old
    assert "2 runs asked for, 2 distinct, 1 in the store, 1 to train" in new  # the baseline is there, as in every study
    assert {name: text for name, text in runs(home).items() if name in before} == before
    assert len(list((home / "tuner_dirs" / "runs").iterdir())) == len(RUNS) + 1


def test_its_values_train_different_networks(grown: Grown) -> None:
    losses = json.loads(grown[2].rpartition("-- results ")[2])
    assert losses.keys() == {"0", "0.5"}
    assert losses["0"] != losses["0.5"]


def test_the_page_and_the_bundle_know_it(grown: Grown) -> None:
    page = (grown[0] / "reports" / "lenet" / "index.html").read_text(encoding="utf-8")
    assert "noise" in page
    drawn = [path.stat().st_size > 1000 for path in (grown[0] / "reports" / "lenet" / "figures").glob("*noise*.svg")]
    assert len(drawn) >= 3
    assert all(drawn)
    bundle = grown[0] / "bundles" / "digits" / "lenet"
    assert Card.from_json((bundle / "card.json").read_text(encoding="utf-8")).configuration["noise"] in (0.0, 0.5)
    assert (bundle / "model.onnx").exists()
