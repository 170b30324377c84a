"""The report as a reader and a browser meet it: whole, self-contained, the same every time, sensible when empty."""

import json
import re
from html.parser import HTMLParser
from pathlib import Path

import pandas as pd
import pytest

from analysis.numbers import frames
from analysis.pages.advised import BOARD
from tests.analysis.pages.reports import NONE, page, publish, small
from tests.support.synthetic_records import Synthetic, chapter

FOLLOWED = f'<a href="{BOARD}/'  # only a reader who follows it leaves the page, and this machine never


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A whole chapter, reported once."""
    root = chapter().write(tmp_path_factory.mktemp("chapter"))
    assert publish(root) == 0
    return root


def test_the_page_loads_nothing_from_anywhere(root: Path) -> None:
    for path in root.glob("reports/**/index.html"):
        text = path.read_text().replace(FOLLOWED, "")
        assert not re.search(r"(src|href)=\"(https?:)?//", text)
        assert "<script src" not in text
        assert "@import" not in text
        assert "url(http" not in text


def test_every_link_within_the_reports_leads_somewhere(root: Path) -> None:
    for path in root.glob("reports/**/index.html"):
        text = path.read_text().replace(FOLLOWED, "")
        ids = re.findall(r' id="([^"]+)"', text)
        assert len(ids) == len(set(ids))
        for target in re.findall(r'(?:xlink:)?href="([^"]+)"', text):
            if target.startswith("#"):
                assert target[1:] in ids
            elif not target.startswith("data:"):
                assert (path.parent / target).is_file(), target


def test_the_page_is_well_formed(root: Path) -> None:
    class Balance(HTMLParser):
        open: list[str]

        def handle_starttag(self, tag: str, attrs: object) -> None:  # noqa: ARG002
            if tag not in ("meta", "link", "img", "br"):
                self.open.append(tag)

        def handle_endtag(self, tag: str) -> None:
            assert self.open.pop() == tag

    balance = Balance()
    balance.open = []
    balance.feed(page(root))
    assert balance.open == []


def test_every_figure_says_in_words_what_it_shows(root: Path) -> None:
    labels = re.findall(r'<svg [^>]*role="img" aria-label="([^"]+)"', page(root))
    assert len(labels) == page(root).count("<figure")
    assert all(len(label) > 20 for label in labels)


def test_every_number_of_the_table_is_the_csvs(root: Path) -> None:
    text = page(root)
    for path in (root / "reports" / "lenet").glob("lenet-*.csv"):
        for row in pd.read_csv(path).itertuples():
            assert f"<td>{100 * row.val_acc:.1f} %<small>" in text
            assert f"{100 * row.val_acc_low:.1f} to {100 * row.val_acc_high:.1f} %</small>" in text
            if row.difference == row.difference:
                assert f"<td>{row.difference:+z.1f}<small>".replace("-", "−") in text


def test_findings_carry_numbers_rule_figure_and_both_languages(root: Path) -> None:
    folder = root / "reports" / "lenet"
    found = json.loads((folder / "findings.json").read_text())
    assert len(found) > 30
    for finding in found:
        assert set(finding) == {"rule", "study", "value", "numbers", "figure", "text"}
        assert set(finding["text"]) == {"en", "zh"}
        assert finding["figure"] is None or (folder / finding["figure"]).is_file()


def test_the_tables_beside_the_page_are_the_frames(root: Path) -> None:
    loaded = frames.load(root)
    for name in ("runs", "epochs", "results"):
        stored = pd.read_parquet(root / "reports" / "lenet" / f"{name}.parquet")
        pd.testing.assert_frame_equal(stored, getattr(loaded, name).reset_index(drop=True), check_dtype=False)
        assert len(pd.read_csv(root / "reports" / "lenet" / f"{name}.csv")) == len(stored)


@pytest.mark.usefixtures("drawn_anew")
def test_the_same_records_give_the_same_bytes(tmp_path: Path) -> None:
    first, second = (small().write(tmp_path / name) for name in ("one", "two"))
    publish(first)
    publish(second)
    files = sorted(path.relative_to(first) for path in first.glob("reports/**/[!.]*") if path.is_file())
    assert len(files) > 15
    for path in files:
        assert (first / path).read_bytes() == (second / path).read_bytes(), path


@pytest.mark.usefixtures("sketched")
def test_a_page_is_written_again_only_when_what_it_shows_has_changed(tmp_path: Path) -> None:
    root = small().write(tmp_path)
    index, chapter = root / "reports" / "index.html", root / "reports" / "lenet" / "index.html"

    def written(*words: str) -> tuple[int, int]:
        assert publish(root, *words) == 0
        return index.stat().st_mtime_ns, chapter.stat().st_mtime_ns

    first = written()
    assert written() == first
    chinese = written("--language", "zh")  # which the English page now leads to
    assert chinese[1] > first[1]
    assert written() == chinese
    history = min((root / "tuner_dirs" / "runs").glob("*/history.csv"))
    history.write_text(history.read_text().rpartition("\n")[0].rpartition("\n")[0] + "\n")  # an epoch fewer
    assert written("--language", "zh")[1] > chinese[1]


@pytest.mark.usefixtures("sketched")
def test_the_same_findings_speak_chinese(tmp_path: Path) -> None:
    root = small().write(tmp_path)
    publish(root, "--language", "zh")
    chinese = (root / "reports" / "lenet" / "index.zh.html").read_text()
    assert '<html lang="zh-Hans">' in chinese
    assert "明显更差" in chinese
    assert "验证准确率" in chinese


@pytest.mark.usefixtures("sketched")
def test_the_markdown_names_the_figures_beside_it(tmp_path: Path) -> None:
    root = small().write(tmp_path)
    publish(root)
    folder = root / "reports" / "lenet"
    figures = re.findall(r"\]\((figures/[^)]+)\)", (folder / "report.md").read_text())
    assert sorted(figures) == sorted(f"figures/{path.name}" for path in (folder / "figures").iterdir())


def test_a_printed_heading_stands_on_the_page_of_its_answer(root: Path) -> None:
    heads = re.findall(r"<header>(.*?)</header>", page(root), re.DOTALL)
    assert len(heads) == 8
    assert all(head.count("<h3") == head.count('class="answer"') == 1 for head in heads)
    assert "header{break-inside:avoid" in page(root).partition("@media print")[2]


def test_a_table_wider_than_a_narrow_window_says_so(root: Path) -> None:
    assert page(root).count('<p class="scroll">Scroll sideways') == 8  # a study each; not the table at a glance
    assert "@media (max-width:52rem){.scroll{display:block}}" in page(root)


def test_the_markdown_has_the_answers_at_a_glance(root: Path) -> None:
    text = (root / "reports" / "lenet" / "report.md").read_text()
    glance = text.partition("| Study | Answer |\n")[2].partition("\n\n")[0].splitlines()
    assert len(glance) == 1 + 8
    assert glance[1].startswith("| Learning rate | The reference, 0.001, did best")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((), "`sweepbook study lr --model lenet --dataset digits --root {root}` trains a first one"),
        (("--model", "resnet"), "No study of resnet is stored"),
        (("--dataset", "mistyped\x1b"), "No study on mistyped\\x1b is stored"),
        (("--model", "lenet", "--dataset", "digits"), "there are studies of lenet on cifar10"),
    ],
)
def test_where_nothing_is_stored_nothing_is_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], words: tuple[str, ...], said: str
) -> None:
    root = small().write(tmp_path) if words else tmp_path
    assert publish(root, *words) == 2
    printed = capsys.readouterr()
    assert said.format(root=root) in printed.err
    assert printed.err.count("\n") == 1
    assert not (root / "reports").exists()


@pytest.mark.usefixtures("sketched")
def test_a_page_holds_everything_stored_whatever_was_asked_for(tmp_path: Path) -> None:
    small().write(tmp_path)
    digits = Synthetic(dataset="digits")
    digits.study("activation", {"relu": (0.0,)}, (0,))
    digits.write(tmp_path)
    assert publish(tmp_path, "--dataset", "digits") == 0
    assert re.findall(r"<h2 id=\"[^>]*>(\w+) · all", page(tmp_path)) == ["cifar10", "digits"]
    assert "digits" in (tmp_path / "reports" / "index.html").read_text()


@pytest.mark.usefixtures("sketched")
def test_english_and_chinese_stand_side_by_side_and_grow_old_together(tmp_path: Path) -> None:
    root = small().write(tmp_path)
    folder = root / "reports" / "lenet"
    publish(root)
    assert not (folder / "index.zh.html").exists()
    publish(root, "--language", "zh")
    assert 'href="index.zh.html"' in page(root)
    assert 'href="index.html"' in (folder / "index.zh.html").read_text()
    assert 'href="../index.zh.html"' in (folder / "index.zh.html").read_text()
    assert (root / "reports" / "index.zh.html").is_file()
    (next((root / "tuner_dirs" / "runs").iterdir()) / "run.json").write_text("torn")
    publish(root)
    assert "Unreadable runs" in page(root)
    assert "以下运行无法读取" in (folder / "index.zh.html").read_text()


@pytest.mark.usefixtures("sketched")
def test_a_print_does_not_outlive_its_page(tmp_path: Path) -> None:
    root = small().write(tmp_path)
    publish(root)
    printed = root / "reports" / "lenet" / "report.pdf"
    printed.write_bytes(b"%PDF")
    publish(root)
    assert printed.exists()  # the page is the same
    publish(root, "--band", "2")
    assert not printed.exists()


@pytest.mark.usefixtures("sketched")
def test_other_pictures_are_a_section_of_their_own(tmp_path: Path) -> None:
    made = small()
    made.study("activation", {"relu": NONE}, name="lenet-activation-cifar10-width0.5", width=0.5)
    root = made.write(tmp_path)
    publish(root)
    assert re.findall(r"<h2 id=\"cifar10[^>]*>([^<]+)", page(root)) == [
        "cifar10 · all pictures",
        "cifar10 · all pictures · width 0.5",
    ]
