"""What figures and tables show: every seed, where an interval goes on, and in which order."""

from typing import Any

import numpy as np
import pandas as pd
import pytest
from matplotlib.collections import PathCollection
from matplotlib.figure import Figure

from analysis.figures import effects, outcomes
from analysis.figures.study_specs import study_specs
from analysis.numbers import sections, statistics
from analysis.numbers.evidence import Evidence, gather
from analysis.pages import index, tables
from analysis.text.text import Text
from studies.plan.study_record import DatasetRecord, StudyRecord
from studies.system import formats
from tests.support.synthetic_evidence import load
from tests.support.synthetic_records import Synthetic


def seeds(*values: float, value: str = "adam") -> pd.DataFrame:
    return pd.DataFrame({"value": value, "seed": range(len(values)), "val_acc": values})


def means(results: pd.DataFrame) -> pd.DataFrame:
    rows = [
        (value, (one := statistics.estimate(own, within=statistics.SHARE)).n, one.mean, one.low, one.high)
        for value, own in results.groupby("value", sort=False)["val_acc"]
    ]
    return pd.DataFrame(rows, columns=["value", "n", "val_acc", "val_acc_low", "val_acc_high"])


def drawn(results: pd.DataFrame) -> Figure:
    return outcomes.outcomes(results, means(results), list(dict.fromkeys(results["value"])), None, "x", "y")


def forest(*intervals: tuple[float, float, float]) -> pd.DataFrame:
    table = pd.DataFrame(intervals, columns=["difference", "low", "high"])
    return table.assign(label="adam", verdict="undecided")


def evidence(*effects: Any) -> Evidence:
    made = Synthetic()
    study = made.study("activation", dict(zip(("relu", "tanh"), effects, strict=True)))
    return gather(load(made), study)


def arrows(figure: Figure) -> list[str]:
    return [str(line.get_marker()) for line in figure.axes[0].lines if line.get_marker() in ("<", ">", "v", "^")]


def test_the_mean_hides_no_seed() -> None:
    axes = drawn(seeds(0.5, 0.6, 0.7)).axes[0]
    (dots,) = (one for one in axes.collections if isinstance(one, PathCollection))
    (mean,) = (line for line in axes.lines if line.get_marker() == "o")
    assert len(np.asarray(dots.get_offsets())) == 3
    assert np.asarray(dots.get_offsets())[:, 0].max() < float(np.asarray(mean.get_xdata())[0]) - 0.05


def test_dots_at_a_hundred_percent_are_whole() -> None:
    axes = drawn(seeds(1.0, 1.0, 0.9)).axes[0]
    assert axes.get_ylim()[1] == 1.0
    assert not any(one.get_clip_on() for one in axes.collections)


def test_an_interval_that_goes_on_beyond_the_axis_ends_in_an_arrow() -> None:
    assert arrows(drawn(seeds(0.45, 0.5))) == ["v", "^"]
    assert arrows(drawn(seeds(0.5, 0.51, 0.52, 0.53, 0.54))) == []
    assert arrows(effects.forest(forest((1.0, -90.0, 92.0), (2.0, 1.0, 3.0)), 1.0, "x")) == ["<", ">"]
    assert arrows(effects.forest(forest((2.0, 1.0, 3.0)), 1.0, "x")) == []
    assert arrows(effects.forest(forest((1.0, -90.0, 92.0)), 1.0, "x", broad=True)) == ["<", ">"]


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_caption_says_so_where_there_is_an_arrow(language: str) -> None:
    said = {"en": "An arrow", "zh": "箭头"}[language]
    wide, narrow = evidence((0.0, 0.0, 0.0), (-30.0, 5.0, 2.0)), evidence((0.0, 0.0, 0.0), (-3.0, -3.1, -2.9))
    for one, expected in ((wide, True), (narrow, False)):
        captions = {plate.name: plate.caption for plate in study_specs(one, Text(language))}
        assert (said in captions["differences"]) == expected


def test_intervals_are_read_without_a_dash_between_minus_signs() -> None:
    assert tables.between(-18.2, -7.2, formats.points, Text()) == "−18.2 to −7.2"
    assert tables.between(0.62, 0.646, formats.percent, Text()) == "62.0 to 64.6 %"
    assert tables.between(0.62, 0.646, formats.percent, Text("zh")) == "62.0 至 64.6 %"
    assert tables.between(-0.48, 0.985, formats.loss, Text()) == "−0.480 to 0.985"
    assert tables.between(float("nan"), float("nan"), formats.loss, Text()) == ""


def test_a_chinese_table_has_chinese_heads() -> None:
    head = tables.table_view(evidence((0.0,) * 3, (1.0,) * 3), Text("zh"))["head"]
    assert head[:4] == ["取值", "种子数", "训练准确率", "验证准确率"]
    assert not any(name.isascii() for name in head)


def test_settings_are_in_the_order_of_their_pictures_and_width() -> None:
    def study(samples: int | None, digest: str, width: float = 1.0, precision: str = "float32") -> StudyRecord:
        dataset: DatasetRecord = {"name": "cifar10", "digest": digest, "samples": samples}
        return {**Synthetic().study("l2", {}), "dataset": dataset, "width": width, "precision": precision}

    bf16 = study(300, "d0", precision="mixed_bfloat16")
    all_narrow, all_wide, some, few = study(None, "d1", 0.5), study(None, "d5"), study(400, "d2"), study(300, "d0")
    mixed = [bf16, few, all_narrow, some, all_wide]
    assert sorted(mixed, key=sections.rank) == [all_wide, all_narrow, some, few, bf16]


def test_no_interval_of_the_index_goes_beyond_a_hundred_percent() -> None:
    made = Synthetic()
    made.study("activation", {"relu": (37.5, 36.0, 38.0)})
    content = index.content(load(made), {}, Text())
    assert content["sections"][0]["rows"][0][2].below.endswith("to 100.0 %")
