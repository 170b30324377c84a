"""Answers are read when somebody asks, once, and what cannot be used costs its run only."""

import numpy as np
import pytest

from analysis.findings.rules import study_findings
from analysis.numbers.answers.stored import StoredAnswers
from analysis.pages.limits import limits
from analysis.text.text import Text
from studies.store.beside.answers import Answers
from studies.store.beside.probes import Probes
from studies.system.errors import UsageError
from tests.support.synthetic_evidence import evidence, load, plant
from tests.support.synthetic_records import Synthetic


def test_a_run_is_read_once_and_only_when_asked() -> None:
    runs: list[str] = []

    def read(run: str) -> Answers | None:
        runs.append(run)
        if run == "torn":
            raise UsageError("it is damaged")
        return None

    stored = StoredAnswers(read)
    assert runs == []
    assert [stored.of(run) for run in ("a", "torn", "a", "torn")] == [None] * 4
    assert runs == ["a", "torn"]
    assert stored.refused == {"torn": "it is damaged"}


def test_the_probes_of_a_run_are_read_once_and_refused_each_time() -> None:
    runs: list[str] = []
    one = Probes(("right",), {1: (0.5,)})

    def read(run: str) -> Probes | None:
        runs.append(run)
        if run == "torn":
            raise UsageError("they are damaged")
        return one if run == "a" else None

    stored = StoredAnswers(lambda _: None, read)
    for _ in range(2):
        assert (stored.probes("a"), stored.probes("without")) == (one, None)
        with pytest.raises(UsageError, match="damaged"):
            stored.probes("torn")
    assert runs == ["a", "without", "torn"]


def test_a_notebook_has_a_row_a_value_seed_and_picture() -> None:
    made = Synthetic(validation=50)
    study = made.study("activation", {"relu": (0.0, 0.0), "tanh": (-4.0, -4.0)}, (0, 1))
    assert load(made).said(study["name"]).empty
    with pytest.raises(UsageError, match="No study nope is among these frames; there are: lenet-activation"):
        load(made).said("nope")
    plant(made)
    table = load(made).said(study["name"])
    assert len(table) == 2 * 2 * 50
    assert set(table["true"]) == set(study["classes"])
    shares = table.groupby("value")["right"].mean()
    assert np.allclose(shares[["relu", "tanh"]], [0.62, 0.58])


def test_answers_on_other_pictures_are_not_compared() -> None:
    made = Synthetic(validation=50)
    study = made.study("activation", {"relu": (0.0, 0.0), "tanh": (0.0, 0.0)}, (0, 1))
    plant(made)
    odd = study["trials"][1]["runs"][0]
    found = made.stored.of(odd)
    assert found is not None
    made.stored._found[odd] = Answers(found.labels[::-1].copy(), found.said)
    answers = evidence(made).answers
    assert (answers.total, answers.missing) == (4, 1)
    assert list(answers.said["tanh"]) == [1]


def test_the_page_of_a_search_reads_no_answers() -> None:
    made = Synthetic()
    made.study(("learning_rate", "l2"), {(0.001, 0.0): 0.0, (0.003, 0.0): 1.0}, (0,), kind="tune", tuner="random")
    runs: list[str] = []
    made.stored = StoredAnswers(lambda run: runs.append(run))
    found = evidence(made)
    study_findings(found)
    limits(found, Text())
    assert found.full_table is found.table
    assert runs == []
