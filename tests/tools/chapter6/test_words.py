"""The pages of docs/chapter6 say the same in each language."""

import re

import pytest

from tools.chapter6 import words


@pytest.mark.parametrize("page", ["beside", "best"])
def test_the_languages_say_the_same_in_the_same_places(page: str) -> None:
    places = {
        language: {key: sorted(re.findall(r"{(\w+)}", text)) for key, text in said.items()}
        for language, said in words.of_page(page).items()
    }
    assert places["en"] == places["zh"]
