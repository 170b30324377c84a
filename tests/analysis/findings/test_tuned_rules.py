"""What a tuned study is said to have found, beside the study at one rate."""

import pytest

from analysis.findings.chapter_findings import section_findings
from analysis.findings.finding import Finding
from analysis.numbers.sections import sections_of
from analysis.pages.tables import table_view
from analysis.text.held_fixed import held_fixed
from analysis.text.languages import LANGUAGES
from analysis.text.text import Text
from tests.analysis.numbers.tuned import studies as tuned
from tests.support.synthetic_evidence import LOW, load
from tests.support.synthetic_records import Synthetic

PLAIN = {"sgd": (-9.0, -9.1, -8.9), "rmsprop": (-1.0, -1.1, -0.9), "adam": (0.0, 0.1, -0.1)}
LADDER: dict[tuple[str, float], tuned.Effects] = {
    ("sgd", 0.001): (-9.0, -9.0),
    ("sgd", 0.01): (20.0, 20.0),
    ("rmsprop", 0.0003): (-2.0, -2.0),
    ("rmsprop", 0.001): (0.0, 0.0),
    ("rmsprop", 0.003): (-2.0, -2.0),
    ("adam", 0.0003): (-9.0, -9.0),
    ("adam", 0.001): (0.0, 0.0),
    ("adam", 0.003): (-9.0, -9.0),
}
JUDGED: dict[tuple[str, float], tuned.Effects] = {
    ("sgd", 0.01): (4.0, 4.1, 3.9),
    ("rmsprop", 0.001): (-1.0, -1.1, -0.9),
    ("adam", 0.001): (0.0, 0.1, -0.1),
}


def found(
    ladder: dict[tuple[str, float], tuned.Effects] = LADDER,
    judged: dict[tuple[str, float], tuned.Effects] = JUDGED,
    plain: bool = True,
) -> tuple[dict[str, Finding], dict[str, Finding]]:
    """By rule, the findings and the next steps of the tuned study."""
    made = Synthetic()
    if plain:
        made.study("optimizer", PLAIN)
    study = tuned.add(made, ladder, judged)
    (section,) = section_findings(load(made), sections_of(made.studies), 1.0)
    own = next(one for one in section.studies if one.evidence.study["name"] == study["name"])
    return {one.rule: one for one in own.findings}, {one.rule: one for one in own.steps}


def test_rates_seeds_the_end_of_a_ladder_and_the_new_order_are_told() -> None:
    told, steps = found()
    assert told["rate_chosen"].numbers == {
        "values": ["sgd 0.01", "rmsprop 0.001", "adam 0.001"],
        "seeds": [1000, 1001],
        "judge": [0, 1, 2],
    }
    assert (told["rate_edge"].numbers["names"], told["rate_edge"].numbers["beyond"]) == (["sgd 0.01"], "0.1")
    assert told["rate_edge"].numbers["command"].endswith("SEEDS=3 VALUES=sgd TUNED=lr=0.1")
    assert steps["next_rate_edge"].numbers["epochs_to_train"] == (2 + 3) * 10
    order = told["rate_order"].numbers
    assert (order["before"], order["after"]) == ("adam > rmsprop > sgd", "sgd > adam > rmsprop")
    assert (told["rate_order"].value, round(order["gain_difference_points"], 6)) == ("sgd", 13.0)
    assert told["rate_verdict"].numbers == {"was_verdict": "worse", "now_verdict": "better", "rate": "0.001"}
    assert told["rate_base"].value == "learning_rate=0.01 optimizer=sgd"
    assert "rate_waiting" not in told
    assert "next_probe" not in steps


def test_a_rate_that_the_seeds_which_judge_do_not_confirm_makes_no_baseline() -> None:
    """On its ladder rmsprop was best at 0.003; on the seeds that judge it did better at the baseline's rate."""
    ladder = {**LADDER, ("rmsprop", 0.003): (2.0, 2.0)}
    judged: dict[tuple[str, float], tuned.Effects] = {
        ("sgd", 0.01): (-4.0, -4.1, -3.9),
        ("rmsprop", 0.003): (0.5, 0.6, 0.4),
        ("adam", 0.001): (0.0, 0.1, -0.1),
    }
    told, _ = found(ladder, judged)
    assert told["rate_base"].value == "learning_rate=0.003 optimizer=rmsprop"
    made = Synthetic()
    made.study("optimizer", {**PLAIN, "rmsprop": (1.0, 1.1, 0.9)})
    tuned.add(made, ladder, judged)
    (section,) = section_findings(load(made), sections_of(made.studies), 1.0)
    (base,) = [one for one in section.studies[-1].findings if one.rule == "rate_base"]
    assert base.value == "optimizer=rmsprop"


