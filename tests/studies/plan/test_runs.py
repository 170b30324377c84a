"""What a run is: its identity, its id, and which runs one program serves."""

from dataclasses import replace

import pytest

from hypermodels.dimensions import BASELINE, BY_NAME, FIRST, Dimension, Value, reset_between_runs
from studies.plan.runs import Run, furthest, identified, of_seeds
from studies.plan.trials import trial_of
from tests.support.contexts import CONTEXT

ADDED = Dimension("noise", "noise", "Noise", (0.0, 0.5), 0.0, "linear", "Share of units set to zero.")


def run_of(**values: Value) -> Run:
    return trial_of(CONTEXT, {**BASELINE, **values}, [0]).runs[0]


@pytest.fixture
def added(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(BASELINE, ADDED.name, ADDED.baseline)
    monkeypatch.setitem(BY_NAME, ADDED.name, ADDED)


def test_an_identity_says_all_that_determines_a_run_and_no_epochs() -> None:
    assert run_of(epochs=50).identity == {
        "network": "lenet",
        "width": 1.0,
        "classes": 10,
        "model": "f",
        "dataset": {"name": "digits", "digest": "d1", "samples": None},
        "values": {
            "learning_rate": 0.001,
            "optimizer": "adam",
            "loss": "categorical_crossentropy",
            "batch_size": 32,
            "activation": "relu",
            "initializer": "glorot_uniform",
            "l2": 0.0,
        },
        "seed": 0,
        "precision": "float32",
    }


def test_an_id_never_changes() -> None:
    assert run_of().id == "68a36b21b48740bc"
    assert run_of(epochs=50).id == run_of().id
    assert run_of(learning_rate=0.003).id != run_of().id


def test_the_ids_of_many_seeds_are_those_of_each_alone() -> None:
    named = replace(CONTEXT, network='a "seed": null of a name', precision="ü")
    for context, horizon in ((CONTEXT, None), (named, 20)):
        values = tuple({**BASELINE, "schedule": "cosine"}.items())
        for run in of_seeds(context, values, range(12), horizon):
            assert run.id == identified(run.identity) == replace(run).id
            assert hash(run) == hash(replace(run))


def test_every_part_of_an_identity_makes_another_id() -> None:
    run = run_of()
    ref = CONTEXT.dataset
    others = [
        replace(CONTEXT, **change)
        for change in (
            {"network": "resnet"},
            {"fingerprint": "g"},
            {"width": 0.5},
            {"precision": "mixed_bfloat16"},
            {"dataset": replace(ref, digest="d2")},
            {"dataset": replace(ref, samples=100)},
        )
    ]
    ids = {run.id, replace(run, seed=1).id, *(replace(run, context=other).id for other in others)}
    assert len(ids) == 2 + len(others)


def test_a_horizon_is_part_of_an_id_only_where_a_schedule_needs_one() -> None:
    """So a constant run keeps the id that it had before there were schedules, and goes on to any epoch."""
    assert run_of(epochs=3).id == run_of(epochs=9).id
    assert "horizon" not in run_of().identity
    short, long = run_of(schedule="cosine", epochs=3), run_of(schedule="cosine", epochs=9)
    assert (short.identity["horizon"], long.identity["horizon"]) == (3, 9)
    assert short.id != long.id
    assert short.program == long.program == run_of().program


@pytest.mark.usefixtures("added")
def test_a_new_dimension_is_part_of_an_id_only_away_from_its_baseline() -> None:
    assert run_of().id == "68a36b21b48740bc"
    assert run_of().identity["values"].keys() == set(FIRST) - {"epochs"}
    assert run_of(noise=0.5).identity["values"]["noise"] == 0.5
    assert run_of(noise=0.5).id != run_of().id


@pytest.mark.usefixtures("added")
def test_a_run_that_does_not_name_a_dimension_has_its_baseline() -> None:
    named = run_of()
    older = replace(named, values=tuple(pair for pair in named.values if pair[0] != "noise"))
    assert older.configuration == named.configuration
    assert (older.id, older.program) == (named.id, named.program)


@pytest.mark.parametrize(
    ("values", "shared"),
    [
        ({"learning_rate": 0.01}, True),
        ({"batch_size": 64}, True),
        ({"initializer": "zeros"}, True),
        ({"epochs": 3}, True),
        ({"optimizer": "sgd"}, False),
        ({"loss": "mean_squared_error"}, False),
        ({"activation": "tanh"}, False),
        ({"l2": 0.01}, False),
    ],
)
def test_one_program_serves_runs_that_differ_in_what_is_reset(values: dict[str, Value], shared: bool) -> None:
    assert (run_of(**values).program == run_of().program) is shared


def test_one_program_serves_every_strength_of_a_penalty() -> None:
    assert run_of(l2=0.01).program == run_of(l2=0.0001).program


@pytest.mark.usefixtures("added")
def test_a_new_dimension_is_another_program_unless_its_row_says_that_it_is_reset(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert run_of(noise=0.5).program != run_of().program
    monkeypatch.setitem(BY_NAME, "noise", replace(ADDED, built_with=reset_between_runs))
    assert run_of(noise=0.25).program == run_of(noise=0.75).program


def test_of_runs_that_are_asked_for_twice_the_furthest_epoch_counts() -> None:
    first, second = run_of(), run_of(l2=0.01)
    assert furthest([(first, 5), (second, 10), (first, 50), (first, 20)]) == {first: 50, second: 10}
