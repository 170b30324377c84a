"""Whether a number is right: what a network reached here beside what others report of it (`hypermodels.published`)."""

import json
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from analysis.bundles.card import Card, UnreadableCard
from analysis.findings.finding import Finding, plain
from analysis.numbers import statistics
from analysis.numbers.evidence import Evidence
from analysis.numbers.frames import records
from analysis.numbers.summary import POINT
from hypermodels import NETWORKS, SIDE
from hypermodels.dimensions import BASELINE, Value
from hypermodels.published import references
from hypermodels.published.references import Reference
from studies.system.formats import percent

SHORT = 0.5  # of the published epochs: fewer are a reason of their own
FEW = 3  # seeds: fewer have no interval, or one that holds everything; that of the pictures stands for it
PLAIN = "none"  # the value of `augmentation` that leaves pictures as they are


@dataclass(frozen=True)
class Reached:
    """An accuracy (0..1) with its 95 % limits, and how the network came to it.

    Attributes:
        value: says which configuration it is of.
        on: `validation` or `test`, the pictures that it was measured on.
        n: its seeds.
        samples: how many training pictures were used; None for all.
        values: of the dimensions.
    """

    network: str
    dataset: str
    samples: int | None
    width: float
    side: int
    value: str
    on: str
    accuracy: float
    low: float
    high: float
    n: int
    values: dict[str, Value]


def published(evidences: Sequence[Evidence]) -> Iterator[Finding]:
    """Holds the best of a section's values against the published accuracy of its network.

    Silent for other pictures than CIFAR-10's, for networks of which nothing is published, and where nothing learned.
    """
    learned = (one for one in evidences if not one.results.empty and not one.all_at_chance)
    found = [(one, _best(one)) for one in learned if not one.study.get("own")]
    if not found:
        return
    yield from _judged(max((reached for _, reached in found), key=lambda one: one.accuracy))


def published_of_card(content: Mapping[str, Any]) -> Iterator[Finding]:
    """Holds an exported model's test accuracy against the published one. Silent for a card that is damaged."""
    try:
        card = Card.from_json(json.dumps(content))
    except UnreadableCard:
        return
    if card.network not in NETWORKS or "epochs" not in card.configuration:
        return
    base = {**BASELINE, **card.configuration}
    yield from _judged(
        Reached(
            card.network,
            card.dataset,
            card.samples,
            card.width,
            card.side,
            card.study,
            "test",
            card.test.accuracy,
            card.test.low,
            card.test.high,
            1,
            base,
        )
    )


def _judged(reached: Reached) -> Iterator[Finding]:
    """What was reached: inside what is published, above, below, or not comparable."""
    augmented = str(reached.values.get("augmentation", PLAIN)) != PLAIN
    reference = references.of(reached.network, augmented)
    if reached.dataset != references.DATASET or reference is None:
        return
    numbers: dict[str, Any] = {
        "reached_acc": reached.accuracy,
        "low_acc": reached.low,
        "high_acc": reached.high,
        "n": reached.n,
        "on": reached.on,
        "published": _range(reference),
        "source": reference.source,
        "runs": reference.n,
    }
    rule = "published_inside"
    if not math.isfinite(reached.low):
        return
    if reached.low > reference.high:
        rule, numbers["apart_points"] = "published_above", (reached.accuracy - reference.high) / POINT
    if reached.high < reference.low:
        numbers["apart_points"] = (reference.low - reached.accuracy) / POINT
        numbers["reasons"] = list(_reasons(reached, reference, augmented))
        rule = "published_apart" if numbers["reasons"] else "published_below"
    yield Finding(rule, "", reached.value, {name: plain(one) for name, one in numbers.items()}, None)


def _range(reference: Reference) -> str:
    """`58.5–60.4 %`, or `89.7 %`."""
    low, high = percent(reference.low), percent(reference.high)
    return high if low == high else f"{low.removesuffix(' %')}–{high}"


def _best(evidence: Evidence) -> Reached:
    best = records(evidence.results.nlargest(1, "val_acc"))[0]
    row = records(evidence.rows[evidence.rows["value"] == best["value"]].head(1))[0]
    low, high = best["val_acc_low"], best["val_acc_high"]
    if best["n"] < FEW and evidence.pictures:
        low, high = statistics.wilson(float(best["val_acc"]), evidence.pictures)
    names = evidence.study["dimensions"]
    value = f"{names[0]}={best['value']}" if len(names) == 1 else str(best["value"])
    values = {name: row[name] for name in evidence.study["trials"][0]["values"] if name in row}
    study, dataset = evidence.study, evidence.study["dataset"]
    side = int(dataset.get("side") or SIDE)
    setting = (study["network"], dataset["name"], dataset.get("samples"), study.get("width", 1.0), side)
    reached = (float(best["val_acc"]), float(low), float(high), int(best["n"]))
    return Reached(*setting, value, "validation", *reached, values)


def _reasons(reached: Reached, reference: Reference, augmented: bool) -> Iterator[tuple[str, str | int]]:
    """Why less was to be expected here than what is published: a key of the languages' words, and its number."""
    epochs = int(reached.values["epochs"])
    if reference.epochs is not None and epochs < SHORT * reference.epochs:
        yield "epochs", f"{epochs} / {reference.epochs}"
    if reference.recipe and not augmented:
        yield "augmentation", ""
    if reached.width < 1:
        yield "width", f"{reached.width:g}"
    if reached.samples:
        yield "subset", reached.samples
    if reached.side != SIDE:
        yield "side", reached.side
    if reference.build:
        yield "build", reference.build
