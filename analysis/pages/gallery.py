"""The test pictures that the best model named wrongly, as the page shows them."""

from typing import Any

from analysis.bundles.measures import MOST_ERRORS
from analysis.text.text import Text
from studies.system.formats import percent


def gallery(card: dict[str, Any], text: Text) -> list[dict[str, str]]:
    """The wrongly named pictures, each with its picture as a data address and a caption."""
    shown = []
    for error in (card.get("errors") or [])[:MOST_ERRORS]:
        if {"picture", "true", "predicted", "probability"} <= set(error):
            caption = text.word(
                "error",
                true=error["true"],
                predicted=error["predicted"],
                probability=percent(error["probability"], digits=0),
            )
            shown.append({"picture": f"data:image/png;base64,{error['picture']}", "caption": caption})
    return shown
