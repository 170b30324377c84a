"""A chapter for a talk: one figure and one sentence a page."""

from collections.abc import Iterator, Mapping
from typing import Any

from analysis.figures.svg import RenderedFigure
from analysis.text.text import Text

FIRST_CHOICE = ("differences", "outcomes", "probe", "history", "val_accuracy")  # what shows a study's answer


def content(chapter: Mapping[str, Any], text: Text) -> dict[str, Any]:
    """What the template shows, of a chapter's content: a title, then a slide a section and a study."""
    return {"title": chapter["title"], "counts": chapter["counts"], "slides": list(_slides(chapter, text))}


def _slides(chapter: Mapping[str, Any], text: Text) -> Iterator[dict[str, Any]]:
    for section in chapter["sections"]:
        if section["glance"]:
            said = section["findings"][0] if section["findings"] else ""
            yield _slide(text.word("glance"), section["title"], said, section["glance"][-1])
        for study in section["studies"]:
            yield _slide(study["title"], section["title"], study["answer"], _figure(study["figures"], study["name"]))
        yield _slide(text.word("recommended_title"), section["title"], section["recommended"], None)


def _slide(title: str, where: str, said: str, figure: RenderedFigure | None) -> dict[str, Any]:
    return {"title": title, "where": where, "said": said, "figure": figure}


def _figure(figures: list[RenderedFigure], study: str) -> RenderedFigure | None:
    """The figure that shows the answer; None where the study has none yet."""
    by_name = {figure.name.removeprefix(f"{study}-"): figure for figure in figures}
    return next((by_name[name] for name in FIRST_CHOICE if name in by_name), None)
