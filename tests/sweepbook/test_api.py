"""The Python API: what it returns, and that its mistakes are the command line's sentences."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

import sweepbook
from hypermodels.dimensions import Value
from hypermodels.errors import InvalidValue
from sweepbook import api
from tests.support.places import STORED_EARLIER

STUDY = "lenet-learning_rate-digits-samples300"


def test_the_stored_studies_are_tables_of_all_or_of_one() -> None:
    everything = sweepbook.load(STORED_EARLIER)
    one = sweepbook.load(str(STORED_EARLIER), STUDY)
    assert {study["name"] for study in everything.studies} > {STUDY}
    assert [study["name"] for study in one.studies] == [STUDY]
    assert set(one.results["study"]) == {STUDY}
    assert set(one.runs["run"]) == set(one.epochs["run"]) == set(one.results["run"])
    assert len(one.runs) < len(everything.runs)


def test_figures_are_those_of_the_studies_page_in_any_language() -> None:
    figures = sweepbook.figures(STORED_EARLIER, STUDY)
    assert {figure.name for figure in figures} >= {f"{STUDY}-val_accuracy", f"{STUDY}-outcomes"}
    assert all(figure.svg.startswith("<svg") for figure in figures)
    chinese = sweepbook.figures(STORED_EARLIER, STUDY, language="zh")
    assert chinese[0].caption != figures[0].caption
    assert len(sweepbook.figures(STORED_EARLIER)) > len(figures)


@pytest.mark.parametrize(
    ("call", "sentence"),
    [
        (lambda root: sweepbook.load(root), "No study is stored under .*tuner_dirs: give another root"),
        (lambda _: sweepbook.load(STORED_EARLIER, "nope"), "No study nope is stored under .*; there are: lenet-"),
        (lambda _: sweepbook.figures(STORED_EARLIER, STUDY, "fr"), "Unknown language fr; choose from en, zh"),
        (lambda _: sweepbook.network("nope"), "Unknown network nope; choose from lenet"),
        (lambda root: sweepbook.sweep("warmth", model="lenet", root=root), "Unknown dimension warmth; choose from"),
        (lambda root: sweepbook.sweep("lr", model="nope", root=root), "Unknown network nope; choose from lenet"),
        (lambda root: sweepbook.sweep("lr", model="lenet", width=9, root=root), "width=9 is out of range"),
        (lambda root: sweepbook.sweep("lr", model="lenet", values=["fast"], root=root), "learning_rate=fast is not"),
        (lambda root: sweepbook.sweep("lr", model="lenet", seeds=[1, 1], root=root), "seeds=1,1 names a seed twice"),
        (lambda root: sweepbook.sweep("lr", model="lenet", tuned="lr", root=root), "tuned=lr is for optimizer, loss"),
    ],
)
def test_a_mistake_is_a_usage_error_in_the_command_lines_sentence_and_nothing_is_written(
    call: Callable[[Path], object], sentence: str, tmp_path: Path
) -> None:
    with pytest.raises(sweepbook.UsageError, match=sentence):
        call(tmp_path)
    assert not list(tmp_path.iterdir())


def test_a_sweep_returns_its_study_alone_and_grows_it(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    def sweep(dimension: str, values: list[Value], seeds: int | list[int]) -> sweepbook.Frames:
        return sweepbook.sweep(
            dimension,
            model="lenet",
            dataset="digits",
            values=values,
            seeds=seeds,
            epochs=1,
            samples=100,
            width=0.5,
            precision="float32",
            workers=0,
            root=home,
        )

    sweep("activation", ["tanh"], 1)
    found = sweep("lr", [0.001, 0.003], [7])
    assert list(found.results["learning_rate"]) == [0.001, 0.003]
    assert set(found.results["seed"]) == {7}
    assert found.results["val_acc"].between(0, 1).all()
    assert found.studies[0]["command"].startswith("sweepbook study lr --model lenet --dataset digits --values 0.001")
    assert "2 trained (2 epochs)" in capsys.readouterr().out


def test_each_value_at_its_own_rate_is_a_study_more(home: Path) -> None:
    found = sweepbook.sweep(
        "loss",
        model="lenet",
        dataset="digits",
        values=["categorical_crossentropy"],
        seeds=1,
        epochs=1,
        samples=100,
        width=0.5,
        precision="float32",
        workers=0,
        tuned="lr=0.001,0.003",
        root=home,
    )
    assert [study["kind"] for study in found.studies] == ["study", "tuned"]
    assert set(found.results["study"]) == {str(study["name"]) for study in found.studies}


def test_a_number_is_parsed_as_it_is() -> None:
    assert [api._seeds(given) for given in (None, 3, [7], (0, 1))] == [None, "3", "7,", "0,1"]
    assert [api._seeds(given) for given in (np.int64(3), np.arange(2), "auto:5")] == ["3", "0,1", "auto:5"]
    assert [list(api._several(given)) for given in (0.01, "adam", [1, 2])] == [[0.01], ["adam"], [1, 2]]
    assert issubclass(InvalidValue, sweepbook.UsageError)


def test_to_import_it_loads_nothing_heavy() -> None:
    code = "import sweepbook, sys; dir(sweepbook); print(*{name.split('.')[0] for name in sys.modules})"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)
    assert not {"numpy", "pandas", "matplotlib", "tensorflow", "keras"} & set(done.stdout.split())
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        sweepbook.nothing  # noqa: B018


def test_tables_load_no_matplotlib_and_figures_leave_the_callers_backend() -> None:
    code = """
import os, sys, sweepbook
sweepbook.load
assert "matplotlib" not in sys.modules
os.environ["MPLBACKEND"] = "agg"
import matplotlib.pyplot
sweepbook.RenderedFigure
print(matplotlib.get_backend(), os.environ["MPLBACKEND"])
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)
    assert done.stdout.split() == ["agg", "agg"]


def test_a_study_is_carried_out_without_what_judges_it() -> None:
    """pandas and SciPy take a second of the core that training needs."""
    code = "import sys, sweepbook.cli.training.sweep; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)
    assert not {"pandas", "scipy", "matplotlib", "tensorflow"} & set(done.stdout.split())
