"""Why a value fails: its finding, its part of the page in both languages, and silence without probes."""

from collections.abc import Sequence

import numpy as np
import pytest

from analysis.findings.behind.probe_rules import why
from analysis.numbers.answers.stored import StoredAnswers
from analysis.numbers.evidence import Evidence
from analysis.numbers.probes import faults
from analysis.pages.contents import study_view
from analysis.pages.tables import why_view
from analysis.text import en
from analysis.text.text import Text
from studies.store.beside import probes
from studies.store.beside.probes import Probes
from studies.system.errors import UsageError
from tests.support.synthetic_evidence import LOW, NONE, evidence
from tests.support.synthetic_records import Synthetic

COLUMNS = (
    *("gradient/c1", "gradient/logits", "weights/c1", "weights/logits", "update/c1", "update/logits"),
    *("dead/c1_act", "mean/c1_act", "spread/c1_act", "right", "sure", "sure_wrong"),
)
HEALTHY = (0.5, 0.9, 2.0, 3.0, 0.001, 0.002, 0.1, 0.2, 0.4, 0.6, 0.0, 0.0)


def probed(last: Sequence[float] = HEALTHY) -> Probes:
    start = [np.nan if name.startswith("update") else one for name, one in zip(COLUMNS, HEALTHY, strict=True)]
    return Probes(COLUMNS, {0: tuple(start), 1: tuple(last), 2: tuple(last), 10: tuple(last)})


def with_(**change: float) -> Probes:
    """A healthy run's, where some measures of c1 or of the network are others after the first update."""
    named = {name.replace("/", "_").removesuffix("_act"): place for place, name in enumerate(COLUMNS)}
    row = list(HEALTHY)
    for name, number in {"right": 0.1, **change}.items():
        row[named[name]] = number
    return probed(row)


def study(low: Probes | None, high: Probes | None) -> Evidence:
    """Two rates with three seeds; all runs of a rate have the same probes."""
    made = Synthetic()
    record = made.study("learning_rate", {0.001: NONE, 0.01: LOW})
    by_value = dict(zip((0.001, 0.01), (low, high), strict=True))
    found = {
        run: by_value[float(trial["values"]["learning_rate"])] for trial in record["trials"] for run in trial["runs"]
    }
    made.stored = StoredAnswers(lambda _: None, found.get)
    return evidence(made)


@pytest.mark.parametrize(
    ("name", "probes", "said"),
    [
        ("zero", with_(weights_c1=0, gradient_c1=0), "the weights of c1 are all 0"),
        ("exploding", with_(gradient_c1=3e5), "the gradient of c1 was up to 150000 times as large as its weights"),
        ("exploding_infinite", with_(gradient_logits=np.inf), "the gradient of logits was no finite number"),
        ("dead", with_(dead_c1=0.95), "95 % of the units of c1 say the same"),
        ("saturated", with_(sure_wrong=0.5), "of a wrong class for 50 % of the training pictures"),
        ("vanishing", with_(gradient_c1=9e-5), "the gradient of c1 is 0.0001 times that of a later layer"),
        ("small", with_(update_c1=1e-7, update_logits=3e-7), "by 2e-07 of their norm at most"),
        ("frozen", with_(update_c1=0), "the weights of c1 stay bit by bit"),
        ("labels", with_(right=0.6), "names 60 % of the training pictures"),
    ],
)
def test_a_fault_is_said_of_the_value_that_has_it_in_both_languages(name: str, probes: Probes, said: str) -> None:
    (found,) = list(why(study(probed(), probes)))
    assert (found.rule, found.value, found.numbers["counts"]) == (f"why_{name}", "0.01", [("0.01", 3, 3)])
    assert said in Text("en").sentence(found)
    assert Text("zh").sentence(found)


def test_every_fault_has_its_sentence() -> None:
    assert {f"why_{rule.__name__}" for rule in faults.RULES} <= set(en.FINDINGS)


