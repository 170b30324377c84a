"""What all tests share. Real tiny data (scikit-learn's digits), no network, no display."""

import gc
import inspect
import os
import signal
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from hypermodels import NETWORKS
from studies.execution import worker
from studies.execution.inline import Inline
from studies.system import collector, machine, variables
from tools import costs

variables.share(machine.cores())  # as a worker alone; to import studies has set the rest, before a test loads Keras
os.environ.pop("SWEEPBOOK_COMMAND", None)  # set by make, for the commands it starts
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ.setdefault("CUDA_VISIBLE_DEVICES", "-1")  # the same numbers everywhere
signal.signal(signal.SIGINT, signal.default_int_handler)  # a child inherits it, and in the background it is ignored
gc.set_threshold(10_000)  # the usual 700 objects are looked for garbage after every few lines of pandas or Keras
os.fsync = lambda fd: None  # noqa: ARG005  it is for a loss of power, which no test has, and a busy disk takes 0.1 s for each


# Exactness and whole commands take longest: they come first, so that no worker is left with one of them in the end, and
# so that one worker has all of training, whose tests share programs. The others take from the end of its list.
FIRST = (
    "tests/studies/training/",
    "tests/end_to_end/",
    "tests/test_examples.py",
    "tests/hypermodels/test_stock_tuner.py",
)


@pytest.hookimpl(tryfirst=True)  # a plugin that shuffles has the last word
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items.sort(key=lambda item: [not item.nodeid.startswith(first) for first in FIRST])


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Iterator[None]:
    """What is imported meanwhile stays, a million objects: Keras-Tuner would look through it before every trial."""
    with collector.loading():
        return (yield)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Iterator[None]:
    costs.begin(item)
    return (yield)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Iterator[None]:
    try:
        return (yield)
    finally:
        costs.note(item)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    for line in costs.told(terminalreporter.getreports("passed")):
        terminalreporter.write_line(line)


@pytest.fixture(scope="session", autouse=True)
def warm_programs() -> Iterator[None]:
    """What is trained in this process finds the programs of the tests before."""
    usual = Inline.__init__

    def begin(self: Inline, threads: int) -> None:
        usual(self, threads)
        from tests.support.warm.programs import TRAINERS  # TensorFlow is loaded now

        worker._trainer = TRAINERS  # type: ignore[assignment]

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(Inline, "__init__", begin)
        yield


@pytest.fixture(scope="session", autouse=True)
def warm_drawings() -> Iterator[None]:
    """A page in this process finds the figures of the tests before."""
    with pytest.MonkeyPatch.context() as patched:
        if svg := sys.modules.get("analysis.figures.svg"):  # Matplotlib is loaded, which few tests alone do without
            from tests.support.warm.drawings import kept

            patched.setattr(svg, "to_svg", kept(svg.to_svg))
        yield


@pytest.fixture
def drawn_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every figure is drawn, as by a process of its own."""
    from analysis.figures import svg

    monkeypatch.setattr(svg, "to_svg", inspect.unwrap(svg.to_svg))


@pytest.fixture
def sketched() -> Iterator[None]:
    """No figure is drawn, and other readings are few: for what stands around them."""
    from tests.support.warm.drawings import sketches

    with sketches():
        yield


@pytest.fixture
def step_by_step() -> Iterator[None]:
    """TensorFlow without graphs: to trace one for a model takes longer than the few steps that a test trains."""
    import tensorflow as tf

    tf.config.run_functions_eagerly(True)
    yield
    tf.config.run_functions_eagerly(False)


@pytest.fixture(scope="session")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder for prepared data and fingerprints that all tests of a process share."""
    return tmp_path_factory.mktemp("prepared")


@pytest.fixture
def home(tmp_path: Path, prepared: Path) -> Path:
    """An empty place for tuner_dirs and tb_logs; its name holds a blank and no ASCII."""
    root = tmp_path / "a höme 家"
    (root / "tuner_dirs").mkdir(parents=True)
    for shared in ("datasets", "cache"):
        (prepared / shared).mkdir(exist_ok=True)
        (root / "tuner_dirs" / shared).symlink_to(prepared / shared)
    return root


@pytest.fixture
def sweep(home: Path, capfd: pytest.CaptureFixture[str]) -> Callable[..., tuple[int, str, str]]:
    """The command line on tiny digits, in this process: `sweep("study", "lr", epochs=2)` -> code, output, errors."""
    from sweepbook.cli.door import main

    defaults = {
        "model": "lenet",
        "dataset": "digits",
        "samples": "100",
        "width": "0.5",
        "seeds": "1",
        "epochs": "2",
        "workers": "0",
        "precision": "float32",
    }

    def run(*words: str, **options: object) -> tuple[int, str, str]:
        chosen = {**defaults, **options}
        flags = [
            part
            for name, value in chosen.items()
            if value is not None
            for part in (f"--{name.replace('_', '-')}", *([] if value is True else [str(value)]))
        ]
        capfd.readouterr()
        try:
            code = main([*words, *flags, "--root", str(home)])
        except SystemExit as left:  # argparse's own errors
            code = int(left.code or 0)
        printed = capfd.readouterr()
        return code, printed.out, printed.err

    return run


@pytest.fixture(scope="session")
def bundles(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """All five networks for cifar10; seed k for the k-th."""
    from tests.support.linear_bundles import write_bundle

    root = tmp_path_factory.mktemp("bundles")
    for seed, network in enumerate(NETWORKS):
        write_bundle(root, network, seed)
    return root


@pytest.fixture(scope="session")
def samples(tmp_path_factory: pytest.TempPathFactory) -> Path:
    from tests.support.linear_bundles import write_samples

    root = tmp_path_factory.mktemp("samples")
    write_samples(root)
    return root
