"""The report as a reader and a browser meet it: whole, self-contained, the same every time, sensible when empty."""

import json
import re
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path

import pandas as pd
import pytest

from analysis.numbers import frames
from sweepbook.cli.door import main
from tests.support.synthetic_records import Synthetic, chapter

NONE = (0.0, 0.0, 0.0)


def publish(root: Path, *words: str) -> int:
    return main(["report", "--root", str(root), *words])


def page(root: Path, network: str = "lenet") -> str:
    return (root / "reports" / network / "index.html").read_text().replace("\u00a0", " ")


def small() -> Synthetic:
    made = Synthetic()
    made.study("learning_rate", {0.0001: (-5.0, -5.2, -4.8), 0.001: NONE, 0.01: (-9.0, -8.0, -8.5)})
    return made


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A whole chapter, reported once."""
    root = chapter().write(tmp_path_factory.mktemp("chapter"))
    assert publish(root) == 0
    return root


def test_the_page_loads_nothing_from_anywhere(root: Path) -> None:
    for path in root.glob("reports/**/index.html"):
        text = path.read_text()
        assert not re.search(r"(src|href)=\"(https?:)?//", text)
        assert "<script src" not in text
        assert "@import" not in text
        assert "url(http" not in text


def test_every_link_within_the_reports_leads_somewhere(root: Path) -> None:
    for path in root.glob("reports/**/index.html"):
        text = path.read_text()
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


def test_the_same_records_give_the_same_bytes(tmp_path: Path) -> None:
    first, second = (small().write(tmp_path / name) for name in ("one", "two"))
    publish(first)
    publish(second)
    files = sorted(path.relative_to(first) for path in first.glob("reports/**/[!.]*") if path.is_file())
    assert len(files) > 15
    for path in files:
        assert (first / path).read_bytes() == (second / path).read_bytes(), path


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


def test_the_same_findings_speak_chinese(tmp_path: Path) -> None:
    root = small().write(tmp_path)
    publish(root, "--language", "zh")
    chinese = (root / "reports" / "lenet" / "index.zh.html").read_text()
    assert '<html lang="zh-Hans">' in chinese
    assert "明显更差" in chinese
    assert "验证准确率" in chinese


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
        ((), "`sweepbook study lr --model lenet --dataset digits` trains a first one"),
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
    assert said in printed.err
    assert printed.err.count("\n") == 1
    assert not (root / "reports").exists()


def test_a_page_holds_everything_stored_whatever_was_asked_for(tmp_path: Path) -> None:
    small().write(tmp_path)
    digits = Synthetic(dataset="digits")
    digits.study("activation", {"relu": (0.0,)}, (0,))
    digits.write(tmp_path)
    assert publish(tmp_path, "--dataset", "digits") == 0
    assert re.findall(r"<h2 id=\"[^>]*>(\w+) · all", page(tmp_path)) == ["cifar10", "digits"]
    assert "digits" in (tmp_path / "reports" / "index.html").read_text()


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


def test_a_print_does_not_outlive_its_page(tmp_path: Path) -> None:
    root = small().write(tmp_path)
    publish(root)
    printed = root / "reports" / "lenet" / "report.pdf"
    printed.write_bytes(b"%PDF")
    publish(root)
    assert printed.exists()  # the page is the same
    publish(root, "--band", "2")
    assert not printed.exists()


def one_run(made: Synthetic) -> None:
    made.study("activation", {"relu": (0.0,)}, seeds=(0,))


def one_seed(made: Synthetic) -> None:
    made.study("learning_rate", {0.001: (0.0,), 0.01: (-3.0,)}, seeds=(0,))


def not_started(made: Synthetic) -> None:
    made.study("activation", {"relu": None, "tanh": None})


def all_failed(made: Synthetic) -> None:
    made.study("activation", {"relu": NONE})
    for run, record in made.runs.items():
        record.update(status="failed", cause="Traceback\nMemoryError: <no> room")
        made.histories[run] = []


def still_running(made: Synthetic) -> None:
    made.study("l2", {0.0: NONE, 0.001: NONE, 0.01: None})
    for rows in list(made.histories.values())[3:]:
        del rows[2:]


def diverged_at_once(made: Synthetic) -> None:
    made.study("learning_rate", {0.001: NONE, 0.01: NONE}, curve={"diverge_at": 1})


def a_probe(made: Synthetic) -> None:
    grid = {(rate, name): (rate * 100, 0.0, 0.5) for rate in (0.001, 0.01) for name in ("adam", "sgd")}
    made.study(("learning_rate", "optimizer"), grid, kind="probe")


def a_search(made: Synthetic) -> None:
    tried = {(0.001 * step, ("adam", "sgd")[step % 2], 32): (-0.3 * step,) for step in range(1, 15)}
    made.study(("learning_rate", "optimizer", "batch_size"), tried, (0,), kind="tune", tuner="bayesian")


@pytest.mark.parametrize(
    ("fill", "said"),
    [
        (one_run, "Only relu can be judged so far"),
        (one_seed, "no value has two seeds to compare"),
        (not_started, "No run has a result yet"),
        (all_failed, "MemoryError: &lt;no&gt; room"),
        (still_running, "have not reached the epoch asked for"),
        (diverged_at_once, "Diverged at epoch 1, where the loss was no longer a finite number: 0.001 (3 of 3 runs)"),
        (a_probe, "The best combination is"),
        (a_search, "Best of 14 trials is number 1"),
    ],
)
def test_unusual_stores_have_a_sensible_page(tmp_path: Path, fill: Callable[[Synthetic], None], said: str) -> None:
    made = Synthetic()
    fill(made)
    root = made.write(tmp_path)
    assert publish(root) == 0
    assert said in page(root)
    assert not re.search(r"\bnan\b", page(root).lower())


def test_a_torn_run_is_listed_and_costs_only_itself(tmp_path: Path) -> None:
    root = small().write(tmp_path)
    torn = next(path for path in sorted((root / "tuner_dirs" / "runs").iterdir()))
    (torn / "run.json").write_text('{"schema": 1, "iden')
    assert publish(root) == 0
    assert f"Unreadable runs, left out: {torn.name}." in page(root)


def test_a_value_of_another_kind_costs_its_study_or_run_only(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    made = small()
    made.study("optimizer", {"adam": NONE, "sgd": (-4.0, -4.1, -4.2)})
    made.studies[1]["base"] = {"learning_rate": "fast"}
    run = made.studies[0]["trials"][0]["runs"][0]
    made.runs[run]["identity"]["values"]["learning_rate"] = "fast"
    assert publish(made.write(tmp_path)) == 2  # the other is written
    said = capsys.readouterr()
    assert "is damaged (learning_rate='fast'): remove" in said.out + said.err
    assert "Learning rate" in page(tmp_path)


@pytest.mark.parametrize("field", [{"parameters": None}, {}])
def test_runs_that_do_not_say_their_parameters_have_a_dash(field: dict[str, None], tmp_path: Path) -> None:
    made = small()
    made.runs = {
        run: {name: one for name, one in record.items() if name != "parameters"} | field
        for run, record in made.runs.items()
    }
    assert publish(made.write(tmp_path)) == 0
    index = (tmp_path / "reports" / "index.html").read_text()
    assert re.findall("<td>([^<]*)</td>", index)[:2] == ["3", "–"]


def test_a_last_line_without_its_newline_does_not_count(tmp_path: Path) -> None:
    root = small().write(tmp_path)
    path = next((root / "tuner_dirs" / "runs").glob("*/history.csv"))
    run, rows = path.parent.name, frames.read(root).histories[path.parent.name]
    path.write_bytes(path.read_bytes()[:-2])
    assert frames.read(root).histories[run] == rows[:-1]


@pytest.mark.parametrize("content", ['{"schema": 2, "name": "later"}', '{"schema": 1, "na'])
def test_a_newer_or_torn_study_is_refused_in_one_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], content: str
) -> None:
    root = small().write(tmp_path)
    (root / "tuner_dirs" / "lenet-learning_rate-cifar10" / "study.json").write_text(content)
    assert publish(root) == 2
    error = capsys.readouterr().err
    assert "study.json" in error
    assert error.count("\n") == 1


def test_how_to_export_is_said_once_however_many_sections_a_page_has(tmp_path: Path) -> None:
    made = small()
    made.study("l2", {0.0: NONE, 0.001: (-1.0, -0.5, -0.8)}, epochs=20)
    assert publish(made.write(tmp_path)) == 0
    sections = set(re.findall(r'<h3 id="([^"]+)-best"', page(tmp_path)))
    assert (len(sections), page(tmp_path).count("No exported model yet")) == (1, 1)


def test_a_card_adds_the_best_model_and_without_one_a_sentence_says_how(root: Path, tmp_path: Path) -> None:
    assert "No exported model yet" in page(root)
    other = small().write(tmp_path)
    folder = other / "bundles" / "cifar10" / "lenet"
    folder.mkdir(parents=True)
    (folder / "card.json").write_text(json.dumps(card()))
    publish(other)
    assert "Test accuracy 63.0 % (62.0 % to 64.0 %, n = 10000 pictures)." in page(other)
    assert page(other).count("<img ") == 1
    for name in ("confusion", "recall", "reliability"):
        assert (other / "reports" / "lenet" / "figures" / f"cifar10-best-{name}.svg").is_file()


def test_the_best_model_stands_in_the_section_its_run_belongs_to(tmp_path: Path) -> None:
    made = small()
    made.study("activation", {"relu": NONE, "tanh": 1.0}, name="lenet-activation-cifar10-width0.5", width=0.5)
    root = made.write(tmp_path)
    narrow = json.loads((root / "tuner_dirs" / "lenet-activation-cifar10-width0.5" / "study.json").read_text())
    folder = root / "bundles" / "cifar10" / "lenet"
    folder.mkdir(parents=True)
    (folder / "card.json").write_text(json.dumps({**card(), "run": narrow["trials"][1]["runs"][0]}))
    publish(root)
    assert page(root).count("Test accuracy 63.0 %") == 1
    assert page(root).index("Test accuracy 63.0 %") > page(root).index("width 0.5</h2>")


def test_other_pictures_are_a_section_of_their_own(tmp_path: Path) -> None:
    made = small()
    made.study("activation", {"relu": NONE}, name="lenet-activation-cifar10-width0.5", width=0.5)
    root = made.write(tmp_path)
    publish(root)
    assert re.findall(r"<h2 id=\"cifar10[^>]*>([^<]+)", page(root)) == [
        "cifar10 · all pictures",
        "cifar10 · all pictures · width 0.5",
    ]


def card() -> dict[str, object]:
    pixel = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
    return {
        "classes": ["cat", "dog"],
        "confusion_matrix": [[40, 10], [5, 45]],
        "per_class_recall": [0.8, 0.9],
        "test": {"accuracy": 0.63, "low": 0.62, "high": 0.64, "pictures": 10000},
        "calibration": [{"confidence": place, "accuracy": place - 0.05, "count": 50} for place in (0.55, 0.9)],
        "errors": [{"picture": pixel, "true": "cat", "predicted": "dog", "probability": 0.97}],
    }
