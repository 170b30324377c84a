"""`sweepbook list` says of every dimension what it takes beside its own values."""

import io
from pathlib import Path

import pytest
from rich.console import Console

from hypermodels.dimensions import DIMENSIONS
from studies.plan.labels import label
from sweepbook.cli import look
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


def test_every_word_that_can_be_typed_is_whole_in_a_pipe_and_there_in_a_narrow_terminal(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = {label(one.name, value) for one in DIMENSIONS for value in one.values} | {
        word for one in DIMENSIONS if one.kind is str for word in one.more
    }
    assert main(["list", "--root", str(tmp_path)]) == 0
    assert words - set(capsys.readouterr().out.split()) == set()
    narrow = Console(width=60, file=io.StringIO(), force_terminal=True)
    narrow.print(look._dimensions())
    assert "…" not in narrow.file.getvalue()  # type: ignore[attr-defined]
