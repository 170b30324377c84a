"""What the analysis sees of synthetic records, and answers by picture that give their accuracies."""

from collections.abc import Callable

import numpy as np

from analysis.findings.finding import Finding, Rule
from analysis.numbers import frames
from analysis.numbers.answers.stored import StoredAnswers
from analysis.numbers.evidence import Evidence, gather
from analysis.numbers.frames import Frames
from studies.store.beside.answers import READ, Answers
from studies.store.history import Epoch
from studies.store.run_json import RunRecord
from tests.support.synthetic_records import Synthetic

Story = Callable[[Synthetic], object]
NONE = (0.0, 0.0, 0.0)  # no effect, seed by seed
LOW = (-52.0, -52.0, -51.9)  # no better than guessing


def load(made: Synthetic) -> Frames:
    """The tables of the records, as a store that holds them would give them."""
    runs = {
        run: RunRecord(run, record["status"], record["epochs"], record["cause"], record)
        for run, record in made.runs.items()
    }
    histories = {run: [Epoch(int(row[0]), *row[1:]) for row in rows] for run, rows in made.histories.items()}
    return frames.frames(made.studies, runs, histories, answers=made.stored)


def evidence(made: Synthetic, place: int = 0, band: float = 1.0) -> Evidence:
    return gather(load(made), made.studies[place], band)


def told(rule: Rule, story: Story) -> list[Finding]:
    """What a rule says of the study that a story made."""
    made = Synthetic()
    story(made)
    return list(rule(evidence(made)))


def evidences(made: Synthetic) -> list[Evidence]:
    """Every study by itself: none borrows from another."""
    loaded = load(made)
    return [gather(loaded, study) for study in made.studies]


Ease = Callable[[str, int, np.ndarray], np.ndarray]  # value, seed, labels -> how much easier each picture becomes


def plain(value: str, seed: int, labels: np.ndarray) -> np.ndarray:  # noqa: ARG001
    """Values differ in how many pictures they name rightly, in nothing else."""
    return np.zeros(len(labels))


def plant(made: Synthetic, ease: Ease = plain, luck: float = 0.5) -> None:
    """Give every run of the records answers. The easiest pictures are named rightly, as many as its accuracy says.

    Args:
        ease: what a value does to pictures beside its accuracy.
        luck: how much a picture's ease varies from run to run; from picture to picture it varies by 1.
    """
    labels = (np.arange(made.validation) % 10).astype(np.uint8)
    common = np.random.default_rng(0).normal(0, 1, len(labels))
    found: dict[str, Answers] = {}
    for study in made.studies:
        for trial in study["trials"]:
            value = str(trial["values"][study["dimensions"][0]])
            for seed, run in zip(study["seeds"], trial["runs"], strict=True):
                rows = made.histories.get(run)
                if not rows:
                    continue
                rng = np.random.default_rng([int(run, 16) % 2**32, seed])
                own = common + rng.normal(0, luck, len(labels)) + ease(value, seed, labels)
                epochs = {epoch for epoch in (*READ, len(rows)) if epoch <= len(rows)}
                said = {epoch: _said(labels, own, rows[epoch - 1][2], rng) for epoch in sorted(epochs)}
                found[run] = Answers(labels, said)
    made.stored = StoredAnswers(found.get)


def _said(labels: np.ndarray, ease: np.ndarray, accuracy: float, rng: np.random.Generator) -> np.ndarray:
    named = (labels + rng.integers(1, 10, len(labels))) % 10
    easiest = np.argsort(-ease, kind="stable")[: round(accuracy * len(labels))]
    named[easiest] = labels[easiest]
    return named.astype(np.uint8)
