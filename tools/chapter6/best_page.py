"""The page of the best models, in one language. Pure."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from analysis.findings.published_rules import published_of_card
from analysis.numbers import statistics
from analysis.text import card_sentences
from analysis.text.text import Text
from hypermodels.dimensions import BASELINE, identifying
from studies.plan.labels import title
from studies.system import formats
from studies.system.formats import percent
from tools.chapter6 import words
from tools.chapter6.words import Words
from tools.markdown import table

WORDS = words.of_page("best")
SHOWN = (1, 2, 3, 5, 7, 10, 15, 20, 30, 40, 50, 60, 80, 100, 150, 200)  # epochs of a run that a table has
Said = Mapping[str, Mapping[str, Any]]  # by network: card, threads, history, drawn
Figures = Mapping[str, Sequence[tuple[str, str]]]  # by network: caption and file


def page(said: Said, figures: Figures, sheet: str, text: Text) -> str:
    own = WORDS[text.language]
    parts = [
        f"# {own['title']}",
        f"{own['made']} {own['other']}",
        own["about"],
        *(part for network, one in said.items() for part in _model(one, figures[network], own, text)),
        own["drawings"],
        own["what_drawn"],
        f"![{own['sheet']}]({sheet})",
        *_drawn(said, own),
        own["again"],
        own["why_again"],
        "\n".join(
            ["```sh", *(line for one in said.values() for line in _commands(one["card"], one["threads"])), "```"]
        ),
    ]
    return "\n\n".join(parts) + "\n"


def _model(one: Mapping[str, Any], figures: Sequence[tuple[str, str]], own: Words, text: Text) -> Iterator[str]:
    card = dict(one["card"])
    width = "" if card["width"] == 1 else f", {text.word('width', width=card['width'])}"
    yield f"## {card['title']}{width}"
    yield " ".join(card_sentences.model_sentences(card, text))
    yield str(card_sentences.test_sentence(card, text))
    yield from (text.sentence(finding) for finding in published_of_card(card))
    shown = [row for row in one["history"] if row[0] in SHOWN or row[0] == len(one["history"])]
    cells = ([f"{row[0]:g}", percent(row[1]), percent(row[2]), *map(formats.loss, row[3:])] for row in shown)
    yield table(own["curve_head"].split("|"), cells)
    yield from (f"![{caption}](best/{file})\n\n*{caption}*" for caption, file in figures)


def _drawn(said: Said, own: Words) -> Iterator[str]:
    """What each network takes the drawn pictures for."""
    for one in said.values():
        answers = one["drawn"]
        right = [answer for answer in answers if answer["class"] == answer["true_class"]]
        sure = [answer for answer in answers if answer["sure"] == "yes"]
        low, high = statistics.wilson(len(right) / len(answers), len(answers))
        yield own["drawn_right"].format(
            network=one["card"]["title"],
            right=len(right),
            all=len(answers),
            low=percent(low, 0),
            high=percent(high, 0),
            test=percent(one["card"]["test"]["accuracy"]),
            guessed=len(answers) // len(one["card"]["classes"]),
            sure=len(sure),
            sure_right=sum(answer in right for answer in sure),
        )
    classes = list(dict.fromkeys(answer["true_class"] for one in said.values() for answer in one["drawn"]))
    heads = [own["class"], *(own["answers_of"].format(network=one["card"]["title"]) for one in said.values())]
    yield table(heads, ([name, *(_named(one["drawn"], name) for one in said.values())] for name in classes))


def _named(answers: Sequence[Mapping[str, str]], true: str) -> str:
    """What the pictures of a class were taken for, in the order of the pictures: `ship ship truck`; sure ones bold."""
    said = [(one["class"], one["sure"] == "yes") for one in answers if one["true_class"] == true]
    return ", ".join(f"**{name}**" if sure else name for name, sure in said)


def _commands(card: Mapping[str, Any], threads: int) -> Iterator[str]:
    """What trains the model's configuration again, to the same bits, and exports it."""
    values = identifying(card["configuration"])
    rate, epochs = values.pop("learning_rate"), values.pop("epochs")
    apart = {name: value for name, value in values.items() if value != BASELINE[name]}
    base = f' --base "{title(apart, apart)}"' if apart else ""
    samples = f" --samples {card['samples']}" if card["samples"] else ""
    words = f"--model {card['network']} --dataset {card['dataset']}"
    width = "" if card["width"] == 1 else f" --width {card['width']:g}"
    yield (
        f"sweepbook study lr --values {rate:.12g} --only {words}{samples}{width}{base} --epochs {epochs} "
        f"--seeds {len(card['validation']['seeds'])} --precision {card['precision']} --threads {threads} --root best"
    )
    yield f"sweepbook export {words} --root best"
