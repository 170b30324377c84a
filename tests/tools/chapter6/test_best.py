"""The best models' page is what they said, and the drawn pictures are what the code draws."""

import shlex
from collections import Counter

import cv2
import numpy as np

from analysis.text.text import Text
from hypermodels.dimensions import BASELINE, identifying
from sweepbook.cli import door
from tools.chapter6 import CHAPTER, best, drawn
from tools.chapter6.best_page import page


def answer(true: str, said: str, sure: str) -> dict[str, str]:
    return {"true_class": true, "class": said, "probability": "0.9", "sure": sure}


def test_the_pages_and_figures_are_what_the_models_said() -> None:
    stale = [str(path) for path, content in best.files() if not path.exists() or path.read_bytes() != content]
    assert stale == [], "run: python -m tools.chapter6.best"


def test_no_picture_of_the_dataset_is_handed_on() -> None:
    assert best.stored()
    assert all(best.PICTURES not in one["card"] for one in best.stored().values())


def test_five_pictures_of_each_class_are_drawn_and_no_two_are_alike() -> None:
    pictures = dict(drawn.drawn())
    classes = next(iter(best.stored().values()))["card"]["classes"]
    assert Counter(name.partition("/")[0] for name in pictures) == dict.fromkeys(classes, drawn.EACH)
    assert len({pixels.tobytes() for pixels in pictures.values()}) == len(pictures)


def test_the_sheet_shows_what_the_code_draws_today() -> None:
    shown = cv2.cvtColor(cv2.imread(str(best.SAID / best.SHEET)), cv2.COLOR_BGR2RGB)
    assert np.array_equal(shown, best.sheet())


def test_the_page_counts_right_and_sure_answers_and_names_the_command_that_makes_the_model_again() -> None:
    (card,) = (one["card"] for network, one in best.stored().items() if network == "lenet")
    answers = [answer("cat", "dog", "yes"), answer("cat", "cat", "yes"), answer("dog", "dog", "no")]
    said = {
        "lenet": {
            "card": {**card, "samples": 300},
            "threads": 1,
            "history": [[1, 0.5, 0.4, 1.0, 1.1]],
            "drawn": answers,
        }
    }
    text = page(said, {"lenet": []}, "best/drawn.png", Text())
    assert "names 2 of 3 rightly" in text
    assert "calls sure: 2; right of these: 1" in text
    assert "| cat | **dog**, **cat** |" in text
    assert "| 1 | 50.0 % | 40.0 % | 1.000 | 1.100 |" in text
    assert "--samples 300" in text


def test_what_makes_a_model_again_is_a_command_that_asks_for_its_configuration() -> None:
    text = (CHAPTER / best.NAME).read_text(encoding="utf-8")
    lines = [
        shlex.split(line)[1:] for line in text.partition("```sh\n")[2].splitlines() if line.startswith("sweepbook")
    ]
    for (study, export), said in zip(zip(lines[::2], lines[1::2], strict=True), best.stored().values(), strict=True):
        request, card = door.request(door.find(study), study), said["card"]
        ((dimension, rates),) = request.varied
        values = {**BASELINE, **dict(request.base), dimension.name: rates[0], "epochs": request.epochs}
        assert identifying(values) == identifying(card["configuration"])
        assert (request.samples, request.width) == (card["samples"], card["width"])
        assert request.precision == card["precision"]
        assert card["seed"] in request.seeds
        assert door.request(door.find(export), export).network == card["network"]


def test_every_figure_of_the_page_is_there() -> None:
    text = (CHAPTER / best.NAME).read_text(encoding="utf-8")
    named = [part.partition(")")[0] for part in text.split("](best/")[1:]]
    assert named
    assert [one for one in named if not (best.SAID / one).is_file()] == []
