"""A divided data set: the samples that int8 takes its ranges from, and lists of wrong labels."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from model_training import cache, prepared
from model_training.config_file import load_config
from model_training.prepared import Prepared, calibration_samples, prepare, wrong_labels
from tests.model_training.pictures import write_folders

CONFIG = load_config(None, ["size=40"])


@pytest.fixture
def small(tmp_path, monkeypatch) -> Prepared:
    monkeypatch.chdir(tmp_path)  # the cache goes here
    monkeypatch.setattr(prepared, "SAMPLES", 6)
    return prepare(CONFIG, write_folders(tmp_path / "data", cats=20, dogs=20))


def test_samples_come_evenly_from_all_folders_and_nothing_else_is_decoded(small, tmp_path):
    samples = calibration_samples(CONFIG, small)
    [kept] = (tmp_path / cache.CACHE).glob("*.npy")
    decoded = np.load(kept)
    assert decoded.shape == (6, 46, 46, 3)
    assert (samples == decoded[:, 3:43, 3:43]).all()
    whole = small.images("train", 46)
    chosen = [next(i for i, one in enumerate(whole) if (one == own).all()) for own in decoded]
    shown = [sorted(small.parts["train"][place].labels) for place in chosen]
    assert (shown.count(["cats"]), shown.count(["dogs"])) == (3, 3)
    assert (chosen[0], chosen[-1]) == (0, len(whole) - 1)


def test_a_configuration_without_a_list_has_no_wrong_labels():
    assert wrong_labels(CONFIG) == frozenset()
    listed = wrong_labels(replace(CONFIG, exclusions="exclusions/petsight.csv"))
    assert "cats-and-dogs/test/cats/cat_18.jpg" in listed
