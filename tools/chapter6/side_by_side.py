"""The page of the original's figures beside ours, in one language. Pure."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from analysis.numbers.evidence import Evidence
from analysis.numbers.summary import POINT
from analysis.text.text import Text
from hypermodels.dimensions import BASELINE
from studies.plan.study_record import training_pictures, validation_pictures
from studies.system.formats import percent, points
from tools.chapter6 import inference, original, words
from tools.chapter6.cells import between, dash, interval, tau, verdict
from tools.chapter6.inference import BothWays
from tools.chapter6.judged import Judged, Ranks
from tools.chapter6.original import Noise, Published
from tools.chapter6.words import Words
from tools.markdown import table

WORDS = words.of_page("beside")


@dataclass(frozen=True)
class Beside:
    """A study of the original beside ours of the same dimension; None where that is not trained."""

    dimension: str
    figures: list[Published]
    ours: Evidence | None
    judged: list[Judged]
    ranks: Ranks | None


def page(studies: Sequence[Beside], noise: Noise, both_ways: Sequence[BothWays], language: str) -> str:
    """The page; `both_ways` are those that ours was trained for with the original's normalization too."""
    said, text = WORDS[language], Text(language)
    parts = [
        f"# {said['title']}",
        f"{said['made']} {said['other']}",
        said["about"],
        said["short"],
        *_short(studies, noise, said, text),
        *inference.short(both_ways, said, text),
        said["reading"],
        said["how"],
        *(part for one in studies for part in _study(one, said, text)),
        *inference.section(both_ways, said, text),
        said["causes"],
        said["cause_list"].format(
            ours=_how_many(studies, said), measured=said["measured" if both_ways else "unmeasured"]
        ),
        said["again"],
    ]
    return "\n\n".join(parts) + "\n"


def _short(studies: Sequence[Beside], noise: Noise, said: Words, text: Text) -> Iterator[str]:
    judged = [one for study in studies for one in study.judged if one.verdict != "reference"]
    count = {word: sum(one.verdict == word for one in judged) for word in ("agrees", "differs", "cannot")}
    untrained = sum(one.reason == "untrained" for one in judged)
    missing = said["untrained_count"].format(n=untrained) if untrained else ""
    yield said["counts"].format(all=len(judged), **count, untrained=missing)
    small = [one for one in judged if abs(one.original_points) * POINT <= noise.difference]
    luck = sum(one.reason == "inside" and one.low <= 0 <= one.high for one in small)
    if count["agrees"]:
        yield said["within_noise"].format(agrees=count["agrees"], luck=luck)
    if count["differs"]:
        same = sum(one.reason == "same_side" for one in judged)
        yield said["sides"].format(differs=count["differs"], same=same)
    repeats = text.listed(percent(one) for one in noise.repeats)
    sizes = {"mean": percent(noise.mean), "sd": f"{noise.sd / POINT:.1f}", "reach": f"{noise.difference / POINT:.1f}"}
    yield said["noise"].format(repeats=repeats, **sizes)
    yield from _our_noise(studies, said, text)
    pairs = [pair for study in studies for pair in original.comparisons(study.figures)]
    inside = [pair for pair in pairs if abs(pair[0].accuracy - pair[1].accuracy) <= noise.difference]
    named = text.word("semicolon").join(f"{text.title(a.dimension)} {a.value}/{b.value}" for a, b in inside)
    share = percent(len(inside) / len(pairs), 0)
    yield said["lottery"].format(all=len(pairs), inside=len(inside), share=share, named=named)
    ordered = [(study, study.ranks) for study in studies if study.ranks]
    if not ordered:
        yield said["none_yet"]
        return
    shares = text.listed(f"{text.title(study.dimension)} {percent(one.others)}" for study, one in ordered)
    yield said["our_lottery"].format(shares=shares)
    same = sum(one.same for _, one in ordered)
    yield said["winners"].format(same=same, trained=len(ordered))


def _our_noise(studies: Sequence[Beside], said: Words, text: Text) -> Iterator[str]:
    """How far the seeds of our baseline lie apart: the studies share its runs, so the first that has them tells."""
    for study in studies:
        baseline = next(one.ours for one in study.judged if one.verdict == "reference")
        if study.ours and baseline.n > 1:
            rows = study.ours.along[study.ours.along["value"] == study.ours.reference]
            later = rows[rows["epoch"] >= rows["epoch"].max() // 2]
            moved = later.groupby("seed")["val_accuracy"].diff().abs().mean()
            reached = rows[rows["epoch"] == rows["epoch"].max()]["val_accuracy"]
            yield said["our_noise"].format(
                pictures=_pictures(study.ours, said),
                reached=text.listed(percent(one) for one in reached),
                sd=f"{baseline.sd / POINT:.1f}",
                moved=f"{moved / POINT:.1f}",
            )
            return


def _study(study: Beside, said: Words, text: Text) -> Iterator[str]:
    yield said["study"].format(title=text.title(study.dimension))
    yield _trained(study.ours, said, text) if study.ours else said["study_untrained"]
    yield table(said["head"].split("|"), (_row(one, study.ours, said, text) for one in study.judged))
    if one := study.ranks:
        orders = {"original": text.listed(one.original), "ours": text.listed(one.ours), "winner": one.ours[0]}
        yield said["rank"].format(tau=tau(one.tau), others=percent(one.others), **orders)


def _trained(ours: Evidence, said: Words, text: Text) -> str:
    epochs = text.listed(str(one) for one in sorted({int(epoch) for epoch in ours.rows["epochs"]}))
    seeds = text.listed(str(one) for one in sorted({int(seed) for seed in ours.rows["seed"]}))
    validation = f"{validation_pictures(ours.study):,}"
    return said["trained"].format(pictures=_pictures(ours, said), validation=validation, epochs=epochs, seeds=seeds)


def _pictures(ours: Evidence, said: Words) -> str:
    dataset = ours.study["dataset"]
    samples, train = dataset.get("samples"), int(dataset.get("train") or 0)
    if samples:
        return said["pictures"].format(samples=f"{samples:,}", train=f"{train:,}")
    return said["all_pictures"].format(train=f"{train:,}")


def _row(one: Judged, ours: Evidence | None, said: Words, text: Text) -> list[str]:
    is_value = one.verdict != "reference"
    return [
        one.published.value,
        percent(one.published.accuracy),
        interval(one.ours, said),
        str(one.ours.n),
        points(one.original_points) if is_value else "–",
        dash(one.our_points, points) if is_value else "–",
        between(one, said),
        verdict(one, said, text),
        _own_verdict(one.published.value, ours, text),
    ]


def _own_verdict(value: str, ours: Evidence | None, text: Text) -> str:
    found = {} if ours is None else dict(zip(ours.table["value"], ours.table["verdict"], strict=True))
    return text.word(found[value]) if found.get(value, "none") != "none" else "–"


def _how_many(studies: Sequence[Beside], said: Words) -> str:
    """On how many pictures ours trained, with how many updates at the baseline: a sentence for each number."""
    batch, epochs = int(BASELINE["batch_size"]), int(BASELINE["epochs"])
    known = {training_pictures(one.ours.study): one.ours for one in studies if one.ours}
    updates = {pictures: math.ceil(pictures / batch) * epochs for pictures in known}
    return " ".join(
        said["ours_many"].format(pictures=_pictures(ours, said), updates=f"{updates[pictures]:,}")
        for pictures, ours in known.items()
    )
