"""Data larger than memory: pictures are read from disk as they are needed."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np

from model_training.config_file import load_config
from model_training.pipeline import training_data
from model_training.prepared import prepare
from model_training.train import EpochBatches, TrainingData
from tests.model_training.pictures import write_folders
from tests.support import require

PICTURES = 500_000
SIZE = 96


def own_memory() -> int:
    """Bytes that belong to this process alone; what is mapped from files does not count."""
    status = Path("/proc/self/status")
    require(status.exists(), "a /proc file system")
    (kilobytes,) = re.findall(r"^RssAnon:\s+(\d+) kB$", status.read_text(), re.MULTILINE)
    return int(kilobytes) * 1024


def test_an_epoch_draws_from_a_file_without_loading_it(tmp_path):
    config = load_config(None, [f"size={SIZE}", "batch_size=8"])
    shape = (PICTURES, config.train_size, config.train_size, 3)
    # A file with a hole in it: 20 GB to a reader, nothing on the disk.
    images = np.lib.format.open_memmap(tmp_path / "a.npy", mode="w+", dtype=np.uint8, shape=shape)
    labels = np.eye(2, dtype=np.float32)[np.arange(PICTURES) % 2]
    data = TrainingData(images, labels, np.ones(PICTURES), None, images[:0], labels[:0])
    batches = EpochBatches(data, config, epoch=0)
    batches[0]
    before = own_memory()
    for index in range(1, 5):
        assert batches[index][0].shape == (8, SIZE, SIZE, 3)
    assert own_memory() - before < 300e6 < images.nbytes / 50


def test_training_is_given_maps_of_files_and_no_copies(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)  # the cache goes here
    config = load_config(None, ["size=32", "probe=true"])
    prepared = prepare(config, write_folders(tmp_path / "data", cats=20, dogs=20))
    data = training_data(config, prepared, tmp_path)
    for images in (data.train_images, data.probe_images, data.select_images):
        assert isinstance(images, np.memmap)
