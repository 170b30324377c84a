"""When a rule must be silent, or speak of a thing once. Effects are points, one number a seed."""

from typing import Any

import pytest

from analysis.figures.study_specs import study_specs
from analysis.findings import advice, chapter_rules
from analysis.findings.finding import Finding
from analysis.findings.joint_rules import joint_findings
from analysis.findings.rules import study_findings
from analysis.numbers import effect_tables
from analysis.numbers.evidence import Evidence, gather
from analysis.numbers.joint_tables import permutation_importance_table
from analysis.pages import contents
from analysis.text.text import Text
from hypermodels.dimensions import BY_NAME, find
from studies.system import formats
from sweepbook.cli.parser import parser
from sweepbook.cli.words import seeds
from tests.support.places import ROOT
from tests.support.synthetic_evidence import NONE, evidence, load
from tests.support.synthetic_records import Synthetic
from tests.support.synthetic_records import chapter as whole_chapter

LOW = (-52.0, -52.0, -51.9)  # no better than guessing


def findings(made: Synthetic, rule: str, place: int = 0) -> list[Finding]:
    return [one for one in study_findings(evidence(made, place)) if one.rule == rule]


def said(made: Synthetic, language: str = "en") -> str:
    return " ".join(Text(language).sentence(one) for one in study_findings(evidence(made)))


@pytest.fixture
def made() -> Synthetic:
    return Synthetic()


def test_a_lead_that_counts_as_no_difference_is_no_edge(made: Synthetic) -> None:
    made.study("learning_rate", {0.0001: (-6.0, -6.2, -5.8), 0.001: NONE, 0.01: (3.4, -3.2, 0.1)})
    assert not findings(made, "edge")


def test_one_seed_leads_only_by_more_than_the_validation_pictures_leave_open() -> None:
    for pictures, found in ((50, 0), (5000, 1)):
        made = Synthetic(validation=pictures)
        made.study("learning_rate", {0.0001: (-6.0,), 0.001: (0.0,), 0.01: (4.0,)}, (0,))
        assert len(findings(made, "edge_single")) == found


def test_a_longest_training_that_overfits_is_no_edge_to_look_beyond(made: Synthetic) -> None:
    effects: dict[Any, Any] = {5: (0.0,) * 3, 10: (0.0,) * 3, 50: (0.0,) * 3}
    made.study("epochs", effects)
    assert findings(made, "edge")
    overfitted = Synthetic()
    overfitted.study("epochs", effects, curve={"overfit_from": 12})
    assert findings(overfitted, "overfitting")
    assert not findings(overfitted, "edge")


def test_nothing_lies_beyond_a_batch_of_all_pictures() -> None:
    for samples, found in ((250, 0), (None, 1)):
        made = Synthetic()
        study = made.study("batch_size", {64: (-9.0, -9.1, -9.2), 128: NONE, 256: (4.0, 4.1, 4.2)})
        study["dataset"]["samples"] = samples
        assert len(findings(made, "edge")) == found


def test_an_edge_advises_the_next_value_by_a_command_that_names_the_whole_study(made: Synthetic) -> None:
    made.study("learning_rate", {0.001: NONE, 0.003: (4.0, 4.2, 3.8), 0.01: (9.0, 9.2, 8.8)}, epochs=5)
    (edge,) = findings(made, "edge")
    assert edge.numbers["command"] == (
        "make study-lr MODEL=lenet DATASET=cifar10 PRECISION=float32 EPOCHS=5 SEEDS=3 VALUES=0.03"
    )
    assert "Next to try: 0.03." in Text().sentence(edge)


def test_a_command_for_more_seeds_asks_for_no_other_values_than_the_studys(made: Synthetic) -> None:
    own = made.study("l2", {0.0: (0.0,), 0.0002: (0.0,)}, (0,))
    assert advice.study_command(own, [0, 1]).endswith("SEEDS=2 VALUES=0,0.0002")
    usual = made.study("activation", dict.fromkeys(BY_NAME["activation"].values, (0.0,)), (0,))
    assert "VALUES" not in advice.study_command(usual, [0, 1])


