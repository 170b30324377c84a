"""What a page advises: next steps with their commands, and the configuration that a section speaks for. Pure."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from analysis.findings import advice
from analysis.findings.chapter_findings import SectionFindings
from analysis.findings.finding import Finding
from analysis.text.text import Text
from studies.system.formats import rough_duration


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


def _forecast(epochs: int, seconds: float | None, text: Text) -> str:
    if seconds is None:
        return text.word("next_no_forecast", epochs=epochs)
    return text.word("next_forecast", epochs=epochs, time=rough_duration(seconds))


def recommended(values: Mapping[str, str], text: Text) -> str:
    """The configuration that a section's studies speak for, as a sentence."""
    if not values:
        return text.word("recommended_baseline")
    key = "recommended_one" if len(values) == 1 else "recommended"
    return text.word(key, configuration=text.configuration(values))


def section_view(found: SectionFindings, text: Text) -> dict[str, Any]:
    """What a section recommends: the configuration, the words that make it a baseline, and the finale, if any."""
    first = found.section.studies[0]
    return {
        "recommended": recommended(found.recommended, text),
        "combine": steps_view(found.combine, text),
        "base": advice.base_words(first, found.recommended) if found.recommended else "",
    }


def summary(sections: Sequence[SectionFindings], text: Text) -> dict[str, Any]:
    """The page in short, which fits a screen: of its first section the verdicts, what moved most, what to do.

    Returns:
        `lines`; `base`, the words of the recommended baseline; `next`, the first step, if there is one.
    """
    first = sections[0]
    told = Counter(str(verdict) for study in first.studies for verdict in study.evidence.table.get("verdict", ()))
    counts = {name: told[name] for name in ("better", "worse", "equivalent", "undecided", "single")}
    steps = [step for study in first.studies for step in study.steps]
    steps = sorted(steps, key=lambda step: step.rule != "next_go_on") if not first.combine else first.combine
    return {
        "lines": [
            text.word("summary_verdicts", studies=len(first.studies), **counts),
            *(text.sentence(one) for one in first.findings[:1]),
            text.word("summary_recommended", configuration=recommended(first.recommended, text)),
        ],
        "base": section_view(first, text)["base"],
        "next": [
            {**step, "text": text.word("summary_next", step=step["text"])} for step in steps_view(steps[:1], text)
        ],
    }
