"""An SVG of Matplotlib's as a tree, and a tree as SVG."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from analysis.figures.lean import paths

TAG = re.compile(r"<[^>]+>")  # what stands between tags is text, such as names, and stays as it is
INHERITED = {  # what a group may say of all that is in it, with what holds where nothing is said
    "clip-path": "none",
    "fill": "#000000",
    "fill-opacity": "1",
    "fill-rule": "nonzero",
    "font-size": "",
    "font-style": "normal",
    "font-weight": "400",
    "stroke": "none",
    "stroke-dasharray": "none",
    "stroke-dashoffset": "0",
    "stroke-linecap": "butt",
    "stroke-linejoin": "round",  # said of the whole drawing
    "stroke-miterlimit": "4",
    "stroke-opacity": "1",
    "stroke-width": "1",
    "text-anchor": "start",
}
_ELSEWHERE = ("font-family", "xmlns:xlink", "version")  # the whole drawing has its family
_SAID = re.compile(r'([\w:-]+)="([^"]*)"')
_UNSEEN = re.compile(r"<metadata>.*?</metadata>|<!--.*?-->", re.DOTALL)


@dataclass
class Element:
    """An element: what it says of itself by name, a style's declarations among it, and what is in it."""

    tag: str
    said: dict[str, str] = field(default_factory=dict)
    inside: list["Element"] = field(default_factory=list)
    text: str = ""
    path: list[paths.Step] = field(default_factory=list)

    def every(self) -> Iterator["Element"]:
        """This element and all that is in it."""
        yield self
        for one in self.inside:
            yield from one.every()


def read(text: str) -> Element:
    """The drawing in a file of Matplotlib's."""
    text = _UNSEEN.sub("", text[text.index("<svg") :])
    around, behind = [Element("")], 0
    for tag in TAG.finditer(text):
        around[-1].text += text[behind : tag.start()]
        behind = tag.end()
        if tag[0].startswith("</"):
            around.pop()
            continue
        made = _element(tag[0])
        around[-1].inside.append(made)
        if not tag[0].endswith("/>"):
            around.append(made)
    return around[0].inside[0]


def _element(tag: str) -> Element:
    said = dict(_SAID.findall(tag))
    path = paths.steps(said.pop("d", ""))
    style = [one.partition(":") for one in said.pop("style", "").split(";") if one.strip()]
    told = {name.strip(): paths.without_nought(value.strip()) for name, _, value in style}
    named = {name: value for name, value in told.items() if name in INHERITED or name == "opacity"}
    other = ";".join(f"{name}:{value}" for name, value in told.items() if name not in {*named, *_ELSEWHERE})
    said = {name.removeprefix("xlink:"): value for name, value in said.items() if name not in _ELSEWHERE}
    if "font-size" in named:
        named["font-size"] = named["font-size"].removesuffix("px")
    said |= {name: value for name, value in named.items() if value != INHERITED.get(name)}
    return Element(tag.strip("</>").split()[0], said | ({"style": other} if other else {}), path=path)


def written(element: Element) -> str:
    """The element as SVG, a line each of those in it."""
    shape = {"d": paths.short(element.path)} if element.path else {}
    head = element.tag + "".join(f' {name}="{value}"' for name, value in {**shape, **element.said}.items())
    if element.inside:
        return f"<{head}>\n{''.join(map(written, element.inside))}</{element.tag}>\n"
    return f"<{head}>{element.text}</{element.tag}>\n" if element.text.strip() else f"<{head}/>\n"


def length(said: Mapping[str, str]) -> int:
    """How many letters it takes to say this."""
    return sum(len(name) + len(value) + 4 for name, value in said.items())
