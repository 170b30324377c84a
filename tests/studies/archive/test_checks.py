"""A file of records that cannot be right is refused in a sentence, and nothing of it is kept."""

from pathlib import Path
from typing import Any

import pytest

from studies.archive import layout
from tests.studies.archive.members import Change, changed, edited, first_run, first_study, take


def other_seed(record: dict[str, Any]) -> None:
    record["identity"]["seed"] = 7


def swapped(record: dict[str, Any]) -> None:
    record["trials"][0]["values"]["batch_size"] = 64


HOSTILE: dict[str, tuple[Change, str]] = {
    "a path upwards": (lambda members: members.update({"../x": b"x"}), "it holds '../x'"),
    "an absolute path": (lambda members: members.update({"/etc/x": b"x"}), "it holds '/etc/x'"),
    "a study upwards": (
        lambda members: members.update({"studies/../study.json": b"{}"}),
        "it holds 'studies/../study.json'",
    ),
    "code": (
        lambda members: members.update({f"{Path(first_run(members)).parent}/x.py": b"x"}),
        "is no file of records",
    ),
    "weights": (
        lambda members: members.update({f"{Path(first_run(members)).parent}/checkpoint.npz": b"x"}),
        "it holds",
    ),
    "no record": (lambda members: members.pop(first_run(members)), "its record is torn"),
    "a torn record": (lambda members: members.update({first_run(members): b'{"id'}), "its record is torn"),
    "a newer record": (edited(first_run, lambda record: record.update(schema=99)), "a newer version (schema 99"),
    "another run's record": (edited(first_run, other_seed), "its record is another run's"),
    "a run at work": (edited(first_run, lambda record: record.update(status="running")), "it has not ended"),
    "a cut history": (
        lambda members: members.update(
            {name: content[:200] for name, content in members.items() if name.endswith("history.csv")}
        ),
        "it has not ended, or its history was cut",
    ),
    "other numbers": (
        edited(first_run, lambda record: record.update(history_digest="0" * 16)),
        "its rows are not those that were stored",
    ),
    "nothing": (lambda members: members.clear(), "is no file of records: it is empty"),
    "a torn study": (lambda members: members.update({first_study(members): b'{"name'}), "study.json is torn"),
    "a newer study": (edited(first_study, lambda record: record.update(schema=99)), "newer version (schema 99"),
    "a study of other runs": (edited(first_study, swapped), "asks for other runs than it names"),
    "a study of another network": (
        edited(first_study, lambda record: record.update(network="resnet")),
        "asks for other runs than it names",
    ),
    "a study of other pictures": (
        edited(first_study, lambda record: record["dataset"].update(digest="0" * 16)),
        "asks for other runs than it names",
    ),
    "a study called cache": (lambda members: members.update({"studies/cache/study.json": b"{}"}), "it holds"),
}


@pytest.mark.parametrize(("change", "sentence"), HOSTILE.values(), ids=list(HOSTILE))
def test_a_file_that_cannot_be_right_is_refused_and_nothing_of_it_kept(
    change: Change, sentence: str, published: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    path = changed(published, change)
    before = sorted(tmp_path.rglob("*"))
    assert take(path, tmp_path / "empty") == 2
    err = capfd.readouterr().err
    assert err.startswith("error: ")
    assert sentence in err
    assert "Traceback" not in err
    assert "tuner_dirs" not in err, "where it was looked at is gone by now"
    assert not err.rstrip().endswith("..")
    assert sorted(tmp_path.rglob("*")) == before


@pytest.mark.parametrize("share", [0.0, 0.5, 0.99])
def test_a_torn_file_is_refused(
    share: float, published: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    content = published.read_bytes()
    published.write_bytes(content[: int(share * len(content))])
    assert take(published, tmp_path / "empty") == 2
    assert "is torn, or no file of records" in capfd.readouterr().err
    assert not (tmp_path / "empty").exists()


def test_a_file_that_grows_without_bound_is_refused_before_it_is_read_whole(
    published: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(layout, "MOST_BYTES", 10_000)
    path = changed(published, lambda members: members.update({first_run(members): b" " * 1_000_000}))
    assert take(path, tmp_path / "empty") == 2
    assert "is too long" in capfd.readouterr().err
    monkeypatch.setattr(layout, "MOST_IN_ALL", 900_000)
    assert take(path, tmp_path / "empty") == 2
    assert "holds more than any file of records does" in capfd.readouterr().err
