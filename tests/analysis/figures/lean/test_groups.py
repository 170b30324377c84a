"""What neighbours share is said once, and each still says all that it said."""

import random
from collections.abc import Iterator, Mapping

from analysis.figures.lean.groups import grouped
from analysis.figures.lean.tree import Element, written


def dot(value: int, **said: str) -> Element:
    return Element("circle", {"cx": str(value), "data-value": str(value), "fill": "#2563b0", **said})


def leaves(elements: list[Element], above: Mapping[str, str]) -> Iterator[Element]:
    """The elements without their groups, each with what these say."""
    for one in elements:
        if one.tag == "g":
            assert one.said
            yield from leaves(one.inside, {**above, **one.said})
        else:
            assert not above.keys() & one.said.keys()
            yield Element(one.tag, {**above, **one.said})


def test_a_colour_of_many_is_their_groups() -> None:
    made = grouped([dot(0), dot(1), dot(2)])
    assert "".join(map(written, made)) == (
        '<g fill="#2563b0">\n'
        '<circle cx="0" data-value="0"/>\n<circle cx="1" data-value="1"/>\n<circle cx="2" data-value="2"/>\n'
        "</g>\n"
    )


def test_a_group_in_a_group_says_what_only_some_share() -> None:
    colors = ("#b3401f", "#1c2430", "#66707d")
    (whole,) = grouped([dot(value, stroke=color) for color in colors for value in range(4)])
    assert whole.said == {"fill": "#2563b0"}
    assert [(one.tag, one.said) for one in whole.inside] == [("g", {"stroke": color}) for color in colors]


def test_a_group_that_costs_more_than_it_saves_is_none() -> None:
    assert [one.tag for one in grouped([dot(0, fill="r"), dot(1, fill="r")])] == ["circle", "circle"]


def test_a_value_is_said_by_each_shape_for_a_page_singles_out_what_says_it() -> None:
    (made,) = grouped([dot(0), dot(0), dot(0)])
    assert made.said == {"fill": "#2563b0"}


def test_what_a_group_would_do_to_all_at_once_is_said_by_each() -> None:
    """Where they overlap, shapes of half opacity show each other, and a group of half opacity does not."""
    (made,) = grouped([dot(value, opacity=".5") for value in range(3)])
    assert made.said == {"fill": "#2563b0"}


def test_every_element_says_what_it_said_in_its_order() -> None:
    drawn = random.Random(0)
    said = {"fill": ["#1c2430", "#2563b0"], "stroke": ["#1c2430"], "stroke-width": ["1.5", "2"], "data-value": ["0"]}
    given = [
        (
            drawn.choice(["circle", "circle", "circle", "text"]),
            {"x": str(place)} | {name: drawn.choice(values) for name, values in said.items() if drawn.random() < 0.7},
        )
        for place in range(300)
    ]
    made = grouped([Element(tag, dict(own)) for tag, own in given])
    assert [(one.tag, one.said) for one in leaves(made, {})] == given
    plain = [Element(tag, own) for tag, own in given]
    assert len("".join(map(written, made))) < 0.95 * len("".join(map(written, plain)))
