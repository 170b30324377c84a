"""What a training time is, and when the page compares times."""

import math
from typing import Any

import pytest

from analysis.figures.study_specs import study_specs
from analysis.findings.finding import Finding
from analysis.findings.rules import study_findings
from analysis.numbers import network_tables, training_times
from analysis.pages import contents
from analysis.text.text import Text
from tests.support.synthetic_evidence import NONE, evidence, load
from tests.support.synthetic_records import Synthetic

SLOW, FAST = {"seconds": 4.0}, {"seconds": 1.0}


def two_batches(seeds: tuple[int, ...] = (0, 1, 2), fast: Any = None) -> Synthetic:
    """The baseline and a batch of 256 that is about as good, in a quarter of the time."""
    made = Synthetic()
    made.study("batch_size", {32: (0.0, 0.1, 0.0)[: len(seeds)]}, seeds, curve=SLOW)
    made.study("batch_size", {32: NONE[: len(seeds)], 256: (-0.3, -0.2, -0.3)[: len(seeds)]}, seeds, curve=fast or FAST)
    made.studies.pop(0)
    return made


def found(made: Synthetic) -> list[Finding]:
    return [one for one in study_findings(evidence(made)) if one.rule == "time"]


def test_an_epochs_time_is_the_median_without_those_in_which_training_began() -> None:
    assert training_times.epoch_seconds([9.0, 1.0, 5.0, 1.2]) == 1.2
    assert training_times.epoch_seconds([9.0, 1.0, 8.0, 1.2], begun={0: 0.0, 2: 60.0}) == 1.1
    assert training_times.epoch_seconds([9.0, 1.0], traced_apart=True) == 1.0
    assert math.isnan(training_times.epoch_seconds([9.0]))
    assert training_times.epoch_seconds([1.0], traced_apart=True) == 1.0


def test_a_first_epoch_that_builds_the_network_makes_no_value_slow() -> None:
    made = two_batches(fast=SLOW)
    for rows in list(made.histories.values())[:3]:
        rows[0][6] *= 13
    table = evidence(made).table.set_index("value")
    assert table.loc["32", "time"] == pytest.approx(table.loc["256", "time"], rel=0.03)
    assert not found(made)


def test_a_saving_is_claimed_with_its_interval_and_that_of_the_accuracy() -> None:
    (claim,) = found(two_batches())
    assert claim.numbers["saved_low_percent"] < claim.numbers["saved_percent"] < claim.numbers["saved_high_percent"]
    assert "256 takes 75 % less training time than 32 (" in Text().sentence(claim)
    assert "n = 3); its validation accuracy differs by −0.3 points (" in Text().sentence(claim)


def test_one_seed_claims_no_saving() -> None:
    assert not found(two_batches(seeds=(0,)))


def test_a_saving_that_other_seeds_contradict_is_not_claimed() -> None:
    made = two_batches()
    run = made.studies[0]["trials"][1]["runs"][2]
    for row in made.histories[run]:
        row[6] = 12.0
    assert not found(made)


@pytest.mark.parametrize("change", [{"workers": 2}, {"threads": 1}, {"cpu": "Another CPU"}, {"workers": None}])
def test_times_of_different_or_unknown_conditions_are_not_compared(change: dict[str, Any]) -> None:
    made = two_batches()
    run = made.studies[0]["trials"][1]["runs"][0]
    made.runs[run]["environment"] = {**made.runs[run]["environment"], **change}
    assert not found(made)
    assert "cost" not in [one.name for one in study_specs(evidence(made), Text())]
    assert "Times are not compared" in " ".join(contents.limits(evidence(made), Text()))
    assert "cost" in [one.name for one in study_specs(evidence(two_batches()), Text())]


@pytest.mark.parametrize(
    ("change", "compared"),
    [
        ({"load": [0.1, 1.9]}, True),
        ({"load": [9.5, 8.0]}, False),
        ({"load": None}, False),
        ({"begun": [[0, 5.0]]}, True),
        ({"begun": [[0, 5.0], [4, 90.0]]}, False),
    ],
)
def test_other_work_and_a_later_part_make_times_incomparable(change: dict[str, Any], compared: bool) -> None:
    made = two_batches()
    made.runs[made.studies[0]["trials"][1]["runs"][0]].update(change)
    assert evidence(made).times_comparable == compared
    assert bool(found(made)) == compared


def test_a_single_epoch_counts_where_its_record_keeps_tracing_apart() -> None:
    for seconds, known in (({"training": 4.0, "outside": 1.0}, False), ({"training": 4.0, "tracing": 1.0}, True)):
        made = Synthetic()
        made.study("activation", {"relu": NONE}, epochs=1)
        for record in made.runs.values():
            record["seconds"] = seconds
        assert bool(load(made).results["epoch_seconds"].notna().all()) == known


def test_a_value_that_diverged_is_not_fast() -> None:
    made = two_batches(fast={"diverge_at": 2, "seconds": 1.0})
    assert evidence(made).table.set_index("value")["time"].isna()["256"]
    assert not found(made)


def test_networks_of_different_machines_are_not_compared_in_time() -> None:
    lenet, resnet = Synthetic("lenet"), Synthetic("resnet")
    for made in (lenet, resnet):
        made.study("activation", {"relu": NONE})
    for record in resnet.runs.values():
        record["environment"] = {**record["environment"], "threads": 8}
    both = Synthetic()
    both.studies, both.runs = lenet.studies + resnet.studies, {**lenet.runs, **resnet.runs}
    both.histories = {**lenet.histories, **resnet.histories}
    for made, compared in ((lenet, True), (both, False)):
        loaded = load(made)
        table = network_tables.network_table(network_tables.baseline_rows(loaded), loaded.runs)
        assert bool(table["epoch_seconds"].notna().all()) == compared
        assert bool(table["epoch_seconds"].notna().any()) == compared


def test_a_store_that_does_not_say_how_many_workers_there_were_claims_nothing_about_time() -> None:
    made = two_batches()
    for record in made.runs.values():
        record["environment"] = {name: one for name, one in record["environment"].items() if name != "workers"}
    assert not found(made)
