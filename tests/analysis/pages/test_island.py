"""The page's script and its data: small, the only one that may run, and nothing a name can break out of."""

import base64
import hashlib
import html
import json
import re

import pytest

from analysis.pages import explored, island
from analysis.text.text import Text
from sweepbook.cli.door import main
from tests.support.places import ROOT
from tests.support.synthetic_evidence import evidence
from tests.support.synthetic_records import Synthetic

SCRIPT = ROOT / "analysis" / "pages" / "templates" / "page.js"
EVIL = "</script><script>alert(1)</script><!--\u2028\u2029&amp;"


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> str:
    made = Synthetic()
    made.study("activation", {"relu": (0.0, 0.1, 0.0), "tanh": (-3.0, -3.2, -2.9)})
    root = made.write(tmp_path_factory.mktemp("island"))
    assert main(["report", "--root", str(root)]) == 0
    return (root / "reports" / "lenet" / "index.html").read_text(encoding="utf-8")


def within(page: str, pattern: str) -> str:
    """What the pattern's one group matches, which must be there."""
    found = re.search(pattern, page, re.DOTALL)
    assert found is not None
    return found[1]


def test_the_script_is_at_most_20_kilobytes_and_loads_nothing() -> None:
    assert SCRIPT.stat().st_size <= 20 * 1024
    assert not re.search(r"\b(import|fetch|XMLHttpRequest|WebSocket|eval|innerHTML|outerHTML)\b", SCRIPT.read_text())


def test_no_name_ends_the_island_or_begins_another_element() -> None:
    written = island.as_json({"values": [EVIL]})
    assert not re.search("[<>&\u2028\u2029]", written)
    assert json.loads(written) == {"values": [EVIL]}


def test_a_number_that_is_none_is_refused() -> None:
    with pytest.raises(ValueError, match="JSON"):
        island.as_json([float("nan")])


def test_the_policy_lets_the_pages_one_script_run_and_nothing_else(page: str) -> None:
    scripts = re.findall(r"<script([^>]*)>(.*?)</script>", page, re.DOTALL)
    assert [words for words, _ in scripts] == [' type="application/json" id="island"', ""]
    digest = base64.b64encode(hashlib.sha256(scripts[1][1].encode()).digest()).decode()
    policy = html.unescape(within(page, r'Content-Security-Policy" content="([^"]*)"'))
    assert f"script-src 'sha256-{digest}';" in policy
    assert policy.startswith("default-src 'none';")
    assert not re.search(r" on\w+=", page)


def test_the_island_names_the_values_of_each_study(page: str) -> None:
    data = json.loads(within(page, r'id="island">(.*?)</script>'))
    assert data["studies"]["lenet-activation-cifar10"]["values"] == ["relu", "tanh"]


def test_every_number_of_epochs_has_a_curve_where_a_schedule_makes_it_a_run_of_its_own() -> None:
    for schedule, curves in (("constant", 1), ("cosine", 3)):
        made = Synthetic()
        made.study("epochs", {5: 0, 10: 0, 20: 0}, schedule=schedule)
        data = explored.study(evidence(made), (), Text())
        assert len(data["curves"]["means"]["val_accuracy"]) == len(data["curves"]["seeds"]) == curves


def test_drawn_values_have_their_place_in_the_study(page: str) -> None:
    for figure, places in {"val_accuracy": {"0", "1"}, "outcomes": {"0", "1"}, "differences": {"1"}}.items():
        drawn = re.search(rf'id="lenet-activation-cifar10-{figure}">(.*?)</figure>', page, re.DOTALL)
        assert drawn
        assert set(re.findall(r'data-value="(\d+)"', drawn[1])) == places


@pytest.mark.parametrize(
    "text", ["62.1 %|61.0 to 63.2", "−18.2|−20 to +7.2", "p < 0.001, ahead in 0 of 5", "value #1 of 2", "", "0.001"]
)
def test_a_text_is_its_form_and_its_numbers(text: str) -> None:
    forms = island.Forms()
    form, *numbers = forms.packed(text).split(" ")
    assert re.sub("#", lambda mark: numbers.pop(0) if numbers else mark[0], forms.all[int(form)]) == text


def test_texts_that_differ_in_their_numbers_share_a_form() -> None:
    forms = island.Forms()
    packed = [forms.packed(text) for text in ("62.1 %|61.0 to 63.2", "5", "8 %|−1 to 20")]
    assert packed == ["0 62.1 61.0 63.2", "1 5", "0 8 −1 20"]
    assert forms.all == ["# %|# to #", "#"]


def test_the_texts_of_readings_are_packed(page: str) -> None:
    data = json.loads(within(page, r'id="island">(.*?)</script>'))
    (first, *_) = data["studies"]["lenet-activation-cifar10"]["alone"]
    assert re.fullmatch(r"\d+( [\d.]+)*", first["said"])
    assert all(re.fullmatch(r"[\d.; −+]+", row) for row in first["rows"].values())
    assert len(set(data["forms"])) == len(data["forms"])
