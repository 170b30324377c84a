"""A baseline by a name: which values it stands for, and what is said of them."""

from dataclasses import replace
from pathlib import Path

import pytest

from hypermodels.dimensions import BASELINE, find
from hypermodels.errors import UsageError
from hypermodels.published import recipes
from studies.plan import questions
from studies.plan.runs import Context
from studies.store import catalog
from studies.store.home import Home
from studies.store.runs import Store
from sweepbook.cli.training import baseline
from tests.support.contexts import CONTEXT
from tests.sweepbook.cli.training.stored import asked, trained

LINE = "study l2 --model lenet --dataset digits"


@pytest.fixture
def home(tmp_path: Path) -> Home:
    """A study of which 0.003 is the best, read after 2 epochs."""
    home = Home(tmp_path / "a höme 家")
    study = questions.study(CONTEXT, find("lr"), (0.001, 0.003), (0, 1), 2, "sweepbook study lr")
    catalog.write(home, study)
    for run, epochs in study.runs_and_epochs():
        trained(Store(home.runs), run, epochs, lambda run: 10 * float(run.configuration["learning_rate"]) + 0.5)
    return home


def test_values_that_were_given_are_those(home: Home, capsys: pytest.CaptureFixture[str]) -> None:
    request = asked(f"{LINE} --base lr=0.02")
    assert baseline.settled(home, CONTEXT, request) is request
    assert capsys.readouterr().out == ""


def test_the_best_is_that_of_this_network_and_data_with_its_epochs(
    home: Home, capsys: pytest.CaptureFixture[str]
) -> None:
    found = baseline.settled(home, CONTEXT, asked(f"{LINE} --base best"))
    assert (dict(found.base), found.epochs) == ({"learning_rate": 0.003, "epochs": 2}, 2)
    assert capsys.readouterr().out == (
        "base=best is learning_rate=0.003 epochs=2: val_accuracy 0.5300 (mean of seeds 0, 1) after 2 epochs, in "
        "lenet-learning_rate-digits\n"
    )


def test_epochs_that_are_typed_win_and_that_is_said(home: Home, capsys: pytest.CaptureFixture[str]) -> None:
    found = baseline.settled(home, CONTEXT, asked(f"{LINE} --base best --epochs 10"))
    assert (dict(found.base), found.epochs) == ({"learning_rate": 0.003}, 10)
    assert capsys.readouterr().out.endswith("epochs=10 was given: those, and not the 2 of base=best\n")
    baseline.settled(home, CONTEXT, asked(f"{LINE} --base best --epochs 2"))
    assert "was given" not in capsys.readouterr().out


@pytest.mark.parametrize(
    "context",
    [
        replace(CONTEXT, network="resnet"),
        replace(CONTEXT, width=0.5),
        replace(CONTEXT, dataset=replace(CONTEXT.dataset, digest="d2")),
        replace(CONTEXT, dataset=replace(CONTEXT.dataset, samples=100)),
    ],
    ids=["network", "width", "pictures", "subset"],
)
def test_what_was_trained_otherwise_is_never_the_best(home: Home, context: Context) -> None:
    with pytest.raises(UsageError, match="base=best: nothing is stored of ") as refused:
        baseline.settled(home, context, asked(f"{LINE} --base best"))
    assert f"--root '{home.root}'" in str(refused.value)


def test_a_command_goes_on_with_the_baseline_it_began_with_while_a_study_of_it_is_unfinished(
    home: Home, capsys: pytest.CaptureFixture[str]
) -> None:
    request = asked(f"{LINE} --base best")
    begun = questions.study(CONTEXT, find("l2"), (0.0, 0.01), (0,), 3, request.command, (("learning_rate", 0.02),))
    catalog.write(home, begun)
    found = baseline.settled(home, CONTEXT, request)
    assert (dict(found.base), found.epochs) == ({"learning_rate": 0.02, "epochs": 3}, 3)
    assert capsys.readouterr().out == "base=best goes on as this command began: learning_rate=0.02 epochs=3\n"
    another = asked(f"{LINE} --base best --keep 3")
    assert dict(baseline.settled(home, CONTEXT, another).base)["learning_rate"] == 0.003
    for run, epochs in begun.runs_and_epochs():
        trained(Store(home.runs), run, epochs, lambda _: 0.1)
    assert dict(baseline.settled(home, CONTEXT, request).base)["learning_rate"] == 0.003  # all is trained: found anew


def test_a_recipe_is_said_with_its_source(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    recipe = recipes.of("lenet")
    found = baseline.settled(Home(tmp_path), CONTEXT, asked(f"{LINE} --base recipe"))
    assert {**BASELINE, **dict(found.base)} == {**BASELINE, **recipe.values}
    assert found.epochs == recipe.values["epochs"]
    assert capsys.readouterr().out.startswith(f"base=recipe follows {recipe.source} (")
