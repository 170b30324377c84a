"""`make export`: from a study that was really trained to what the classifier and the report show."""

import json
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from analysis.bundles.card import Card
from analysis.text.en import WORDS
from studies.data import prepared_dataset
from studies.data.prepared_dataset import Dataset
from studies.store import history, pruning
from studies.store.home import Home
from studies.store.runs import Store
from sweepbook.cli.door import main
from tests.support.stored import contents, histories

TINY = {
    "model": "lenet",
    "samples": "300",
    "width": "0.5",
    "epochs": "3",
    "seeds": "2",
    "workers": "0",
    "precision": "float32",
}
Opened = tuple[int, str, str]


def study(root: Path, dimension: str, **options: str) -> None:
    chosen = {name: value for name, value in {**TINY, **options}.items() if name != dimension}
    flags = [part for name, value in chosen.items() for part in (f"--{name}", value)]
    assert main(["study", dimension, *flags, "--root", str(root)]) == 0


@pytest.fixture(scope="module")
def trained(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with two studies: on digits, and on a folder of red and blue pictures."""
    root = tmp_path_factory.mktemp("a höme 家")
    pictures(root / "two colours")
    study(root, "lr", dataset="digits", values="0.0001,0.003")
    study(root, "lr", dataset=str(root / "two colours"), values="0.003", samples="all", epochs="1", seeds="1")
    return root


def pictures(folder: Path) -> None:
    from PIL import Image

    rng = np.random.default_rng(0)
    for place, name in enumerate(("blue", "red")):
        (folder / name).mkdir(parents=True)
        for number in range(12):
            noise = rng.integers(0, 60, (40, 40, 3), np.uint8)
            noise[..., 2 - 2 * place] += 150
            Image.fromarray(noise).save(folder / name / f"{number}.png")


@pytest.fixture(scope="module")
def exported(trained: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("exported") / "home"
    shutil.copytree(trained, root)
    assert main(["export", "--root", str(root)]) == 0
    assert main(["samples", "--root", str(root), "--dataset", "digits"]) == 0
    return root


@pytest.fixture
def root(exported: Path, tmp_path: Path) -> Path:
    """A copy to change."""
    return Path(shutil.copytree(exported, tmp_path / "home"))


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Callable[..., Opened]:
    """The command on a home -> code, output, errors."""

    def call(root: Path, *words: str) -> Opened:
        capsys.readouterr()
        code = main(["export", "--root", str(root), *words])
        printed = capsys.readouterr()
        return code, printed.out, printed.err

    return call


def bundle(root: Path) -> Path:
    return root / "bundles" / "digits" / "lenet"


def card(root: Path) -> Card:
    return Card.from_json((bundle(root) / "card.json").read_text())


def rows_of(root: Path, one: Card) -> list[list[str]]:
    return [line.split(",") for line in histories(root)[one.run].splitlines()[1:]]


def scores(root: Path, rate: float) -> dict[str, float]:
    """Validation accuracy after the last epoch, by seed."""
    found = {}
    for path in (root / "tuner_dirs" / "runs").glob("*/run.json"):
        identity = json.loads(path.read_text())["identity"]
        if identity["dataset"]["name"] == "digits" and identity["values"]["learning_rate"] == rate:
            found[str(identity["seed"])] = float(histories(root)[path.parent.name].splitlines()[-1].split(",")[2])
    return found


def test_the_best_configuration_by_the_mean_of_its_seeds_is_exported_with_its_best_seed(exported: Path) -> None:
    best = max((0.0001, 0.003), key=lambda rate: sum(scores(exported, rate).values()))
    found = card(exported)
    assert found.configuration["learning_rate"] == best
    assert found.validation.seeds == scores(exported, best)
    assert found.validation.mean == pytest.approx(np.mean(list(scores(exported, best).values())))
    assert found.validation.seeds[str(found.seed)] == max(found.validation.seeds.values())
    assert (found.study, found.samples, found.width) == ("lenet-learning_rate-digits-samples300-width0.5", 300, 0.5)


def test_the_model_is_the_one_after_the_last_epoch_and_the_card_says_how_it_does(exported: Path) -> None:
    import keras

    found, data = card(exported), digits(exported)
    model = keras.saving.load_model(bundle(exported) / "model.keras")
    validated = model.predict(np.asarray(data.validation[0], np.float32), verbose=0).argmax(axis=1)
    assert np.mean(validated == data.validation[1]) == pytest.approx(float(rows_of(exported, found)[-1][2]), abs=1e-6)
    answers = model.predict(np.asarray(data.test[0], np.float32), verbose=0).argmax(axis=1)
    accuracy = float(np.mean(answers == data.test[1]))
    assert found.test.accuracy == pytest.approx(accuracy)
    assert found.test.low < accuracy < found.test.high
    assert (found.test.pictures, found.test.times_opened) == (len(answers), 1)
    assert np.array(found.confusion_matrix).trace() == np.sum(answers == data.test[1])
    assert found.val_test_gap == pytest.approx(found.validation.seeds[str(found.seed)] - accuracy)
    assert found.parameters == model.count_params()


def digits(root: Path) -> Dataset:
    return prepared_dataset.load(next((root / "tuner_dirs" / "datasets").glob("digits-*")))


def test_the_classifier_says_what_keras_says(exported: Path, capsys: pytest.CaptureFixture[str]) -> None:
    import keras
    from PIL import Image

    shown = sorted((exported / "samples" / "digits").glob("*/*.png"))
    words = ["--model", "lenet", "--dataset", "digits", "--bundles", str(exported / "bundles"), "--top", "10", "--json"]
    assert main(["classify", *map(str, shown), *words]) == 0
    model = keras.saving.load_model(bundle(exported) / "model.keras")
    expected = model.predict_on_batch(np.stack([np.asarray(Image.open(file), np.float32) for file in shown]))
    for answer, probabilities in zip(json.loads(capsys.readouterr().out), expected, strict=True):
        assert answer["class"] == str(probabilities.argmax())
        for one in answer["top"]:
            assert one["probability"] == pytest.approx(probabilities[int(one["class"])], abs=1e-4)


def test_the_card_can_be_read_by_people(exported: Path) -> None:
    text, found = (bundle(exported) / "card.md").read_text(), card(exported)
    assert text.startswith("# LeNet-5 on digits\n")
    assert f"Test accuracy {found.test.accuracy:.2%}" in text
    assert "opened once" in text
    assert f"| Learning rate | {found.configuration['learning_rate']} |" in text
    for digest in found.files.values():
        assert digest in text


def test_a_folder_of_pictures_is_exported_under_its_studys_name(exported: Path, run: Callable[..., Opened]) -> None:
    (found,) = (exported / "bundles").glob("two_colours-*/lenet/card.json")
    assert json.loads(found.read_text())["classes"] == ["blue", "red"]
    code, out, _ = run(exported, "--dataset", str(exported / "two colours"))
    assert code == 0
    assert out.startswith(f"bundles/{found.parent.parent.name}/lenet: ")
    assert out.count("\n") == 1


def test_a_bundle_that_holds_the_best_run_is_left_alone_without_tensorflow(exported: Path) -> None:
    before = contents(exported)
    code = "import sys; from sweepbook.cli.door import main; main(sys.argv[1:]); print('tensorflow' in sys.modules)"
    found = subprocess.run(
        [sys.executable, "-c", code, "export", "--root", str(exported)],
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    assert found.stdout.count("there already") == 2
    assert found.stdout.endswith("\nFalse\n")
    assert contents(exported) == before


def test_a_damaged_bundle_is_made_again_and_the_test_set_stays_closed(root: Path, run: Callable[..., Opened]) -> None:
    before = card(root)
    (bundle(root) / "model.onnx").write_bytes(b"damaged")
    assert run(root)[0] == 0
    after = card(root)
    assert (after.test, after.confusion_matrix) == (before.test, before.confusion_matrix)
    assert (bundle(root) / "model.onnx").stat().st_size == after.size_bytes


def test_a_bundle_that_was_removed_costs_another_look_at_the_test_set_and_says_so(
    root: Path, run: Callable[..., Opened]
) -> None:
    before = card(root)
    shutil.rmtree(bundle(root))
    assert run(root)[0] == 0
    assert card(root).test.times_opened == 2
    assert card(root).test.accuracy == before.test.accuracy
    assert "opened 2 times" in (bundle(root) / "card.md").read_text()


def test_a_seed_that_is_not_better_renews_the_card_only(root: Path, run: Callable[..., Opened]) -> None:
    before, files_before = card(root), contents(bundle(root))
    other = "1" if before.seed == 0 else "0"
    retell(root, other, float(before.configuration["learning_rate"]), lambda accuracy: accuracy - 0.001)
    code, out, _ = run(root)
    assert code == 0
    assert "digits/lenet" in out
    after, files_after = card(root), contents(bundle(root))
    assert after.validation.mean == pytest.approx(before.validation.mean - 0.0005)
    assert (after.test, after.run) == (before.test, before.run)
    assert {name for name in files_after if files_after[name] != files_before[name]} == {"card.json", "card.md"}


def retell(root: Path, seed: str, rate: float, change: Callable[[float], float], epoch: int = -1) -> None:
    """Change the validation accuracy of a stored run on digits, in its record's digest too."""
    for path in (root / "tuner_dirs" / "runs").glob("*/run.json"):
        record = json.loads(path.read_text())
        identity = record["identity"]
        wanted = ("digits", rate, int(seed))
        if (identity["dataset"]["name"], identity["values"]["learning_rate"], identity["seed"]) == wanted:
            file = path.parent / "history.csv"
            lines = file.read_text().splitlines()
            cells = lines[epoch].split(",")
            cells[2] = repr(change(float(cells[2])))
            lines[epoch] = ",".join(cells)
            file.write_text("\n".join(lines) + "\n")
            rows = history.read(file)
            told = {"history_bytes": len(history.text(rows)), "history_digest": history.digest(rows)}
            path.write_text(json.dumps({**record, **told}))


def test_a_card_older_than_a_dimension_is_of_the_run_at_its_baseline(root: Path, run: Callable[..., Opened]) -> None:
    path = bundle(root) / "card.json"
    older = json.loads(path.read_text())
    assert older["configuration"].pop("l2") == 0.0
    path.write_text(json.dumps(older))
    code, out, _ = run(root)
    assert (code, json.loads(path.read_text())) == (0, older)
    assert "there already" in out


def test_a_better_run_replaces_the_bundle_and_the_look_at_the_test_set_is_counted(
    root: Path, run: Callable[..., Opened]
) -> None:
    other = 0.0001 if card(root).configuration["learning_rate"] == 0.003 else 0.003
    retell(root, "0", other, lambda _: 1.0)
    retell(root, "1", other, lambda _: 0.999)
    code, out, _ = run(root, "--model", "lenet", "--dataset", "digits")
    assert code == 0
    assert out.count("\n") == 1
    found = card(root)
    assert (found.configuration["learning_rate"], found.seed, found.test.times_opened) == (other, 0, 2)
    assert sorted(path.name for path in bundle(root).parent.iterdir()) == ["lenet"]


def test_weights_that_a_longer_trial_replaced_are_not_exported_as_the_shorter_ones(
    root: Path, run: Callable[..., Opened]
) -> None:
    study(root, "epochs", dataset="digits", values="1,3", seeds="1")
    for path in (root / "tuner_dirs").glob("lenet-learning_rate-*"):
        shutil.rmtree(path)
    retell(root, "0", 0.001, lambda _: 1.0, epoch=1)
    code, out, _ = run(root)
    assert code == 0
    assert card(root).configuration["epochs"] == 3
    assert "note: epochs=1 had 1.0000 after epoch 1, but those weights are gone" in out


def test_the_run_to_export_keeps_its_checkpoint_whatever_the_limit(root: Path, run: Callable[..., Opened]) -> None:
    """Also where a single run of another configuration is better than any of its own."""
    best, home = card(root), Home(root)
    other = 0.0001 if best.configuration["learning_rate"] == 0.003 else 0.003
    retell(root, "0", other, lambda _: 1.0)
    retell(root, "1", other, lambda _: 0.1)
    assert pruning.prune(home, Store(home.runs), keep=0) == 3
    shutil.rmtree(bundle(root))
    assert run(root)[0] == 0
    assert card(root).run == best.run


def test_one_networks_trouble_is_not_the_others(trained: Path, tmp_path: Path, run: Callable[..., Opened]) -> None:
    root = Path(shutil.copytree(trained, tmp_path / "home"))
    for path in (root / "tuner_dirs" / "runs").glob("*/checkpoint.npz"):
        if json.loads((path.parent / "run.json").read_text())["identity"]["dataset"]["name"] == "digits":
            spoil(path)
    code, out, err = run(root)
    assert code == 1
    assert err == (
        "error: bundles/digits/lenet was not written: its ONNX file, or the model itself, does not give a probability "
        "for each class.\n"
    )
    assert re.fullmatch(r"bundles/two_colours-\w+/lenet: .*\n", out)
    assert [path.parent.name[:11] for path in (root / "bundles").glob("*/lenet")] == ["two_colours"]
    assert not (root / "bundles" / "digits").exists()


def test_a_file_where_bundles_belong_is_the_users_to_move(
    trained: Path, tmp_path: Path, run: Callable[..., Opened]
) -> None:
    root = Path(shutil.copytree(trained, tmp_path / "home"))
    (root / "bundles").write_text("")
    code, out, err = run(root, "--dataset", "digits")
    assert (code, out) == (2, "")
    assert "Not a directory. A file stands where a folder belongs." in err


def spoil(checkpoint: Path) -> None:
    with np.load(checkpoint) as arrays:
        content: dict[str, Any] = {name: arrays[name] for name in arrays.files}
    content["state/model/logits/bias"] = np.full_like(content["state/model/logits/bias"], np.nan)
    np.savez(checkpoint, **content)


def test_a_network_that_was_changed_since_is_not_exported(root: Path, run: Callable[..., Opened]) -> None:
    shutil.rmtree(bundle(root))
    for path in (root / "tuner_dirs" / "cache").glob("fingerprints.json"):
        path.write_text(json.dumps(dict.fromkeys(json.loads(path.read_text()), "another")))
    code, out, err = run(root, "--dataset", "digits")
    assert (code, out) == (1, "")
    assert "built otherwise now" in err
    assert not bundle(root).exists()


def test_mistakes_are_told_in_a_sentence_and_nothing_is_written(trained: Path, run: Callable[..., Opened]) -> None:
    before = contents(trained)
    for words, said in (
        (("--model", "lenet6"), "Unknown network lenet6; choose from lenet, alexnet"),
        (("--model", "resnet"), "sweepbook study lr --model resnet"),
        (("--dataset", "cifar10"), "sweepbook study lr --model lenet --dataset cifar10"),
        (("--dataset", "a place"), "sweepbook study lr --model lenet --dataset 'a place'"),
    ):
        code, out, err = run(trained, *words)
        assert (code, out, err.count("\n")) == (2, "", 1)
        assert said in err
    assert contents(trained) == before


def test_where_all_weights_are_gone_the_command_brings_back_what_was_trained(
    root: Path, run: Callable[..., Opened]
) -> None:
    for weights in (root / "tuner_dirs" / "runs").glob("*/checkpoint.npz"):
        weights.unlink()
    code, out, err = run(root, "--dataset", "digits")
    assert (code, out) == (2, "")
    assert "No weights on digits are left" in err
    again = "study lr --model lenet --dataset digits --samples 300 --width 0.5 --precision float32"
    assert f"`sweepbook {again} --root {shlex.quote(str(root))} --epochs 4`" in err


def test_an_empty_home_says_how_to_begin_but_after_a_study_it_is_no_error(
    tmp_path: Path, run: Callable[..., Opened]
) -> None:
    code, _, err = run(tmp_path)
    assert code == 2
    assert "sweepbook study lr --model lenet" in err
    assert run(tmp_path, "--if-any") == (0, "", "")
    assert run(tmp_path, "--if-any", "--model", "lenet", "--dataset", "cifar10") == (0, "", "")
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("words", [(), ("--if-any",), ("--dataset", "digits")], ids=" ".join)
def test_where_the_only_study_cannot_be_read_its_file_and_the_cause_are_said(
    words: tuple[str, ...], tmp_path: Path, run: Callable[..., Opened]
) -> None:
    stored = tmp_path / "tuner_dirs" / "lenet-learning_rate-digits" / "study.json"
    stored.parent.mkdir(parents=True)
    stored.write_text('{"schema": 99}')
    code, out, err = run(tmp_path, *words)
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert err.startswith(f"error: {stored} ")


@pytest.mark.usefixtures("sketched")
def test_the_report_shows_the_exported_model_also_where_the_dataset_is_given_as_its_folder(root: Path) -> None:
    assert main(["report", "--root", str(root), "--dataset", str(root / "two colours")]) == 0
    assert "two_colours-" in (root / "reports" / "lenet" / "index.html").read_text()
    assert main(["report", "--root", str(root), "--dataset", "digits"]) == 0
    text = (root / "reports" / "lenet" / "index.html").read_text().replace("\u00a0", " ")
    found = card(root)
    assert f"Test accuracy {100 * found.test.accuracy:.1f} %" in text
    cards = [Card.from_json(path.read_text()) for path in (root / "bundles").glob("*/lenet/card.json")]
    shown = sum(len(one.errors) for one in cards)  # the page holds every dataset's best model
    errors = [part.partition("</div>")[0] for part in text.split(f"<h4>{WORDS['gallery']}</h4>")[1:]]
    assert sum(part.count('src="data:image/png;base64,') for part in errors) == shown >= len(found.errors) > 0
    for name in ("confusion", "recall", "reliability"):
        assert list((root / "reports" / "lenet" / "figures").glob(f"*-best-{name}.svg"))


def test_samples_are_five_test_pictures_of_each_class(exported: Path) -> None:
    from PIL import Image

    data = digits(exported)
    for number, name in enumerate(data.classes):
        found = sorted((exported / "samples" / "digits" / name).iterdir())
        assert [file.name for file in found] == [f"{place}.png" for place in range(5)]
        own = data.test[0][data.test[1] == number]
        assert all((own == np.asarray(Image.open(file))).all(axis=(1, 2, 3)).any() for file in found)


def test_samples_of_an_unknown_dataset_are_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["samples", "--root", str(tmp_path), "--dataset", "imagenet"]) == 2
    assert "Unknown dataset imagenet" in capsys.readouterr().err
    assert not list(tmp_path.iterdir())


def test_the_home_keeps_no_trace_of_the_work(exported: Path) -> None:
    home = Home(exported)
    assert not list(exported.rglob("*.part"))
    assert not list(exported.rglob("*.lock"))
    openings = json.loads((home.tuner_dirs / "test_sets.json").read_text())["openings"]
    assert [one["network"] for one in openings] == ["lenet", "lenet"]
