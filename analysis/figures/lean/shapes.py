"""What an SVG of Matplotlib's paints, in its order: shapes and texts, each with all that its groups say of it."""

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from analysis.figures.lean import paths
from analysis.figures.lean.tree import Element

_VALUE = re.compile(r"value-(\d+)(?:-(\d+))?")  # see `style.of_value`
_AXIS = "matplotlib.axis"  # what the groups of an axis are called
_TURN = re.compile(r"rotate\((\S+)")
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
_PLACES = ("x", "y", "width", "height")
_CIRCLE = "MCCCCCCCC"
Box = tuple[float, float, float, float]  # left, top, right, bottom


def definitions(root: Element) -> list[Element]:
    """What is defined for shapes to refer to; the marks and the style they have themselves (`painted`)."""
    defined = [one for each in root.every() if each.tag == "defs" for one in each.inside]
    return [_leaned(one) for one in defined if one.tag not in ("path", "style")]


def painted(root: Element) -> list[Element]:
    """The shapes and texts of a drawing, but for those that nobody sees."""
    named = {one.said["id"]: one for one in root.every() if "id" in one.said}
    boxes = {f"url(#{name})": _box(one.inside[0]) for name, one in named.items() if one.tag == "clipPath"}
    found = [_leaned(one) for one in _leaves(root, {}, named) if _is_seen(one)]
    for (clip, _), alike in groupby(found, lambda one: (one.said.get("clip-path", ""), list(one.said))):
        run = list(alike)  # those that say the same share a group, which would be torn apart
        if all(_is_within(one, boxes.get(clip)) for one in run):
            for one in run:
                del one.said["clip-path"]
    return _united(found)


def _leaves(group: Element, above: Mapping[str, str], named: Mapping[str, Element]) -> Iterator[Element]:
    for one in group.inside:
        if one.tag == "g":
            said = {name: value for name, value in one.said.items() if name != "id"}
            below = list(_leaves(one, {**above, **said, **_value(one)}, named))
            yield from sorted(below, key=_turn) if one.said.get("id", "").startswith(_AXIS) else below
        elif one.tag != "defs":
            leaf = _placed(one, named[one.said["href"].removeprefix("#")]) if one.tag == "use" else one
            leaf.said |= above
            yield leaf


def _value(group: Element) -> dict[str, str]:
    """Which value a group belongs to, and which study of several."""
    found = _VALUE.fullmatch(group.said.get("id", ""))
    if not found:
        return {}
    return {"data-value": found[1]} | ({"data-study": found[2]} if found[2] else {})


def _turn(leaf: Element) -> int:
    """Of an axis the grid comes first, then the ticks, then the texts: none of these lies over another."""
    return 2 if leaf.tag == "text" else 1 if "clip-path" not in leaf.said else 0


def _placed(use: Element, mark: Element) -> Element:
    """A mark where it is used, as a shape of its own."""
    x, y = (float(use.said.get(name, 0)) for name in ("x", "y"))
    told = {name: value for name, value in use.said.items() if name not in ("href", "x", "y")}
    told |= {name: value for name, value in mark.said.items() if name != "id"}
    radius = _radius(mark.path)
    if radius is None:
        return Element("path", told, path=paths.moved(mark.path, x, y))
    if "stroke" in told and told["stroke"] == told.get("fill") and "fill-opacity" not in told and "opacity" not in told:
        radius += float(told.pop("stroke-width", 1)) / 2  # its edge is of the same colour
        del told["stroke"]
    return Element("circle", {"cx": paths.place(x), "cy": paths.place(y), "r": f"{radius:.3g}", **told})


def _radius(path: Sequence[paths.Step]) -> float | None:
    """The radius of a circle around the corner; None for another shape."""
    far = [math.hypot(*end) for end in paths.ends(path)]
    is_circle = "".join(command for command, _ in path).rstrip("z") == _CIRCLE and max(far) - min(far) < 0.01 * far[0]
    return far[0] if is_circle else None


def _is_seen(leaf: Element) -> bool:
    if leaf.tag == "text":
        return bool(leaf.text.strip())
    if leaf.tag == "path" and not leaf.path:
        return False
    return leaf.said.get("fill") != "none" or "stroke" in leaf.said


def _leaned(element: Element) -> Element:
    """The element with its places as near as can be seen apart, not turned by no angle, and no line filled."""
    for one in element.every():
        turned = _TURN.match(one.said.get("transform", ""))
        if turned and float(turned[1]) == 0:
            del one.said["transform"]
        elif turned:
            one.said["transform"] = _NUMBER.sub(lambda found: paths.place(float(found[0])), one.said["transform"])
        if one.path and paths.is_straight(one.path):
            one.said.pop("fill", None)
        one.said |= {name: paths.place(float(one.said[name])) for name in _PLACES if name in one.said}
    return element


def _box(rectangle: Element) -> Box | None:
    if rectangle.tag != "rect":
        return None
    x, y, width, height = (float(rectangle.said[name]) for name in _PLACES)
    return x, y, x + width, y + height


def _is_within(leaf: Element, box: Box | None) -> bool:
    """Whether there is a box, and nothing of the shape is cut off at it."""
    room = float(leaf.said.get("stroke-width", 1)) if "stroke" in leaf.said else 0.0
    points = [(given[at], given[at + 1]) for _, given in leaf.path for at in range(0, len(given), 2)]
    if leaf.tag == "circle":
        points, room = [(float(leaf.said["cx"]), float(leaf.said["cy"]))], room + float(leaf.said["r"])
    if box is None or not points:
        return False
    left, top, right, bottom = box
    return all(left + room <= x <= right - room and top + room <= y <= bottom - room for x, y in points)


def _united(leaves: Sequence[Element]) -> list[Element]:
    """Lines that follow each other and look the same are one path: it paints the same."""
    found = list[Element]()
    for one in leaves:
        if found and _is_opaque_line(one) and _is_opaque_line(found[-1]) and found[-1].said == one.said:
            found[-1].path = [*found[-1].path, *one.path]
        else:
            found.append(one)
    return found


def _is_opaque_line(leaf: Element) -> bool:
    is_line = bool(leaf.path) and paths.is_straight(leaf.path)
    return is_line and not {"opacity", "stroke-opacity", "transform", "style"} & set(leaf.said)
