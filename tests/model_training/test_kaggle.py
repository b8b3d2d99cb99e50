"""Data sets by name: a folder as it is, and one sentence where Kaggle cannot be had."""

from __future__ import annotations

from pathlib import Path

import pytest

from model_training.config import ConfigError
from model_training.kaggle import resolve_data


def test_a_folder_is_taken_as_it_is():
    assert resolve_data("some/folder") == Path("some/folder")


def test_offline_says_what_to_do_instead(monkeypatch, tmp_path):
    for name in ("HTTPS_PROXY", "https_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")  # nobody answers there
    monkeypatch.setenv("KAGGLEHUB_CACHE", str(tmp_path))
    with pytest.raises(ConfigError) as caught:
        resolve_data("kaggle:someone/some-pictures")
    sentence = str(caught.value)
    assert "the Kaggle data set someone/some-pictures cannot be fetched (" in sentence
    assert "https://www.kaggle.com/datasets/someone/some-pictures" in sentence


def test_a_name_that_is_none_is_refused_the_same_way():
    with pytest.raises(ConfigError, match="the Kaggle data set nonsense cannot be fetched"):
        resolve_data("kaggle:nonsense")
