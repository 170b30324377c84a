"""The original's figures beside ours with batch normalization as it had it, in one language. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from analysis.text.text import Text
from studies.system.formats import percent, points
from tools.chapter6.cells import between, interval, tau, verdict
from tools.chapter6.judged import Judged, Ranks
from tools.chapter6.words import Words
from tools.markdown import table

Draws: TypeAlias = tuple[float, float, float]  # mean, least, most


@dataclass(frozen=True)
class Pair:
    """A figure of the original beside ours whose normalization trains, and `still` beside ours in inference mode, which
    reached `seeds` (0..1)."""

    trains: Judged
    still: Judged
    seeds: Sequence[float]


@dataclass(frozen=True)
class BothWays:
    """A study of the original that ours was trained for both ways, and the order of its values in each.

    The draws are `judged.tau_of_draws`.
    """

    dimension: str
    pairs: Sequence[Pair]
    trains: Ranks
    still: Ranks
    trains_draws: Draws
    still_draws: Draws


def short(studies: Sequence[BothWays], said: Words, text: Text) -> Iterator[str]:
    """How many of the original's values agree with each, and how alike the orders are."""
    values = [one for study in studies for one in study.pairs if one.still.verdict != "reference"]
    if values:
        trains = sum(one.trains.verdict == "agrees" for one in values)
        still = sum(one.still.verdict == "agrees" for one in values)
        taus = text.word("semicolon").join(_taus(one, said, text) for one in studies)
        yield said["inference_count"].format(all=len(values), trains=trains, still=still, taus=taus)


def _taus(study: BothWays, said: Words, text: Text) -> str:
    draws = {
        f"{way}_{name}": tau(number)
        for way, found in (("trains", study.trains_draws), ("still", study.still_draws))
        for name, number in zip(("mean", "low", "high"), found, strict=True)
    }
    orders = {"trains": tau(study.trains.tau), "still": tau(study.still.tau)}
    return said["inference_tau"].format(title=text.title(study.dimension), **orders, **draws)


def section(studies: Sequence[BothWays], said: Words, text: Text) -> Iterator[str]:
    """The values one below the other, and their orders."""
    if not studies:
        return
    yield said["inference"]
    yield said["inference_about"]
    rows = (_row(study.dimension, one, said, text) for study in studies for one in study.pairs)
    yield table(said["inference_head"].split("|"), rows)
    for one in studies:
        yield said["inference_rank"].format(
            title=text.title(one.dimension),
            original=text.listed(one.still.original),
            still=text.listed(one.still.ours),
            trains=text.listed(one.trains.ours),
            tau_still=tau(one.still.tau),
            tau_trains=tau(one.trains.tau),
        )


def _row(dimension: str, pair: Pair, said: Words, text: Text) -> list[str]:
    published = pair.still.published
    return [
        f"{text.title(dimension)} {published.value}",
        points(pair.still.original_points) if pair.still.verdict != "reference" else "–",
        interval(pair.trains.ours, said),
        between(pair.trains, said),
        verdict(pair.trains, said, text),
        said["seeds_of"].format(mean=percent(pair.still.ours.mean), seeds=text.listed(map(percent, pair.seeds))),
        between(pair.still, said),
        verdict(pair.still, said, text),
    ]
