"""What a page advises: next steps with their commands, and the configuration that a section speaks for. Pure."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any
from urllib.parse import quote

from analysis.findings import advice
from analysis.findings.chapter_findings import SectionFindings
from analysis.findings.finding import Finding
from analysis.numbers.columns import ON_DIFFERENCES
from analysis.numbers.evidence import Evidence
from analysis.numbers.frames import records
from analysis.text.text import Text
from studies.plan.study_record import StudyRecord, own_name
from studies.system.formats import rough_duration

BOARD = "http://localhost:6006"  # where `tensorboard` shows the runs, unless told otherwise
MOST_OTHERS = 4  # sections that the page in short names beside its own


def steps_view(steps: Sequence[Finding], text: Text) -> list[dict[str, str]]:
    """What to do next: why, the command, and how long it takes."""
    return [
        {
            "text": text.sentence(step),
            "command": str(step.numbers["command"]),
            "forecast": _forecast(step.numbers["epochs_to_train"], step.numbers["needed_seconds"], text),
        }
        for step in steps
    ]


def board(study: StudyRecord, text: Text) -> dict[str, str]:
    """Where TensorBoard shows the study's runs, once it is opened: those whose name begins with the study's."""
    return {
        "page": f"{BOARD}/?runFilter={quote(f'^{re.escape(own_name(study))}/', safe='')}#timeseries",
        "how": text.word("board_how", command=advice.board_command(study)),
    }


def _forecast(epochs: int, seconds: float | None, text: Text) -> str:
    if seconds is None:
        return text.word("next_no_forecast", epochs=epochs)
    return text.word("next_forecast", epochs=epochs, time=rough_duration(seconds))


def recommended(found: SectionFindings, text: Text) -> str:
    """The configuration that a section speaks for, as a sentence: what its finale has shown together comes first."""
    if found.together:
        return text.word("recommended_together", configuration=text.configuration(found.together))
    if not found.recommended:
        return text.word("recommended_baseline")
    key = "recommended_one" if len(found.recommended) == 1 else "recommended"
    return text.word(key, configuration=text.configuration(found.recommended))


def section_view(found: SectionFindings, text: Text) -> dict[str, Any]:
    """What a section recommends: the configuration, the words that make it a baseline, and the finale, if any."""
    first, values = found.section.studies[0], found.together or found.recommended
    return {
        "recommended": recommended(found, text),
        "combine": steps_view(found.combine, text),
        "base": advice.base_words(first, values) if values else "",
    }


def summary(sections: Sequence[SectionFindings], titles: Sequence[str], text: Text) -> dict[str, Any]:
    """The page in short, which fits a screen: of the section with most runs the verdicts, what moved most, what to do.
    Of two readings of the same runs it is the longer one.

    Args:
        titles: of the sections.

    Returns:
        `title` of that section, empty where there is no other; `lines`; `base`, the words of the recommended baseline;
        `next`, of the studies' first steps the one that trains least, what was begun before all others; `others`, in
        the page's order the title, the anchor and the verdicts of MOST_OTHERS sections; `more`, how many there are
        beyond.
    """
    most = max(range(len(sections)), key=lambda place: (_runs(sections[place]), sections[place].section.epochs or 0))
    first, others = sections[most], [place for place in range(len(sections)) if place != most]
    steps = [study.steps[0] for study in first.studies if study.steps]
    if first.combine:
        steps = first.combine
    steps.sort(key=lambda step: (step.rule != "next_go_on", step.numbers["epochs_to_train"]))
    return {
        "title": titles[most] if others else "",
        "lines": [
            _verdicts(first, text),
            *(text.sentence(one) for one in first.findings[:1]),
            text.word("summary_recommended", configuration=recommended(first, text)),
        ],
        "base": section_view(first, text)["base"],
        "next": [
            {**step, "text": text.word("summary_next", step=step["text"])} for step in steps_view(steps[:1], text)
        ],
        "others": [
            {
                "title": titles[place],
                "anchor": sections[place].section.anchor,
                "text": _verdicts(sections[place], text),
            }
            for place in others[:MOST_OTHERS]
        ],
        "more": text.word("summary_more", sections=len(others) - MOST_OTHERS) if len(others) > MOST_OTHERS else "",
    }


def _runs(found: SectionFindings) -> int:
    """How many runs of the section have a result."""
    return len({run for study in found.studies for run in study.evidence.counted["run"]})


def _verdicts(found: SectionFindings, text: Text) -> str:
    """How many comparisons came to which verdict. A finale repeats some of the studies', which count once, as there."""
    compared: dict[object, str] = {}
    for study in found.studies:
        for key, verdict in _compared(study.evidence):
            compared.setdefault(key, verdict)
    told = Counter(compared.values())
    counts = {name: told[name] for name in (*ON_DIFFERENCES, "single")}
    unlearned = text.word("summary_unlearned", unlearned=told["unlearned"]) if told["unlearned"] else ""
    return text.word("summary_verdicts", studies=len(found.studies), **counts) + unlearned


def _compared(evidence: Evidence) -> Iterator[tuple[object, str]]:
    """What each row of the table compares, runs up to an epoch with the reference's, and its verdict."""
    rows = evidence.rows.groupby("value")
    of = {str(value): frozenset(zip(own["run"], own["epochs"], strict=True)) for value, own in rows}
    for row in records(evidence.table) if "verdict" in evidence.table else ():
        yield (of.get(row["value"]), of.get(str(evidence.reference))), str(row["verdict"])
