"""What an SVG of Matplotlib's need not say is left out: the drawing is the same."""

import re

from analysis.figures.lean import paths

TAG = re.compile(r"<[^>]+>")  # what stands between tags is text, such as names, and stays as it is
_VALUE = re.compile(r'^<g id="value-(\d+)(?:-(\d+))?"')  # see `style.of_value`
_FAMILY_OF_ONE = "; font-family: 'DejaVu Sans'"  # of each text; the whole drawing has FAMILY
_FRACTION = re.compile(r"\.(\d\d?)\d*")
_PATH = re.compile(r' d="([^"]*)"')
_STYLE = re.compile(r' style="[^"]*"')


def lean(text: str) -> str:
    """An SVG of Matplotlib's in less than 60 % of its bytes, for a page holds dozens."""
    text = text[text.index("<svg") :]
    text = re.sub(r"<metadata>.*?</metadata>|<!--.*?-->", "", text, flags=re.DOTALL)
    text = _without_bare_groups(TAG.sub(lambda tag: _lean_tag(tag[0]), text))
    return re.sub(r"\n\s*", "\n", text).strip() + "\n"


def _lean_tag(tag: str) -> str:
    tag = _VALUE.sub(_of_value, tag)
    tag = re.sub(r'^<g id="[^"]*"', "<g", tag)  # the drawing's parts are numbered alike in every figure
    tag = tag.replace(_FAMILY_OF_ONE, "")
    tag = re.sub(r' transform="rotate\(-?0 [^"]*\)"', "", tag)  # by no angle
    tag = _FRACTION.sub(_to_hundredths, tag)
    tag = _STYLE.sub(_without_blanks, tag)
    tag = _PATH.sub(lambda path: f' d="{paths.short(path[1])}"', tag)
    return re.sub(r' xmlns:xlink="[^"]*"', "", tag).replace("xlink:href", "href")


def _to_hundredths(found: re.Match[str]) -> str:
    """A fraction's two digits, cut: a hundredth cannot be seen."""
    digits = found[1].rstrip("0")
    return f".{digits}" if digits else ""


def _without_blanks(style: re.Match[str]) -> str:
    return re.sub(r"([:;]) ", r"\1", style[0])


def _without_bare_groups(text: str) -> str:
    """The groups that say nothing of what is in them are left out, and those with nothing in them."""
    kept, said = list[str](), list[bool]()
    for part in re.split(f"({TAG.pattern})", text):
        if part == "</g>":
            stays = said.pop()
        elif part.startswith(("<g>", "<g ")) and not part.endswith("/>"):
            stays = part != "<g>"
            said.append(stays)
        else:
            stays = part != "<g/>"
        if stays:
            kept.append(part)
    return "".join(kept)


def _of_value(found: re.Match[str]) -> str:
    study = f' data-study="{found[2]}"' if found[2] else ""
    return f'<g data-value="{found[1]}"{study}'