@pytest.mark.parametrize(
    ("name", "outermost", "neighbour", "found"),
    [
        ("learning_rate", 0.0001, 0.0003, "0.00003"),
        ("batch_size", 256, 128, "512"),
        ("epochs", 50, 20, "100"),
        ("epochs", 1, 2, None),
        ("batch_size", 65536, 32768, None),
        ("l2", 0.0, 0.00001, None),
    ],
)
def test_the_next_value_follows_the_last_step_and_stays_in_bounds(
    name: str, outermost: float, neighbour: float, found: str | None
) -> None:
    assert advice.beyond(BY_NAME[name], outermost, neighbour) == found


def test_seeds_to_add_hold_those_there_are() -> None:
    assert advice.seeds_word(advice.more_seeds([0], 3)) == "3"
    assert advice.seeds_word(advice.more_seeds([0, 1, 7], 5)) == "0,1,2,3,7"
    assert advice.seeds_word([7]) == "7,"


def test_what_200_seeds_leave_open_is_said_by_its_spread_not_by_the_edge_of_the_band(made: Synthetic) -> None:
    made.study("activation", {"relu": NONE, "elu": (30.0, -30.0, 0.0)})
    (found,) = findings(made, "undecided_long")
    assert found.numbers["half_points"] == pytest.approx(1.971957 * 30 / 200**0.5, abs=1e-4)
    assert "varies by 30.0 points from seed to seed, so even 200 seeds would leave it open by ±4.2" in said(made)
    assert not findings(made, "seeds")


def test_no_study_could_have_shown_more_than_there_can_be(made: Synthetic) -> None:
    made.study("activation", {"relu": (0.0, 4.0), "elu": (10.0, 0.0)}, (0, 1))
    assert findings(made, "power_none")
    assert not findings(made, "power")
    assert "could miss any difference" in said(made)


def test_no_loss_lies_below_zero(made: Synthetic) -> None:
    made.study("activation", {"relu": (0.0, 30.0), "elu": NONE[:2]}, (0, 1))
    assert evidence(made).table["val_loss_low"].min() == 0


def test_values_that_did_not_learn_do_not_decide_which_dimension_matters_most(made: Synthetic) -> None:
    made.study("initializer", {"glorot_uniform": NONE, "he_normal": (0.4, 0.5, 0.6), "zeros": LOW})
    made.study("activation", {"relu": NONE, "tanh": (-5.0, -5.2, -4.8)})
    made.study("optimizer", {"adam": NONE, "sgd": LOW})
    table = effect_tables.effect_range_table(evidences(made))
    assert list(table["dimension"]) == ["activation", "initializer"]
    (found,) = chapter_rules.largest_effect(table)
    assert (found.rule, found.value) == ("importance", "activation")


def test_dimensions_whose_intervals_overlap_share_the_first_place(made: Synthetic) -> None:
    made.study("activation", {"relu": NONE, "tanh": (-5.0, -6.0, -4.0)})
    made.study("loss", {"categorical_crossentropy": NONE, "mean_squared_error": (-4.0, -5.0, -3.0)})
    (found,) = chapter_rules.largest_effect(effect_tables.effect_range_table(evidences(made)))
    assert (found.rule, found.numbers["dimensions"]) == ("importance_shared", ["loss"])
    assert "not surely ahead of: Loss function." in Text().sentence(found)
    assert "损失函数" in Text("zh").sentence(found)


def test_a_dimension_with_one_seed_is_not_known_to_move_less(made: Synthetic) -> None:
    made.study("activation", {"relu": NONE, "tanh": (-5.0, -5.2, -4.8)})
    made.study("optimizer", {"adam": (0.0,), "sgd": (-2.0,)}, (0,))
    (found,) = chapter_rules.largest_effect(effect_tables.effect_range_table(evidences(made)))
    assert found.numbers["dimensions"] == ["optimizer"]


def test_names_that_hold_commas_are_kept_apart(made: Synthetic) -> None:
    probe(made, 0.0)
    assert "for 16, 0.0003; 16, 0.001; 16, 0.003;" in said(made)


