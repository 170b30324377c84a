"""The page of two parts of the store side by side, and its files."""

import math
from collections.abc import Sequence
from pathlib import Path

from analysis.figures import svg
from analysis.numbers import frames
from analysis.numbers.evidence import Evidence, gather_all
from analysis.numbers.frames import Frames
from analysis.pages import contents, page_files
from analysis.pages.chapter import page_order
from analysis.pages.spreadsheet import csv_bytes
from analysis.pages.tables import Cell, between, or_dash
from analysis.text.text import Text
from analysis.transfer import chosen
from analysis.transfer.chosen import Part
from analysis.transfer.specs import transfer_specs
from analysis.transfer.table import OPEN, TRANSFERS, UNKNOWN, Shared, Side, flat, shared
from studies.plan import own_networks
from studies.system import locks, names
from studies.system.errors import UsageError
from studies.system.files import write_bytes
from studies.system.formats import brief, percent, points

FOLDER = "compared"  # below the reports


def write(root: Path, reports: Path, words: tuple[str, str], languages: Sequence[str], band: float) -> list[Path]:
    """Compare two parts of the store under `root`; returns the pages, one a language.

    Raises:
        UsageError: a word names nothing stored, or the two share no dimension with results.
    """
    loaded = frames.load(root)
    pair = chosen.two(sorted(loaded.studies, key=page_order), *words)
    evidences = [_evidences(loaded, part, band) for part in pair]
    found = shared(*evidences)
    if not found:
        raise UsageError(
            f"{pair[0].name} and {pair[1].name} have results of no dimension in common: study one in both first."
        )
    folder = names.inside(reports, FOLDER, names.joined(*(part.name for part in pair)))
    folder.mkdir(parents=True, exist_ok=True)
    with locks.kept(folder):
        write_bytes(folder / "transfer.csv", csv_bytes(flat(found, _labels(pair, Text()))))
        return [_write_page(folder, pair, evidences, found, Text(one), languages, band) for one in languages]


def _evidences(loaded: Frames, part: Part, band: float) -> list[Evidence]:
    """All of the section is gathered: its comparisons know together how much seeds vary."""
    wanted = {study["name"] for study in part.studies}
    every = gather_all(loaded, part.section.studies, band)
    return [one for one in every if one.study["name"] in wanted]


def _labels(pair: tuple[Part, Part], text: Text) -> tuple[str, str]:
    """How the parts are told apart: by their networks, or else by their settings."""
    first, second = (own_networks.titles(part.studies)[part.network] for part in pair)
    if first != second:
        return first, second
    settings = [contents.setting_title(part.studies[0], text, part.section.epochs).split(" · ") for part in pair]
    own = [[word for word in one if word not in other] for one, other in (settings, settings[::-1])]
    first, second = (" · ".join(words) or " · ".join(whole) for words, whole in zip(own, settings, strict=True))
    return (first, second) if first != second else (pair[0].name, pair[1].name)


def _write_page(
    folder: Path,
    pair: tuple[Part, Part],
    evidences: Sequence[Sequence[Evidence]],
    found: Sequence[Shared],
    text: Text,
    languages: Sequence[str],
    band: float,
) -> Path:
    labels = _labels(pair, text)
    figures = svg.render(list(transfer_specs(found, evidences, labels, band, text)), "compared")
    settings = [contents.setting_title(part.studies[0], text, part.section.epochs) for part in pair]
    titles = [
        f"{own_networks.titles(part.studies)[part.network]} · {one}" for part, one in zip(pair, settings, strict=True)
    ]
    content = {
        "title": text.word("transfer_title", first=labels[0], second=labels[1]),
        "parts_shown": [
            {"title": title, "page": _chapter(folder, part, text)} for part, title in zip(pair, titles, strict=True)
        ],
        "warnings": _warnings(pair, text),
        "answer": _answer(found, labels, text),
        "how": text.word("transfer_how", first=labels[0], second=labels[1], band=f"{band:g}"),
        "head": _head(labels, text),
        "rows": [_row(one, text) for one in found],
        "sentences": [_sentence(one, labels, text) for one in found],
        "figures": figures,
    }
    page = folder / text.file("index.html")
    page_files.write_template(page, "compared.html.j2", text, content, languages)
    return page


