"""A user's own network, from its file to tables, page and bundle; and that a store's code never runs unasked."""

import json
import shlex
from pathlib import Path

import pytest

from analysis.bundles.card import Card
from analysis.numbers import frames
from studies import prepare
from studies.store import catalog
from studies.store.home import Home
from sweepbook.cli.door import main
from tests.hypermodels.own.networks import SMALL, own_network
from tests.support.commands import Sweep
from tests.support.stored import forget, histories

SHARED = {"workers": None, "width": None, "samples": None, "epochs": None, "seeds": None, "precision": None}


def stored_source(home: Path) -> Path:
    (source,) = (home / "tuner_dirs" / "networks").rglob("*.py")
    return source


def test_its_dimension_is_swept_stored_reported_and_exported_without_its_file(sweep: Sweep, home: Path) -> None:
    path = own_network(home.parent / "my nets 网")
    code, out, _ = sweep("study", "depth", model=path, values="1,2", epochs="1")
    assert code == 0, out
    code, out, _ = sweep("study", "lr", model=path, values="0.001", epochs="1")
    assert "1 run asked for, 1 distinct, 1 in the store, 0 to train" in out  # the baseline, as in every study
    study = catalog.read_one(home / "tuner_dirs" / "my_net-depth-digits-samples100-width0.5")
    assert [trial["values"]["depth"] for trial in study["trials"]] == [1, 2]
    for folder in (home / "tuner_dirs" / "runs").iterdir():
        identity = json.loads((folder / "run.json").read_text())["identity"]
        assert identity["source"] == stored_source(home).parent.name
        assert identity["values"]["depth"] in (1, 2)
    oracle = json.loads((home / "tuner_dirs" / study["name"] / "oracle.json").read_text())
    assert "depth" in json.dumps(oracle)
    assert sorted(frames.load(home, study=study["name"]).results["depth"]) == [1, 2]

    path.unlink()
    assert stored_source(home).read_text() == SMALL
    ran = home / "ran"
    stored_source(home).write_text(f"open({str(ran)!r}, 'w')\n{SMALL}")  # as in a stranger's store
    anywhere = {"model": None, "dataset": None, **SHARED}
    assert sweep("report", **anywhere, language="zh")[0] == 0  # in English too
    for verb in ("status", "list"):
        assert sweep(verb, **anywhere)[0] == 0
    code, _, errors = sweep("export", **anywhere)
    assert code == 2
    proposed = shlex.split(errors[errors.index("`") + 1 : errors.rindex("`")])
    assert proposed[:4] == ["sweepbook", "export", "--model", str(stored_source(home))]
    assert not ran.exists()
    text = (home / "reports" / "my_net" / "index.html").read_text(encoding="utf-8")
    assert "Mein &lt;Netz&gt;" in text
    assert "Depth of it" in text
    assert "Mein <Netz>" not in text
    shown = {
        "index.html": "The network: Nobody 2026: A &lt;small&gt; network*",
        "index.zh.html": "该网络的出处：Nobody 2026",
    }
    for page, paper in shown.items():
        assert (home / "reports" / "my_net" / page).read_text(encoding="utf-8").count(paper) == 1
    assert "The network: Nobody 2026: A" in (home / "reports" / "my_net" / "report.md").read_text(encoding="utf-8")
    assert "Mein &lt;Netz&gt;" in (home / "reports" / "index.html").read_text(encoding="utf-8")

    code, _, errors = sweep("export", **{**anywhere, "model": stored_source(home)})
    assert code == 2
    assert "is not the version of my_net that was trained" in errors
    assert not ran.exists()
    stored_source(home).write_text(SMALL)
    assert main(proposed[1:]) == 0
    card = Card.from_json((home / "bundles" / "digits" / "my_net" / "card.json").read_text(encoding="utf-8"))
    assert card.title == "Mein <Netz>"
    assert card.configuration["depth"] in (1, 2)


def test_an_edited_file_is_another_version_whose_runs_are_its_own(sweep: Sweep, home: Path) -> None:
    path = own_network(home.parent / "nets")
    values = {"values": "1,2", "epochs": "1"}
    assert sweep("study", "depth", model=path, **values)[0] == 0
    before = histories(home)
    own_network(home.parent / "nets", SMALL.replace("SeparableConv2D(6", "SeparableConv2D(7"))
    (record,) = (home / "tuner_dirs").glob("*/study.json")
    kept = record.read_bytes()
    with catalog.held(Home(home), record.parent.name):
        code, _, errors = sweep("study", "depth", model=path, **values)
    assert (code, record.read_bytes()) == (2, kept)
    assert "is at work on study my_net-depth" in errors
    code, out, _ = sweep("study", "depth", model=path, **values)
    assert code == 0
    assert "was asked of other pictures or another build of the network" in out
    assert "2 to train" in out
    assert before.items() <= histories(home).items()
    assert len(list((home / "tuner_dirs" / "networks").iterdir())) == 2


