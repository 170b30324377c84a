"""What a drawing of Matplotlib's paints: its shapes, where they are, and no more than is seen."""

from analysis.figures.lean.shapes import definitions, painted
from analysis.figures.lean.tree import read, written

CIRCLE = (
    "M 0 2 C 0.530406 2 1.03916 1.789267 1.414214 1.414214 C 1.789267 1.03916 2 0.530406 2 0 "
    "C 2 -0.530406 1.789267 -1.03916 1.414214 -1.414214 C 1.03916 -1.789267 0.530406 -2 0 -2 "
    "C -0.530406 -2 -1.03916 -1.789267 -1.414214 -1.414214 C -1.789267 -1.03916 -2 -0.530406 -2 0 "
    "C -2 0.530406 -1.789267 1.03916 -1.414214 1.414214 C -1.03916 1.789267 -0.530406 2 0 2 z"
)
BOX = '<defs><clipPath id="p1"><rect x="10" y="10" width="100" height="50"/></clipPath></defs>'


def seen(drawing: str) -> str:
    """What is painted, a line each."""
    return "".join(map(written, painted(read(f"<svg>{drawing}</svg>"))))


def test_a_mark_is_a_shape_where_it_is_used() -> None:
    assert seen(
        '<defs><path id="m1" d="M -1 -1 L 1 -1 L 0 1 z" style="stroke: #b3401f"/></defs>'
        '<g id="line2d_1"><use xlink:href="#m1" x="20" y="30.004" style="fill: #b3401f; stroke: #b3401f"/></g>'
    ) == ('<path d="M19 29h2l-1 2z" fill="#b3401f" stroke="#b3401f"/>\n')


def test_a_round_mark_is_a_circle_and_an_edge_of_its_own_colour_a_part_of_it() -> None:
    marks = f'<defs><path id="m1" d="{CIRCLE}"/></defs>'
    use = '<use xlink:href="#m1" x="20.258" y="30" style="{}"/>'
    assert seen(marks + use.format("fill: #2563b0; fill-opacity: 0.75")) == (
        '<circle cx="20.26" cy="30" r="2" fill="#2563b0" fill-opacity=".75"/>\n'
    )
    assert seen(marks + use.format("fill: #2563b0; stroke: #2563b0")) == (
        '<circle cx="20.26" cy="30" r="2.5" fill="#2563b0"/>\n'
    )
    assert seen(marks + use.format("fill: none; stroke: #2563b0")) == (
        '<circle cx="20.26" cy="30" r="2" fill="none" stroke="#2563b0"/>\n'
    )


def test_a_value_and_its_study_are_said_by_each_of_its_shapes() -> None:
    line = '<path d="M 0 0 L 9 0" style="stroke: #1c2430"/>'
    assert 'data-value="3"/>' in seen(f'<g id="value-3">{line}</g>')
    assert 'data-value="3" data-study="1"/>' in seen(f'<g id="value-3-1"><g id="line2d_2">{line}</g></g>')
    assert "data-value" not in seen(f'<g id="line2d_2">{line}</g>')


def test_what_is_cut_off_nowhere_is_not_cut() -> None:
    line = '<path d="{}" clip-path="url(#p1)" style="fill: none; stroke: #1c2430; stroke-width: 2"/>'
    assert "clip-path" not in seen(BOX + line.format("M 12 12 L 100 50"))
    assert "clip-path" in seen(BOX + line.format("M 10.5 12 L 100 50")), "half of its width lies beyond"
    assert "clip-path" in seen(BOX + line.format("M 12 12 L 100 150"))


def test_what_shapes_refer_to_is_kept() -> None:
    marks = f'<defs><path id="m1" d="{CIRCLE}"/></defs><defs><style type="text/css">*{{}}</style></defs>'
    assert "".join(map(written, definitions(read(f"<svg>{marks}{BOX}</svg>")))) == (
        '<clipPath id="p1">\n<rect x="10" y="10" width="100" height="50"/>\n</clipPath>\n'
    )


def test_what_nobody_sees_is_left_out() -> None:
    assert seen('<path d="M 0 0 L 9 0 L 9 9 z" style="fill: none"/><text x="1" y="2"> </text><path d=""/>') == ""


def test_an_axis_paints_its_grid_its_ticks_and_its_texts_in_turn() -> None:
    tick = (
        '<path d="M {0} 60 L {0} 10" clip-path="url(#p1)" style="fill: none; stroke: #dde2e8"/>'
        '<use xlink:href="#m1" x="{0}" y="60" style="fill: #66707d; stroke: #66707d"/><text x="{0}" y="73">{0}</text>'
    )
    marks = '<defs><path id="m1" d="M 0 0 L 0 3" style="stroke: #66707d"/></defs>'
    ticks = "".join(f'<g id="xtick_{place}">{tick.format(place)}</g>' for place in (20, 40))
    assert seen(f'{BOX}{marks}<g id="matplotlib.axis_1">{ticks}</g>') == (
        '<path d="M20 60v-50M40 60v-50" clip-path="url(#p1)" stroke="#dde2e8"/>\n'
        '<path d="M20 60v3m20-3v3" stroke="#66707d"/>\n'
        '<text x="20" y="73">20</text>\n<text x="40" y="73">40</text>\n'
    )


def test_lines_that_are_seen_through_each_other_stay_apart() -> None:
    line = '<path d="M {} 0 L 9 9" style="stroke: #1c2430{}"/>'
    assert seen(line.format(0, "") + line.format(1, "")).count("<path") == 1
    assert seen(line.format(0, "; stroke-opacity: 0.5") + line.format(1, "; stroke-opacity: 0.5")).count("<path") == 2
