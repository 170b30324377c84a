"""What a tuned study's verdicts rest on, and what it is kept out of."""

from analysis.findings.steps.section_steps import recommended
from analysis.numbers.effect_tables import effect_range_table
from analysis.numbers.evidence import gather_all
from tests.analysis.numbers.tuned import studies as tuned
from tests.support.synthetic_evidence import load
from tests.support.synthetic_records import Synthetic

LADDER: dict[tuple[str, float], tuned.Effects] = {
    ("sgd", 0.001): (-9.0, -9.0),
    ("sgd", 0.01): (20.0, 20.0),
    ("adam", 0.001): (0.0, 0.0),
    ("adam", 0.01): (-9.0, -9.0),
}
JUDGED: dict[tuple[str, float], tuned.Effects] = {
    ("sgd", 0.01): (4.0, 4.1, 3.9),
    ("adam", 0.001): (0.0, 0.1, -0.1),
    ("sgd", 0.001): (-30.0, -30.0, -30.0),  # judged before the ladder was extended
}


def test_each_value_is_judged_at_its_own_rate_on_the_seeds_that_did_not_choose() -> None:
    made = Synthetic()
    made.study("optimizer", {"sgd": (-9.0, -9.1, -8.9), "adam": (0.0, 0.1, -0.1)})
    tuned.add(made, LADDER, JUDGED)
    plain, judged = gather_all(load(made), made.studies)
    assert judged.values == ["sgd", "adam"]
    assert list(judged.rows["seed"]) == [0, 1, 2] * 2
    assert list(judged.table["learning_rate"]) == [0.01, 0.001]
    assert list(judged.table["n"]) == [3, 3]
    assert list(judged.table["verdict"]) == ["better", "reference"]
    assert list(plain.table["verdict"]) == ["worse", "reference"]
    assert abs(judged.table["val_acc"].iloc[0] - 0.66) < 1e-9
    assert judged.plain is not None
    assert judged.plain.study is plain.study
    assert set(judged.curves) == set(plain.curves)


def test_a_tuned_study_lends_no_spread_ranks_no_dimension_and_recommends_no_value() -> None:
    made = Synthetic()
    made.study("optimizer", {"sgd": (-9.0, -9.1, -8.9), "adam": (0.0, 0.1, -0.1)})
    made.study("l2", {0.0: (0.0, 0.1, -0.1), 0.1: (-3.0, -3.0, -3.0)})
    without = gather_all(load(made), made.studies)
    tuned.add(made, LADDER, JUDGED)
    found = gather_all(load(made), made.studies)
    assert [one.prior for one in found[:2]] == [one.prior for one in without]
    assert effect_range_table(found).equals(effect_range_table(without))
    assert recommended(found) == {}


def test_a_value_without_a_rate_has_no_result_yet() -> None:
    made = Synthetic()
    tuned.add(made, {**LADDER, ("sgd", 0.1): None}, JUDGED)
    (judged,) = gather_all(load(made), made.studies)
    assert judged.values == ["adam"]
    assert [(trial["values"]["optimizer"], len(trial["runs"])) for trial in judged.study["trials"]] == [
        ("sgd", 0),
        ("adam", 3),
    ]
