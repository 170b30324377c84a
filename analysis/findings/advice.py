"""Commands that the page advises, made from a study's record. Pure.

A command names every setting that decides which study it means, so that it works whatever the defaults are: a study
grows by what is asked of it.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from pathlib import PurePath
from typing import Any

from hypermodels.dimensions import BY_NAME, Dimension
from studies.plan import bases, growth, own_networks
from studies.plan.bases import Base
from studies.plan.labels import label
from studies.plan.study_record import StudyRecord
from studies.store.home import NETWORKS
from studies.system import commands
from studies.system.commands import command


def study_command(
    study: StudyRecord,
    seeds: Sequence[int] | None = None,
    values: Iterable[str] | None = None,
    probe: bool = False,
    rates: str | None = None,
    epochs: int | None = None,
) -> str:
    """The command for the study again, with other seeds or epochs, with `values` alone, or with a probe beside it:
    `sweepbook study lr --model ...`. `rates` are more of a tuned study's ladder."""
    dimension = own_networks.table(study)[study["dimensions"][0]]
    if study["kind"] == "finale":
        return finale_command(study, study["seeds"] if seeds is None else seeds)
    return commands.study(
        dimension.flag,
        own=dimension.name not in BY_NAME,
        **setting(study),
        base=bases.words(bases.of_record(study)) or None,
        epochs=None if dimension.name == "epochs" else epochs or study["trials"][0]["values"]["epochs"],
        seeds=seeds_word(study["seeds"] if seeds is None else seeds),
        values=",".join(_own_values(study, dimension, values)) or None,
        probe=True if probe or study["kind"] == "probe" else None,
        tuned=None if study["kind"] != "tuned" else f"lr={rates}" if rates else "lr",
    )


def finale_command(study: StudyRecord, seeds: Sequence[int] | None = None) -> str:
    """The command for a finale in the setting of a study, or for one again that is judged on these seeds alone."""
    epochs = study["trials"][0]["values"]["epochs"]
    words = bases.words(bases.of_record(study)) or None
    judged: dict[str, Any] = {} if seeds is None else {"seeds": seeds_word(seeds), "only": True}
    return command("finale", **setting(study), base=words, epochs=epochs, **judged)


def chapter_command(study: StudyRecord, base: Base) -> str:
    """The command for the studies around another baseline, in the setting of a study, with the seeds of all its
    values: where some are not decided they have more."""
    epochs, name = study["trials"][0]["values"]["epochs"], study["dimensions"][0]
    seeds = seeds_of(study, {label(name, trial["values"][name]) for trial in study["trials"]})
    return command("chapter", **setting(study), base=bases.words(base) or None, epochs=epochs, seeds=seeds_word(seeds))


def setting(study: StudyRecord) -> dict[str, Any]:
    """The words that say of which network, on which pictures, a study is."""
    return {
        "make": by_make(study),
        "model": _model(study),
        "dataset": study["dataset"]["name"],
        "samples": study["dataset"].get("samples"),
        "width": f"{study['width']:g}" if study.get("width", 1.0) != 1 else None,
        "precision": study.get("precision"),
        "root": _root(study),
    }


def export_command(study: StudyRecord) -> str:
    """The command that writes the best model of its network as a bundle; a user's is named, since its code is run."""
    return command(
        "export", make=by_make(study), model=_model(study) if own_networks.version(study) else None, root=_root(study)
    )


def board_command(study: StudyRecord) -> str:
    """The command that opens TensorBoard on the store of the study."""
    return command("tensorboard", make=by_make(study), root=_root(study))


def _model(study: StudyRecord) -> str:
    """The network as `--model` takes it: of a user's, the source that was trained, as it lies in the store."""
    version = own_networks.version(study)
    source = PurePath(_root(study) or "", "tuner_dirs", NETWORKS, version or "", f"{study['network']}.py")
    return source.as_posix() if version else study["network"]


def _root(study: StudyRecord) -> str | None:
    """The folder of the store as the study's own command named it; None where it named none."""
    return commands.root_in(str(study.get("command") or ""))


def base_words(study: StudyRecord, values: Mapping[str, str]) -> str:
    """The words that make the study's baseline, with `values` in it, the baseline of another command: `BASE="l2=0.1"`.

    Empty where that is the table's.
    """
    table, own = own_networks.table(study), bases.of_study(study)
    changed = {name: table[name].parse(value) for name, value in values.items()}
    base = bases.departures({**own, **changed}, own_networks.baseline(study))
    said = f'"{bases.words(base)}"'
    return "" if not base else f"BASE={said}" if by_make(study) else f"--base {said}"


def by_make(study: StudyRecord) -> bool:
    """Whether a page about the study speaks in make's words: not where it was asked for by `sweepbook` itself.

    A page must not depend on who writes it, so the study's own command decides.
    """
    return not str(study.get("command") or "").startswith("sweepbook ")


def _own_values(study: StudyRecord, dimension: Dimension, values: Iterable[str] | None) -> list[str]:
    """The values that a command names, the study's if None; none where a command without VALUES takes the same."""
    own = dict.fromkeys(label(dimension.name, trial["values"][dimension.name]) for trial in study["trials"])
    home = bases.of_study(study)[dimension.name]
    usual = {label(dimension.name, value) for value in (*dimension.values, home)}
    asked = list(own if values is None else values)
    return [] if set(asked) == set(own) == usual else asked


def seeds_of(study: StudyRecord, values: Collection[str]) -> list[int]:
    """The seeds that each of these values of a study of one dimension has; those of the study where there are none."""
    name = study["dimensions"][0]
    own = [trial for trial in study["trials"] if label(name, trial["values"][name]) in values]
    shared = set.intersection(*({*growth.seeds_of(study, trial)} for trial in own)) if own else set()
    return sorted(shared) or list(study["seeds"])


def seeds_word(seeds: Sequence[int]) -> str:
    """The seeds as `SEEDS=` takes them: `3` for 0, 1 and 2, else each (`0,4`); one alone keeps a comma (`4,`)."""
    if list(seeds) == list(range(len(seeds))):
        return str(len(seeds))
    return ",".join(map(str, seeds)) + ("," if len(seeds) == 1 else "")


def more_seeds(seeds: Sequence[int], count: int) -> list[int]:
    """`seeds` and the smallest unused ones, `count` in all."""
    unused = (seed for seed in range(count + len(seeds)) if seed not in seeds)
    return sorted([*seeds, *(seed for seed, _ in zip(unused, range(count - len(seeds)), strict=False))])


def seeds_for(study: StudyRecord, values: Collection[str], count: int) -> list[int]:
    """The seeds that these values of a study have, and more up to `count`: others may have more of them already."""
    return more_seeds(seeds_of(study, values), count)


def beyond(dimension: Dimension, outermost: float, neighbour: float) -> str | None:
    """The value one step beyond the end of a range, by the factor of its last step; None where there is none.

    A number that is no whole multiple is rounded to one digit: 0.01 after 0.003 goes on to 0.03.
    """
    if min(outermost, neighbour) <= 0 or outermost == neighbour:
        return None
    factor = outermost / neighbour
    found = outermost * factor
    if not (dimension.kind is int and max(factor, 1 / factor).is_integer()):
        found = float(f"{found:.0e}")
    value = round(found) if dimension.kind is int else found
    return label(dimension.name, value) if dimension.low <= value <= dimension.high and value != outermost else None
