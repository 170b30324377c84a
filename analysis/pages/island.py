"""What the page's script reads: a chapter's data as JSON inside the page, and the policy that lets no other script run.

Names in it are strangers'. Nothing between the island's tags can end its element, begin another or be taken for code.
"""

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any, get_args

from analysis.findings.chapter_findings import SectionFindings
from analysis.findings.explorations import Kind
from analysis.pages import explored
from analysis.text.text import Text
from studies.system.escapes import only_script

_HARMLESS = {ord(letter): f"\\u{ord(letter):04x}" for letter in "<>&\u2028\u2029"}
_NUMBER = re.compile(r"[−+]?\d+(?:\.\d+)?")
SPOKEN = "script_"  # what the keys of the script's words begin with
PLACE = "#"  # of a number in a form


class Forms:
    """Texts that differ in their numbers alone, as hundreds of a page's cells do, share a form.

    `all` are the forms, in the order in which they came.
    """

    def __init__(self) -> None:
        self.all: list[str] = []
        self._places: dict[str, int] = {}

    def packed(self, text: str) -> str:
        """A text as its form's place and its numbers, with blanks between."""
        form, numbers = (text, []) if PLACE in text else (_NUMBER.sub(PLACE, text), _NUMBER.findall(text))
        if form not in self._places:
            self._places[form] = len(self.all)
            self.all.append(form)
        return " ".join([str(self._places[form]), *numbers])

    def packed_reading(self, reading: Mapping[str, Any]) -> dict[str, Any]:
        """A reading of `explored.study`, its texts packed: a row's cells are one text, with semicolons between."""
        rows = {place: ";".join(map(self.packed, cells)) for place, cells in reading["rows"].items()}
        return {**reading, "said": self.packed(reading["said"]), "rows": rows}


def island(found: Sequence[SectionFindings], text: Text) -> dict[str, Any]:
    """A chapter's data for the script: its words, the forms of its texts (`Forms`), and by name each study whose values
    can be singled out."""
    words = {key.removeprefix(SPOKEN): word for key, word in text.words.items() if key.startswith(SPOKEN)}
    studies = {
        one.evidence.study["name"]: explored.study(one.evidence, section.explorations, text)
        for section in found
        for one in section.studies
        if one.evidence.dimension is not None
    }
    forms = Forms()
    for study in studies.values():
        study |= {kind: [*map(forms.packed_reading, study[kind])] for kind in get_args(Kind) if kind in study}
    return {"words": words, "forms": forms.all, "studies": studies}


def as_json(data: object) -> str:
    """JSON that is harmless inside `<script type="application/json">`; NaN and infinity are refused."""
    return json.dumps(data, ensure_ascii=False, allow_nan=False, separators=(",", ":")).translate(_HARMLESS)


def policy(script: str) -> str:
    """The page's content security policy: this script runs, none else does, and nothing is fetched from anywhere."""
    return (
        f"default-src 'none'; {only_script(script)}; style-src 'unsafe-inline'; img-src data: blob:; "
        "base-uri 'none'; form-action 'none'"
    )
