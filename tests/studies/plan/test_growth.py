"""A study grows by what is asked of it; only a word narrows it."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from hypermodels.dimensions import find
from studies.plan import growth, questions
from studies.plan.studies import Study, describe
from studies.plan.study_record import StudyRecord
from studies.store import catalog
from studies.store.home import Home
from sweepbook.cli.training.announcements import growing
from tests.support.contexts import CONTEXT

LR = find("lr")
FIVE = questions.study(CONTEXT, LR, seeds=(0, 1, 2), epochs=3, command="first")
ONE = questions.study(CONTEXT, LR, (0.03,), (0, 1, 2), 3, "second")


def stored(study: Study) -> StudyRecord:
    """As study.json holds it."""
    record: StudyRecord = json.loads(json.dumps(describe(study)))
    return record


def grid(study: Study) -> dict[float, tuple[int, ...]]:
    return {float(t.values["learning_rate"]): tuple(run.seed for run in t.runs) for t in study.trials}


def test_a_new_value_is_added_to_those_that_are_there() -> None:
    found = growth.grown(ONE, stored(FIVE))
    assert grid(found.study) == dict.fromkeys((0.0001, 0.0003, 0.001, 0.003, 0.01, 0.03), (0, 1, 2))
    assert (grid(found.kept), found.left_out.trials) == (grid(FIVE), ())
    assert found.study.commands == ("first", "second")


def test_more_seeds_of_one_value_are_its_own() -> None:
    wanted = questions.study(CONTEXT, LR, (0.01,), (7, 3), 3)
    study = growth.grown(wanted, stored(FIVE)).study
    assert grid(study) == {**grid(FIVE), 0.01: (0, 1, 2, 3, 7)}
    assert study.seeds == (0, 1, 2, 3, 7)


def test_asking_twice_changes_nothing_and_the_order_of_asking_only_the_order() -> None:
    once = growth.grown(ONE, stored(FIVE)).study
    assert growth.grown(ONE, stored(once)).study == once
    other = growth.grown(FIVE, stored(ONE)).study
    assert set(other.trials) == set(once.trials)


def test_other_epochs_are_another_reading_of_the_same_runs() -> None:
    longer = questions.study(CONTEXT, LR, (0.001,), (0, 1, 2), 9)
    study = growth.grown(longer, stored(FIVE)).study
    assert [(trial.epochs, len(trial.runs)) for trial in study.trials] == [(3, 3)] * 5 + [(9, 3)]
    assert set(study.trials[5].runs) <= {run for trial in FIVE.trials for run in trial.runs}
    assert study.varying == ("learning_rate", "epochs")
    assert [one["reading"] for one in growth.readings(stored(study))] == [3, 9]


def test_the_epochs_study_keeps_its_points_in_one_reading() -> None:
    points = questions.study(CONTEXT, find("epochs"), (5, 10), (0,), 10)
    more = questions.study(CONTEXT, find("epochs"), (20,), (0,), 3)
    study = growth.grown(more, stored(points)).study
    assert [trial.epochs for trial in study.trials] == [5, 10, 20]
    assert len(growth.readings(stored(study))) == 1


def test_only_narrows_and_says_what_it_leaves_out() -> None:
    found = growth.grown(ONE, stored(FIVE), only=True)
    assert found.study == ONE
    assert list(growing(found, only=True)) == [
        f"{ONE.name} leaves out 0.0001, 0.0003, 0.001, 0.003, 0.01; seeds 0, 1, 2; 3 epochs. The runs stay stored: ask "
        "for them again, and they are back."
    ]


def test_what_a_study_keeps_is_said_and_nothing_where_there_is_nothing() -> None:
    assert list(growing(growth.grown(ONE, stored(FIVE)), only=False)) == [
        f"{ONE.name} keeps 0.0001, 0.0003, 0.001, 0.003, 0.01; seeds 0, 1, 2; 3 epochs"
    ]
    assert list(growing(growth.grown(FIVE, stored(FIVE)), only=False)) == []
    assert list(growing(growth.grown(FIVE, None), only=False)) == []


def test_runs_of_another_build_of_the_network_are_left_out_and_that_is_said() -> None:
    earlier = questions.study(replace(CONTEXT, fingerprint="g"), LR, (0.1,), (0,), 3)
    found = growth.grown(ONE, stored(earlier))
    assert (found.study, found.foreign) == (ONE, True)
    (said,) = growing(found, only=False)
    assert "another build of the network (0.1; seed 0; 3 epochs). Those runs stay stored" in said


@pytest.mark.parametrize(
    ("typed", "known", "meant"),
    [
        ((5,), FIVE, (5,)),
        (None, FIVE, (0, 1, 2)),
        (None, None, (0,)),
        (None, replace(FIVE, seeds=(), trials=()), (0,)),
    ],
    ids=["typed", "the study's own", "the default", "of a study without any"],
)
def test_seeds_that_are_not_typed_are_the_studys_own(
    typed: tuple[int, ...] | None, known: Study | None, meant: tuple[int, ...]
) -> None:
    assert growth.seeds_meant(typed, stored(known) if known else None, (0,)) == meant


def test_values_that_are_not_typed_are_the_tables_and_the_studys_own() -> None:
    known = stored(growth.grown(ONE, stored(FIVE)).study)
    assert growth.values_meant(LR, (0.1,), known) == (0.1,)
    assert growth.values_meant(LR, None, known) == (*LR.values, 0.03)
    assert growth.values_meant(LR, None, known, only=True) == growth.values_meant(LR, None, None) == LR.values


def test_a_command_shows_what_it_asks_for_and_what_is_done_of_the_rest() -> None:
    study = growth.grown(ONE, stored(FIVE)).study
    shown = growth.shown(study, ONE, lambda run, _: run.seed == 1)
    assert grid(shown) == {**dict.fromkeys((0.0001, 0.0003, 0.001, 0.003, 0.01), (1,)), 0.03: (0, 1, 2)}


def test_a_study_stored_by_an_earlier_version_grows(tmp_path: Path) -> None:
    home = Home(tmp_path)
    earlier = stored(FIVE)
    for trial in earlier["trials"]:
        del trial["seeds"]
    del earlier["commands"]
    folder = home.study(FIVE.name)
    folder.mkdir(parents=True)
    (folder / "study.json").write_text(json.dumps({"schema": 1, **earlier}))
    study = catalog.grow(home, ONE)
    assert (grid(study)[0.001], grid(study)[0.03]) == ((0, 1, 2), (0, 1, 2))
    now = json.loads((folder / "study.json").read_text())
    assert (now["schema"], now["seeds"], now["commands"]) == (2, [0, 1, 2], ["first", "second"])
    assert [trial["runs"] for trial in now["trials"][:5]] == [trial["runs"] for trial in earlier["trials"]]


def test_a_study_is_written_by_several_processes_and_loses_nothing(tmp_path: Path) -> None:
    from concurrent.futures import ThreadPoolExecutor

    home = Home(tmp_path)
    wanted = [questions.study(CONTEXT, LR, (1 / (k + 1),), (k,), 3) for k in range(12)]
    with ThreadPoolExecutor(6) as pool:
        list(pool.map(lambda one: catalog.grow(home, one), wanted))
    assert len(catalog.read_one(home.study(FIVE.name))["trials"]) == 12


def test_what_a_search_tried_before_is_counted() -> None:
    """Eight values without their names say nothing, and a search has thirty such rows."""
    search = replace(FIVE, tuner="random", dimensions=("learning_rate", "optimizer"))
    assert growth.outline(search) == ["5 configurations; seeds 0, 1, 2; 3 epochs"]


def test_what_is_asked_for_again_is_the_wanted_trial_itself_unless_anything_of_it_is_another() -> None:
    """The ids of 100,000 runs are hashed once."""
    known = stored(FIVE)
    assert all(ours is theirs for ours, theirs in zip(growth.rebuilt(FIVE, known) or (), FIVE.trials, strict=True))
    fewer = replace(FIVE, trials=FIVE.trials[1:])
    assert growth.rebuilt(fewer, known) == FIVE.trials
    known["trials"][0]["seeds"][0] = 7
    assert growth.rebuilt(FIVE, known) is None
