"""What a study held fixed while its question varied, as a sentence. Pure."""

from collections.abc import Mapping
from typing import Any

from analysis.numbers.reading import Record
from analysis.text.words import title, word
from hypermodels.dimensions import BASELINE, BY_NAME
from studies.plan.labels import label


def held_fixed(study: Record, language: str) -> str:
    """The configuration around the question, the pictures, the width, the precision and the seeds of a study."""
    fixed = [name for name in BASELINE if name not in study["dimensions"] and study["trials"]]
    values = {name: _values(study, name) for name in fixed}
    said = configuration(values, language) if values else word("all_varied", language)
    dataset = study["dataset"]
    about = trained_on(study, dataset.get("samples"), dataset.get("train"), language)
    seeds = word("comma", language).join(map(str, study["seeds"]))
    return word("held_fixed", language).format(
        configuration=said, pictures=about, validation=_number(dataset.get("validation"), language), seeds=seeds
    )


def _values(study: Record, name: str) -> str:
    return " / ".join(dict.fromkeys(label(name, trial["values"][name]) for trial in study["trials"]))


def configuration(values: Mapping[str, Any], language: str) -> str:
    """`learning rate 0.001, optimizer adam, ...`; a name that is no dimension stays as it is."""
    return word("comma", language).join(
        f"{_lower(title(name, language)) if name in BY_NAME else name} {value}" for name, value in values.items()
    )


def trained_on(source: Mapping[str, Any], samples: Any, train: Any, language: str) -> str:
    """`300 of 1294 training pictures, width 0.5, float32`; width and precision are those of a study or a card."""
    if samples and train:
        pictures = word("some_pictures", language).format(samples=samples, train=train)
    elif samples:
        pictures = word("training_pictures", language).format(samples=samples)
    else:
        pictures = word("all_of_them" if train else "all_training_pictures", language).format(train=train)
    width = word("width", language).format(width=_plain(source.get("width", 1.0)))
    return word("comma", language).join([pictures, width, str(source.get("precision") or "float32")])


def _plain(width: Any) -> str:
    return f"{width:g}" if isinstance(width, int | float) else str(width)


def _lower(text: str) -> str:
    return text if text.startswith("L2") else text[:1].lower() + text[1:]


def _number(number: Any, language: str) -> str:
    return str(number) if number else word("unknown", language)
