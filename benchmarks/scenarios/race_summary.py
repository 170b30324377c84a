"""What the rounds of a race say of its contenders."""

from collections.abc import Sequence
from statistics import fmean, median
from typing import Any

from benchmarks.support import results

REFERENCE = "keras-tuner"


def summarised(rounds: Sequence[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """By contender: times, their median and its ratio to the reference's; accuracies, and their difference to it."""
    names = dict.fromkeys(one["name"] for one in rounds)
    of = {name: [one for one in rounds if one["name"] == name] for name in names}
    reference = next((name for name in names if name.startswith(REFERENCE)), None)
    summary: dict[str, dict[str, Any]] = {}
    for name, own in of.items():
        answers = [answer["val_accuracy"] for one in own for answer in one["answers"]]
        summary[name] = {
            "seconds": [one["seconds"] for one in own],
            "median": median(one["seconds"] for one in own),
            "mean_val_accuracy": fmean(answers),
            "best_val_accuracy": fmean(max(answer["val_accuracy"] for answer in one["answers"]) for one in own),
        }
        if reference and name != reference:
            summary[name]["faster"] = median(one["seconds"] for one in of[reference]) / summary[name]["median"]
            differences = paired(own, of[reference])
            summary[name]["pairs"] = len(differences)
            summary[name]["difference"] = results.interval(differences)
    return summary


def paired(own: Sequence[dict[str, Any]], others: Sequence[dict[str, Any]]) -> list[float]:
    """Differences of the final val_accuracy at an equal dimension, value and seed."""
    theirs = {key: accuracy for one in others for key, accuracy in _accuracies(one)}
    return [accuracy - theirs[key] for one in own for key, accuracy in _accuracies(one)]


def _accuracies(one: dict[str, Any]) -> list[tuple[tuple[object, ...], float]]:
    return [((a["dimension"], a["value"], one["seed"]), a["val_accuracy"]) for a in one["answers"]]


def shown(summary: dict[str, dict[str, Any]]) -> str:
    rows = []
    for name, one in summary.items():
        difference, seconds = one.get("difference"), one["seconds"]
        rows.append(
            [
                name,
                len(seconds),
                f"{one['median']:.1f}",
                f"{min(seconds):.1f} to {max(seconds):.1f}",
                f"{one['faster']:.2f}" if "faster" in one else "1",
                f"{one['mean_val_accuracy']:.4f}",
                f"{one['best_val_accuracy']:.4f}",
                results.signed(difference) + (f", n={one['pairs']}" if difference else ""),
            ]
        )
    head = (
        "contender",
        "n",
        "median s",
        "range s",
        f"times as fast as {REFERENCE}",
        "mean val_accuracy",
        "best value's",
        f"difference to {REFERENCE}, 95 %",
    )
    return results.table(head, rows)
