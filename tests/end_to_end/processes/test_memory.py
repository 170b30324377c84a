"""A run that takes more memory than there is."""

import resource
from pathlib import Path

from studies.store.home import Home
from studies.store.runs import Store
from tests.hypermodels.own.networks import own_network
from tests.support.commands import Start
from tests.support.started_processes import until, workers_of

ROOM = 400 << 20  # bytes: for a batch of 16 with everything, not for one of 1,200
WIDE = '''"""A network that is built in a moment and takes much memory for a picture."""
from hypermodels.layers import average


def network(x, classes, layers):
    x = layers.conv(x, 64, 1, "wide")  # (B, 32, 32, 64): 256 KiB of each picture, and as much for its gradient
    return layers.classifier(average(x), classes)
'''


def test_a_run_that_eats_all_memory_is_tried_again_and_fails_with_its_cause_while_others_complete(
    started: Start, home: Path
) -> None:
    wide = str(own_network(home.parent / "nets", WIDE))
    driver = started("batch-size", model=wide, width="1.0", values="16,1200", epochs="5", samples="all")
    until(home, 1)
    (worker,) = workers_of(driver.pid)
    server = worker.parent()
    assert server is not None
    status = Path(f"/proc/{worker.pid}/status").read_text(encoding="utf-8")
    data = next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmData")) << 10
    for process in (worker, server):  # who is forked from the server inherits its limit
        process.rlimit(resource.RLIMIT_DATA, (data + ROOM, data + ROOM))
    out, err = driver.communicate()
    assert driver.returncode == 3, (out, err)
    store = Store(Home(home).runs)
    records = {
        record.data["identity"]["values"]["batch_size"]: record
        for folder in store.root.iterdir()
        if (record := store.record(folder.name))
    }
    assert (records[16].status, records[16].epochs) == ("completed", 5)
    assert records[1200].status == "failed"
    cause = str(records[1200].cause)
    assert "memory" in cause.lower() or "OOM" in cause
    assert cause.endswith("It was tried twice.")
    assert "\n" not in cause
    assert "Traceback" not in out + err
