"""Makes what docs/chapter6 has beside the pages of the report: a module a page.

    python -m tools.chapter6.beside         the published figures of the app that this project began from, and ours
    python -m tools.chapter6.drawn FOLDER   fifty drawn pictures to try models on
    python -m tools.chapter6.best [ROOT]    the best models; of those that are exported in ROOT, what they answer

Tests hold the pages against what they are made from.
"""

from pathlib import Path

CHAPTER = Path(__file__).resolve().parents[2] / "docs" / "chapter6"
