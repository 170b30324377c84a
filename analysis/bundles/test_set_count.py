"""How often test sets were looked at: `tuner_dirs/test_sets.json`. It outlives the bundles."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from studies.store.home import Home
from studies.system import files, form
from studies.system.errors import UsageError

SCHEMA = 1
FORM: form.Form = {
    "schema": lambda value: form.count(value) and value <= SCHEMA,
    "openings": form.sequence(form.fits({"digest": form.text, "network": form.text, "run": form.text})),
}


def count(home: Home, digest: str, network: str) -> int:
    """How often this network's models have been tested on the dataset with this digest."""
    return sum(one["digest"] == digest and one["network"] == network for one in _read(home))


def add(home: Home, digest: str, network: str, run: str, epochs: int) -> None:
    """Write down that a test set is about to be opened. Call before reading it: a killed export still counts."""
    opening = {
        "digest": digest,
        "network": network,
        "run": run,
        "epochs": epochs,
        "time": datetime.now(UTC).isoformat(timespec="seconds"),
    }
    files.write_json(_path(home), {"schema": SCHEMA, "openings": [*_read(home), opening]})


def _read(home: Home) -> list[dict[str, Any]]:
    path = _path(home)
    try:
        content = files.read_json(path)
    except FileNotFoundError:
        return []
    except ValueError:
        content = None
    if form.misfit(content, FORM) is None:
        return list(content["openings"])
    raise UsageError(
        f"{path} is not a count of test-set openings that this version reads; move it away and counting begins anew."
    )


def _path(home: Home) -> Path:
    return home.tuner_dirs / "test_sets.json"
