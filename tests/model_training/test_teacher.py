"""What the train part is fitted to: its labels, or labels mixed with a teacher's opinion."""

from __future__ import annotations

import numpy as np
import pytest

from model_training.config_file import load_config
from model_training.prepared import Prepared, prepare
from model_training.teacher import training_targets
from tests.model_training.pictures import write_folders

PLAIN = load_config(None, ["size=32"])
TAUGHT = load_config(None, ["size=32", 'teacher=["efficientnet-lite0"]', "teacher_share=0.75"])


@pytest.fixture
def small(tmp_path, monkeypatch) -> Prepared:
    monkeypatch.chdir(tmp_path)  # the cache goes here
    return prepare(PLAIN, write_folders(tmp_path / "data", cats=10, dogs=10))


def test_without_a_teacher_there_are_only_labels(small, tmp_path):
    assert (training_targets(PLAIN, small, tmp_path) == small.targets("train")).all()
    assert not (tmp_path / "teacher.npy").exists()


def test_an_opinion_has_its_share_and_is_formed_once(small, tmp_path):
    labels = small.targets("train")
    mixed = training_targets(TAUGHT, small, tmp_path)
    opinion = np.load(tmp_path / "teacher.npy")
    assert opinion.shape == labels.shape
    assert ((opinion > 0) & (opinion < 1)).all()
    assert mixed == pytest.approx(0.25 * labels + 0.75 * opinion, abs=1e-6)
    np.save(tmp_path / "teacher.npy", np.full_like(opinion, 0.5))
    assert training_targets(TAUGHT, small, tmp_path) == pytest.approx(0.25 * labels + 0.375)
