"""What several words of a command that trains become together."""

from pathlib import Path
from typing import Any

import pytest

from hypermodels.errors import UsageError
from sweepbook.cli.options import Workers
from sweepbook.cli.parser import Parser
from sweepbook.cli.words.shared import add_common, together
from tests.hypermodels.own.networks import own_network


def asked(*words: str, model: str = "lenet") -> dict[str, Any]:
    parser = Parser(prog="sweepbook some", allow_abbrev=False)
    add_common(parser)
    return together(parser.words(["--model", model, *words]))


def test_without_more_words_all_is_as_the_table_and_the_machine_have_it() -> None:
    found = asked()
    assert (found["network"], found["own"], found["dataset"], found["root"]) == ("lenet", None, "cifar10", Path())
    assert (found["base"], found["named_base"], found["epochs"], found["epochs_given"]) == ((), None, 10, False)
    assert (found["workers"], found["ray"], found["threads"]) == (Workers.USUAL, False, None)
    assert (found["samples"], found["width"], found["precision"], found["seeds"]) == (None, 1.0, None, None)
    assert (found["validation"], found["size"], found["share"], found["keep"]) == (None, None, 1, 20.0)
    assert not any(found[name] for name in ("only", "probes", "dry_run"))


def test_a_baseline_is_where_it_departs_from_the_tables_and_has_the_epochs() -> None:
    found = asked("--base", "lr=0.03 epochs=30 optimizer=adam")
    assert found["base"] == (("learning_rate", 0.03), ("epochs", 30))
    assert (found["epochs"], found["epochs_given"]) == (30, False)
    assert asked("--base", "recipe")["named_base"] == "recipe"


def test_a_networks_own_dimensions_may_be_part_of_its_baseline(tmp_path: Path) -> None:
    file = str(own_network(tmp_path / "a höme 家"))
    found = asked("--base", "depth=3 lr=0.001", model=file)
    assert (found["network"], found["own"].file) == ("my_net", file)
    assert found["base"] == (("depth", 3),)
    with pytest.raises(UsageError, match="Unknown dimension depth"):
        asked("--base", "depth=3")


def test_how_many_workers_may_be_asked_for_depends_on_the_engine() -> None:
    assert asked("--engine", "ray", "--workers", "300")["workers"] == 300
    with pytest.raises(UsageError, match="workers=300 is out of range"):
        asked("--workers", "300")


def test_epochs_that_are_typed_must_be_those_of_the_baseline() -> None:
    assert asked("--epochs", "10")["epochs_given"]
    with pytest.raises(UsageError, match="base says epochs=30, and epochs=10 was given too"):
        asked("--base", "epochs=30", "--epochs", "10")
