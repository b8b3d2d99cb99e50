"""The decoded arrays: the pixels that serving sees, made once, never half."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from model_training.cache import KEPT_S, load_pictures
from model_training.config import ConfigError
from model_training.dataset import Picture
from petsight import open_image, to_input
from petsight.errors import ImageError
from tests.model_training.pictures import blobs, save, write_folders


def pictures_in(root: Path) -> list[Picture]:
    files = sorted(path for path in root.rglob("*") if path.is_file())
    return [Picture(path.relative_to(root).as_posix(), frozenset(), "") for path in files]


@pytest.mark.parametrize("size", [96, 224])
def test_pixels_are_those_of_serving(data_dir, tmp_path, size):
    chosen = pictures_in(data_dir / "extra")[::400] + pictures_in(data_dir / "extra")[-1:]
    assert len(chosen) > 15
    images = load_pictures(data_dir / "extra", chosen, size, tmp_path)
    assert images.shape == (len(chosen), size, size, 3)
    assert images.dtype == np.uint8
    for image, picture in zip(images, chosen, strict=True):
        served = to_input(open_image(data_dir / "extra" / picture.path), size, size)[0]
        assert np.array_equal(image, served), picture.path


def test_golden_inputs_too(golden_inputs, tmp_path):
    chosen = []
    for picture in pictures_in(golden_inputs):
        try:
            open_image(golden_inputs / picture.path)
        except ImageError:
            continue  # a format that this machine has no decoder for
        chosen.append(picture)
    assert len(chosen) > 10
    images = load_pictures(golden_inputs, chosen, 64, tmp_path)
    for image, picture in zip(images, chosen, strict=True):
        assert np.array_equal(image, to_input(open_image(golden_inputs / picture.path), 64, 64)[0])


def test_a_second_call_reads_what_the_first_wrote(tmp_path):
    root, cache = write_folders(tmp_path / "data", cats=3), tmp_path / "cache"
    first = load_pictures(root, pictures_in(root), 32, cache)
    (stored,) = cache.iterdir()
    before = stored.stat().st_ino
    assert np.array_equal(load_pictures(root, pictures_in(root), 32, cache), first)
    assert [path.stat().st_ino for path in cache.iterdir()] == [before]
    with pytest.raises(ValueError, match="read-only"):
        first[0] = 0


def test_a_changed_file_is_decoded_again(tmp_path):
    root, cache = write_folders(tmp_path / "data", cats=3), tmp_path / "cache"
    before = load_pictures(root, pictures_in(root), 32, cache)
    save(blobs(99), root / "cats" / "001.jpg")
    after = load_pictures(root, pictures_in(root), 32, cache)
    assert np.array_equal(before[[0, 2]], after[[0, 2]])
    assert np.array_equal(after[1], to_input(open_image(root / "cats" / "001.jpg"), 32, 32)[0])
    assert not np.array_equal(before[1], after[1])


def test_the_key_holds_size_and_order(tmp_path):
    root, cache = write_folders(tmp_path / "data", cats=3), tmp_path / "cache"
    chosen = pictures_in(root)
    forward = load_pictures(root, chosen, 32, cache)
    assert np.array_equal(load_pictures(root, chosen[::-1], 32, cache), forward[::-1])
    assert load_pictures(root, chosen, 40, cache).shape == (3, 40, 40, 3)


def age(path: Path, seconds: float) -> None:
    then = path.stat().st_mtime - seconds
    os.utime(path, (then, then))


def test_what_nobody_used_for_long_goes(tmp_path):
    root, cache = write_folders(tmp_path / "data", cats=3), tmp_path / "cache"
    for size in (32, 40):
        load_pictures(root, pictures_in(root), size, cache)
        age(max(cache.iterdir(), key=lambda path: path.stat().st_mtime_ns), KEPT_S + 60)
    load_pictures(root, pictures_in(root), 40, cache)
    load_pictures(root, pictures_in(root), 48, cache)
    sides = [np.load(path, mmap_mode="r").shape[1] for path in cache.iterdir()]
    assert sorted(sides) == [40, 48]


def test_a_full_disk_is_told_before_anything_is_decoded(tmp_path, monkeypatch):
    root, cache = write_folders(tmp_path / "data", cats=3), tmp_path / "cache"
    full = shutil.disk_usage(tmp_path)._replace(free=9000)
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: full)
    with pytest.raises(ConfigError, match=r"cache has room for 0\.0 GB"):
        load_pictures(root, pictures_in(root), 32, cache)
    assert list(cache.iterdir()) == []
    assert load_pictures(root, pictures_in(root)[:2], 32, cache).shape == (2, 32, 32, 3)


def test_several_processes_may_decode_the_same_pictures_at_once(tmp_path):
    root, cache = write_folders(tmp_path / "data", cats=5), tmp_path / "cache"
    builders = [
        subprocess.Popen(
            [sys.executable, "-c", AT_ONCE, root, cache],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=os.environ | {"PYTHONPATH": str(Path(__file__).parents[2])},
        )
        for _ in range(2)
    ]
    for builder in builders:
        assert builder.stdout is not None
        assert builder.stdout.read(5) == b"begun"
    for builder in builders:
        with builder:
            builder.communicate(b"\n", timeout=60)
        assert builder.returncode == 0
    assert [path.suffix for path in cache.iterdir()] == [".npy"]
    assert load_pictures(root, pictures_in(root), 32, cache).shape == (5, 32, 32, 3)


def test_an_unreadable_picture_leaves_nothing_behind(tmp_path):
    root, cache = write_folders(tmp_path / "data", cats=3), tmp_path / "cache"
    (root / "cats" / "broken.jpg").write_bytes(b"broken")
    with pytest.raises(ImageError):
        load_pictures(root, pictures_in(root), 32, cache)
    assert list(cache.iterdir()) == []


AT_ONCE = """
import sys
from pathlib import Path
from model_training import cache
from tests.model_training.test_cache import pictures_in

plain, said = cache.to_input, []
def to_input(*arguments):
    if not said:
        said.append(print("begun", end="", flush=True))
        sys.stdin.readline()
    return plain(*arguments)
cache.to_input = to_input
root = Path(sys.argv[1])
cache.load_pictures(root, pictures_in(root), 32, Path(sys.argv[2]), workers=1)
"""


KILLED_ON_THE_WAY = """
import os, signal, sys
from pathlib import Path
from model_training import cache
from tests.model_training.test_cache import pictures_in

count = iter(range(3))
plain = cache.to_input
def to_input(*arguments):
    if next(count) == 2:
        os.kill(os.getpid(), signal.SIGKILL)
    return plain(*arguments)
cache.to_input = to_input
root = Path(sys.argv[1])
cache.load_pictures(root, pictures_in(root), 32, Path(sys.argv[2]), workers=1)
"""


def test_a_killed_build_is_never_taken_for_whole(tmp_path):
    root, cache = write_folders(tmp_path / "data", cats=5), tmp_path / "cache"
    killed = subprocess.run(
        [sys.executable, "-c", KILLED_ON_THE_WAY, root, cache],
        env=os.environ | {"PYTHONPATH": str(Path(__file__).parents[2])},
        check=False,
    )
    assert killed.returncode == -signal.SIGKILL
    (half,) = cache.iterdir()
    assert half.suffix == ".part"
    age(half, 3700)
    images = load_pictures(root, pictures_in(root), 32, cache)
    for image, picture in zip(images, pictures_in(root), strict=True):
        assert np.array_equal(image, to_input(open_image(root / picture.path), 32, 32)[0])
    assert [path.suffix for path in cache.iterdir()] == [".npy"]
