"""What the page says around a study: what was held fixed, and which model is the best."""

from pathlib import Path

import pytest

from analysis.numbers import network_tables
from analysis.pages import chapter, index
from analysis.text import card_sentences
from analysis.text.held_fixed import held_fixed
from analysis.text.text import Text
from hypermodels.dimensions import BASELINE
from studies.store import catalog
from studies.store.home import Home
from sweepbook.cli.door import main
from tests.support.places import STORED_EARLIER
from tests.support.synthetic_evidence import NONE, load
from tests.support.synthetic_records import Synthetic


def test_a_study_names_every_dimension_but_its_own_and_the_pictures_width_precision_and_seeds() -> None:
    study = Synthetic().study("activation", {"relu": NONE, "tanh": NONE}, epochs=5, width=0.5)
    study["dataset"]["samples"] = 2000
    said = held_fixed(study, Text())
    assert said == (
        "Held fixed: learning rate 0.001, optimizer adam, loss function categorical_crossentropy, batch size 32, "
        "epochs 5, weight initializer glorot_uniform, L2 regularization 0. Each run trained on 2000 of 45000 training "
        "pictures, width 0.5, float32; 5000 pictures validate. Seeds: 0, 1, 2."
    )
    assert "固定不变：学习率 0.001、优化器 adam" in held_fixed(study, Text("zh"))


def test_what_differs_between_trials_is_not_called_fixed_at_one_value() -> None:
    study = Synthetic().study("activation", {"relu": NONE, "tanh": NONE})
    study["trials"][1]["values"]["learning_rate"] = 0.01
    assert "learning rate 0.001 / 0.01" in held_fixed(study, Text())


def test_a_search_over_everything_holds_nothing_fixed() -> None:
    values = tuple(BASELINE.values())
    study = Synthetic().study(tuple(BASELINE), {values: (0.0,)}, (0,), kind="tune", tuner="random")
    assert held_fixed(study, Text()).startswith("Held fixed: nothing, every dimension was searched.")


@pytest.mark.usefixtures("sketched")
def test_page_and_markdown_say_what_was_fixed_and_which_model_is_best(tmp_path: Path) -> None:
    """The store of an earlier version has a card: its values, seed, accuracy and openings are on the page."""
    for kept in ("tuner_dirs", "bundles"):
        (tmp_path / kept).symlink_to(STORED_EARLIER / kept)
    assert main(["report", "--root", str(tmp_path), "--model", "lenet"]) == 0
    folder = tmp_path / "reports" / "lenet"
    page = (folder / "index.html").read_text().replace("\u00a0", " ")
    for text in (page, (folder / "report.md").read_text().replace("\\", "")):
        assert text.count("Held fixed: ") == len(catalog.read(Home(STORED_EARLIER)))
        assert "epochs 3, activation relu" in text
        assert "; seed 1. It is run ed7acabcfc7061ff of the study" in text
        assert "its configuration has 82.6 % (mean of 2 seeds), this seed 84.7 %" in text
        assert "The test set has been opened once for models of this network" in text


def test_a_card_that_says_less_or_nonsense_is_shown_as_far_as_it_goes() -> None:
    assert card_sentences.model_sentences({}, Text()) == []
    odd = {"configuration": {"learning_rate": "fast", "l2": None}, "run": 1, "seed": None, "study": [], "width": "wide"}
    (said,) = card_sentences.model_sentences({**odd, "validation": {"seeds": {}, "mean": "high"}, "test": []}, Text())
    assert "learning rate fast, L2 regularization None" in said


def test_the_best_model_of_many_openings_says_how_many() -> None:
    said = card_sentences.model_sentences({"test": {"times_opened": 3}}, Text())
    assert said[0].startswith("The test set has been opened 3 times")


def test_a_chapter_without_an_exported_model_describes_none(tmp_path: Path) -> None:
    made = Synthetic()
    made.study("activation", {"relu": NONE})
    (page,) = chapter.chapters(load(made), "lenet", [Text()], 1.0, tmp_path)
    (section,) = page.content["sections"]
    assert section["best"]["model"] == []


def test_networks_stand_side_by_side_after_the_epochs_that_most_have() -> None:
    both = Synthetic()
    for network, epochs in (("lenet", 5), ("resnet", 5), ("resnet", 10)):
        made = Synthetic(network)
        made.study("activation", {"relu": NONE}, epochs=epochs, name=f"{network}-activation-{epochs}")
        both.studies += made.studies
        both.runs |= made.runs
        both.histories |= made.histories
    rows = network_tables.baseline_rows(load(both))
    assert sorted(zip(rows["network"], rows["epochs"], strict=True)) == [("lenet", 5)] * 3 + [("resnet", 5)] * 3
    (section,) = index.content(load(both), {}, Text())["sections"]
    assert section["baseline"].startswith("Every network trained with learning rate 0.001, optimizer adam")
    assert "epochs 5" in section["baseline"]
