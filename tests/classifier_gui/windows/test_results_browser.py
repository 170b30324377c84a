"""A folder's results are looked through: the wrong ones first, by the cells of the confusion, for each network."""

import csv
import io
from collections import Counter
from pathlib import Path

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from classifier_gui.window import Window
from classifier_gui.windows import results_browser
from classifier_gui.windows.folder_window import FolderWindow
from hypermodels import NETWORKS
from studies.data.pictures import read
from tests.support.linear_bundles import CLASSES, expected
from tests.support.windows import wait_answers


@pytest.fixture
def finished(qtbot: QtBot, window: Window, samples: Path, tmp_path: Path) -> FolderWindow:
    """All networks have classified the test pictures."""
    made = window.side.folder_window(list(NETWORKS), samples / "cifar10")
    made.start(tmp_path / "all.csv")
    qtbot.waitUntil(lambda: not made.running)
    return made


def answers_of(seed: int, folder: Path) -> list[tuple[Path, str, str, float]]:
    files = sorted(folder.glob("*/*.png"))
    shares = expected(seed, np.stack([read(file).pixels for file in files]))
    return [
        (file, file.parent.name, CLASSES[int(one.argmax())], float(one.max()))
        for file, one in zip(files, shares, strict=True)
    ]


def listed(window: FolderWindow) -> list[Path]:
    return [Path(entry.name) for entry in window.browser.sheet.entries]


def test_the_wrong_ones_come_first_the_surest_before(finished: FolderWindow, samples: Path) -> None:
    answers = answers_of(0, samples / "cifar10")
    wrong = sorted((one for one in answers if one[1] != one[2]), key=lambda one: -one[3])
    right = sorted((one for one in answers if one[1] == one[2]), key=lambda one: one[3])
    assert listed(finished) == [one[0] for one in [*wrong, *right]]
    assert finished.browser.listed.text() == f"{len(wrong)} wrong answers first, the surest before"
    entry = finished.browser.sheet.entries[0]
    assert entry.caption == f"{wrong[0][1]} → {wrong[0][2]}\n{100 * wrong[0][3]:.0f} %"
    assert entry.wrong


def test_a_cell_shows_its_pictures_and_one_of_them_opens_in_the_window(
    qtbot: QtBot, window: Window, finished: FolderWindow, samples: Path
) -> None:
    answers = answers_of(0, samples / "cifar10")
    pair, count = Counter((true, said) for _, true, said, _ in answers if true != said).most_common(1)[0]
    cell = finished.browser.confusion.model().index(CLASSES.index(pair[0]), CLASSES.index(pair[1]))
    assert cell.data() == str(count)
    finished.browser.confusion.clicked.emit(cell)
    there = {file for file, true, said, _ in answers if (true, said) == pair}
    assert set(listed(finished)) == there
    assert finished.browser.listed.text() == f"{pair[0]} → {pair[1]}: {count}"
    finished.browser.sheet.setCurrentIndex(finished.browser.sheet.model().index(0, 0))
    wait_answers(qtbot, window)
    assert window.session.picture is not None
    assert window.session.picture.path == listed(finished)[0]
    assert set(window.session.picture.siblings) == there  # to page through
    finished.browser.all.click()
    assert len(listed(finished)) == 20


def test_an_open_folder_follows_the_language_and_keeps_what_it_shows(window: Window, finished: FolderWindow) -> None:
    browser = finished.browser
    browser._show_network(1, (0, 1))
    before = listed(finished)
    window.switch_language()
    assert "已分类 20 张图片，写入" in finished.status.text()
    assert finished.windowTitle().startswith("分类整个文件夹 · ")
    assert (finished.button.text(), browser.all.text(), browser.all.isEnabled()) == ("关闭", "显示全部", True)
    assert browser.legend.text() == "行：真实类别。列：回答。"
    assert browser.listed.text().startswith("飞机 → 汽车：")
    assert (listed(finished), browser.networks.currentIndex()) == (before, 1)
    window.use_dark(True)
    assert browser._theme is window.theme
    window.switch_language()
    assert finished.status.text().startswith("Pictures classified: 20, written to")


def test_of_very_many_the_first_are_listed(finished: FolderWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    first = listed(finished)[:7]
    monkeypatch.setattr(results_browser, "MOST_LISTED", 7)
    finished.browser.networks.activated[int].emit(0)
    assert listed(finished) == first
    assert finished.browser.listed.text().endswith("wrong answers first, the surest before · the first 7 are listed")


def test_every_network_has_its_results_and_its_rows(finished: FolderWindow, samples: Path, tmp_path: Path) -> None:
    assert [finished.browser.networks.itemText(index) for index in range(5)] == list(NETWORKS.values())
    for seed, title in enumerate(NETWORKS.values()):
        finished.browser.networks.activated[int].emit(seed)
        right = sum(true == said for _, true, said, _ in answers_of(seed, samples / "cifar10"))
        assert finished.browser.summary.text() == f"{title}: {right} of 20 right: {5 * right:.1f} %"
    rows = list(csv.DictReader(io.StringIO((tmp_path / "all.csv").read_text("utf-8-sig"))))
    assert [row["network"] for row in rows] == list(NETWORKS) * 20


def test_without_class_folders_the_least_sure_come_first(
    qtbot: QtBot, window: Window, samples: Path, tmp_path: Path
) -> None:
    (tmp_path / "mixed").mkdir()
    for name in ("cat", "dog", "ship"):
        content = (samples / "cifar10" / name / "0.png").read_bytes()
        (tmp_path / "mixed" / f"{name}.png").write_bytes(content)
    made = window.side.folder_window(["lenet"], tmp_path / "mixed")
    made.start(tmp_path / "out.csv")
    qtbot.waitUntil(lambda: not made.running)
    shares = [float(entry.caption.split()[-2]) for entry in made.browser.sheet.entries]
    assert shares == sorted(shares)
    assert made.browser.summary.text().endswith("right and wrong are not known.")
    assert not made.browser.confusion.isVisible()
    assert not made.browser.networks.isVisible()
