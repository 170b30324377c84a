"""A network's chapter: its studies by setting, as the data that the templates show and the files beside the page."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pandas as pd

from analysis.figures import svg
from analysis.figures.chapter_specs import chapter_specs
from analysis.figures.figure_spec import FigureSpec
from analysis.figures.joint_specs import joint_specs
from analysis.figures.kept.drawings import Drawings
from analysis.figures.study_specs import study_specs
from analysis.figures.svg import RenderedFigure
from analysis.findings import chapter_rules
from analysis.findings.chapter_findings import SectionFindings, StudyFindings, section_findings
from analysis.findings.finding import Finding
from analysis.numbers.evidence import Evidence, gather_all
from analysis.numbers.frames import Frames
from analysis.numbers.joint_tables import permutation_importance_table
from analysis.numbers.sections import Section, rank, sections_of
from analysis.pages import advised, contents, gallery, island
from analysis.pages.best_model import best_view, runs_of
from analysis.text.text import Text
from hypermodels.dimensions import DIMENSIONS
from studies.plan import growth, own_networks
from studies.plan.study_record import StudyRecord

ORDER = {dimension.name: place for place, dimension in enumerate(DIMENSIONS)}
KINDS = ("study", "probe", "tuned", "tune", "finale")


@dataclass
class Chapter:
    """A network's page in the language of `text`, before it is written.

    The templates show `content`; `findings`, `figures` and `tables` (by study) become files.
    """

    text: Text
    content: dict[str, Any] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    figures: list[RenderedFigure] = field(default_factory=list)
    tables: dict[str, pd.DataFrame] = field(default_factory=dict)
    drawings: Drawings | None = None  # those that an earlier report left

    def render(self, specs: Iterable[FigureSpec], prefix: str) -> list[RenderedFigure]:
        """The figures, drawn anew where those of an earlier report are not the same."""
        made = svg.render(list(specs), prefix, self.drawings.svg if self.drawings else None)
        self.figures += made
        return made

    def remember_drawings(self) -> None:
        """Say for the next report what the figures, whose files are written by now, were drawn from."""
        if self.drawings:
            self.drawings.remember()


def chapters(
    loaded: Frames, network: str, texts: Sequence[Text], band: float, root: Path, folder: Path | None = None
) -> list[Chapter]:
    """Everything that is stored of one network, a chapter a language. What is not language is computed once.

    Args:
        loaded: the records of this network and no other.
        band: differences of at most so many percentage points count as none.
        root: the folder that holds `bundles`, for the card of the exported model.
        folder: where an earlier report of this chapter may lie, whose figures are kept where they are the same.
    """
    texts = [text.knowing(loaded.studies) for text in texts]
    found = section_findings(loaded, sections_of(sorted(loaded.studies, key=page_order)), band)
    return [_chapter(loaded, network, found, text, band, root, folder) for text in texts]


def _chapter(
    loaded: Frames,
    network: str,
    found: Sequence[SectionFindings],
    text: Text,
    band: float,
    root: Path,
    folder: Path | None,
) -> Chapter:
    made = Chapter(text, drawings=Drawings(folder / text.file("figures")) if folder else None)
    studies = sorted(loaded.studies, key=page_order)
    title = own_networks.titles(studies)[network]
    everywhere = [one.section for one in found]
    sections = [_section(made, one, everywhere, root) for one in found]
    runs = loaded.runs[loaded.runs["run"].isin(runs_of(studies))]
    environments = list(chapter_rules.two_environments(studies, runs))
    made.findings += environments
    warnings = [text.sentence(one) for one in environments]
    if loaded.unreadable:
        warnings.append(text.word("unreadable", runs=", ".join(loaded.unreadable)))
    warnings += [
        f"{study['title']}{text.word('colon')}{trouble}"
        for section in sections
        for study in section["studies"]
        for trouble in study["troubles"]
    ]
    made.content = {
        "network": title,
        "title": text.word("title", network=title),
        "papers": [text.word("own_paper", paper=paper) for paper in own_networks.papers(studies)],
        "warnings": warnings,
        "sections": sections,
        "counts": contents.counts(runs, text),
        "summary": advised.summary(found, [section["title"] for section in sections], text),
        "how": text.word("how_text", band=f"{band:g}"),
        "environment": contents.environment(runs),
        "causes": contents.causes(runs),
        "island": island.island(found, text),
        "commands": list(dict.fromkeys(line for study in studies for line in growth.commands_of(study))),
    }
    return made


def page_order(study: StudyRecord) -> tuple[Any, ...]:
    """A sort key: by setting, kind and the dimension's place in the table; the name decides between equals."""
    first = study["dimensions"][0] if study["dimensions"] else ""
    kind = KINDS.index(study["kind"]) if study["kind"] in KINDS else len(KINDS)
    return (*rank(study), kind, ORDER.get(first, len(ORDER)), study["name"])


def _section(made: Chapter, found: SectionFindings, sections: Sequence[Section], root: Path) -> dict[str, Any]:
    """The content of one section of `sections`; its findings, figures and tables go to `made`."""
    text, section = made.text, found.section
    specs = chapter_specs([study.evidence for study in found.studies], found.effects, text)
    overview = made.render(specs, section.anchor)
    made.findings += [*found.warnings, *found.findings, *found.combine]
    best = best_view(section, sections, root, text, made.render)
    return {
        "title": contents.setting_title(section.studies[0], text, section.epochs, section.version),
        "anchor": section.anchor,
        "warnings": [text.sentence(warning) for warning in found.warnings],
        "findings": [text.sentence(finding) for finding in found.findings],
        "glance": overview,
        "studies": [_study(made, study, root) for study in found.studies],
        "best": best,
        **advised.section_view(found, text),
    }


def _study(made: Chapter, found: StudyFindings, root: Path) -> dict[str, Any]:
    """The content of one study; its findings, figures and table go to `made`."""
    text, evidence = made.text, found.evidence
    made.findings += [*found.findings, *found.steps]
    figures = made.render(_specs(evidence, found.importance, text), evidence.study["name"])
    made.tables[evidence.study["name"]] = evidence.full_table
    changed = gallery.changed(root, evidence, found.findings, text)
    return contents.study_view(evidence, found.findings, found.steps, figures, text) | {"changed": changed}


def study_figures(loaded: Frames, names: Sequence[str], text: Text, band: float = 1.0) -> list[RenderedFigure]:
    """The figures of these studies, as on the page of their network.

    Args:
        loaded: all that is stored: the studies of a section know together how much seeds vary.
        band: differences of at most so many percentage points count as none.
    """
    figures: list[RenderedFigure] = []
    text = text.knowing(loaded.studies)
    for network in dict.fromkeys(study["network"] for study in loaded.studies if study["name"] in names):
        studies = sorted((study for study in loaded.studies if study["network"] == network), key=page_order)
        for section in sections_of(studies):
            for evidence in gather_all(loaded, section.studies, band):
                if evidence.study["name"] in names:
                    specs = _specs(evidence, permutation_importance_table(evidence), text)
                    figures += svg.render(specs, evidence.study["name"])
    return figures


def _specs(evidence: Evidence, importance: pd.DataFrame, text: Text) -> list[FigureSpec]:
    return [*study_specs(evidence, text), *joint_specs(evidence, importance, text)]
