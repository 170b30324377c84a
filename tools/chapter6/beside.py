"""Writes `docs/chapter6/beside-the-original.md` from the published records: `python -m tools.chapter6.beside`."""

import tempfile
from pathlib import Path

from analysis.numbers import frames, trials
from analysis.numbers.evidence import Evidence, gather_all
from analysis.numbers.frames import Frames
from analysis.numbers.sections import sections_of
from analysis.numbers.summary import by_seed
from analysis.text.languages import file_in
from hypermodels.dimensions import BASELINE
from studies.archive import unpacking
from studies.plan.study_record import StudyRecord, training_pictures
from studies.store.home import Home
from studies.system.files import write_bytes
from tools.chapter6 import CHAPTER, original
from tools.chapter6.judged import judge, ranks
from tools.chapter6.original import DATASET, NETWORK, Noise, Published
from tools.chapter6.side_by_side import WORDS, Beside, page

NAME = "beside-the-original.md"


def published(records: Path) -> Frames:
    """What a folder of published records holds of the original's network."""
    with tempfile.TemporaryDirectory() as root:
        if paths := sorted(records.glob(f"{NETWORK}-{DATASET}*.zip")):
            unpacking.unpack(Home(Path(root)), paths)
        return frames.load(root, NETWORK, DATASET)


def pages(loaded: Frames) -> dict[str, str]:
    """The page in each language, by its file's name."""
    rows = original.read()
    noise, ours = original.noise(rows), evidences(loaded)
    studies = [_beside(name, own, noise, ours.get(name)) for name, own in original.studies(rows).items()]
    return {file_in(language, NAME): page(studies, noise, language) for language in WORDS}


def evidences(loaded: Frames) -> dict[str, Evidence]:
    """Our studies that ask what the original asked, by dimension: where there are several, the one on most pictures."""
    found: dict[str, Evidence] = {}
    for section in sections_of(one for one in loaded.studies if _asks_the_same(one)):
        for one in gather_all(loaded, section.studies):
            name = one.study["dimensions"][0]
            if name not in found or training_pictures(one.study) > training_pictures(found[name].study):
                found[name] = one
    return found


def _asks_the_same(study: StudyRecord) -> bool:
    """Whether a study, or a reading of it, varies one dimension around the baseline that the original had."""
    return study["kind"] == "study" and not study.get("base") and study.get("width", 1.0) == 1.0 and _as_long(study)


def _as_long(study: StudyRecord) -> bool:
    values = [trial["values"] for trial in study["trials"]]
    return study["dimensions"] == ["epochs"] or all(one["epochs"] == BASELINE["epochs"] for one in values)


def _beside(name: str, own: list[Published], noise: Noise, ours: Evidence | None) -> Beside:
    if ours is None:
        return Beside(name, own, None, judge(own, noise, {}, ()), None)
    reached = by_seed(ours.rows)
    seeds = {str(value): [float(one) for one in reached[value].dropna()] for value in reached.columns}
    guessed = sorted(trials.unlearned(ours.study, ours.rows))
    return Beside(name, own, ours, judge(own, noise, seeds, guessed), ranks(own, seeds))


if __name__ == "__main__":
    for file, content in pages(published(CHAPTER / "records")).items():
        write_bytes(CHAPTER / file, content.encode())
        print(CHAPTER / file)
