"""PROBES=1: what is trained is measured, what is stored stays, and both can be handed on."""

import shutil
from pathlib import Path

from tensorboard.backend.event_processing.event_accumulator import EventAccumulator

from studies.store.home import Home
from studies.store.runs import Store
from sweepbook.cli.door import main
from tests.support.commands import Sweep
from tests.support.stored import histories


def probed(home: Path) -> dict[str, list[int]]:
    """The epochs that were measured, by run."""
    store = Store(Home(home).runs)
    found = {run: store.probes(run, 99) for run in store.ids()}
    return {run: list(one.rows) for run, one in found.items() if one is not None}


def test_runs_with_probes_are_the_runs_without_and_what_is_stored_is_not_trained_again(
    sweep: Sweep, home: Path, tmp_path: Path
) -> None:
    assert sweep("study", "lr", values="0.001")[0] == 0
    plain = histories(home)
    code, out, _ = sweep("study", "lr", "--probes", values="0.001")
    assert (code, histories(home), probed(home)) == (0, plain, {})
    assert "probes: 1 of the 1 run in the store have epochs without probes, which are not trained again" in out
    (run,) = plain
    assert sweep("study", "lr", "--probes", values="0.001", epochs="3")[0] == 0
    assert probed(home) == {run: [3]}
    longer = histories(home)
    shutil.rmtree(home / "tuner_dirs" / "runs")
    code, out, _ = sweep("study", "lr", "--probes", values="0.001", epochs="3")
    assert (code, probed(home), "without probes" in out) == (0, {run: [0, 1, 2, 3]}, False)
    assert histories(home) == longer
    *_, board = sorted((home / "tb_logs").rglob("seed0-probes"))  # of the longer reading
    read = EventAccumulator(str(board)).Reload()
    assert [event.step for event in read.Scalars("gradient/c1")] == [0, 1, 2, 3]
    assert main(["report", "--root", str(home)]) == 0
    page = (home / "reports" / "lenet" / "index.html").read_text()
    assert "Why: what was measured in the layers" in page
    records, taken = tmp_path / "records", tmp_path / "taken"
    assert main(["publish", str(records), "--root", str(home)]) == 0
    assert main(["import", str(records), "--root", str(taken)]) == 0
    assert probed(taken) == probed(home)
