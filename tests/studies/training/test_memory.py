"""A worker gives back what a program took."""

import gc
import weakref
from pathlib import Path

from hypermodels.dimensions import configuration
from studies.data import datasets
from studies.plan.runs import Context
from studies.plan.trials import trial_of
from studies.training.trainer import Trainer


def test_a_program_that_was_let_go_of_leaves_no_graph(tmp_path: Path) -> None:
    ref, folder = datasets.prepare("digits", tmp_path)
    context = Context("lenet", "f", 0.25, ref, "float32")
    run = trial_of(context, configuration({}), [0]).runs[0]
    trainer = Trainer()
    program, _ = trainer._program_for(run, folder)
    graph = weakref.ref(program._steps.get_concrete_function().graph)
    assert graph() is not None
    del program
    trainer._program = None
    gc.collect()
    assert graph() is None
