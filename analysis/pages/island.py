"""What the page's script reads: a chapter's data as JSON inside the page, and the policy that lets no other script run.

Names in it are strangers'. Nothing between the island's tags can end its element, begin another or be taken for code.
"""

import json
from collections.abc import Sequence
from typing import Any

from analysis.findings.chapter_findings import SectionFindings
from analysis.pages import explored
from analysis.text.text import Text
from studies.system.escapes import only_script

_HARMLESS = {ord(letter): f"\\u{ord(letter):04x}" for letter in "<>&\u2028\u2029"}
SPOKEN = "script_"  # what the keys of the script's words begin with


def island(found: Sequence[SectionFindings], text: Text) -> dict[str, Any]:
    """A chapter's data for the script: its words, and by name each study whose values can be singled out."""
    words = {key.removeprefix(SPOKEN): word for key, word in text.words.items() if key.startswith(SPOKEN)}
    studies = {
        one.evidence.study["name"]: explored.study(one.evidence, section.explorations, text)
        for section in found
        for one in section.studies
        if one.evidence.dimension is not None
    }
    return {"words": words, "studies": studies}


def as_json(data: object) -> str:
    """JSON that is harmless inside `<script type="application/json">`; NaN and infinity are refused."""
    return json.dumps(data, ensure_ascii=False, allow_nan=False, separators=(",", ":")).translate(_HARMLESS)


def policy(script: str) -> str:
    """The page's content security policy: this script runs, none else does, and nothing is fetched from anywhere."""
    return (
        f"default-src 'none'; {only_script(script)}; style-src 'unsafe-inline'; img-src data: blob:; "
        "base-uri 'none'; form-action 'none'"
    )
