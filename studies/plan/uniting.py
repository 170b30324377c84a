"""What becomes of a study that is stored here and comes from elsewhere too. Pure."""

import json

from hypermodels.errors import UsageError
from studies.plan import looks, own_networks
from studies.plan.growth import commands_of, seeds_of
from studies.plan.study_record import StudyRecord, TrialRecord, choosing
from studies.system.commands import without_root

# With the dataset, what a study asks.
ASKED = ("kind", "dimensions", "network", "width", "precision", "tuner", "classes", "base", "chosen_on")


def united(stored: StudyRecord | None, other: StudyRecord) -> StudyRecord:
    """`stored` with the trials, seeds, commands and looks of `other` besides; its own come first.

    A look of `other` at more seeds than any here counts as one that nobody planned.

    Raises:
        UsageError: the two ask something else, or of other runs.
    """
    if stored is None:
        return other
    different = [name for name in ASKED if stored.get(name) != other.get(name)]
    different += ["source"] if own_networks.version(stored) != own_networks.version(other) else []
    different += ["dataset"] if _pictures(stored) != _pictures(other) else []
    trials = {_key(trial): dict(_runs(stored, trial)) for trial in stored["trials"]}
    for trial in other["trials"]:
        ours = trials.setdefault(_key(trial), {})
        for seed, run in _runs(other, trial):
            different += ["runs"] if ours.setdefault(seed, run) != run else []
    if different:
        raise UsageError(
            f"{other['name']} is stored here with other {', '.join(dict.fromkeys(different))}: take it into an empty "
            "folder (--root), or remove the study here first (clean-study)."
        )
    merged: StudyRecord = {**stored}
    trained = {seed for runs in trials.values() for seed in runs}
    if trials != {_key(trial): dict(_runs(stored, trial)) for trial in stored["trials"]}:
        merged["trials"] = _trials(trials)
        merged["seeds"] = sorted(trained)
    if chose := choosing(stored):  # which seeds judge is asked before any of them has a run
        merged["seeds"] = sorted({*stored["seeds"], *other["seeds"], *trained} - chose)
    known = set(map(without_root, commands_of(stored)))
    if new := [line for line in commands_of(other) if without_root(line) not in known]:
        merged["commands"] = [*commands_of(stored), *new]
    kept = looks.of_study(stored)
    for look in looks.of_study(other):
        kept = looks.with_look(kept, look.seeds, reading=look.reading)
    if kept:
        merged["looks"] = looks.described(kept)
    return merged


def _pictures(study: StudyRecord) -> tuple[object, ...]:
    return tuple(study["dataset"].get(name) for name in ("name", "digest", "samples"))


def _key(trial: TrialRecord) -> str:
    return json.dumps(trial["values"])


def _runs(study: StudyRecord, trial: TrialRecord) -> list[tuple[int, str]]:
    return list(zip(seeds_of(study, trial), trial["runs"], strict=False))


def _trials(found: dict[str, dict[int, str]]) -> list[TrialRecord]:
    width = len(str(len(found)))
    return [
        {"trial": f"{number:0{width}d}", "values": json.loads(key), "seeds": sorted(runs), "runs": _ordered(runs)}
        for number, (key, runs) in enumerate(found.items())
    ]


def _ordered(runs: dict[int, str]) -> list[str]:
    return [runs[seed] for seed in sorted(runs)]
