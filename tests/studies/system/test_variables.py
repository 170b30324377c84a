"""The environment that a process with TensorFlow begins with. Nothing is loaded here."""

import os
from pathlib import Path

import pytest

from studies.system import machine, variables


@pytest.fixture(autouse=True)
def own_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """A copy, which the test may change."""
    monkeypatch.setattr(os, "environ", os.environ.copy())


def test_what_changes_numbers_is_the_same_whatever_the_user_has_set() -> None:
    os.environ.update({"TF_ENABLE_ONEDNN_OPTS": "0", "KERAS_BACKEND": "jax", "TF_XLA_FLAGS": "--tf_xla_auto_jit=2"})
    variables.prepare()
    assert {name: os.environ.get(name) for name in variables.NUMERIC} == variables.NUMERIC


def test_the_threads_of_numpys_algebra_are_the_users_where_he_says_some() -> None:
    os.environ["OPENBLAS_NUM_THREADS"] = "4"
    variables.prepare()
    assert os.environ["OPENBLAS_NUM_THREADS"] == "4"
    del os.environ["OPENBLAS_NUM_THREADS"]
    variables.prepare()
    assert os.environ["OPENBLAS_NUM_THREADS"] == "1"


def test_keras_folder_is_still_found_where_the_commands_of_a_command_set_the_rest() -> None:
    os.environ.pop(variables.KERAS_HOME, None)
    os.environ["KERAS_HOME"] = "a höme 家"
    for _ in range(2):
        variables.prepare()
        assert variables.keras_home() == Path("a höme 家")
    for name in ("KERAS_HOME", variables.KERAS_HOME):
        os.environ.pop(name)
    assert variables.keras_home() == Path.home() / ".keras"


def test_a_share_of_the_machine_is_told_to_every_library() -> None:
    variables.share(3, 2)
    assert {os.environ[name] for name in variables.THREADS} == {"3"}
    assert (variables.threads(), variables.workers()) == (3, 2)


@pytest.mark.parametrize("said", ["", "0", "many", "-1"])
def test_threads_that_nobody_can_have_are_the_cores(said: str) -> None:
    os.environ[variables.THREADS[0]] = said
    assert variables.threads() == machine.cores()


def test_a_process_by_itself_is_one_worker() -> None:
    os.environ.pop(variables.WORKERS, None)
    assert variables.workers() == 1
