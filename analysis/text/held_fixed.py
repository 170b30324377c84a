"""What a study held fixed while its question varied, as a sentence. Pure."""

from analysis.text.text import Text
from hypermodels.dimensions import identifying
from studies.plan import own_networks
from studies.plan.labels import label
from studies.plan.study_record import StudyRecord


def held_fixed(study: StudyRecord, text: Text) -> str:
    """The configuration around the question, the pictures, the width, the precision and the seeds of a study."""
    told = {name for trial in study["trials"] for name in identifying(trial["values"])}
    varied = [*study["dimensions"], *(["learning_rate"] if study["kind"] == "tuned" else [])]
    fixed = [name for name in own_networks.table(study) if name in told and name not in varied]
    values = {name: _values(study, name) for name in fixed}
    dataset = study["dataset"]
    return text.word(
        "held_fixed",
        configuration=text.configuration(values) if values else text.word("all_varied"),
        pictures=text.trained_on(study, dataset.get("samples"), dataset.get("train")),
        validation=dataset.get("validation") or text.word("unknown"),
        seeds=text.listed(map(str, study["seeds"])),
    )


def _values(study: StudyRecord, name: str) -> str:
    return " / ".join(dict.fromkeys(label(name, trial["values"][name]) for trial in study["trials"]))
