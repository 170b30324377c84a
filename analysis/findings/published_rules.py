"""Whether a number is right: what a network reached here beside what others report of it (`hypermodels.references`)."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from analysis.findings.finding import Finding, plain
from analysis.numbers import statistics
from analysis.numbers.evidence import Evidence
from analysis.numbers.frames import records
from analysis.numbers.summary import POINT
from hypermodels import SIDE, references
from hypermodels.dimensions import Value
from hypermodels.references import Reference
from studies.plan.study_record import StudyRecord
from studies.system.formats import percent

SHORT = 0.5  # of the published epochs: fewer are a reason of their own
FEW = 3  # seeds: fewer have no interval, or one that holds everything; that of the pictures stands for it
PLAIN = "none"  # the value of `augmentation` that leaves pictures as they are


@dataclass(frozen=True)
class Reached:
    """An accuracy (0..1) with its 95 % limits, and how the network came to it.

    `value` says which configuration it is of; `n` counts its seeds.
    """

    value: str
    accuracy: float
    low: float
    high: float
    n: int
    values: dict[str, Value]


def published(evidences: Sequence[Evidence]) -> Iterator[Finding]:
    """Holds the best of a section's values against the published accuracy of its network.

    Silent for other pictures than CIFAR-10's, for networks of which nothing is published, and where nothing learned.
    """
    found = [(one, _best(one)) for one in evidences if not one.results.empty and not one.all_at_chance]
    if not found:
        return
    evidence, reached = max(found, key=lambda pair: pair[1].accuracy)
    yield from judged(evidence.study, reached)


def judged(study: StudyRecord, reached: Reached) -> Iterator[Finding]:
    """What was reached in the setting of a study: inside what is published, above, below, or not comparable.

    Silent for a user's network, whatever it is called.
    """
    augmented = str(reached.values.get("augmentation", PLAIN)) != PLAIN
    reference = references.of(study["network"], augmented)
    if study["dataset"]["name"] != references.DATASET or reference is None or study.get("own"):
        return
    numbers: dict[str, Any] = {
        "reached_acc": reached.accuracy,
        "low_acc": reached.low,
        "high_acc": reached.high,
        "n": reached.n,
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
        numbers["reasons"] = list(_reasons(study, reached, reference, augmented))
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
    return Reached(value, float(best["val_acc"]), float(low), float(high), int(best["n"]), values)


def _reasons(
    study: StudyRecord, reached: Reached, reference: Reference, augmented: bool
) -> Iterator[tuple[str, str | int]]:
    """Why less was to be expected here than what is published: a key of the languages' words, and its number."""
    dataset, epochs = study["dataset"], int(reached.values["epochs"])
    if reference.epochs is not None and epochs < SHORT * reference.epochs:
        yield "epochs", f"{epochs} / {reference.epochs}"
    if reference.recipe and not augmented:
        yield "augmentation", ""
    if study.get("width", 1.0) < 1:
        yield "width", f"{study.get('width', 1.0):g}"
    if dataset.get("samples"):
        yield "subset", int(dataset["samples"] or 0)
    if (side := int(dict[str, Any](dataset).get("side") or SIDE)) != SIDE:
        yield "side", side
    if reference.build:
        yield "build", reference.build
