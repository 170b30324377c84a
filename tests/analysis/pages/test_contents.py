"""What a page says around a study, in the page's language: titles, the question, what the study cannot tell apart."""

from typing import Any

import pandas as pd
import pytest

from analysis.findings.finding import finding
from analysis.pages import contents
from analysis.text.text import Text
from studies.plan.confounds import CONFOUNDS
from studies.plan.study_record import StudyRecord
from tests.support.synthetic_evidence import NONE, evidence
from tests.support.synthetic_records import Synthetic


def a_study(dimension: str = "optimizer", **change: Any) -> StudyRecord:
    values: dict[Any, Any] = {"adam": NONE, "sgd": NONE} if dimension == "optimizer" else {5: NONE, 10: NONE}
    return Synthetic().study(dimension, values, **change)


@pytest.mark.parametrize("dimension", ["optimizer", "epochs"])
def test_a_confounded_dimension_is_warned_of_in_the_language_of_the_page(dimension: str) -> None:
    study = a_study(dimension)
    assert study["warnings"] == [CONFOUNDS[dimension]]
    assert contents.confounds(study, Text("en")) == [CONFOUNDS[dimension]]
    (chinese,) = contents.confounds(study, Text("zh"))
    assert chinese == Text("zh").confounds(dimension)
    assert not chinese.isascii()


def test_with_a_schedule_the_epochs_are_no_points_along_the_same_runs() -> None:
    study = a_study("epochs", schedule="cosine")
    assert contents.confounds(study, Text("en")) == [CONFOUNDS["epochs_scheduled"]]
    assert contents.confounds(study, Text("zh")) == [Text("zh").confounds("epochs_scheduled")]


def test_a_warning_without_a_text_is_shown_as_it_was_recorded() -> None:
    study = a_study(dimensions=["dropout"], warnings=["Dropout slows the fit."])
    assert contents.confounds(study, Text("zh")) == ["Dropout slows the fit."]


def test_a_study_that_recorded_no_warning_has_none() -> None:
    assert contents.confounds(a_study(warnings=[]), Text("zh")) == []
    assert contents.confounds(a_study(warnings=None), Text("en")) == []


def test_a_title_says_the_dimensions_and_the_reading() -> None:
    assert contents.study_title(a_study(), Text()) == "Optimizer"
    assert contents.study_title(a_study(reading=1), Text()) == "Optimizer, after 1 epoch"
    pair = a_study(dimensions=["batch_size", "learning_rate"], kind="probe")
    assert contents.study_title(pair, Text("zh")) == "批大小 × 学习率"


def test_a_command_that_no_next_step_has_stands_with_its_finding() -> None:
    made = Synthetic()
    made.study("optimizer", {"adam": NONE, "sgd": NONE})
    seen = evidence(made)
    numbers = {"names": ["sgd"], "command": "sweepbook chapter"}
    found = [finding(seen, rule, "optimizer=sgd", numbers, None) for rule in ("rate_base", "finale_mean")]
    view = contents.study_view(seen, found, [], [], Text())
    assert [one["command"] for one in view["findings"]] == ["sweepbook chapter"]


def test_a_setting_names_only_what_departs_from_the_defaults() -> None:
    study = a_study()
    assert contents.setting_title(study, Text()) == "cifar10 · all pictures"
    narrow: StudyRecord = {
        **study,
        "width": 0.5,
        "precision": "mixed_bfloat16",
        "dataset": {**study["dataset"], "samples": 300},
    }
    assert contents.setting_title(narrow, Text(), 20) == (
        "cifar10 · 300 pictures · width 0.5 · mixed_bfloat16 · after 20 epochs"
    )


def test_runs_are_counted_by_how_they_ended() -> None:
    runs = pd.DataFrame({"status": ["completed", "completed", "failed"], "cause": [None, None, "Traceback\nOOM"]})
    assert contents.counts(runs, Text()) == "3 runs: 2 completed, 1 failed"
    assert contents.counts(runs, Text("zh")) == "3 次运行：2 完成、1 失败"
    assert contents.causes(runs) == [("OOM", "1 ×")]