def test_runs_that_no_study_compares_may_come_from_different_machines(made: Synthetic) -> None:
    made.study("activation", {"relu": NONE, "tanh": NONE})
    made.study("activation", {"relu": (1.0, 1.0, 1.0)}, name="other", optimizer="sgd")
    for run in made.studies[1]["trials"][0]["runs"]:
        made.runs[run]["environment"] = {"threads": 8}
    assert not list(chapter_rules.two_environments(made.studies, load(made).runs))


def test_one_seed_is_remarked_once_a_study_however_many_values_it_has(made: Synthetic) -> None:
    probe(made, -52.0)
    rules = [one.rule for one in study_findings(evidence(made))]
    assert sorted(rules) == ["single", "stuck"]
    text = said(made)
    assert text.count("One seed") == 1
    assert "and 8 more" in text
    (single,) = findings(made, "single")
    assert single.numbers["command"].endswith("SEEDS=3 PROBE=1")
    assert "seed" not in " ".join(contents.limits(evidence(made), Text())).replace("whatever the seeds say", "")


def test_a_probe_has_a_verdict_for_its_best_combination_only(made: Synthetic) -> None:
    grid: dict[Any, Any] = {(rate, "adam"): (rate * 5000,) * 3 for rate in (0.0003, 0.001, 0.003)}
    made.study(("learning_rate", "optimizer"), grid, kind="probe")
    told = [one.value for one in study_findings(evidence(made)) if one.rule in ("clear_better", "clear_worse")]
    assert told == ["0.003, adam"]


GRID: dict[Any, Any] = {
    (0.001, "adam"): (3.0, -3.0, 0.0),
    (0.001, "sgd"): (-2.0, 2.0, -0.5),
    (0.01, "adam"): (-8.0, -8.1, -7.9),
    (0.01, "sgd"): (1.0, 1.1, 0.9),
}


@pytest.mark.parametrize("seeds", [(0, 1, 2), (0,)])
def test_a_best_column_that_luck_may_have_moved_is_no_shift(made: Synthetic, seeds: tuple[int, ...]) -> None:
    made.study(
        ("learning_rate", "optimizer"), {key: one[: len(seeds)] for key, one in GRID.items()}, seeds, kind="probe"
    )
    assert "probe_shift" not in joint_rules_of(made)


def test_a_probe_whose_best_is_the_reference_names_it_once(made: Synthetic) -> None:
    made.study(("learning_rate", "optimizer"), {(0.001, "adam"): NONE, (0.001, "sgd"): LOW}, kind="probe")
    assert joint_rules_of(made) == ["probe_reference"]
    unfinished = Synthetic()
    unfinished.study(("learning_rate", "optimizer"), {(0.001, "adam"): None, (0.001, "sgd"): NONE}, kind="probe")
    assert joint_rules_of(unfinished) == ["probe_alone"]


@pytest.mark.parametrize(("reached", "rule"), [((0.0, 1.0), "tune_last"), ((1.0, 0.0), "tune"), ((1.0,), "tune_alone")])
def test_a_search_counts_only_trials_that_there_were(made: Synthetic, reached: tuple[float, ...], rule: str) -> None:
    tried = {(rate, "adam"): (effect,) for rate, effect in zip((0.001, 0.002), reached, strict=False)}
    made.study(("learning_rate", "optimizer"), tried, (0,), kind="tune", tuner="random")
    assert joint_rules_of(made) == [rule]


def joint_rules_of(made: Synthetic) -> list[str]:
    told = evidence(made)
    return [one.rule for one in joint_findings(told, permutation_importance_table(told))]


def test_where_no_value_learned_the_answer_says_so_and_nothing_is_a_plateau(made: Synthetic) -> None:
    made.study("l2", {0.0: LOW, 0.001: LOW, 0.01: LOW})
    rules = [one.rule for one in study_findings(evidence(made))]
    assert rules[0] == "answer_chance"
    assert not {"plateau", "edge", "spread"} & set(rules)


