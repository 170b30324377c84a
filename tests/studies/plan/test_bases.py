"""A study's own baseline: what of it is kept, how a folder and a command say it."""

from hypermodels.dimensions import BASELINE, BY_NAME, find
from studies.plan import bases, budget, growth, questions
from studies.plan.studies import describe
from tests.support.contexts import CONTEXT

BASE = bases.departures({"optimizer": "momentum", "learning_rate": 0.03, "l2": 0.0, "epochs": 30})


def test_a_baseline_is_kept_as_its_departures_from_the_tables_in_the_tables_order() -> None:
    assert BASE == (("learning_rate", 0.03), ("optimizer", "momentum"), ("epochs", 30))
    assert bases.departures(BASELINE) == ()
    assert bases.baseline(BASE) == {**BASELINE, "learning_rate": 0.03, "optimizer": "momentum", "epochs": 30}


def test_what_does_not_vary_stands_at_the_studys_own_baseline() -> None:
    study = questions.study(CONTEXT, find("l2"), epochs=3, base=BASE)
    for trial in study.trials:
        assert trial.values == {**bases.baseline(BASE), "l2": trial.values["l2"], "epochs": 3}


def test_runs_keep_their_identity_whatever_baseline_they_were_asked_around() -> None:
    around = questions.study(CONTEXT, find("lr"), [0.03], base=bases.departures({"l2": 0.001}))
    other = questions.study(CONTEXT, find("l2"), [0.001], base=bases.departures({"learning_rate": 0.03}))
    assert [run.id for run, _ in around.runs_and_epochs()] == [run.id for run, _ in other.runs_and_epochs()]


def test_another_baseline_is_another_study_and_the_tables_is_written_as_ever() -> None:
    plain, own = questions.study(CONTEXT, find("l2")), questions.study(CONTEXT, find("l2"), base=BASE)
    assert plain.name == "lenet-l2-digits"
    assert own.name == "lenet-l2-digits-base-learning_rate-0.03-optimizer-momentum"
    assert "base" not in describe(plain)
    assert bases.of_record(describe(own)) == BASE[:2]


def test_a_baseline_of_many_departures_has_a_digest_for_a_name() -> None:
    many = bases.departures(
        {"learning_rate": 0.03, "optimizer": "sgd", "batch_size": 64, "activation": "tanh", "initializer": "he_normal"}
    )
    assert [len(part) for part in bases.suffix(many)] == [len("base"), 8]
    assert bases.suffix(many) != bases.suffix(bases.departures({**dict(many), "batch_size": 128}))


def test_epochs_belong_to_the_baseline_of_the_epochs_study_alone() -> None:
    assert bases.of_record(describe(questions.study(CONTEXT, find("epochs"), base=BASE))) == BASE
    assert bases.held(describe(questions.study(CONTEXT, find("epochs"), base=BASE))) == BASE[:2]


def test_the_baselines_value_is_among_those_that_nobody_typed() -> None:
    assert 0.03 in growth.values_meant(find("lr"), None, None, base=BASE)
    assert growth.values_meant(find("lr"), None, None) == find("lr").values
    assert growth.values_meant(find("lr"), [0.1], None, base=BASE) == (0.1,)


def test_a_budget_takes_the_own_baseline_first() -> None:
    study = questions.study(CONTEXT, find("lr"), [0.001, 0.03, 0.003], base=BASE)
    order = [trial.values["learning_rate"] for trial, _ in budget.ordered([study], 10)]
    assert order == [0.03, 0.003, 0.001]


def test_a_probe_stands_around_the_own_learning_rate() -> None:
    probe = questions.probe(CONTEXT, questions.study(CONTEXT, find("optimizer"), ["sgd"], base=BASE))
    assert probe is not None
    assert [trial.values["learning_rate"] for trial in probe.trials] == [0.01, 0.03, 0.09]
    assert probe.base == BASE[:2]


def test_a_search_keeps_what_it_does_not_search() -> None:
    names = [name for name in BY_NAME if name != "optimizer"]
    assert questions.search(CONTEXT, "random", names, (0,), 4, "", BASE).base == (("optimizer", "momentum"),)
    every = questions.search(CONTEXT, "random", list(BY_NAME), (0,), 4, "", BASE)
    assert (every.base, every.name) == ((), "lenet-random-all-digits")
