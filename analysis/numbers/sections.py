"""Which studies of a network are shown together: a section a setting and, within it, a number of epochs. Pure."""

import math
from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any

from hypermodels.dimensions import BASELINE
from studies.plan import bases, growth, own_networks
from studies.plan.study_record import StudyRecord


def setting(study: StudyRecord) -> tuple[Any, ...]:
    """What studies must share to be shown together: pictures, width, precision, baseline."""
    dataset = study["dataset"]
    return (
        dataset["name"],
        dataset.get("digest") or "",
        dataset.get("samples") or 0,
        study.get("width", 1.0),
        study.get("precision") or "",
        bases.held(study),
    )


def rank(study: StudyRecord) -> tuple[Any, ...]:
    """The order of settings on a page: all pictures before the largest subset, full width before narrower networks,
    the table's baseline before others."""
    name, digest, samples, width, precision, base = setting(study)
    return name, -(samples or math.inf), -width, precision != "float32", precision, digest, len(base), bases.words(base)


def anchors(studies: Iterable[StudyRecord]) -> dict[tuple[Any, ...], str]:
    """A short name for each setting, in the manner of a study's: `cifar10-samples5000`.

    The digest is named only where one dataset has had several.
    """
    settings = dict.fromkeys(setting(study) for study in studies)
    digests: dict[str, set[str]] = {}
    for name, digest, *_ in settings:
        digests.setdefault(name, set()).add(digest)
    return {
        (name, digest, samples, width, precision, base): "-".join(
            [
                name,
                *([digest[:8]] if len(digests[name]) > 1 else []),
                *([f"samples{samples}"] if samples else []),
                *([f"width{width:g}"] if width != 1 else []),
                *([precision] if precision != "float32" else []),
                *bases.suffix(base),
            ]
        )
        for name, digest, samples, width, precision, base in settings
    }


@dataclass(frozen=True)
class Section:
    """Studies that are shown together.

    `epochs` is None where the setting has one section only, `version` where its network has one version only.
    """

    anchor: str
    studies: list[StudyRecord]
    epochs: int | None
    version: str | None = None


def sections_of(studies: Iterable[StudyRecord]) -> list[Section]:
    """By setting, and within it by the version of a user's network and the epochs after which the studies compare: what
    was trained longer is not set beside what was trained less.

    Questions about the epochs themselves stand with the studies at the baseline's, or with the shortest.
    """
    ordered = sorted(studies, key=rank)
    names = anchors(ordered)
    return [one for key, group in groupby(ordered, setting) for one in _by_version(names[key], list(group))]


def _by_version(anchor: str, studies: list[StudyRecord]) -> list[Section]:
    versions = list(dict.fromkeys(own_networks.version(study) for study in studies))
    if len(versions) < 2:
        return _by_epochs(anchor, studies)
    return [
        replace(section, version=version)
        for version in versions
        for section in _by_epochs(
            f"{anchor}-{version[:8]}", [study for study in studies if own_networks.version(study) == version]
        )
    ]


def _by_epochs(anchor: str, studies: list[StudyRecord]) -> list[Section]:
    read_at = [compared_after(study) for study in studies]
    own = [dict(bases.of_record(study)).get("epochs") for study in studies]  # of the epochs study's baseline
    found = sorted({epochs for epochs in read_at if epochs is not None})
    if len(found) < 2:
        return [Section(anchor, studies, None)]
    home = next((epochs for epochs in (*own, BASELINE["epochs"]) if epochs in found), found[0])
    places = [home if epochs is None else epochs for epochs in read_at]
    return [
        Section(f"{anchor}-{one}epochs", [s for s, place in zip(studies, places, strict=True) if place == one], one)
        for one in found
    ]


def compared_after(study: StudyRecord) -> int | None:
    """The epochs after which a study (or one reading of it) compares its values; None where epochs vary."""
    if not study["trials"]:
        return None
    return growth.reading(study.get("tuner"), study["dimensions"], study["trials"][0]["values"])
