"""What was measured in a study's runs: up to the epoch that was read, and what a table shows of it."""

import numpy as np
import pandas as pd
import pytest

from analysis.numbers.answers.stored import StoredAnswers
from analysis.numbers.probes import study_probes
from analysis.numbers.probes.measured import Measured, measured
from studies.plan.study_record import StudyRecord
from studies.store.beside import probes
from studies.store.beside.probes import Probes
from studies.system.errors import UsageError
from tests.support.synthetic_records import Synthetic

COLUMNS = probes.columns(["c1", "fc"], ["c1_act"])


def of(*epochs: int, columns: tuple[str, ...] = COLUMNS) -> Probes:
    """At epoch 3 every number of the k-th column is 3 + k / 100."""
    return Probes(columns, {epoch: tuple(epoch + place / 100 for place in range(len(columns))) for epoch in epochs})


def run(*epochs: int, until: int = 99) -> Measured:
    found = measured(of(*epochs), until, 0.5, 0.1, 0.02)
    assert found is not None
    return found


@pytest.fixture
def study() -> StudyRecord:
    return Synthetic().study("l2", {0.0: (0.0,), 0.1: (0.0,)}, (0,))


def test_a_run_is_measured_up_to_the_epoch_that_was_read_in_the_order_of_epochs() -> None:
    found = run(2, 0, 1, 5, until=3)
    assert (found.epochs.tolist(), found.trained.tolist()) == ([0, 1, 2], [False, True, True])
    assert found.layers("gradient") == ["c1", "fc"]
    assert found.layers("sure") == []
    np.testing.assert_allclose(found.of("gradient"), [[0, 0.01], [1, 1.01], [2, 2.01]])
    assert found.of("sure").shape == (3, 1)
    assert found.of("unheard of").shape == (3, 0)


def test_without_an_epoch_of_updates_nothing_was_measured() -> None:
    for one in (of(), of(0), of(0, 5)):
        assert measured(one, 3, 0.5, 0.1, 0.02) is None


def test_runs_without_probes_have_none_and_those_that_cannot_be_used_are_named(study: StudyRecord) -> None:
    stored = {"r0": of(0, 1), "r1": of(0, 1), "other": of(0, 1, columns=probes.columns(["c1"], [])), "begun": of(0)}

    def read(name: str) -> Probes | None:
        if name == "torn":
            raise UsageError("they are damaged")
        return stored.get(name)

    asked = [("0", "r0"), ("0", "none"), ("0", "torn"), ("0", "torn"), ("0", "r1"), ("0", "other"), ("0.1", "begun")]
    rows = pd.DataFrame([(value, name, 1, 0.5) for value, name in asked], columns=["value", "run", "epoch", "val_acc"])
    found = study_probes.gather(study, rows, StoredAnswers(lambda _: None, read))
    assert {value: len(runs) for value, runs in found.runs.items()} == {"0": 2}
    assert (found.count, found.total, found.refused) == (2, 7, ("torn", "other"))
    assert study_probes.gather(study, rows.head(0), StoredAnswers(lambda _: None, read)).count == 0


def test_a_table_shows_the_first_and_the_last_layer_after_the_last_epoch_as_means_over_runs() -> None:
    found = study_probes.summary([run(0, 1), run(0, 3)])
    places = {name: place / 100 for place, name in enumerate(COLUMNS)}
    assert found == pytest.approx(
        {
            ("why_gradient", "c1"): 2 + places["gradient/c1"],
            ("why_gradient", "fc"): 2 + places["gradient/fc"],
            ("why_update", ""): 2 + (places["update/c1"] + places["update/fc"]) / 2,
            ("why_dead", ""): 2 + places["dead/c1_act"],
            ("why_spread", "c1_act"): 2 + places["spread/c1_act"],
            ("why_wrong", ""): 2 + places["sure_wrong"],
        }
    )
    assert study_probes.columns_of([{("why_wrong", ""): 0.0}, found])[0] == ("why_gradient", "c1")


def test_a_network_without_layers_that_are_measured_shows_how_often_it_is_sure_and_wrong() -> None:
    only = measured(of(1, columns=probes.columns([], [])), 1, 0.5, 0.1, 0.02)
    assert only is not None
    assert list(study_probes.summary([only])) == [("why_wrong", "")]
