"""Writes `docs/chapter6/beside-the-original.md` from the published records: `python -m tools.chapter6.beside`."""

import tempfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import TypeVar

from analysis.numbers import frames
from analysis.numbers.evidence import Evidence, gather_all
from analysis.numbers.frames import Frames
from analysis.numbers.sections import sections_of
from analysis.numbers.summary import by_seed
from analysis.text.languages import file_in
from hypermodels.dimensions import BASELINE
from studies.archive import unpacking
from studies.plan.study_record import StudyRecord, training_pictures, validation_pictures
from studies.store.home import Home
from studies.system.files import write_bytes
from tools.chapter6 import CHAPTER, original
from tools.chapter6.inference import BothWays, Pair
from tools.chapter6.judged import Judged, judge, ranks, tau_of_draws
from tools.chapter6.original import DATASET, NETWORK, Noise, Published
from tools.chapter6.side_by_side import WORDS, Beside, page

Kind = TypeVar("Kind")
NAME = "beside-the-original.md"
IN_INFERENCE = "googlenet_normalization"  # the network whose normalization may be the original's
ITS_BASE = {"normalization": "inference"}


def published(records: Path, network: str = NETWORK) -> Frames:
    """What a folder of published records holds of a network."""
    with tempfile.TemporaryDirectory() as root:
        if paths := sorted(records.glob(f"{network}-{DATASET}*.zip")):
            unpacking.unpack(Home(Path(root)), paths)
        return frames.load(root, network, DATASET)


def pages(loaded: Frames, in_inference: Frames | None = None) -> dict[str, str]:
    """The page in each language, by its file's name.

    Args:
        in_inference: of the network whose normalization may be the original's.
    """
    rows = original.read()
    noise, published_studies, found = original.noise(rows), original.studies(rows), evidences(loaded, {})
    ours, still = largest(found), evidences(in_inference, ITS_BASE) if in_inference else []
    studies = [_beside(name, own, noise, ours.get(name)) for name, own in published_studies.items()]
    both_ways = list(_both_ways(found, still, published_studies, noise))
    return {file_in(language, NAME): page(studies, noise, both_ways, language) for language in WORDS}


def evidences(loaded: Frames, base: Mapping[str, object]) -> list[Evidence]:
    """Our studies that ask what the original asked, around its baseline but for `base`."""
    sections = sections_of(one for one in loaded.studies if _asks_the_same(one, base))
    return [one for section in sections for one in gather_all(loaded, section.studies)]


def largest(found: list[Evidence]) -> dict[str, Evidence]:
    """By dimension the one on most pictures; of equal ones the first."""
    ordered = sorted(found, key=lambda one: training_pictures(one.study), reverse=True)
    return _first_of_each(ordered, lambda one: one.study["dimensions"][0])


def _both_ways(
    found: list[Evidence], in_inference: list[Evidence], studies: Mapping[str, list[Published]], noise: Noise
) -> Iterator[BothWays]:
    """The original's studies that both were trained for, on as many pictures."""
    trained = _first_of_each(found, _question)
    for still in in_inference:
        ours, own = trained.get(_question(still)), studies.get(still.study["dimensions"][0])
        if not ours or not own:
            continue
        seeds = _seeds(still)
        both = zip(_judged(own, noise, ours), _judged(own, noise, still), strict=True)
        pairs = [Pair(*pair, seeds[pair[1].published.value]) for pair in both if pair[1].ours.n]
        first, second = ranks(own, _seeds(ours)), ranks(own, seeds)
        if first and second:  # two values at least
            draws = (tau_of_draws(own, _seeds(ours)), tau_of_draws(own, seeds))
            yield BothWays(own[0].dimension, pairs, first, second, *draws)


def _first_of_each(found: list[Evidence], kind: Callable[[Evidence], Kind]) -> dict[Kind, Evidence]:
    return {kind(one): one for one in reversed(found)}


def _question(one: Evidence) -> tuple[str, int]:
    return one.study["dimensions"][0], training_pictures(one.study)


def _asks_the_same(study: StudyRecord, base: Mapping[str, object]) -> bool:
    """Whether a study, or a reading of it, varies one dimension around the original's baseline but for `base`."""
    same = (study.get("base") or {}) == base and study["dimensions"][0] in BASELINE
    return study["kind"] == "study" and same and study.get("width", 1.0) == 1.0 and _as_long(study)


def _as_long(study: StudyRecord) -> bool:
    values = [trial["values"] for trial in study["trials"]]
    return study["dimensions"] == ["epochs"] or all(one["epochs"] == BASELINE["epochs"] for one in values)


def _beside(name: str, own: list[Published], noise: Noise, ours: Evidence | None) -> Beside:
    if ours is None:
        return Beside(name, own, None, judge(own, noise, {}, 0), None)
    return Beside(name, own, ours, _judged(own, noise, ours), ranks(own, _seeds(ours)))


def _judged(own: list[Published], noise: Noise, ours: Evidence) -> list[Judged]:
    return judge(own, noise, _seeds(ours), validation_pictures(ours.study), set(ours.lagging["value"]))


def _seeds(ours: Evidence) -> dict[str, list[float]]:
    """The accuracies (0..1) of our seeds by value."""
    reached = by_seed(ours.rows)
    return {str(value): [float(one) for one in reached[value].dropna()] for value in reached.columns}


def every_page() -> dict[str, str]:
    """The pages of what is published, by their files' names."""
    return pages(published(CHAPTER / "records"), published(CHAPTER / "records", IN_INFERENCE))


if __name__ == "__main__":
    for file, content in every_page().items():
        write_bytes(CHAPTER / file, content.encode())
        print(CHAPTER / file)
