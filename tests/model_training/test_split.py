"""Dividing a data set: shares, near-duplicates, bound parts, and the committed list."""

from __future__ import annotations

import logging
from collections import Counter

import numpy as np
import pytest
from PIL import Image, ImageOps

from model_training import split
from model_training.config import ConfigError
from model_training.config_file import load_config
from model_training.dataset import find_dataset
from model_training.prepared import PACKAGE
from model_training.split import make_split, pictures_by_part, read_split, write_split
from tests.model_training.pictures import blobs, save, write_folders

MAPPED = load_config(None, ['folders={"cats": ["cat"], "dogs": ["dog"], "neither": []}'])


def test_every_stratum_is_divided_in_the_same_shares(tmp_path):
    write_folders(tmp_path / "one", cats=20, dogs=40)
    write_folders(tmp_path / "two", neither=30)
    parts = make_split(find_dataset(tmp_path, MAPPED), seed=1)
    strata = Counter((path.rsplit("/", 1)[0], part) for path, part in parts.items())
    for stratum, size in (("one/cats", 20), ("one/dogs", 40), ("two/neither", 30)):
        for part, share in split.SHARES.items():
            assert strata[stratum, part] == pytest.approx(size * share, abs=1), (stratum, part)


def test_the_seed_decides_and_only_the_seed(tmp_path):
    dataset = find_dataset(write_folders(tmp_path, cats=20, dogs=20), MAPPED)
    assert make_split(dataset, seed=1) == make_split(dataset, seed=1, workers=4)
    assert make_split(dataset, seed=1) != make_split(dataset, seed=2)


def test_near_duplicates_stay_together(tmp_path):
    for seed in range(30):
        picture, cats = blobs(5000 + seed), tmp_path / "cats"
        save(picture, cats / f"{seed}-original.png")
        save(ImageOps.mirror(picture), cats / f"{seed}-mirrored.jpg")
        save(picture.resize((64, 64)), cats / f"{seed}-squeezed.jpg")
        save(picture, cats / f"{seed}-encoded.jpg", quality=30)
    write_folders(tmp_path, dogs=10)
    parts = make_split(find_dataset(tmp_path, MAPPED), seed=1)
    for seed in range(30):
        variants = {part for path, part in parts.items() if path.startswith(f"cats/{seed}-")}
        assert len(variants) == 1, seed
    shares = Counter(part for path, part in parts.items() if path.startswith("cats/"))
    assert set(shares) == set(split.SHARES)  # the groups themselves are spread


def test_a_flat_picture_is_found_in_the_mirror(tmp_path):
    drawing = Image.new("RGB", (96, 96), "white")
    drawing.paste(blobs(5, (40, 90)), (2, 3))
    hashes = np.array([split.difference_hash(drawing)])
    mirrored = np.array([split.difference_hash(ImageOps.mirror(drawing))])
    both, swapped = np.concatenate([hashes, mirrored]), np.concatenate([mirrored, hashes])
    assert split.near_duplicate_groups(both, swapped).tolist() == [0, 0]


def test_groups_join_over_several_steps():
    first = np.zeros(256, bool)
    second, third, other = first.copy(), first.copy(), ~first
    second[: split.NEAR] = True
    third[: 2 * split.NEAR] = True
    hashes = np.array([other, first, third, second])
    rows = hashes.reshape(-1, 16, 16)
    never = rows[:, :, ::-1].reshape(4, 256) ^ (np.arange(256) % 2 == 0)  # near to none of them
    assert split.near_duplicate_groups(hashes, never).tolist() == [0, 1, 1, 1]
    third[2 * split.NEAR] = True
    hashes = np.array([other, first, third, second])
    assert split.near_duplicate_groups(hashes, never).tolist() == [0, 1, 2, 1]


