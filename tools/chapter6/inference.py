"""The original's figures beside ours with batch normalization as it had it, in one language. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from analysis.numbers.evidence import Evidence
from analysis.text.text import Text
from studies.system.formats import points
from tools.chapter6.cells import between, interval, verdict
from tools.chapter6.judged import Judged
from tools.chapter6.words import Words


@dataclass(frozen=True)
class Pair:
    """A figure of the original beside ours whose normalization trains, and `still` beside ours in inference mode.

    `study` is that of the second.
    """

    trains: Judged
    still: Judged
    study: Evidence


def short(pairs: Sequence[Pair], said: Words) -> Iterator[str]:
    """How many of the original's values agree with each."""
    values = [one for one in pairs if one.still.verdict != "reference"]
    if values:
        trains = sum(one.trains.verdict == "agrees" for one in values)
        still = sum(one.still.verdict == "agrees" for one in values)
        yield said["inference_count"].format(all=len(values), trains=trains, still=still)


def section(pairs: Sequence[Pair], said: Words, text: Text) -> Iterator[str]:
    """The values one below the other."""
    if not pairs:
        return
    yield said["inference"]
    yield said["inference_about"]
    head = said["inference_head"]
    rule = "|" + " --- |" * (head.count("|") - 1)
    yield "\n".join([head, rule, *(_row(one, said, text) for one in pairs)])


def _row(pair: Pair, said: Words, text: Text) -> str:
    title, published = text.title(pair.study.study["dimensions"][0]), pair.still.published
    is_value = pair.still.verdict != "reference"
    cells = [
        f"{title} {published.value}",
        points(pair.still.original_points) if is_value else "–",
        interval(pair.trains.ours, said),
        between(pair.trains, said),
        verdict(pair.trains, said, text),
        interval(pair.still.ours, said),
        between(pair.still, said),
        verdict(pair.still, said, text),
    ]
    return "| " + " | ".join(cells) + " |"
