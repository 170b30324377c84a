"""What a page shows of a search: a column a dimension, every trial once, and a figure whose names can be read."""

import itertools
from typing import Any

import numpy as np
import pytest
from matplotlib.text import Annotation

from analysis.figures import tuning
from analysis.figures.joint_specs import joint_specs
from analysis.numbers.evidence import gather
from analysis.numbers.joint_tables import trial_table
from analysis.pages.contents import study_title
from analysis.pages.tables import table_view
from analysis.text.text import Text
from hypermodels.dimensions import DIMENSIONS, FIRST, Value
from tests.support.synthetic_evidence import load
from tests.support.synthetic_records import Synthetic


def evidence_of(made: Synthetic, place: int = 0) -> Any:
    return gather(load(made), made.studies[place], 1.0)


def a_search(names: tuple[str, ...] = tuple(FIRST), tuner: str = "random", trials: int = 20) -> Synthetic:
    rng, tried = np.random.default_rng(3), dict[Any, Any]()
    dimensions = [one for one in DIMENSIONS if one.name in names]
    while len(tried) < trials:
        chosen: tuple[Value, ...] = tuple(one.values[rng.integers(len(one.values))] for one in dimensions)
        tried[chosen] = (-30 * float(rng.random()),)
    made = Synthetic()
    made.study(tuple(one.name for one in dimensions), tried, (0,), kind="tune", tuner=tuner)
    return made


@pytest.mark.parametrize(
    ("language", "head"),
    [("en", ["Learning rate", "L2 regularization", "Epochs"]), ("zh", ["学习率", "L2 正则化", "训练轮数"])],
)
def test_a_searchs_table_has_a_column_a_dimension_and_one_for_the_epochs(language: str, head: list[str]) -> None:
    evidence = evidence_of(a_search(("learning_rate", "l2"), trials=5))
    view = table_view(evidence, Text(language))
    assert view["head"][:3] == head
    best = evidence.table.loc[evidence.table["val_acc"].idxmax()]
    shown = [cell.text for cell in view["rows"][0]]
    assert [float(text) for text in shown[:3]] == [best["learning_rate"], best["l2"], 10]
    assert list(evidence.table.columns[:5]) == ["value", "learning_rate", "l2", "epochs", "n"]


def test_hyperbands_trials_of_one_configuration_after_several_epochs_are_told_apart() -> None:
    made = a_search(("learning_rate", "l2"), "hyperband", trials=3)
    values = {**made.studies[0]["trials"][0]["values"], "epochs": 30}
    run = made._run(values, 0, 0.62, 5.0, 0.0, None)
    made.studies[0]["trials"].append({"trial": "03", "values": values, "runs": [run]})
    evidence = evidence_of(made)
    assert sorted(evidence.table["epochs"]) == [10, 10, 10, 30]
    assert len(trial_table(evidence)) == 4


def test_two_searches_have_two_titles() -> None:
    dimensions_and_tuners: list[tuple[tuple[str, ...], str]] = [
        (tuple(FIRST), "random"),
        (("learning_rate", "l2"), "random"),
        (("learning_rate", "loss"), "random"),
        (tuple(FIRST), "bayesian"),
        (tuple(name for name in FIRST if name != "epochs"), "hyperband"),
    ]
    studies = [a_search(names, tuner, trials=1).studies[0] for names, tuner in dimensions_and_tuners]
    studies.append({**studies[0], "reading": 20})
    titles = [study_title(study, Text()) for study in studies]
    assert len(set(titles)) == len(titles)
    assert titles[0] == "Joint tuning (random)"
    assert titles[1] == "Joint tuning (random): Learning rate, L2 regularization"
    assert titles[4] == "Joint tuning (hyperband)"


def test_names_in_the_parallel_coordinates_cover_neither_one_another_nor_the_next_axis() -> None:
    evidence = evidence_of(a_search(trials=40))
    plate = next(one for one in joint_specs(evidence, evidence.table.head(0), Text()) if one.name == "parallel")
    figure = plate.draw()
    (axes,) = figure.axes
    figure.canvas.draw()
    boxes = {text: text.get_window_extent() for text in axes.texts}
    assert len(boxes) > 30
    for (one, here), (other, there) in itertools.combinations(boxes.items(), 2):
        assert not here.overlaps(there), (one.get_text(), other.get_text())
    drawn = [np.asarray(line.get_xdata()) for line in axes.lines]
    verticals = sorted({float(x[0]) for x in drawn if len(set(x)) == 1})
    for x, after in itertools.pairwise(verticals):
        limit = axes.transData.transform((after, 0))[0]
        assert all(
            box.x1 < limit
            for text, box in boxes.items()
            if isinstance(text, Annotation) and text.get_verticalalignment() == "center" and text.xy[0] == x
        )
    assert max(box.x1 for box in boxes.values()) <= figure.bbox.x1


def test_names_too_close_to_the_one_below_are_left_out_but_the_last() -> None:
    marks = [(0.0, "0"), (0.01, "0.001"), (0.5, "0.01"), (0.97, "0.1"), (1.0, "1")]
    assert [text for _, text in tuning._apart(marks)] == ["0", "0.01", "1"]