def test_what_resembles_a_bound_picture_is_set_aside(tmp_path):
    write_folders(tmp_path, dogs=20, cats=20)
    for seed in (1, 2):
        save(blobs(1000 + seed).resize((64, 64)), tmp_path / "final" / "cats" / f"{seed}.jpg")
    rules = 'rules=[{"match": "final/*", "source": "final", "part": "test"}]'
    folders = 'folders={"cats": ["cat"], "dogs": ["dog"]}'
    dataset = find_dataset(tmp_path, load_config(None, [folders, rules]))
    parts = make_split(dataset, seed=1)
    assert {path for path, part in parts.items() if part == "test"} == {
        "final/cats/1.jpg",
        "final/cats/2.jpg",
    }
    leaked = {path for path, part in parts.items() if part == "leak"}
    assert leaked == {"cats/001.jpg", "cats/002.jpg"}
    by_part = pictures_by_part(dataset, parts)
    assert {picture.path for picture in by_part["leak"]} == leaked
    assert sum(map(len, by_part.values())) == 42


def test_unreadable_files_are_left_out_and_reported(tmp_path, caplog):
    write_folders(tmp_path, cats=20, dogs=20)
    (tmp_path / "cats" / "broken.jpg").write_bytes(b"\xff\xd8\xff not a picture")
    with caplog.at_level(logging.WARNING):
        parts = make_split(find_dataset(tmp_path, MAPPED), seed=1)
    assert len(parts) == 40
    assert "cats/broken.jpg" not in parts
    (record,) = caplog.records
    assert "left out: cats/broken.jpg: " in record.getMessage()


def test_nothing_readable_at_all_is_an_error(tmp_path):
    for folder in ("cats", "dogs"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "broken.jpg").write_bytes(b"broken")
    with pytest.raises(ConfigError, match=r"none of the pictures in .* can be opened"):
        make_split(find_dataset(tmp_path, MAPPED), seed=1)


def test_a_list_is_read_as_it_was_written(tmp_path):
    parts = {"a/1, two.jpg": "train", 'b/"quoted".jpg': "test", "c/ü.jpg": "leak"}
    path = tmp_path / "new" / "split.csv"
    write_split(path, parts)
    assert read_split(path) == parts
    assert [entry.name for entry in path.parent.iterdir()] == ["split.csv"]


@pytest.mark.parametrize("content", [None, "file,part\na,train\n", "path,part\na,validation\n"])
def test_lists_that_cannot_be_used_are_refused(tmp_path, content):
    path = tmp_path / "split.csv"
    if content is not None:
        path.write_text(content)
    with pytest.raises(ConfigError, match=r"the list of parts .*split.csv"):
        read_split(path)


def test_a_list_of_other_pictures_is_refused(tmp_path):
    dataset = find_dataset(write_folders(tmp_path, cats=2, dogs=2), MAPPED)
    with pytest.raises(ConfigError, match=r"1 pictures of the list of parts .* cats/gone.jpg"):
        pictures_by_part(dataset, {"cats/gone.jpg": "train", "cats/000.jpg": "train"})


def test_too_few_pictures_are_refused(tmp_path):
    dataset = find_dataset(write_folders(tmp_path, cats=2, dogs=2), MAPPED)
    with pytest.raises(ConfigError, match="too few pictures: nothing is left for select"):
        pictures_by_part(dataset, make_split(dataset, seed=1))


@pytest.mark.slow
def test_the_committed_list_is_what_the_data_give(data_dir, monkeypatch):
    config = load_config("petsight-edge")
    dataset = find_dataset(data_dir, config)
    pictures, hashes, mirrored = split._hash_pictures(dataset, workers=2)
    monkeypatch.setattr(split, "_hash_pictures", lambda *_: (pictures, hashes, mirrored))
    committed = read_split(PACKAGE / "splits" / "petsight.csv")
    assert make_split(dataset, config.seed) == committed

    # And by plain comparison of all pairs: no near-duplicates in two parts that are used.
    parts = np.array([committed[picture.path] for picture in pictures])
    used = parts != "leak"
    signs = np.where(hashes, 1, -1).astype(np.float32)[used]
    mirror_signs = np.where(mirrored, 1, -1).astype(np.float32)[used]
    parts = parts[used]
    for part in (*split.SHARES, "test"):
        inside, outside = parts == part, parts != part
        nearest = max(
            float((signs[inside] @ others[outside].T).max()) for others in (signs, mirror_signs)
        )
        assert nearest < 256 - 2 * split.NEAR, part
