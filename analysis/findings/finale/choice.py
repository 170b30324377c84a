"""Which value of each study goes into a finale: the clearly better one, else the one with the highest mean."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from analysis.numbers import frames
from analysis.numbers.evidence import Evidence, gather_all
from analysis.numbers.frames import records
from analysis.numbers.sections import compared_after, sections_of
from analysis.numbers.trials import value_label
from hypermodels.dimensions import Value
from studies.plan import bases, growth, own_networks
from studies.plan.bases import Base
from studies.plan.runs import Context
from studies.plan.study_record import StudyRecord
from studies.store import catalog
from studies.store.home import Home

OPEN = ("undecided", "single")  # verdicts that leave a higher mean standing
CLEAR, MEAN = "clear", "mean"  # by what a value was chosen


@dataclass(frozen=True)
class Chosen:
    """A value, and by what it was chosen: `CLEAR`, or `MEAN` alone; `seeds` are those it was judged on."""

    dimension: str
    value: Value
    by: str
    seeds: tuple[int, ...]


def readings(root: Path, context: Context, base: Base) -> list[int]:
    """The epochs after which studies of one dimension around this baseline are read."""
    stored = (one for one in catalog.read(Home(root)) if catalog.is_of(one, context.network))
    read = (reading for one in stored for reading in growth.readings(one))
    found = {compared_after(one) for one in read if _is_one(one, context, base)}
    return sorted(epochs for epochs in found if epochs is not None)


def choose(root: Path, context: Context, base: Base, epochs: int, band: float = 1.0) -> list[Chosen]:
    """The best value of each study that is read after `epochs`, in the table's order.

    Silent of a study whose baseline is the best, and of one whose best value is equivalent to it: what surely does not
    matter is not combined.
    """
    loaded = frames.load(root, context.network)
    found = (
        one
        for section in sections_of(loaded.studies)
        for evidence in gather_all(loaded, section.studies, band)
        if _is_one(evidence.study, context, base) and compared_after(evidence.study) == epochs
        for one in _best(evidence)
    )
    return sorted(found, key=lambda one: list(context.baseline).index(one.dimension))


def chosen_of(evidences: Iterable[Evidence]) -> list[Chosen]:
    """The same of a section's studies, which share setting and baseline; epochs are no part of a finale."""
    studies = (one for one in evidences if one.study["kind"] == "study" and compared_after(one.study) is not None)
    return [chosen for one in studies for chosen in _best(one)]


def _is_one(study: StudyRecord, context: Context, base: Base) -> bool:
    """Whether it is a study of one dimension of this version of the network, of this setting and this baseline."""
    dataset = study["dataset"]
    return (
        study["kind"] == "study"
        and own_networks.of_version(study, context.own) is not None
        and (study.get("width", 1.0), study.get("precision", "float32")) == (context.width, context.precision)
        and (dataset["digest"], dataset["samples"]) == (context.dataset.digest, context.dataset.samples)
        and bases.held(study) == bases.beside(base, ())
    )


def _best(evidence: Evidence) -> Iterator[Chosen]:
    if "verdict" not in evidence.results or evidence.dimension is None or evidence.all_at_chance:
        return
    table = evidence.results
    clear = table[table["verdict"] == "better"]
    ahead = table[table["verdict"].isin(OPEN) & (table["difference"] > 0)]
    for found, by in ((clear, CLEAR), (ahead, MEAN)):
        if len(found):
            label = records(found.nlargest(1, "val_acc"))[0]["value"]
            rows = evidence.counted[evidence.counted["value"] == label]
            name = evidence.dimension.name
            trials = (trial["values"] for trial in evidence.study["trials"])
            value = next(values[name] for values in trials if value_label(evidence.study, values) == label)
            yield Chosen(name, value, by, tuple(int(seed) for seed in rows["seed"]))
            return
