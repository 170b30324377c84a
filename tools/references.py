"""Writes what the documents say of the tables in the code: `python -m tools.references`.

`docs/reference/commands.md`, `dimensions.md` and `networks.md` are whole files; the guides hold the same tables
between two comments. A test holds them against the code (`tests/tools/test_references.py`).
"""

import argparse
import ast
import re
from pathlib import Path
from typing import Any

from analysis.text.text import Text
from hypermodels import NETWORKS
from hypermodels.dimensions import DIMENSIONS, OPTIMIZERS, OWN, Dimension, Value
from hypermodels.published.recipes import RECIPES
from hypermodels.published.references import REFERENCES
from studies.plan.labels import title
from sweepbook.cli.door import VERBS
from sweepbook.cli.parser import Verb
from tools.markdown import table

ROOT = Path(__file__).resolve().parents[1]
MADE = "Made by `python -m tools.references`; a test holds it against the code."
PUBLISHED = (
    "Test accuracies on CIFAR-10 that others report, trained on all 50,000 training pictures. The report holds "
    "the best of a section against them, and says why where they do not compare."
)
RECIPE = "`BASE=recipe` takes these values for the baseline, and its epochs where none are given."
DIMENSION_HEADS = {
    "en": ("dimension", "command", "values swept", "baseline", "also accepted"),
    "zh": ("维度", "命令", "默认扫描的取值", "基线", "也接受"),
}
NETWORK_HEADS = {"en": ("MODEL", "network", "paper"), "zh": ("MODEL", "网络", "论文")}
RANGES = {"en": "{low} to {high}", "zh": "{low} 到 {high}"}
POSITIVE = {"en": "any positive number", "zh": "任意正数"}
GUIDES = {"docs/guide.md": "en", "docs/guide.zh-CN.md": "zh"}


def number(value: Value) -> str:
    """As it may be typed: no exponent."""
    if value == OWN:
        return "own"
    return f"{value:.12f}".rstrip("0").rstrip(".") if isinstance(value, float) else str(value)


def also(dimension: Dimension, language: str) -> str:
    if dimension.kind is str:
        return ", ".join(dimension.more)
    if dimension.limits is None:
        return POSITIVE[language]
    low, high = (number(float(limit)) for limit in dimension.limits)
    return RANGES[language].format(low=low, high=high)


def dimensions_table(language: str) -> str:
    titles = Text(language)
    return table(
        DIMENSION_HEADS[language],
        (
            (
                one.name if language == "en" else f"{one.name}({titles.title(one.name)})",
                f"`make study-{one.flag}`",
                ", ".join(map(number, one.values)),
                number(one.baseline),
                also(one, language),
            )
            for one in DIMENSIONS
        ),
    )


def about(network: str) -> str:
    """The docstring of the network's file: its paper, and what 32x32 pictures changed."""
    text = (ROOT / "hypermodels" / f"{network}.py").read_text(encoding="utf-8")
    return ast.get_docstring(ast.parse(text)) or ""


def networks_table(language: str) -> str:
    papers = {network: about(network).split("\n\n")[0].partition(". ")[2].replace("\n", " ") for network in NETWORKS}
    rows = ((network, title, papers[network].rstrip(".")) for network, title in NETWORKS.items())
    return table(NETWORK_HEADS[language], rows)


def dimensions_page() -> str:
    what = table(("dimension", "is", "axis"), ((one.name, one.doc, one.scale) for one in DIMENSIONS))
    optimizers = table(
        ("optimizer", "in Keras"),
        (
            (name, f"`{kind}({', '.join(f'{k}={v}' for k, v in more.items())})`")
            for name, (kind, more) in OPTIMIZERS.items()
        ),
    )
    return (
        f"# Dimensions\n\n{MADE}\nThe table is `hypermodels/dimensions.py`.\n\n{dimensions_table('en')}\n\n{what}\n\n"
        "A study varies one dimension, and keeps the others at their baseline. `VALUES=` gives other values.\n\n"
        f"## Optimizers\n\nAll but the learning rate, and what stands here, is as Keras has it.\n\n{optimizers}\n"
    )


