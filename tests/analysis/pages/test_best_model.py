"""The exported model stands in its run's section; without one a sentence says how to get it."""

import json
import re
from pathlib import Path

import pytest

from tests.analysis.pages.reports import NONE, page, publish, small

pytestmark = pytest.mark.usefixtures("sketched")


def test_how_to_export_is_said_once_however_many_sections_a_page_has(tmp_path: Path) -> None:
    made = small()
    made.study("l2", {0.0: NONE, 0.001: (-1.0, -0.5, -0.8)}, epochs=20)
    assert publish(made.write(tmp_path)) == 0
    sections = set(re.findall(r'<h3 id="([^"]+)-best"', page(tmp_path)))
    assert (len(sections), page(tmp_path).count("No model of it is exported here")) == (1, 1)


def test_a_card_adds_the_best_model_and_without_one_a_sentence_says_how(tmp_path: Path) -> None:
    other = small().write(tmp_path)
    assert publish(other) == 0
    assert "No model of it is exported here" in page(other)
    folder = other / "bundles" / "cifar10" / "lenet"
    folder.mkdir(parents=True)
    (folder / "card.json").write_text(json.dumps(card()))
    publish(other)
    assert "Test accuracy 63.0 % (62.0 % to 64.0 %, n = 10000 pictures)." in page(other)
    assert page(other).count("<img ") == 1
    for name in ("confusion", "recall", "reliability"):
        assert (other / "reports" / "lenet" / "figures" / f"cifar10-best-{name}.svg").is_file()


def test_the_best_model_stands_in_the_section_its_run_belongs_to(tmp_path: Path) -> None:
    made = small()
    made.study("activation", {"relu": NONE, "tanh": 1.0}, name="lenet-activation-cifar10-width0.5", width=0.5)
    root = made.write(tmp_path)
    narrow = json.loads((root / "tuner_dirs" / "lenet-activation-cifar10-width0.5" / "study.json").read_text())
    folder = root / "bundles" / "cifar10" / "lenet"
    folder.mkdir(parents=True)
    (folder / "card.json").write_text(json.dumps({**card(), "run": narrow["trials"][1]["runs"][0]}))
    publish(root)
    assert page(root).count("Test accuracy 63.0 %") == 1
    assert page(root).index("Test accuracy 63.0 %") > page(root).index("width 0.5</h2>")


def card() -> dict[str, object]:
    pixel = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
    return {
        "classes": ["cat", "dog"],
        "confusion_matrix": [[40, 10], [5, 45]],
        "per_class_recall": [0.8, 0.9],
        "test": {"accuracy": 0.63, "low": 0.62, "high": 0.64, "pictures": 10000},
        "calibration": [{"confidence": place, "accuracy": place - 0.05, "count": 50} for place in (0.55, 0.9)],
        "errors": [{"picture": pixel, "true": "cat", "predicted": "dog", "probability": 0.97}],
    }
