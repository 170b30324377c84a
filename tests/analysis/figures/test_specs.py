"""Every figure that a rule names is drawn for some study, and has a caption in every language. Drawing succeeds."""

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from analysis import findings
from analysis.figures.card_specs import card_specs
from analysis.figures.chapter_specs import chapter_specs
from analysis.figures.figure_spec import FigureSpec
from analysis.figures.joint_specs import joint_specs
from analysis.figures.network_specs import network_specs
from analysis.figures.study_specs import study_specs
from analysis.numbers.effect_tables import effect_range_table
from analysis.numbers.evidence import gather
from analysis.numbers.network_tables import baseline_rows
from analysis.pages.limits import limits
from analysis.text.languages import LANGUAGES
from analysis.text.text import Text
from studies.plan import own_networks
from tests.analysis.numbers.tuned import studies as tuned
from tests.support.synthetic_evidence import load, plant
from tests.support.synthetic_records import Synthetic, chapter

CARD = {
    "classes": ["cat", "dog"],
    "confusion_matrix": [[9, 1], [2, 8]],
    "per_class_recall": [0.9, 0.8],
    "calibration": [{"confidence": 0.9, "accuracy": 0.85, "count": 20}],
}
RANKED = pd.DataFrame({"dimension": ["l2"], "mean": [9.0], "sd": [1.0], "low": [7.0], "high": [11.0]})


@pytest.fixture(scope="module")
def studied() -> Synthetic:
    """The eight studies of a network, a probe, a search, a finale and a tuned study."""
    made = chapter()
    grid: dict[Any, Any] = {(32, 0.001): 0.0, (32, 0.003): 0.4, (64, 0.001): -1.0, (64, 0.003): -4.0}
    made.study(("batch_size", "learning_rate"), grid, kind="probe")
    tried: dict[Any, Any] = {(0.001 * place, 0.0): -float(place) for place in range(1, 10)}
    made.study(("learning_rate", "l2"), tried, (0,), kind="tune", tuner="random")
    plant(made)
    both: dict[Any, Any] = {(0.0, 32): 0.0, (0.001, 16): 2.0, (0.001, 32): 1.0, (0.0, 16): 1.0}
    made.study(("l2", "batch_size"), both, kind="finale")
    rates: dict[tuple[Any, float], tuned.Effects] = {("sgd", 0.001): (0.0, 1.0), ("sgd", 0.01): (2.0, 3.0)}
    tuned.add(made, rates, {("sgd", 0.01): (2.0, 2.5, 3.0)})
    return made


def test_one_epoch_has_no_curve_and_is_told_so() -> None:
    made = Synthetic()
    made.study("activation", {"relu": 0, "tanh": -1}, epochs=1)
    loaded = load(made)
    found = gather(loaded, made.studies[0])
    assert {"val_accuracy", "val_loss"}.isdisjoint(spec.name for spec in study_specs(found, Text()))
    assert Text().word("limit_one_epoch") in limits(found, Text())
    rows = baseline_rows(loaded)
    assert list(network_specs(rows, loaded.epochs, own_networks.titles(loaded.studies), Text())) == []


def test_a_single_epoch_among_longer_trainings_is_told_so() -> None:
    made = Synthetic()
    made.study("epochs", {1: 0, 10: 0}, schedule="cosine")
    captions = {spec.name: spec.caption for spec in study_specs(gather(load(made), made.studies[0]), Text())}
    assert captions["val_accuracy"].endswith(Text().word("one_epoch_dot"))


def named_by_rules() -> set[str]:
    """The last argument of every finding, where it is a text, and what is taken for a variable `figure`."""
    found = []
    for file in Path(findings.__file__).parent.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in ("finding", "Finding"):
                found.append(node.args[-1])
            elif isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") == "figure":
                found += [node.value.body, node.value.orelse] if isinstance(node.value, ast.IfExp) else [node.value]
    return {node.value for node in found if isinstance(node, ast.Constant) and node.value is not None}


def test_rules_name_figures() -> None:
    assert {"outcomes", "differences", "divergence", "importance"} <= named_by_rules()


def all_specs(made: Synthetic, text: Text) -> Iterator[FigureSpec]:
    loaded = load(made)
    evidences = [gather(loaded, study) for study in made.studies]
    for evidence in evidences:
        yield from study_specs(evidence, text)
        yield from joint_specs(evidence, RANKED, text)
    yield from chapter_specs(evidences, effect_range_table(evidences), text)
    yield from card_specs(CARD, text)
    yield from network_specs(baseline_rows(loaded), loaded.epochs, own_networks.titles(made.studies), text)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_figure_that_a_rule_names_is_there_and_each_has_a_caption(studied: Synthetic, language: str) -> None:
    specs = list(all_specs(studied, Text(language)))
    assert {spec.name for spec in specs} >= named_by_rules()
    for spec in specs:
        assert spec.caption, spec.name
        assert "{" not in spec.caption
        assert spec.alt


def test_every_figure_can_be_drawn(studied: Synthetic) -> None:
    for spec in {spec.name: spec for spec in all_specs(studied, Text())}.values():
        assert spec.draw().axes, spec.name
