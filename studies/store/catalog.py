"""The studies there are: `tuner_dirs/<study>/study.json`, all that was asked of it."""

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

import filelock

from hypermodels.own.file import OwnNetwork
from studies.plan import growth, looks
from studies.plan.studies import Study, describe
from studies.plan.study_record import StudyRecord, viewed
from studies.plan.uniting import united
from studies.store import study_json
from studies.store.home import NETWORKS, Home
from studies.system import files, locks
from studies.system.errors import UsageError

SCHEMA = 2  # 1: without `seeds` in a trial, all trials had the study's
RESERVED = ("runs", "datasets", "cache", NETWORKS)


def read(home: Home, refused: list[str] | None = None) -> list[StudyRecord]:
    """Every study's description, by name. One that cannot be read costs itself only; an OSError is of them all.

    Args:
        refused: takes a sentence for each of those.
    """
    found = []
    places = home.tuner_dirs.iterdir() if home.tuner_dirs.exists() else ()
    for folder in sorted(one for one in places if os.access(one / "study.json", os.F_OK)):  # lost+found lets none look
        try:
            found += [read_one(folder)] if folder.name not in RESERVED else []
        except UsageError as fault:
            if refused is not None:
                refused.append(str(fault))
    return found


def is_of(study: StudyRecord, network: str | None, dataset: str | None = None) -> bool:
    """Whether a study is of this network, on a dataset of this name; None is any."""
    return network in (None, study["network"]) and dataset in (None, study["dataset"]["name"])


def read_one(folder: Path) -> StudyRecord:
    """
    Raises:
        UsageError: torn, foreign, damaged, or written by a newer version.
    """
    return study_json.read(folder, SCHEMA)


def stored(home: Home, name: str) -> StudyRecord | None:
    """A study as it is stored; None where there is none.

    Raises:
        UsageError: see `read_one`.
    """
    folder = home.study(name)
    return read_one(folder) if (folder / "study.json").exists() else None


def grow(home: Home, wanted: Study, only: bool = False, shared: bool = False) -> Study:
    """Add to a stored study what is asked of it (`growth.grown`), and return all of it.

    The lock is one for all studies, held for a moment: another process may keep the study's own for hours.

    Args:
        shared: another process is at work on it.

    Raises:
        UsageError: that process trains another version of the network, or other pictures, and would lose its record.
    """
    with locks.locked(home.cache, -1):
        before = stored(home, wanted.name)
        _check_same(wanted, before)
        found = growth.grown(wanted, before, only)
        if shared and found.foreign:
            raise UsageError(
                f"Another process is at work on study {wanted.name}, with another version of {wanted.context.network} "
                "or other pictures: wait for it, or stop it, and give the same command again."
            )
        _keep_source(home, wanted.context.own)
        described = describe(found.study)
        if before is None or {"schema": before["schema"], **described} != before:
            _write(home, {"schema": SCHEMA, **described}, before)
    return found.study


def _check_same(wanted: Study, before: StudyRecord | None) -> None:
    """
    Raises:
        UsageError: under its name lies a study of another kind or network, as that of a network called lenet-random.
    """
    if before is not None and (before["kind"], before["network"]) != (wanted.kind, wanted.context.network):
        raise UsageError(
            f"{wanted.name} is stored already, as a {before['kind']} of {before['network']}: give your network's file "
            "another name."
        )


def unite(home: Home, other: StudyRecord) -> None:
    """Add a study from elsewhere to what is stored of it here (`uniting.united`).

    Raises:
        UsageError: the two contradict each other.
    """
    with locks.locked(home.cache, -1):
        before = stored(home, other["name"])
        if (merged := united(before, other)) != before:
            _write(home, {**merged, "schema": SCHEMA})


def _keep_source(home: Home, own: OwnNetwork | None) -> None:
    """Store the source of a user's network before it is trained: its file may be edited or deleted."""
    if own is None:
        return
    path, content = home.network(own.digest, own.name), own.text.encode()
    try:
        if path.read_bytes() == content:
            return
    except OSError:
        path.parent.mkdir(parents=True, exist_ok=True)
    files.write_bytes(path, content)


def count_look(home: Home, study: Study, seeds: int, planned: Sequence[int] = (), reading: int | None = None) -> None:
    """Keep that a reading of a study was looked at with `seeds` seeds (`looks.with_look`); nothing where it is gone, or
    has become that of another version of the network, or of other pictures."""
    with locks.locked(home.cache, -1):
        described = stored(home, study.name)
        if described is None:
            return
        before = looks.of_study(described)
        after = looks.with_look(before, seeds, planned, reading)
        if after != before and growth.rebuilt(study, described) is not None:
            files.write_json(home.study(study.name) / "study.json", {**described, "looks": looks.described(after)})


def write(home: Home, study: Study) -> StudyRecord:
    return _write(home, {"schema": SCHEMA, **describe(study)})


def _write(home: Home, described: StudyRecord, before: StudyRecord | None = None) -> StudyRecord:
    """Store a study's record; its views are to be made anew, unless they show nothing of what it has `before` not."""
    folder = home.study(described["name"])
    folder.mkdir(parents=True, exist_ok=True)
    if before is None or viewed(described) != viewed(before):
        (folder / "views").unlink(missing_ok=True)
    files.write_json(folder / "study.json", described)
    return described


def read_stamp(home: Home, name: str) -> str | None:
    """What the study's views were made from; None where they are not whole."""
    try:
        return (home.study(name) / "views").read_text(encoding="utf-8") if (home.tb_logs / name).is_dir() else None
    except (OSError, UnicodeDecodeError):
        return None


def write_stamp(home: Home, name: str, stamp: str) -> None:
    files.write_bytes(home.study(name) / "views", stamp.encode())


class Held(UsageError):
    """Another process has the study."""


def is_held(home: Home, name: str) -> bool:
    """Whether a process has the study, whatever its description looks like."""
    return locks.is_locked(home.study(name))


@contextmanager
def held(home: Home, name: str, wait: bool = False) -> Iterator[None]:
    """The study and its views, for this process alone, at once or after a wait.

    Raises:
        Held: another process has it, and nobody wants to wait.
        UsageError: what lies there cannot be gone on from.
    """
    folder = home.study(name)
    if (folder / "study.json").exists():
        read_one(folder)
    made = not folder.exists()
    try:
        with locks.locked(folder, -1 if wait else 0):
            with locks.locked(home.cache, -1):  # what another process has half-written of study.json is no rubbish
                files.sweep(folder)
            yield
    except filelock.Timeout:
        raise Held(
            f"Another process is at work on study {name}: wait for it, or stop it; the same command then goes on."
        ) from None
    finally:
        if made:
            with suppress(OSError):
                folder.rmdir()  # nothing came of it
