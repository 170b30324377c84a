"""`sweepbook list` says of every dimension what it takes beside its own values."""

from pathlib import Path

import pytest

from hypermodels.dimensions import DIMENSIONS
from sweepbook.cli.door import main


def test_words_have_no_range_and_numbers_have_one(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["list", "--root", str(tmp_path)]) == 0
    cells = [line.split("│") for line in capsys.readouterr().out.splitlines() if line.startswith("│")]
    said: dict[str, str] = {}
    name = ""
    for _, flag, _, also, *_ in cells:
        name = flag.strip() or name  # a row is broken over several lines; its first has the flag
        said[name] = f"{said.get(name, '')} {also.strip()}".strip()
    assert said["augmentation"] == said["schedule"] == ""
    assert said["activation"] == "elu gelu silu leaky_relu"
    assert (said["lr"], said["batch-size"]) == ("any positive number", "1 to 65536")
    assert set(said) == {one.flag for one in DIMENSIONS}
    assert not any("inf" in text for text in said.values())
