"""The device that the tests of this folder train on, and the table at the end of `make test GPU=1`."""

from collections.abc import Iterator

import pytest

from benchmarks.support import card, results
from studies.system.errors import UsageError
from tests.gpu import devices, faked
from tests.gpu.devices import Device

VERDICTS = {"passed": "holds", "failed": "DOES NOT HOLD", "error": "DOES NOT HOLD", "skipped": "not tried"}


@pytest.fixture(params=[pytest.param("gpu", marks=pytest.mark.gpu), "faked"])
def device(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[Device]:
    if request.param == "gpu":
        yield devices.gpu()
        return
    monkeypatch.setenv("CUDA_VISIBLE_DEVICES", faked.NO_CARD)
    devices.workers_begin_with(faked.warm_up, monkeypatch)
    end = faked.pretend(monkeypatch)
    yield devices.processor()
    end()


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """A row a test of a GPU, where one was asked for; the cause of a failure stands above."""
    if terminalreporter.config.option.markexpr != "gpu":
        return
    rows = [
        [said(report), f"{report.duration:.0f}", verdict]
        for outcome, verdict in VERDICTS.items()
        for report in terminalreporter.getreports(outcome)
        if "gpu" in report.keywords
    ]
    terminalreporter.write_line(f"\n{_machine()}\n{results.table(('claim', 'seconds', 'verdict'), rows)}")


def said(report: pytest.TestReport) -> str:
    """A test's name as words: `tests/...::test_a_run_is_exact[gpu-lenet]` is `a run is exact: lenet`."""
    name, _, cases = report.nodeid.rpartition("::")[2].removesuffix("]").partition("[")
    words = name.removeprefix("test_").replace("_", " ")
    return ": ".join([words, *(case for case in cases.split("-") if case not in ("", "gpu"))])


def _machine() -> str:
    try:
        return card.described()
    except UsageError as none:
        return str(none)
