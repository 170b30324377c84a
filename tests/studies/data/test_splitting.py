"""Splits are fixed and stratified; a subset is drawn by the seed."""

from pathlib import Path

import numpy as np
import pytest

from hypermodels.dimensions import InvalidValue
from studies.data import datasets, prepared_dataset, splitting
from studies.data.dataset_ref import sampled


def test_every_class_keeps_its_share_in_every_split(tmp_path: Path) -> None:
    data = prepared_dataset.load(datasets.prepare("digits", tmp_path)[1])
    for _, labels in (data.train, data.validation, data.test):
        shares = np.bincount(labels) / len(labels)
        assert np.all(np.abs(shares - 0.1) < 0.02)


def test_a_subset_is_stratified_and_drawn_by_the_seed() -> None:
    labels = np.repeat([0, 1, 2], [60, 30, 10])
    first = splitting.stratified(labels, 10, np.random.default_rng(0))
    np.testing.assert_array_equal(np.bincount(labels[first]), [6, 3, 1])
    other = splitting.stratified(labels, 10, np.random.default_rng(1))
    assert set(first) != set(other)


def test_more_samples_than_there_are_is_refused(tmp_path: Path) -> None:
    ref, _ = datasets.prepare("digits", tmp_path)
    with pytest.raises(InvalidValue, match="samples=2000 is out of range: digits has 1294"):
        sampled(ref, 2000)
