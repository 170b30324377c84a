"""What neighbours share is said once, by a group around them."""

from collections.abc import Mapping, Sequence

from analysis.figures.lean.tree import INHERITED, Element, length

_GROUP = len("<g>\n</g>\n")


def grouped(elements: Sequence[Element]) -> list[Element]:
    """The elements in their order, in groups where that takes fewer letters."""
    found = [_group(run) if len(run) > 1 else run[0] for run in _runs(elements)]
    return grouped(found) if len(found) < len(elements) else found


def _runs(elements: Sequence[Element]) -> list[list[Element]]:
    """Elements that follow each other, together as long as it pays to say once what all of them say."""
    runs, shared = list[list[Element]](), dict[str, str]()
    for one in elements:
        own = {name: value for name, value in one.said.items() if name in INHERITED}
        still = {name: value for name, value in shared.items() if own.get(name) == value}
        if runs and _saved(len(runs[-1]) + 1, still) > _saved(len(runs[-1]), shared):
            runs[-1].append(one)
            shared = still
        else:
            runs.append([one])
            shared = own
    return runs


def _saved(count: int, shared: Mapping[str, str]) -> int:
    """How many letters a group of so many saves."""
    return (count - 1) * length(shared) - _GROUP if count > 1 else 0


def _group(run: Sequence[Element]) -> Element:
    """A group around the elements, which says what all of them said; groups that have nothing left to say go."""
    first = run[0].said
    shared = {name: first[name] for name in first if name in INHERITED and _is_said_alike(run, name)}
    for one in run:
        one.said = {name: value for name, value in one.said.items() if name not in shared}
    return Element("g", shared, grouped([inner for one in run for inner in _without_bare_group(one)]))


def _is_said_alike(run: Sequence[Element], name: str) -> bool:
    return all(one.said.get(name) == run[0].said[name] for one in run)


def _without_bare_group(element: Element) -> list[Element]:
    return element.inside if element.tag == "g" and not element.said else [element]
