"""Each rule about a study's runs, once where it speaks and once where it is silent. Effects are points by seed."""

import pytest

from analysis.findings import run_rules
from analysis.findings.finding import Rule
from analysis.findings.rules import RULES
from tests.support.synthetic_evidence import LOW, NONE, Story, told
from tests.support.synthetic_records import Synthetic


def well(made: Synthetic) -> None:
    made.study("activation", {"relu": NONE, "tanh": (-2.0, -2.1, -2.2)})


def without_results(made: Synthetic) -> None:
    made.study("activation", {"relu": None})


def one_failed(made: Synthetic) -> None:
    well(made)
    run = made.studies[0]["trials"][1]["runs"][0]
    made.runs[run].update(status="failed", cause="MemoryError")
    made.histories[run] = []


def diverged(made: Synthetic, *epochs: int) -> None:
    """The first seeds of tanh diverge, one after each of these epochs."""
    well(made)
    for run, epoch in zip(made.studies[0]["trials"][1]["runs"], epochs, strict=False):
        made.runs[run]["status"] = "diverged"
        del made.histories[run][epoch:]


def faster(made: Synthetic) -> None:
    made.study("batch_size", {32: (0.0, 0.1, 0.0)})
    made.study("batch_size", {32: (0.0, 0.1, 0.0), 256: (-0.3, -0.2, -0.3)}, curve={"seconds": 1.0})
    made.studies.pop(0)


SPEAKS: dict[Rule, tuple[Story, list[str]]] = {
    run_rules.unfinished: (lambda made: made.study("activation", {"relu": NONE, "tanh": None}), ["unfinished"]),
    run_rules.failed: (one_failed, ["failed"]),
    run_rules.divergence: (lambda made: diverged(made, 2), ["divergence"]),
    run_rules.stuck: (lambda made: made.study("initializer", {"he_normal": NONE, "zeros": LOW}), ["stuck"]),
    run_rules.overfitting: (
        lambda made: made.study("activation", {"relu": NONE}, curve={"overfit_from": 4}),
        ["overfitting"],
    ),
    run_rules.time: (faster, ["time"]),
}


@pytest.mark.parametrize("rule", SPEAKS, ids=lambda rule: rule.__name__)
def test_a_rule_speaks_of_what_it_is_about(rule: Rule) -> None:
    story, names = SPEAKS[rule]
    assert [one.rule for one in told(rule, story)] == names


@pytest.mark.parametrize("rule", SPEAKS, ids=lambda rule: rule.__name__)
def test_no_rule_has_a_word_on_runs_that_all_went_well(rule: Rule) -> None:
    assert told(rule, well) == []


def test_every_rule_of_the_module_is_tried_both_ways() -> None:
    assert set(SPEAKS) == {rule for rule in RULES if rule.__module__ == run_rules.__name__}


def test_what_has_no_result_is_counted_by_the_state_of_its_runs() -> None:
    (nothing,) = told(run_rules.nothing, without_results)
    assert nothing.numbers == {"failed": 0, "running": 0, "missing": 3}


@pytest.mark.parametrize("rule", [run_rules.failed, run_rules.divergence], ids=lambda rule: rule.__name__)
def test_runs_are_counted_by_value(rule: Rule) -> None:
    (found,) = told(rule, SPEAKS[rule][0])
    assert found.numbers["counts"] == [("tanh", 1, 3)]


def test_runs_that_diverged_at_several_epochs_say_from_which_to_which() -> None:
    (found,) = told(run_rules.divergence, lambda made: diverged(made, 5, 2))
    assert (found.rule, found.numbers["first"], found.numbers["last"]) == ("divergence_between", 2, 5)


def test_one_seed_is_not_known_to_be_faster() -> None:
    def story(made: Synthetic) -> None:
        made.study("batch_size", {32: (0.0,)}, (0,))
        made.study("batch_size", {32: (0.0,), 256: (-0.3,)}, (0,), curve={"seconds": 1.0})
        made.studies.pop(0)

    assert told(run_rules.time, story) == []