def test_a_value_at_chance_in_one_run_has_no_average(made: Synthetic) -> None:
    made.study("activation", {"relu": (0.0,), "tanh": (-52.0,)}, (0,))
    assert "Not surely better than guessing: tanh (its only run). Guessing gives 10.0 %" in said(made)
    assert "average" not in said(made)


@pytest.mark.parametrize(
    ("dimension", "asked"),
    [
        ("epochs", "How does the number of epochs change what LeNet-5 reaches on cifar10?"),
        ("l2", "How does L2 regularization change what LeNet-5 reaches on cifar10?"),
        ("loss", "How does the loss function change what LeNet-5 reaches on cifar10?"),
    ],
)
def test_a_question_is_a_sentence(made: Synthetic, dimension: str, asked: str) -> None:
    study = made.study(dimension, {BY_NAME[dimension].baseline: NONE})
    assert contents.question(study, Text()) == asked


def test_ties_are_no_half_seeds(made: Synthetic) -> None:
    made.study("activation", {"relu": NONE, "tanh": (0.0, -5.0, 5.0)})
    study = contents.study_view(evidence(made), [], [], Text())
    assert [row[-1].below for row in study["table"]["rows"]][-1].endswith("ahead in 1 of 3")


def probe(made: Synthetic, effect: float) -> None:
    grid = {(batch, rate): (effect,) for batch in (16, 32, 64, 128, 256) for rate in (0.0003, 0.001, 0.003)}
    made.study(("batch_size", "learning_rate"), grid, (0,), kind="probe")


def evidences(made: Synthetic) -> list[Evidence]:
    loaded = load(made)
    return [gather(loaded, study) for study in made.studies]


def test_all_of_seven_pictures_right_is_not_known_to_nothing() -> None:
    made = Synthetic(validation=7)
    made.study("activation", {"relu": (0.0,), "tanh": (-2.0,)}, (0,), base=1.0)
    limit = contents.limits(evidence(made), Text())[0]
    assert limit.startswith("An accuracy of 100.0 % on 7 validation pictures may be 64.6 %")


def test_too_few_pictures_for_the_band_are_said_and_equal_seeds_are_no_measure_of_luck() -> None:
    for pictures, few in ((99, True), (100, False)):
        made = Synthetic(validation=pictures)
        made.study("activation", {"relu": NONE, "tanh": (-2.0, -2.1, -2.2)})
        said = " ".join(contents.limits(evidence(made), Text()))
        assert ("One of 99 validation pictures is 1.0 points" in said) == few
        assert not findings(made, "spread")


def test_captions_promise_no_interval_of_one_seed(made: Synthetic) -> None:
    made.study("activation", {"relu": (0.0,), "tanh": (-2.0,)}, (0,))
    captions = {one.name: one.caption for one in study_specs(evidence(made), Text())}
    for name in ("val_accuracy", "outcomes", "differences", "cost"):
        assert captions[name].endswith(" One seed has no interval.")
    several = Synthetic()
    several.study("activation", {"relu": NONE, "tanh": NONE})
    assert not any("One seed" in one.caption for one in study_specs(evidence(several), Text()))


def test_a_difference_that_rounds_to_nothing_is_not_negative() -> None:
    assert Text().number("difference_points", -0.04) == formats.points(-0.04) == "+0.0"
    assert Text().number("difference_points", -0.06) == formats.points(-0.06) == "−0.1"


def test_every_advised_command_is_one_that_make_and_the_command_line_take() -> None:
    """The whole chapter's advice, word by word: a target of the Makefile, and variables that become options."""
    whole = whole_chapter()
    advised = {
        one.numbers["command"]: None
        for each in evidences(whole)
        for one in study_findings(each)
        if "command" in one.numbers
    }
    assert len(advised) > 4
    targets = (ROOT / "Makefile").read_text(encoding="utf-8")
    for command in advised:
        make, target, *given = command.split()
        assert (make, target in targets) == ("make", True)
        options = [word for one in given for word in (f"--{one.split('=')[0].lower()}", one.split("=")[1])]
        found = parser().parse_args(["study", target.removeprefix("study-"), *options])
        assert seeds(found.seeds)
        for value in found.values.split(",") if found.values else ():
            find(found.dimension).parse(value)
