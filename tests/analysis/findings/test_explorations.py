"""Other readings of a section are what the page would have said then: after those epochs, with those seeds."""

from dataclasses import replace
from typing import Any, cast

import numpy as np
import pandas as pd
import pytest

from analysis.findings.explorations import Exploration, explorations, thinned
from analysis.numbers import reading
from analysis.numbers.evidence import gather_all
from analysis.numbers.frames import Frames
from analysis.numbers.sections import sections_of
from studies.plan.study_record import StudyRecord
from tests.support.synthetic_evidence import load
from tests.support.synthetic_records import Synthetic

SEEDS = (0, 1, 2, 3)


def made() -> Synthetic:
    store = Synthetic()
    store.study("learning_rate", {0.0001: -9, 0.001: 0, 0.01: -14}, SEEDS, noise=0.5)
    store.study("activation", {"relu": 0, "tanh": -1.2}, SEEDS)
    store.study("l2", {0.0: 0, 0.01: -3}, SEEDS, curve={"diverge_at": 4})
    store.study("epochs", {5: 0, 10: 0}, SEEDS)
    for run in list(store.runs)[:2]:  # one is still running, one failed
        del store.histories[run][6:]
        store.runs[run].update(status="running" if run == next(iter(store.runs)) else "failed", epochs=6)
    return store


@pytest.fixture(scope="module")
def loaded() -> Frames:
    return load(made())


@pytest.fixture(scope="module")
def found(loaded: Frames) -> list[Exploration]:
    (section,) = sections_of(loaded.studies)
    return explorations(loaded, section, 1.0)


def test_a_study_without_the_seed_that_is_read_alone_is_left_out() -> None:
    store = Synthetic()
    store.study("learning_rate", {0.001: 0, 0.01: -14}, (0, 1))
    store.study("activation", {"relu": 0, "tanh": -1.2}, (0,))
    few = load(store)
    (section,) = sections_of(few.studies)
    alone = {one.number: set(one.studies) for one in explorations(few, section, 1.0) if one.kind == "alone"}
    assert {number: len(names) for number, names in alone.items()} == {0: 2, 1: 1}


def selection(store: Synthetic, epochs: int) -> Frames:
    """The store as if its studies, but that of the epochs, had asked for fewer epochs."""
    store.studies = [
        cast(
            StudyRecord,
            {**one, "trials": [{**trial, "values": {**trial["values"], "epochs": epochs}} for trial in one["trials"]]},
        )
        for one in store.studies
        if one["dimensions"] != ["epochs"]
    ]
    return load(store)


@pytest.mark.parametrize("epochs", [1, 3, 4, 5, 7])
def test_a_reading_after_fewer_epochs_is_that_of_a_study_which_asked_for_them(loaded: Frames, epochs: int) -> None:
    expected = selection(made(), epochs).results
    mine = reading.after(loaded.results[loaded.results["study"].isin(expected["study"])], loaded.epochs, epochs)
    for column in mine.columns.drop("epoch_seconds"):  # usual over the whole run
        one, other = mine[column].reset_index(drop=True), expected[column].reset_index(drop=True)
        pd.testing.assert_series_equal(one, other, check_dtype=False, rtol=1e-12)


def test_each_reading_is_the_pages_own_of_those_epochs_or_seeds(loaded: Frames, found: list[Exploration]) -> None:
    judged = ["value", "n", "val_acc", "difference", "difference_low", "p_holm", "verdict"]
    for one in found:
        if one.kind == "epoch":
            other = selection(made(), one.number)
        else:
            keep = loaded.results["seed"] < one.number if one.kind == "seeds" else loaded.results["seed"] == one.number
            other = replace(loaded, results=loaded.results[keep])
        for evidence in gather_all(other, other.studies):
            if evidence.study["name"] in one.studies:
                mine = one.studies[evidence.study["name"]].table
                pd.testing.assert_frame_equal(mine[judged], evidence.table[judged], check_dtype=False)


def test_epochs_seeds_and_single_seeds_are_offered_but_not_the_pages_own_reading(found: list[Exploration]) -> None:
    offered: dict[str, list[int]] = {}
    for one in found:
        offered.setdefault(one.kind, []).append(one.number)
    assert offered == {"epoch": list(range(1, 10)), "seeds": [2, 3], "alone": [0, 1, 2, 3]}
    assert all("lenet-epochs-cifar10" not in one.studies for one in found if one.kind == "epoch")
    assert all("lenet-epochs-cifar10" in one.studies for one in found if one.kind != "epoch")


def test_nothing_is_offered_of_one_seed_and_one_epoch() -> None:
    store = Synthetic()
    store.study("activation", {"relu": 0, "tanh": -1.2}, (0,), epochs=1)
    frames = load(store)
    assert explorations(frames, sections_of(frames.studies)[0], 1.0) == []


@pytest.mark.parametrize(
    ("numbers", "most", "kept"),
    [(range(1, 6), 20, [1, 2, 3, 4, 5]), (range(1, 100), 3, [1, 50, 99]), (range(2, 2), 8, [])],
)
def test_many_readings_are_thinned_evenly_from_the_first_to_the_last(numbers: Any, most: int, kept: list[int]) -> None:
    assert thinned(numbers, most) == kept
    assert len(thinned(range(1, 1000), most)) == most
    assert np.diff(thinned(range(1, 1000), most)).min() > 0


def test_a_value_that_has_a_seed_which_the_baseline_lacks_is_read_alone_and_compared_with_nothing() -> None:
    """As a command that asks for more seeds of one value leaves it."""
    store = Synthetic()
    study = store.study("l2", {0.0: (0.0, 0.0), 0.001: (1.0, 1.1)}, (0, 1))
    (more,) = store.study("l2", {0.001: (1.2,)}, (7,))["trials"]
    store.studies.pop()
    for trial, seeds in zip(study["trials"], ([0, 1], [0, 1, 7]), strict=True):
        trial["seeds"] = seeds
    study["trials"][1]["runs"] += more["runs"]
    frames = load(store)
    (section,) = sections_of(frames.studies)
    (alone,) = [one for one in explorations(frames, section, 1.0) if (one.kind, one.number) == ("alone", 7)]
    table = alone.studies[study["name"]].table
    assert table[["value", "n", "pairs", "verdict"]].to_numpy().tolist() == [["0.001", 1, 0, "none"]]
    assert alone.answers[study["name"]] is not None