def test_an_edited_file_takes_no_rates_of_the_version_before(sweep: Sweep, home: Path) -> None:
    path = own_network(home.parent / "nets")
    loss = {"model": path, "values": "mean_squared_error", "epochs": "1"}
    assert sweep("study", "loss", **loss, tuned="lr=0.005,0.02")[0] == 0
    again = sweep("study", "loss", **loss, tuned="lr", dry_run=True)[1]
    assert "0.005" in again
    own_network(home.parent / "nets", SMALL.replace("SeparableConv2D(6", "SeparableConv2D(7"))
    code, out, _ = sweep("study", "loss", **loss, tuned="lr", dry_run=True)
    assert code == 0
    plan = [line for line in out.splitlines() if "build of the network" not in line]
    assert "0.005" not in "\n".join(plan)


def test_a_warm_program_and_pieces_change_no_number(sweep: Sweep, home: Path) -> None:
    """Two seeds in one program, the second further than the first; then each by itself, from its start."""
    path = own_network(home.parent / "nets")
    words = {"model": path, "values": "0.003"}
    assert sweep("study", "lr", **{**words, "seeds": "2", "epochs": "1"})[0] == 0
    assert sweep("study", "lr", **{**words, "seeds": "1,", "epochs": "3"})[0] == 0
    pieces = histories(home)
    forget(home)
    assert sweep("study", "lr", **{**words, "seeds": "1,", "epochs": "3"})[0] == 0
    assert sweep("study", "lr", **{**words, "seeds": "0,", "epochs": "1"})[0] == 0
    assert histories(home) == pieces


def test_a_search_has_its_dimensions_among_its_own(sweep: Sweep, home: Path) -> None:
    path = own_network(home.parent / "nets")
    words = {"model": path, "epochs": "1", "trials": "3", "dimensions": "depth,lr"}
    code, out, errors = sweep("tune", **words)
    assert code == 0, errors
    (study,) = catalog.read(Home(home))
    assert study["dimensions"] == ["learning_rate", "depth"]
    assert {trial["values"]["depth"] for trial in study["trials"]} <= {1, 2, 3}
    assert len(study["trials"]) == 3
    code, out, _ = sweep("tune", **words)
    assert "3 runs found, 0 trained" in out


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("def network(x, classes, layers)\n", "my_net.py, line 1: this is no Python"),
        (SMALL.replace("layers.value", "layers.valeu"), "my_net.py, line 12: AttributeError"),
        (SMALL.replace("return layers.classifier(average(x), classes)", "return x"), "network returns shape"),
        ("while True:\n    pass\ndef network(x, classes, layers): ...\n", "building takes more than 2 seconds"),
        ("import os\nos._exit(3)\ndef network(x, classes, layers): ...\n", "it each time: it ended with exit code 3."),
    ],
)
def test_a_broken_file_is_one_sentence_and_nothing_is_written(
    text: str, sentence: str, sweep: Sweep, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(prepare, "MOST_SECONDS", 2.0 if "while" in text else 60.0)
    code, out, errors = sweep("study", "lr", model=own_network(home.parent / "nets", text))
    assert (code, out) == (2, "")
    assert sentence in errors
    assert len(errors.strip().splitlines()) == 1
    assert {path.name for path in (home / "tuner_dirs").iterdir()} == {"datasets", "cache"}


def test_what_a_network_does_not_have_is_refused_with_what_it_has(sweep: Sweep, home: Path) -> None:
    path = own_network(home.parent / "nets")
    for verb, words in (("study", ["depth"]), ("finale", [])):
        said = sweep(verb, *words, model=path, **({"base": "best"} if words else {}))[2]
        assert str(path) in shlex.split(said.split("`")[1]), said
    assert "or of " in (said := sweep("study", "dept", model=path)[2])
    assert said.rstrip().endswith("my_net.py: depth.")
    assert "out of range" in sweep("study", "lr", model=path, width="9")[2]
    assert "cannot be read (No such file" in sweep("study", "lr", model=home / "none.py")[2]
    assert "Unknown network my_net; choose from lenet" in sweep("study", "lr", model="my_net")[2]
