"""The lesson's commands are ones, and what it quotes stands in the chapter.

Its lines of Python are run by `tests/test_chapter6.py`, which has the records taken in.
"""

import re
import shlex

import pytest

from sweepbook.cli import door
from tools.chapter6 import CHAPTER

LESSONS = {"lesson.md": "report.md", "lesson.zh.md": "report.zh.md"}


def text(name: str) -> str:
    return (CHAPTER / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("lesson", LESSONS)
def test_every_command_of_the_lesson_is_one(lesson: str) -> None:
    commands = re.findall(r"`(sweepbook [^`]+)`", re.sub(r"\s*\n\s*", " ", text(lesson)))
    assert len(commands) > 8
    for command in commands:
        words = shlex.split(command)[1:]
        door.request(door.find(words), words)


@pytest.mark.parametrize("lesson", LESSONS)
def test_what_the_lesson_quotes_stands_in_the_chapter(lesson: str) -> None:
    said = {re.sub(r"^(- |> )", "", line) for line in text(f"lenet/{LESSONS[lesson]}").splitlines()}
    quoted = [line.strip().removeprefix("> ") for line in text(lesson).splitlines() if line.startswith("   > ")]
    assert len(quoted) == 6
    assert [line for line in quoted if line not in said] == []


@pytest.mark.parametrize("lesson", LESSONS)
def test_the_lesson_names_what_the_page_has_on_its_buttons(lesson: str) -> None:
    page = text("lenet/index.zh.html" if lesson == "lesson.zh.md" else "lenet/index.html")
    opened = text(lesson).split("## ")[2]
    named = re.findall(r"“(.+?)”" if lesson == "lesson.zh.md" else r"\*(.+?)\*", opened)
    assert len(named) == 4
    assert [name for name in named if f'"{name}"' not in page] == []


def test_the_languages_train_by_the_same_commands_in_the_same_seconds() -> None:
    rows = [re.findall(r"^\| [A-G] \|.*$", text(lesson), re.MULTILINE) for lesson in LESSONS]
    english, chinese = ([row.split("|")[3:] for row in found] for found in rows)
    assert len(english) == 7
    assert english[:6] == chinese[:6], "the page of G is in two languages where it is in Chinese"
