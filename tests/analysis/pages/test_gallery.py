"""The pictures that only one value names rightly are shown, where they are still there."""

from pathlib import Path

import numpy as np
import pytest

from analysis.findings.rules import study_findings
from analysis.pages import gallery
from analysis.text.text import Text
from studies.data import prepared_dataset
from studies.store.home import Home
from tests.support.synthetic_evidence import evidence, plant
from tests.support.synthetic_records import CLASSES, Synthetic

ALIKE = {"relu": (0.1, -0.1, 0.0), "tanh": (0.0, 0.1, -0.1)}


@pytest.fixture
def made() -> Synthetic:
    """Of 500 pictures the first twenty are named rightly by tanh alone."""
    made = Synthetic(validation=500)
    made.study("activation", ALIKE)
    plant(made, lambda value, _, labels: np.where(np.arange(len(labels)) < 20, 9.0 if value == "tanh" else -9.0, 0.0))
    return made


def prepare(root: Path, digest: str) -> None:
    pictures, labels = np.zeros((500, 32, 32, 3), np.uint8), np.arange(500) % 10
    folder = Home(root).datasets / "cifar10"
    folder.mkdir(parents=True)
    splits = dict.fromkeys(("train", "validation", "test"), (pictures, labels))
    prepared_dataset.write(
        folder, splits, {"classes": CLASSES, "digest": digest, "sizes": [500] * 3, "name": "cifar10"}
    )


def test_the_pictures_of_one_value_are_shown_with_their_class_and_place(made: Synthetic, tmp_path: Path) -> None:
    prepare(tmp_path, "d1")
    found = evidence(made)
    shown = gallery.changed(tmp_path, found, study_findings(found), Text())
    assert len(shown) == gallery.MOST_CHANGED
    assert shown[1]["caption"] == "automobile (no. 1): only tanh is right"
    assert shown[0]["picture"].startswith("data:image/png;base64,iVBOR")


def test_nothing_is_shown_where_the_pictures_are_gone_or_others(made: Synthetic, tmp_path: Path) -> None:
    found = evidence(made)
    findings = study_findings(found)
    assert gallery.changed(tmp_path, found, findings, Text()) == []
    prepare(tmp_path, "d2")
    assert gallery.changed(tmp_path, found, findings, Text()) == []


def test_the_table_of_a_study_has_its_limits_over_pictures_too(made: Synthetic) -> None:
    rows = evidence(made).full_table.set_index("value").to_dict("index")
    assert all(row["val_acc_both_low"] <= row["val_acc_low"] for row in rows.values())
    assert rows["tanh"]["difference_both_low"] <= rows["tanh"]["difference_low"]
    assert np.isnan(rows["relu"]["difference_both_low"])
