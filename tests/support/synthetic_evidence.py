"""What the analysis sees of synthetic records."""

from collections.abc import Callable

from analysis.findings.finding import Finding, Rule
from analysis.numbers import frames
from analysis.numbers.evidence import Evidence, gather
from analysis.numbers.frames import Frames
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
    histories = {run: [Epoch(*row) for row in rows] for run, rows in made.histories.items()}  # type: ignore[arg-type]
    return frames.frames(made.studies, runs, histories)


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