def test_healthy_runs_and_runs_without_probes_are_silent_and_the_page_names_what_is_absent() -> None:
    text = Text("en")
    without = study(None, None)
    assert (list(why(without)), why_view(without, [], text)) == ([], {})
    some = study(probed(), None)
    assert list(why(some)) == []
    view = study_view(some, [], [], [], text)["why"]
    assert view["lines"] == [text.word("why_none")]
    assert [cell.text for cell in view["rows"][0]] == ["0.001", "0.5", "0.9", "0.0015", "10 %", "0.4", "0 %"]
    assert view["head"][1:3] == ["Gradient, c1", "Gradient, logits"]
    assert "in 3 of 6 runs" in view["about"]
    assert "trained without probes" in view["about"]


def of_layers(**measures: float) -> Probes:
    """Probes of one epoch; `measure_layer` of a layer."""
    row = {name.replace("_", "/", 1): number for name, number in measures.items()}
    return Probes((*row, "right", "sure", "sure_wrong"), {1: (*row.values(), 0.6, 0.0, 0.0)})


def test_values_with_other_layers_have_columns_of_their_own_and_a_dash_elsewhere() -> None:
    text = Text("en")
    flat = of_layers(gradient_c1=0.5, gradient_out=0.9, update_c1=0.001, update_out=0.002)
    acts = {"dead_c1_act": 0.1, "dead_c2_act": 0.2, "spread_c1_act": 0.4, "spread_c2_act": 0.3}
    deep = of_layers(gradient_c1=0.6, gradient_c2=0.7, update_c1=0.003, update_c2=0.003, **acts)
    view = why_view(study(flat, deep), [], text)
    assert view["head"][1:4] == ["Gradient, c1", "Gradient, out", "Gradient, c2"]
    assert view["head"][4:] == ["Update / weights", "Dead units", "Spread, c1", "Spread, c2", "Sure and wrong"]
    assert [[cell.text for cell in row] for row in view["rows"]] == [
        ["0.001", "0.5", "0.9", "–", "0.0015", "–", "–", "–", "0 %"],
        ["0.01", "0.6", "–", "0.7", "0.003", "20 %", "0.4", "0.3", "0 %"],
    ]


def test_layers_that_would_read_alike_keep_their_columns_and_their_full_names() -> None:
    alike = of_layers(dead_c1=0.1, dead_c1_act=0.2, spread_c1=0.4, spread_c1_act=0.3)
    view = why_view(study(alike, alike), [], Text("en"))
    assert view["head"][1:] == ["Dead units", "Spread, c1", "Spread, c1_act", "Sure and wrong"]
    assert [cell.text for cell in view["rows"][0]] == ["0.001", "20 %", "0.4", "0.3", "0 %"]


def test_probes_that_cannot_be_used_are_named_and_the_others_count() -> None:
    evidence = study(probed(), None)

    def read(run: str) -> Probes | None:
        if run in set(evidence.rows.loc[evidence.rows["value"] == "0.01", "run"]):
            raise UsageError("damaged")
        return probed()

    object.__setattr__(evidence, "stored", StoredAnswers(lambda _: None, read))
    view = why_view(evidence, [], Text("en"))
    assert len(view["rows"]) == 1
    assert view["lines"][-1].startswith("Probes that are damaged or another run's, left out: ")


def test_probes_of_another_network_than_the_values_others_are_named_and_the_others_count() -> None:
    evidence = study(probed(), probed())
    *_, foreign = evidence.rows.loc[evidence.rows["value"] == "0.01", "run"]
    flat = Probes(probes.columns(["c1"], []), {0: (1.0,) * 6, 10: (1.0,) * 6})
    read = StoredAnswers(lambda _: None, lambda run: flat if run == foreign else probed())
    object.__setattr__(evidence, "stored", read)
    view = why_view(evidence, [], Text("en"))
    assert len(view["rows"]) == 2
    assert view["lines"][-1].startswith(f"Probes that are damaged or another run's, left out: {foreign}.")


def test_a_study_that_is_read_sooner_sees_only_the_epochs_until_then() -> None:
    late = Probes(COLUMNS, {**probed().rows, 11: (*HEALTHY[:6], 1.0, *HEALTHY[7:])})
    assert list(why(study(late, with_()))) == []
