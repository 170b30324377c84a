"""How often test sets were looked at: `tuner_dirs/test_sets.json`. It outlives the bundles."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from studies import catalog, files
from studies.errors import UsageError

SCHEMA = 1


def count(home: catalog.Home, digest: str, network: str) -> int:
    """How often this network's models have been tested on the dataset with this digest."""
    return sum(one["digest"] == digest and one["network"] == network for one in _read(home))


def add(home: catalog.Home, digest: str, network: str, run: str, epochs: int) -> None:
    """Write down that the test set is about to be opened. Call it first, so that a kill hides no look."""
    opening = {
        "digest": digest, "network": network, "run": run, "epochs": epochs,
        "time": datetime.now(UTC).isoformat(timespec="seconds"),
    }  # fmt: skip
    files.write_json(_path(home), {"schema": SCHEMA, "openings": [*_read(home), opening]})


def _read(home: catalog.Home) -> list[dict[str, Any]]:
    path = _path(home)
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        if content["schema"] <= SCHEMA:
            return list(content["openings"])
    except FileNotFoundError:
        return []
    except (ValueError, KeyError, TypeError):
        pass
    raise UsageError(
        f"{path} is not a count of test-set openings that this version reads; move it away and counting begins anew."
    )


def _path(home: catalog.Home) -> Path:
    return home.tuner_dirs / "test_sets.json"
