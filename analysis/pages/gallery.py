"""The test pictures that the best model named wrongly, as the page shows them."""

from typing import Any

from analysis.bundles.measures import MOST_ERRORS
from analysis.text.words import word


def gallery(card: dict[str, Any], language: str) -> list[dict[str, str]]:
    """The wrongly named pictures, each with its picture as a data address and a caption."""
    shown = []
    for error in (card.get("errors") or [])[:MOST_ERRORS]:
        if {"picture", "true", "predicted", "probability"} <= set(error):
            caption = word("error", language).format(
                true=error["true"], predicted=error["predicted"], probability=f"{100 * error['probability']:.0f} %"
            )
            shown.append({"picture": f"data:image/png;base64,{error['picture']}", "caption": caption})
    return shown