def test_an_order_that_stays_is_said_to_stay_and_nothing_is_compared_with_a_study_that_is_not_there() -> None:
    same = {**JUDGED, ("sgd", 0.01): (-4.0, -4.1, -3.9)}
    told, _ = found(judged=same)
    assert told["rate_same_order"].numbers["after"] == "adam > rmsprop > sgd"
    assert "rate_order" not in told
    assert "rate_base" not in told
    alone, _ = found(judged=same, plain=False)
    assert not {"rate_order", "rate_same_order", "rate_verdict"} & set(alone)


def test_a_ladder_that_is_not_whole_is_named_with_what_it_still_takes() -> None:
    told, steps = found({**LADDER, ("sgd", 0.1): None}, {key: one for key, one in JUDGED.items() if key[0] != "sgd"})
    assert told["rate_waiting"].numbers["names"] == ["sgd"]
    assert told["rate_waiting"].numbers["command"].endswith("SEEDS=3 VALUES=sgd,rmsprop,adam TUNED=lr")
    assert steps["next_rate_waiting"].numbers["epochs_to_train"] == (2 + 3) * 10


def test_where_nothing_learned_neither_a_longer_ladder_nor_a_baseline_is_advised() -> None:
    ladder: dict[tuple[str, float], tuned.Effects] = {key: (-52.0, -52.0 + 0.1 * (key[0] == "sgd")) for key in LADDER}
    told, steps = found(ladder, dict.fromkeys(JUDGED, LOW), plain=False)
    assert "rate_chosen" in told
    assert not {"rate_edge", "rate_base"} & set(told)
    assert "next_rate_edge" not in steps


def test_chosen_rates_that_wait_for_the_seeds_that_judge_are_told_with_the_command_that_goes_on() -> None:
    told, steps = found(judged={})
    assert "nothing" not in told
    assert told["rate_unjudged"].numbers["names"] == ["sgd", "rmsprop", "adam"]
    step = steps["next_rate_unjudged"].numbers
    assert (step["runs"], step["epochs_to_train"]) == (3 * 3, 3 * 10)  # the others chose the rate of the plain study
    _, alone = found(judged={}, plain=False)
    assert alone["next_rate_unjudged"].numbers["epochs_to_train"] == (3 + 3 * 3) * 10  # sgd's own, and the plain study
    assert step["command"].endswith("SEEDS=3 VALUES=sgd,rmsprop,adam TUNED=lr")
    some, _ = found(judged={key: one for key, one in JUDGED.items() if key[0] != "sgd"})
    assert some["rate_unjudged"].numbers["names"] == ["sgd"]
    assert "rate_unjudged" not in found()[0]
    begun, _ = found(judged=dict.fromkeys(JUDGED), plain=False)
    assert begun["nothing"].numbers["missing"] == 3 * 3
    for language in LANGUAGES:
        assert "9" in Text(language).sentence(told["rate_unjudged"])
        assert "sgd" in Text(language).sentence(steps["next_rate_unjudged"])


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_table_sets_both_studies_side_by_side(language: str) -> None:
    made, text = Synthetic(), Text(language)
    made.study("optimizer", PLAIN)
    tuned.add(made, LADDER, JUDGED)
    (section,) = section_findings(load(made), sections_of(made.studies), 1.0)
    table = table_view(section.studies[-1].evidence, text)
    said = held_fixed(section.studies[-1].evidence.study, text)
    assert text.configuration({"learning_rate": "0.01 / 0.001"}) not in said
    assert text.configuration({"batch_size": "32"}) in said
    assert len(table["head"]) == len(table["rows"][0]) == 8
    cells = [cell.text for cell in table["rows"][0]]
    assert cells[:3] == ["sgd", "0.01", "3"]
    assert cells[3] == "66.0 %"
    assert cells[5:] == [text.word("better"), "53.0 %", text.word("worse")]
    assert table["head"][6] == text.word("at_one_rate", rate="0.001")
    for one in section.studies[-1].findings:
        assert text.sentence(one)


def test_more_seeds_of_a_tuned_study_are_more_seeds_of_the_study_at_one_rate() -> None:
    unsure: dict[tuple[str, float], tuned.Effects] = {**JUDGED, ("sgd", 0.01): (1.5, -0.4, 1.9)}
    _, steps = found({key: one for key, one in LADDER.items() if key != ("sgd", 0.001)}, unsure)
    step = steps["next_seeds"].numbers
    more = step["seeds"] - 3
    assert more > 0
    assert step["command"].endswith("VALUES=sgd,adam TUNED=lr")
    assert step["epochs_to_train"] == (2 + 1) * more * 10  # sgd has a rate of its own, adam the plain study's
