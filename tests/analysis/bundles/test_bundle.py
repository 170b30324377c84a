"""Every bundle of the zoo is refused in one sentence, and nothing crashes, hangs or reads another file."""

from pathlib import Path

import numpy as np
import pytest

from analysis.bundles.bundle import Bundle, scan
from analysis.bundles.classifier import Classifier
from studies.system.errors import Explained
from tests.support import bundle_zoo

ZOO = bundle_zoo.bundles()


def test_the_zoo_is_large_enough() -> None:
    assert len({one.name for one in ZOO}) == len(ZOO) >= 60


def test_the_bundle_they_are_made_from_is_good(tmp_path: Path) -> None:
    bundle_zoo.write(tmp_path / "cifar10" / "lenet")
    found = scan(tmp_path, "cifar10")["lenet"]
    assert isinstance(found, Bundle)
    answers = Classifier(found).probabilities(np.full((1, 32, 32, 3), 100, np.uint8))
    assert abs(answers.sum() - 1) < 1e-5


@pytest.mark.parametrize("one", ZOO, ids=lambda one: one.name)
def test_a_hostile_bundle_is_refused_in_one_sentence(one: bundle_zoo.Bundle, tmp_path: Path) -> None:
    folder = tmp_path / "cifar10" / "lenet"
    bundle_zoo.write(folder)
    one.spoil(folder)
    error = scan(tmp_path, "cifar10")["lenet"]
    if isinstance(error, Bundle):
        with pytest.raises(Explained) as caught:
            Classifier(error).load()
        error = caught.value
    sentence = str(error)
    assert one.words in sentence
    assert sentence.startswith(str(folder))
    assert sentence.endswith(".")
    assert sentence.isprintable()
    assert len(sentence) < 200 + len(str(folder))
