"""What the report says, in one language.

    text = Text("zh")
    text.word("answer"), text.title("learning_rate"), text.sentence(finding)

A sentence's template names the numbers of its finding; the ending of a number's name says how it is written.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from analysis.findings.finding import Finding
from analysis.text.filled import filled
from analysis.text.languages import FIRST, LANGUAGES, file_in
from hypermodels.dimensions import BY_NAME
from studies.plan import own_networks
from studies.plan.study_record import StudyRecord
from studies.system import formats

MOST_NAMED = 6  # values in one sentence; the table has the others


class Text:
    """The report's words in `language`, one of `LANGUAGES`."""

    def __init__(self, language: str = FIRST, titles: Mapping[str, str] | None = None) -> None:
        """`titles` are those of dimensions of users' networks, by name: the same in every language."""
        self.language = language
        self.titles = titles or {}
        self._own = LANGUAGES[language]
        self.html_language = self._own.HTML_LANGUAGE
        self.words: Mapping[str, str] = self._own.WORDS  # templates as they are, for the page's own templates

    def knowing(self, studies: Iterable[StudyRecord]) -> "Text":
        """The same language, with the titles of the dimensions of the studies' own networks."""
        titles = {row.name: row.title for study in studies for row in own_networks.dimensions(study)}
        return Text(self.language, titles)

    def file(self, name: str) -> str:
        """The name of a page's file in this language: `index.zh.html`."""
        return file_in(self.language, name)

    def word(self, key: str, **values: object) -> str:
        """A fixed word or sentence, with `values` in the places that it names."""
        return filled(self._own.WORDS[key], values)

    def caption(self, figure: str, **values: object) -> str:
        return filled(self._own.CAPTIONS[figure], values)

    def title(self, dimension: str) -> str:
        """`Learning rate`. What is no dimension, as a value or a property of the machine, goes by its own name."""
        return self._dimension(dimension)[0]

    def in_question(self, dimensions: Iterable[str]) -> str:
        """`the learning rate, the loss and the optimizer`, as a question asks for them."""
        return self.together(self._dimension(name)[2] for name in dimensions)

    def _dimension(self, name: str) -> tuple[str, str, str]:
        """Its names as a title, in a list and in a question; those of the table where the language has none."""
        if name in self.titles and name not in BY_NAME:
            title = self.titles[name]
            return title, title.lower(), title.lower()
        if name in self._own.DIMENSIONS or name not in BY_NAME:
            return self._own.DIMENSIONS.get(name, (name, name, name))
        in_sentence = name.replace("_", " ")
        return BY_NAME[name].title, in_sentence, in_sentence

    def confounds(self, dimension: str) -> str | None:
        """What a study of this dimension alone cannot tell apart, if anything."""
        return self._own.CONFOUNDS.get(dimension)

    def listed(self, items: Iterable[str]) -> str:
        return self.word("comma").join(items)

    def together(self, items: Iterable[str]) -> str:
        """`equal epochs, equal updates and equal time`, inside a sentence."""
        *first, last = items
        return self.word("and").join([*filter(None, [self.listed(first)]), last])

    def configuration(self, values: Mapping[str, Any]) -> str:
        """`learning rate 0.001, optimizer adam, ...`"""
        return self.listed(f"{self._dimension(name)[1]} {value}" for name, value in values.items())

    def trained_on(self, source: Mapping[str, Any], samples: Any, train: Any) -> str:
        """`300 of 1294 training pictures, width 0.5, float32`; width and precision are those of a study or a card."""
        if samples and train:
            pictures = self.word("some_pictures", samples=samples, train=train)
        elif samples:
            pictures = self.word("training_pictures", samples=samples)
        else:
            pictures = self.word("all_of_them" if train else "all_training_pictures", train=train)
        width = source.get("width", 1.0)
        width = f"{width:g}" if isinstance(width, int | float) else str(width)
        return self.listed([pictures, self.word("width", width=width), str(source.get("precision") or "float32")])

    def sentence(self, finding: Finding) -> str:
        """What the finding says; numbers are written as their names say (`number`)."""
        numbers = {name: self.number(name, number) for name, number in finding.numbers.items()}
        return filled(self._own.FINDINGS[finding.rule], {"value": self.title(str(finding.value)), **numbers})

    def number(self, name: str, number: Any) -> str:
        """A finding's number as its name's ending says: 62.1 % for `_acc`, 0.4 for `_points`, 81 s for `_seconds`.

        `name` and `dimensions` are dimensions, `side` is an end of a range, `counts` are values with their runs,
        `reasons` keys of words with a value each, `on` the pictures of a number; a name in `verdict` is one.
        """
        if number is None:
            return "–"
        if name == "name":
            return self.title(number)
        if name.endswith("verdict"):
            return self.word(number)
        if name == "side":
            return self.word(f"side_{number}")
        if name == "dimensions":
            return self._first_of([self.title(one) for one in number])
        if name == "counts":
            return self._first_of([self._count(*one) for one in number])
        if name == "on":
            return self.word(f"on_{number}")
        if name == "reasons":
            return self.listed(self.word(f"reason_{key}", value=value) for key, value in number)
        if isinstance(number, list):
            return self._first_of([str(one) for one in number])
        return _measured(name, number) if isinstance(number, float) else str(number)

    def _count(self, value: str, some: int, of: int) -> str:
        """A value with how many of its runs are meant."""
        return self.word("only_run" if of == 1 else "some_runs", value=value, some=some, all=of)

    def _first_of(self, names: Sequence[str]) -> str:
        """The first of the names, and how many there are more."""
        shown, more = [formats.brief(name) for name in names[:MOST_NAMED]], len(names) - MOST_NAMED
        joined = self.word("semicolon" if any("," in name for name in shown) else "comma").join(shown)
        return self.word("and_more", names=joined, more=more) if more > 0 else joined


def _measured(name: str, number: float) -> str:
    unit = name.rsplit("_", 1)[-1]
    if unit == "points":
        signed = "difference" in name or name in ("lead_points", "low_points", "high_points")
        return formats.points(number) if signed else f"{number:z.1f}".replace("-", "−")
    return {
        "acc": formats.percent,
        "share": lambda share: formats.percent(share, 0),
        "seconds": formats.duration,
        "percent": lambda percent: f"{percent:.0f}",
        "loss": lambda loss: f"{loss:.3f}",
        "holm": formats.probability,
    }.get(unit, lambda number: re.sub("^-", "−", f"{number:g}"))(number)
