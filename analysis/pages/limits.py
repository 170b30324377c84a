"""What a study cannot say: the noise of its validation set, its looks, its clock, and runs without answers."""

import math

from analysis.numbers import statistics
from analysis.numbers.answers.two_way import over_seeds_and_pictures
from analysis.numbers.evidence import Evidence
from analysis.text.text import Text
from studies.plan import looks
from studies.system.formats import percent


def limits(evidence: Evidence, text: Text) -> list[str]:
    """What the study cannot say: the noise of its validation set, and its clock."""
    said: list[str] = []
    if evidence.results.empty:
        return said
    accuracy = float(evidence.results["val_acc"].max())
    pictures = evidence.pictures
    if pictures:
        low, high = map(percent, statistics.wilson(accuracy, pictures))
        said.append(text.word("limit_noise", pictures=pictures, acc=percent(accuracy), low=low, high=high))
        if 100 / pictures > evidence.band:
            step = f"{100 / pictures:.1f}"
            said.append(text.word("limit_step", pictures=pictures, step=step, band=f"{evidence.band:g}"))
    if (evidence.results["n"] == 2).any():
        said.append(text.word("limit_two_seeds"))
    if evidence.dimension is not None and not evidence.curves:
        said.append(text.word("limit_one_epoch"))
    said += [*_answers(evidence, text), *_looks(evidence, text)]
    said.append(text.word("limit_time"))
    return said if evidence.times_comparable else [*said, text.word("limit_time_apart")]


def _answers(evidence: Evidence, text: Text) -> list[str]:
    """How sure the best accuracy is over seeds and pictures together, and which runs have no answers."""
    if evidence.dimension is None or evidence.results.empty:
        return []
    answers = evidence.answers
    best = str(evidence.results.nlargest(1, "val_acc")["value"].iloc[0])
    both = over_seeds_and_pictures(answers.right(best), within=statistics.SHARE)
    said = []
    if math.isfinite(both.low):
        low, high = percent(both.low), percent(both.high)
        said.append(text.word("limit_both", value=best, acc=percent(both.mean), low=low, high=high))
    if answers.missing:
        said.append(text.word("limit_answers", missing=answers.missing, total=answers.total))
    if answers.refused:
        said.append(text.word("answers_refused", runs=text.listed(answers.refused)))
    return said


def _looks(evidence: Evidence, text: Text) -> list[str]:
    """How often the study's verdicts were looked at, where there was more than one look or nobody counted."""
    if "verdict" not in evidence.table or evidence.table["pairs"].max() < 2:
        return []
    taken = looks.of_study(evidence.study)
    if not taken:
        return [text.word("limit_looks_unknown")]
    if len(taken) == 1:
        return []
    seeds = text.listed(str(look.seeds) for look in taken)
    weights = text.listed(f"{looks.weight(look.spends):.2g}" for look in taken)
    return [text.word("limit_looks", seeds=seeds, weights=weights)]
