"""study.json: the trials of a study and the runs of each, read whole and with every field's type checked."""

from pathlib import Path
from typing import cast

from hypermodels.errors import InvalidValue
from hypermodels.own import rows
from hypermodels.own.file import DIGEST, LONGEST_PAPER, LONGEST_TITLE
from studies.plan import own_networks
from studies.plan.study_record import StudyRecord
from studies.system import errors, files, form, names
from studies.system.errors import UsageError
from studies.system.escapes import short

RATE = "learning_rate"


def read(folder: Path, newest: int) -> StudyRecord:
    """What is stored of the study in `folder`, with the table's baseline for values that it does not name.

    Args:
        newest: the newest schema that this version reads.

    Raises:
        UsageError: cut, foreign, damaged, or written by a newer version.
    """
    path = folder / "study.json"
    remedy = f"remove {path} and give the study's command again; its runs are kept."
    try:
        described = files.read_json(path)
    except OSError as error:
        raise UsageError(errors.refusal(error)) from None
    except ValueError:
        raise UsageError(f"{path} is torn: {remedy}") from None
    if not isinstance(described, dict) or not {"schema", "name", "trials"} <= described.keys():
        raise UsageError(f"{path} is not a study of this program: {remedy}")
    if type(described["schema"]) is int and described["schema"] > newest:
        raise UsageError(
            f"{path} was written by a newer version (schema {described['schema']}, this one reads {newest}): "
            "update this program or use another folder."
        )
    if (fault := form.misfit(described, STUDY)) is not None:
        raise UsageError(f"{path} is damaged ({fault}): {remedy}")
    study = cast(StudyRecord, described)  # every field was checked
    try:
        table = own_networks.table(study)
    except InvalidValue as error:
        raise UsageError(f"{path} is damaged (own: {short(error, 120).rstrip('.')}): {remedy}") from None
    if unknown := [name for name in (*study["dimensions"], *(study.get("base") or ())) if name not in table]:
        raise UsageError(
            f"{path} names {short(unknown[0], 40)}, which is no dimension of this version: update this program or use "
            "another folder."
        )
    given = [study.get("base") or {}, *(trial["values"] for trial in study["trials"])]
    wrong = [
        f"{name}={value!r}"
        for one in given
        for name, value in one.items()
        if name in table and not table[name].holds(value)
    ]
    if wrong:
        raise UsageError(f"{path} is damaged ({short(wrong[0], 80)}): {remedy}")
    names.check_study(described, path)
    for trial in study["trials"]:
        trial["values"] = rows.filled(trial["values"], table)
    if (fault := _unasked(study)) is not None:
        raise UsageError(f"{path} is damaged ({fault}): {remedy}")
    return study


def _unasked(study: StudyRecord) -> str | None:
    """What keeps a study of well-typed fields from asking anything; None where nothing does.

    A finale of no values has no dimension, and a search is stored before its first trial.
    """
    kind, dimensions = study["kind"], study["dimensions"]
    if not dimensions and kind != "finale":
        return "no dimension"
    if not study["trials"] and kind != "tune":
        return "no trial"
    if bare := [one["trial"] for one in study["trials"] if not one["runs"] or not one.get("seeds", study["seeds"])]:
        return f"trial {short(bare[0], 40)} has no runs"
    if kind != "tuned":
        return None
    if len(dimensions) != 2 or dimensions[0] == RATE or dimensions[1] != RATE:
        return f"dimensions={short(str(dimensions), 40)} of a tuned study"
    if not study.get("chosen_on"):
        return "no chosen_on of a tuned study"
    rates = [one["values"][RATE] for one in study["trials"]] + [(study.get("base") or {}).get(RATE, 1.0)]
    wrong = [rate for rate in rates if not float(rate) > 0]
    return f"{RATE}={wrong[0]} of a tuned study" if wrong else None


TRIAL: form.Form = {
    "trial": form.text,
    "runs": form.sequence(form.text),
    "seeds": form.optional(form.sequence(form.count)),
    "values": lambda value: form.mapping(form.word_or_number)(value) and form.count(value.get("epochs")),
}
DATASET: form.Form = {
    "name": form.text,
    "digest": form.text,
    "samples": form.optional(form.count),
    "side": form.optional(form.count),
    **{split: form.optional(form.count) for split in ("train", "validation", "test")},
}
OWN: form.Form = {
    "title": lambda value: form.text(value) and 0 < len(value) <= LONGEST_TITLE and value.isprintable(),
    "paper": lambda value: form.text(value) and len(value) <= LONGEST_PAPER and (value.isprintable() or not value),
    "source": lambda value: form.text(value) and DIGEST.fullmatch(value) is not None,
    "dimensions": form.sequence(form.mapping(form.anything)),
}
LOOK: form.Form = {"seeds": form.count, "spends": form.number, "reading": form.optional(form.count)}
STUDY: form.Form = {
    "schema": form.count,
    "name": form.text,
    "kind": form.text,
    "network": form.text,
    "dataset": form.fits(DATASET),
    "dimensions": form.sequence(form.text),
    "seeds": form.sequence(form.count),
    "trials": form.sequence(form.fits(TRIAL)),
    "width": form.optional(form.number),
    "precision": form.optional(form.text),
    "classes": form.optional(form.sequence(form.text)),
    "tuner": form.optional(form.text),
    "command": form.optional(form.text),
    "commands": form.optional(form.sequence(form.text)),
    "warnings": form.optional(form.sequence(form.text)),
    "looks": form.optional(form.sequence(form.fits(LOOK))),
    "base": form.optional(form.mapping(form.word_or_number)),
    "own": form.optional(form.fits(OWN)),
    "chosen": form.optional(form.mapping(form.text)),
    "chosen_on": form.optional(form.sequence(form.count)),
}
