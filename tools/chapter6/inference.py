"""The original's figures beside ours with batch normalization as it had it, in one language. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from analysis.text.text import Text
from studies.system.formats import percent, points
from tools.chapter6.cells import between, interval, tau, verdict
from tools.chapter6.judged import Judged, Ranks
from tools.chapter6.words import Words


@dataclass(frozen=True)
class Pair:
    """A figure of the original beside ours whose normalization trains, and `still` beside ours in inference mode, which
    reached `seeds` (0..1)."""

    trains: Judged
    still: Judged
    seeds: Sequence[float]


@dataclass(frozen=True)
class BothWays:
    """A study of the original that ours was trained for both ways, and the order of its values in each."""

    dimension: str
    pairs: Sequence[Pair]
    trains: Ranks
    still: Ranks


def short(studies: Sequence[BothWays], said: Words, text: Text) -> Iterator[str]:
    """How many of the original's values agree with each, and how alike the orders are."""
    values = [one for study in studies for one in study.pairs if one.still.verdict != "reference"]
    if values:
        trains = sum(one.trains.verdict == "agrees" for one in values)
        still = sum(one.still.verdict == "agrees" for one in values)
        taus = text.word("semicolon").join(_taus(one, said, text) for one in studies)
        yield said["inference_count"].format(all=len(values), trains=trains, still=still, taus=taus)


def _taus(study: BothWays, said: Words, text: Text) -> str:
    title = text.title(study.dimension)
    return said["inference_tau"].format(title=title, trains=tau(study.trains), still=tau(study.still))


def section(studies: Sequence[BothWays], said: Words, text: Text) -> Iterator[str]:
    """The values one below the other, and their orders."""
    if not studies:
        return
    yield said["inference"]
    yield said["inference_about"]
    head = said["inference_head"]
    rule = "|" + " --- |" * (head.count("|") - 1)
    rows = [_row(study.dimension, one, said, text) for study in studies for one in study.pairs]
    yield "\n".join([head, rule, *rows])
    for one in studies:
        yield said["inference_rank"].format(
            title=text.title(one.dimension),
            original=text.listed(one.still.original),
            still=text.listed(one.still.ours),
            trains=text.listed(one.trains.ours),
            tau_still=tau(one.still),
            tau_trains=tau(one.trains),
        )


def _row(dimension: str, pair: Pair, said: Words, text: Text) -> str:
    published = pair.still.published
    cells = [
        f"{text.title(dimension)} {published.value}",
        points(pair.still.original_points) if pair.still.verdict != "reference" else "–",
        interval(pair.trains.ours, said),
        between(pair.trains, said),
        verdict(pair.trains, said, text),
        said["seeds_of"].format(mean=percent(pair.still.ours.mean), seeds=text.listed(map(percent, pair.seeds))),
        between(pair.still, said),
        verdict(pair.still, said, text),
    ]
    return "| " + " | ".join(cells) + " |"