def networks_page() -> str:
    sections = (f"## {network}: {title}\n\n{about(network)}\n" for network, title in NETWORKS.items())
    return (
        f"# Networks\n\n{MADE}\nEach is a file in `hypermodels/`, with the shape at every line.\n\n"
        + "\n".join(sections)
        + f"\n## Published accuracies\n\n{PUBLISHED}\n\n{published_table()}\n"
        + f"\n## Recipes\n\n{RECIPE}\n\n{recipe_table()}\n"
    )


def recipe_table() -> str:
    """The recipe of each network (`hypermodels/published/recipes.py`)."""
    head = ("network", "recipe", "source", "differs from it")
    rows = (
        (network, f"`{title(one.values, one.values)}`", f"{one.source} ({one.where})", one.differs)
        for network, one in RECIPES.items()
    )
    return table(head, rows)


def published_table() -> str:
    """What is published of each network (`hypermodels/published/references.py`)."""
    head = ("network", "augmented", "test accuracy", "runs", "epochs", "source", "trained")
    rows = (
        (
            one.network,
            "yes" if one.recipe else "no",
            f"{one.low:.2%}" if one.low == one.high else f"{one.low:.2%} to {one.high:.2%}",
            str(one.n),
            str(one.epochs or "not said"),
            f"{one.source} ({one.where})",
            one.trained + (f"; built otherwise: {one.build}" if one.build else ""),
        )
        for one in REFERENCES
    )
    return table(head, rows)


def commands_page() -> str:
    """Every verb with its words, as their parser has them."""
    verbs = table(("verb", "does"), ((f"[`{name}`](#{name})", verb.help) for name, verb in VERBS.items()))
    return (
        f"# Commands\n\n{MADE}\nEach is `sweepbook VERB`, or `python -m sweepbook VERB` where the script is not on the "
        "PATH. Make's targets wrap them: `--model` is `MODEL=`. What is written goes to the folder one stands in, or "
        "to `--root`.\n\nExit codes: 0 all done, 1 error, 2 a word or a file of the user is wrong, 3 some runs failed, "
        f"130 interrupted.\n\n{verbs}\n\n" + "\n".join(map(verb_section, VERBS.values()))
    )


def verb_section(verb: Verb[Any]) -> str:
    parser = verb.parser()
    words = [action for action in parser._actions if action.dest != "help"]
    rows = ((f"`{spelled(action)}`", action.help or "") for action in words)
    said = "\n\n".join(text for text in (parser.description, table(("word", "is"), rows), parser.epilog) if text)
    return f"## {verb.name}\n\n{said}\n"


def spelled(word: argparse.Action) -> str:
    """A word as it is given: `--seeds N or A,B`, `--only`, `DIMENSION`, `[FILE ...]`."""
    value = "" if word.nargs == 0 else str(word.metavar or word.dest.upper())
    if not word.option_strings:
        return f"[{value} ...]" if word.nargs == "*" else value
    return f"{word.option_strings[-1]} {value}".strip()


def between(text: str, name: str, made: str) -> str:
    """`text` with what stands between the comments `made: NAME` and `end: NAME` replaced."""
    marks = re.compile(rf"(<!-- made: {name} -->\n).*?(\n<!-- end: {name} -->)", re.DOTALL)
    assert marks.search(text), f"there are no marks for {name}"
    return marks.sub(lambda found: found[1] + made + found[2], text)


def documents() -> dict[str, str]:
    """Each document's path in the checkout, and its text as the code has it."""
    made = {
        "docs/reference/commands.md": commands_page(),
        "docs/reference/dimensions.md": dimensions_page(),
        "docs/reference/networks.md": networks_page(),
    }
    for path, language in GUIDES.items():
        text = (ROOT / path).read_text(encoding="utf-8")
        text = between(text, "dimensions", dimensions_table(language))
        made[path] = between(text, "networks", networks_table(language))
    return made


if __name__ == "__main__":
    for path, text in documents().items():
        (ROOT / path).parent.mkdir(parents=True, exist_ok=True)
        (ROOT / path).write_text(text, encoding="utf-8")
