"""What a page advises: next steps with their commands, and the configuration that a section speaks for. Pure."""

from collections.abc import Mapping, Sequence

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
