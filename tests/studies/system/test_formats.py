"""Numbers and times are written as their readers expect, one form for each use."""

import pytest

from studies.system import formats


@pytest.mark.parametrize(
    ("seconds", "clock", "rough", "measured"),
    [
        (0.84, "0:01", "1 s", "0.8 s"),
        (41, "0:41", "41 s", "41 s"),
        (200, "3:20", "3 min", "3 min 20 s"),
        (5999, "1:39:59", "100 min", "99 min 59 s"),
        (7500, "2:05:00", "2.1 h", "2 h 05 min"),
    ],
)
def test_a_time_is_as_exact_as_it_is_known(seconds: float, clock: str, rough: str, measured: str) -> None:
    assert formats.clock(seconds) == clock
    assert formats.rough_duration(seconds) == rough
    assert formats.duration(seconds) == measured


def test_a_share_is_a_percentage_with_a_space_before_its_sign() -> None:
    assert formats.percent(0.6214) == "62.1 %"
    assert formats.percent(0.6214, digits=0) == "62 %"
    assert [formats.plain_percent(0.6214), formats.plain_percent(0.6214, 0)] == ["62.1%", "62%"]
    assert [formats.tick(share) for share in (0.6, 0.625, 1.0)] == ["60 %", "62.5 %", "100 %"]


def test_only_what_is_all_is_100_percent() -> None:
    assert [formats.percent(share, 0) for share in (1.0, 0.998, 0.99996, 0.994)] == [
        "100 %",
        "99.8 %",
        "99.9 %",
        "99 %",
    ]
    assert [formats.percent(share) for share in (1.0, 0.99996)] == ["100.0 %", "99.9 %"]
    assert [formats.plain_percent(share, 2) for share in (1.0, 0.99999)] == ["100.00%", "99.99%"]


def test_a_difference_has_a_true_sign_and_as_many_digits_as_it_needs() -> None:
    """An interval that ends at -0.03 excludes no difference; one that ends at +0.0 does not seem to."""
    assert [formats.points(value) for value in (0.44, -7.2, -0.05, 0.0)] == ["+0.4", "−7.2", "−0.1", "+0.0"]
    assert [formats.points(value) for value in (-0.028, 0.049, -0.004)] == ["−0.03", "+0.05", "+0.00"]
    assert formats.loss(-0.48) == "−0.480"


def test_a_small_p_is_named_by_its_bound() -> None:
    assert [formats.probability(p) for p in (0.0134, 0.0004)] == ["= 0.013", "< 0.001"]


def test_a_number_that_a_search_has_drawn_keeps_three_digits() -> None:
    assert formats.brief("0.0031622776, adam") == "0.00316, adam"
    assert formats.brief("0.001, adam") == "0.001, adam"


def test_a_number_stays_on_the_line_of_its_sign_and_of_what_equals_it() -> None:
    page = "62 % (+0.4 to +0.8, n = 3; Holm p = 0.013) when = 3"
    broken = formats.unbroken(page).split(" ")
    assert broken == [
        "62\u00a0%",
        "(+0.4",
        "to",
        "+0.8,",
        "n\u00a0=\u00a03;",
        "Holm",
        "p\u00a0=\u00a00.013)",
        "when",
        "=",
        "3",
    ]
