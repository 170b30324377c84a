"""tb_logs as an open TensorBoard reads it: its own reader and its own HParams backend, on stores written by hand."""

from pathlib import Path

import pytest
from tensorboard.plugins.hparams import api_pb2

from tests.studies.views.open_board import Open, changed, put, two_rates
from tests.support.synthetic_records import Synthetic


def test_trials_of_several_studies_and_datasets_are_rows_of_their_own_with_the_records_means(tmp_path: Path) -> None:
    studies, expected = [two_rates(), Synthetic("resnet"), Synthetic(dataset="digits")], {}
    studies[1].study("optimizer", {"sgd": -20.0, "adam": 0.0}, (0, 1), epochs=3)
    studies[2].study("batch_size", {16: 0.0, 256: -3.0}, (0, 1), epochs=3)
    for made in studies:
        logs = put(made, tmp_path)
        for study in made.studies:
            for trial in study["trials"]:
                shown = ",".join(f"{name}={trial['values'][name]}" for name in (*study["dimensions"], "epochs"))
                ends = [made.histories[run][-1][2] for run in trial["runs"]]
                expected[f"{study['name']}/{shown}"] = pytest.approx(sum(ends) / 2, abs=1e-6)
    rows = Open(logs).rows()
    assert {name: row.metric_values[0].value for name, row in rows.items()} == expected
    assert {len(row.sessions) for row in rows.values()} == {2}
    assert all([value.name.tag for value in row.metric_values] == ["val_accuracy"] for row in rows.values())


def test_filters_reach_over_all_studies(tmp_path: Path) -> None:
    rates, optimizers = two_rates(), Synthetic()
    optimizers.study("optimizer", {"sgd": -20.0, "adam": 0.0}, (0,), epochs=20)
    put(rates, tmp_path)
    filters = Open(put(optimizers, tmp_path)).filters()
    rate = filters["learning_rate"]
    assert (rate.type, rate.domain_interval.min_value, rate.domain_interval.max_value) == (
        api_pb2.DATA_TYPE_FLOAT64,
        0.001,
        0.01,
    )
    assert {value.string_value for value in filters["optimizer"].domain_discrete.values} == {"sgd", "adam"}
    assert {value.string_value.strip() for value in filters["epochs"].domain_discrete.values} == {"3", "20"}


def test_whole_numbers_are_shown_whole_and_sort_as_numbers(tmp_path: Path) -> None:
    made = Synthetic()
    made.study("batch_size", {256: 0.0, 16: 0.0, 8192: 0.0, 2: 0.0}, (0,), epochs=10)
    shown = [row.hparams["batch_size"].string_value for row in Open(put(made, tmp_path)).rows().values()]
    assert [text.strip() for text in sorted(shown)] == ["2", "16", "256", "8192"]


def test_runs_that_failed_or_diverged_are_shown_with_how_they_ended(tmp_path: Path) -> None:
    made = Synthetic()
    made.study("learning_rate", {1.0: -40.0}, (0,), epochs=4, curve={"diverge_at": 2})
    made.study("optimizer", {"sgd": -20.0}, (0,), epochs=4)
    changed(made, made.studies[1]["trials"][0]["runs"][0], 0, status="failed", cause="out of memory")
    ended = {name.split("/")[1]: row.sessions[0].status for name, row in Open(put(made, tmp_path)).rows().items()}
    assert ended == {
        "learning_rate=1,epochs=4": api_pb2.STATUS_SUCCESS,
        "optimizer=sgd,epochs=4": api_pb2.STATUS_FAILURE,
    }


def test_a_run_whose_history_is_damaged_is_left_out(tmp_path: Path) -> None:
    made = two_rates()
    made.study("optimizer", {"sgd": -20.0}, (0,), epochs=3)
    (run,) = made.studies[1]["trials"][0]["runs"]
    made.histories[run][1] = [0.0]
    assert {name.split("/")[0] for name in Open(put(made, tmp_path)).rows()} == {made.studies[0]["name"]}


def test_times_are_those_of_the_training(tmp_path: Path) -> None:
    made = two_rates()
    new, old = made.studies[0]["trials"][0]["runs"]
    for run, seconds in ((new, 2.0), (old, 5.0)):
        made.histories[run] = [[*row[:6], seconds] for row in made.histories[run]]
    changed(made, new, 3, begun=[[0, 1_700_000_000.0], [2, 1_700_009_000.0]])
    changed(made, old, 3, updated="2023-11-14T22:13:20+00:00")  # 1,700,000,000
    opened, trial = Open(put(made, tmp_path)), f"{made.studies[0]['name']}/learning_rate=0.001,epochs=3"
    assert opened.times(f"{trial}/seed0") == [1_700_000_002, 1_700_000_004, 1_700_009_002]
    assert opened.times(f"{trial}/seed1") == [1_699_999_990, 1_699_999_995, 1_700_000_000]