def _chapter(folder: Path, part: Part, text: Text) -> str:
    """Where the part stands on its network's page; empty where that is not written."""
    page = Path(part.network) / text.file("index.html")
    return f"../../{page}#{part.section.anchor}" if (folder.parent.parent / page).is_file() else ""


def _warnings(pair: tuple[Part, Part], text: Text) -> list[str]:
    """In what more than one thing the two differ: then no difference is owed to one."""
    settings = [
        {
            "network": part.network,
            "pictures": (part.studies[0]["dataset"]["name"], part.studies[0]["dataset"].get("samples")),
            "width": part.studies[0].get("width", 1.0),
            "precision": part.studies[0].get("precision"),
            "baseline": str(part.studies[0].get("base") or {}),
            "epochs": part.section.epochs,
        }
        for part in pair
    ]
    differ = [name for name in settings[0] if settings[0][name] != settings[1][name]]
    if len(differ) < 2:
        return []
    return [text.word("transfer_several", what=text.listed(text.word(f"transfer_{name}") for name in differ))]


def _answer(found: Sequence[Shared], labels: tuple[str, str], text: Text) -> str:
    held = [text.title(one.dimension) for one in found if one.transfers == TRANSFERS]
    still = [text.title(one.dimension) for one in found if one.transfers == OPEN]
    lost = [text.title(one.dimension) for one in found if one.transfers not in (TRANSFERS, OPEN, UNKNOWN)]
    said = text.word("transfer_answer", n=len(found), first=labels[0], second=labels[1], k=len(held))
    said += text.word("transfer_held", names=text.listed(held)) if held else ""
    said += text.word("transfer_lost", names=text.listed(lost)) if lost else ""
    return said + (text.word("transfer_open_too", names=text.listed(still)) if still else "")


def _head(labels: tuple[str, str], text: Text) -> list[str]:
    best = [text.word("transfer_best", part=label) for label in labels]
    effect = [text.word("transfer_effect", part=label) for label in labels]
    cost = text.word("transfer_cost", first=labels[0], second=labels[1])
    return ["", *best, *effect, cost, text.word("transfer_agreement")]


def _row(one: Shared, text: Text) -> list[Cell]:
    first, second = one.first, one.second
    kind = {TRANSFERS: "better", OPEN: "undecided", UNKNOWN: "none"}.get(one.transfers, "worse")
    agreement = text.word("transfer_agree", agree=len(one.agree), common=len(one.common))
    differ = text.word("transfer_differ", values=text.listed(one.differ)) if one.differ else ""
    cost, limits = or_dash(one.cost[0], points), between(one.cost[1], one.cost[2], points, text)
    apart = math.isfinite(one.cost[0]) and one.first.best != one.second.best
    said = text.word(f"transfer_{one.transfers}")
    return [
        Cell(text.title(one.dimension), kind="value"),
        _best(first, text),
        _best(second, text),
        _effect(first, text),
        _effect(second, text),
        Cell(said, text.listed((cost, limits)) if apart else "", kind),
        Cell(agreement, differ),
    ]


def _best(side: Side, text: Text) -> Cell:
    return Cell(brief(side.best), text.listed([percent(side.accuracy), f"n = {side.seeds}", text.word(side.verdict)]))


def _effect(side: Side, text: Text) -> Cell:
    mean, low, high = side.effect
    form = "{:.1f}".format
    return Cell(or_dash(mean, form), between(low, high, form, text))


def _sentence(one: Shared, labels: tuple[str, str], text: Text) -> str:
    """What transfers of a dimension, in words."""
    told = {
        "dimension": text.title(one.dimension),
        "first": labels[0],
        "second": labels[1],
        "value": brief(one.first.best),
        "best": brief(one.second.best),
        "difference": or_dash(one.cost[0], points),
        "low": or_dash(one.cost[1], points),
        "high": or_dash(one.cost[2], points),
    }
    key = one.transfers
    if one.first.best == one.second.best:
        key = "tie" if key == OPEN else "same"
    if key == OPEN and not math.isfinite(one.cost[0]):
        key = "once"
    return text.word(f"transfer_said_{key}", **told)
