"""What decides numbers beside a run's identity: set at the start, read back, recorded, refused where it is another.

A TensorFlow that came first is refused in `tests/test_examples.py`, as a notebook has it.
"""

import json
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from hypermodels.dimensions import BASELINE
from studies.data.dataset_ref import DatasetRef
from studies.plan.runs import Context
from studies.plan.trials import trial_of
from studies.system import variables
from studies.system.errors import UsageError
from studies.training import numerics


@pytest.fixture
def keras_config() -> Iterator[object]:
    import keras

    yield keras.config
    keras.config.set_epsilon(1e-7)
    keras.config.set_floatx("float32")
    keras.config.set_image_data_format("channels_last")
    keras.config.set_dtype_policy("float32")


def test_this_process_has_every_setting_as_it_is_wanted() -> None:
    numerics.check()
    found = numerics.found()
    assert found["tensorflow.onednn"] is True
    assert found["tensorflow.threads"] == variables.threads()
    assert found["keras.epsilon"] == 1e-7
    json.dumps(found)


@pytest.mark.parametrize(
    ("setter", "value", "said"),
    [
        ("set_epsilon", 1e-3, "keras.epsilon is 0.001, and runs are trained with 1e-07: give keras.config.set_epsilon"),
        ("set_floatx", "float64", "keras.floatx is 'float64'"),
        ("set_image_data_format", "channels_first", "keras.image_data_format is 'channels_first'"),
        ("set_dtype_policy", "mixed_bfloat16", "keras.dtype_policy is 'mixed_bfloat16'"),
    ],
)
def test_a_setting_of_keras_that_was_changed_is_refused_with_the_remedy(
    setter: str, value: object, said: str, keras_config: object
) -> None:
    getattr(keras_config, setter)(value)
    with pytest.raises(UsageError, match="In this process " + said.replace(".", r"\.")):
        numerics.check()


def test_functions_that_run_eagerly_are_refused_and_nothing_is_written(tmp_path: Path) -> None:
    import tensorflow as tf

    from studies.store.runs import Store
    from studies.training.trainer import Trainer

    ref = DatasetRef("digits", "x", ("0", "1"), (60, 10, 10))
    context = Context("lenet", "test", 0.5, ref, "float32")
    run = trial_of(context, dict(BASELINE), [0]).runs[0]
    tf.config.run_functions_eagerly(True)
    try:
        with pytest.raises(UsageError, match="functions_run_eagerly is True"):
            Trainer().advance(Store(tmp_path), run, 1, tmp_path)
    finally:
        tf.config.run_functions_eagerly(False)
    assert not list(tmp_path.iterdir())


def test_other_threads_than_tensorflow_runs_with_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    numerics.check()
    monkeypatch.setenv("TF_NUM_INTRAOP_THREADS", "97")
    with pytest.raises(UsageError, match=r"tensorflow\.threads is \d+, and runs are trained with"):
        numerics.check()


def test_the_users_environment_decides_no_number(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in variables.NUMERIC:
        monkeypatch.setenv(name, "0")
    monkeypatch.setenv("KERAS_HOME", "/home/of/keras")
    variables.prepare()
    variables.prepare()
    assert {name: os.environ.get(name) for name in variables.NUMERIC} == variables.NUMERIC
    assert variables.keras_home() == Path("/home/of/keras"), "downloads still lie where the user has them"


def test_a_thread_that_ends_while_threads_are_counted_costs_no_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Listing and reading are two calls of the system: between them a thread may end, with one error or the other."""
    from studies.training import tensorflow_at_work

    def ended(_path: Path, encoding: str) -> str:
        raise ProcessLookupError(3, "No such process", encoding)

    assert tensorflow_at_work._name(tmp_path / "gone") == ""
    monkeypatch.setattr(Path, "read_text", ended)
    assert tensorflow_at_work._name(tmp_path) == ""
