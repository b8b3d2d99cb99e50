"""Checking a data set: each kind of fault is found, and nothing else is blamed."""

from __future__ import annotations

import json
import re
from pathlib import Path

import numpy as np
import pytest

from model_training.cli import main
from model_training.config import ConfigError
from model_training.config_file import load_config
from model_training.dataset import Picture, find_dataset
from model_training.hygiene.balance import count
from model_training.hygiene.files import TINY_SIDE, find_file_faults
from model_training.hygiene.findings import Finding, Kind, read_exclusions, write_exclusions
from model_training.hygiene.labels import find_wrong_labels
from model_training.hygiene.page import write_page
from model_training.hygiene.twins import find_twins
from tests.model_training.pictures import blobs, save, write_folders

FOLDERS = 'folders={"cats": ["cat"], "dogs": ["dog"], "neither": []}'


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return write_folders(tmp_path / "data", cats=4, dogs=4, neither=3)


def dataset_of(root: Path):
    return find_dataset(root, load_config(None, [FOLDERS]))


def pictures(*paths: str) -> list[Picture]:
    return [Picture(path, frozenset(), "source") for path in paths]


def test_files_that_are_broken_small_or_copied(data):
    (data / "cats" / "broken.jpg").write_bytes(b"\xff\xd8\xff\xe0 cut")
    (data / "cats" / "again.jpg").write_bytes((data / "cats" / "001.jpg").read_bytes())
    save(blobs(50, (TINY_SIDE - 1, 200)), data / "dogs" / "thin.png")
    save(blobs(51, (TINY_SIDE, TINY_SIDE)), data / "dogs" / "large-enough.png")
    found = [(f.path, f.kind, f.other) for f in find_file_faults(dataset_of(data))]
    assert found == [
        ("cats/again.jpg", Kind.COPY, "cats/001.jpg"),
        ("cats/broken.jpg", Kind.UNREADABLE, None),
        ("dogs/thin.png", Kind.TINY, None),
    ]


def test_a_clean_folder_has_no_faults(data):
    assert list(find_file_faults(dataset_of(data))) == []


def test_twins_within_a_part_are_told_once():
    group = pictures("a", "b", "c")
    found = list(find_twins([group], {"a": "train", "b": "train", "c": "train"}))
    assert [(f.path, f.kind, f.other) for f in found] == [
        ("b", Kind.TWIN, "a"),
        ("c", Kind.TWIN, "a"),
    ]


@pytest.mark.parametrize("measured", ["heldout", "test"])
@pytest.mark.parametrize("elsewhere", ["train", "select", "calibrate", "leak"])
def test_a_measured_picture_that_was_seen_elsewhere_is_a_leak(measured, elsewhere):
    parts = {"seen": elsewhere, "measured": measured, "alone": measured}
    groups = [pictures("seen", "measured"), pictures("alone")]
    [finding] = find_twins(groups, parts)
    assert (finding.path, finding.kind, finding.other) == ("measured", Kind.LEAK, "seen")


def test_parts_that_give_no_figures_do_not_leak():
    groups = [pictures("a", "b")]
    assert list(find_twins(groups, {"a": "train", "b": "select"})) == []


def test_pictures_outside_the_split_are_left_alone():
    assert list(find_twins([pictures("a", "b")], {"a": "test"})) == []


def test_labels_are_doubted_only_where_the_models_are_sure(data):
    dataset = dataset_of(data)
    names = [picture.path for picture in dataset.pictures]
    scores = np.where(dataset.targets(dataset.pictures) > 0.5, 0.97, 0.02)
    scores[names.index("cats/001.jpg")] = (0.03, 0.99)  # a dog
    scores[names.index("dogs/002.jpg")] = (0.02, 0.04)  # neither
    scores[names.index("dogs/003.jpg")] = (0.80, 0.02)  # somewhat like a cat
    scores[names.index("neither/000.jpg")] = (0.95, 0.30)  # a cat
    scores[names.index("neither/001.jpg")] = (0.60, 0.30)  # hardly a cat
    found = list(find_wrong_labels(dataset, scores))
    assert [finding.path for finding in found] == [
        "cats/001.jpg",
        "dogs/002.jpg",
        "neither/000.jpg",
    ]
    assert found[0].detail == "said to be cat, looks like dog (cat 3.0%, dog 99.0%)"
    assert found[1].detail.startswith("said to be dog, looks like neither")


def test_balance_counts_each_picture_once(data):
    listed = dataset_of(data).pictures
    parts = {p.path: "train" if p.path.endswith("0.jpg") else "test" for p in listed[:-1]}
    rows = count(listed, parts)
    assert [(row.source, row.shows, row.total) for row in rows] == [
        ("cats", "cat", 4),
        ("dogs", "dog", 4),
        ("neither", "neither", 2),
    ]
    assert rows[0].parts == {"train": 1, "test": 3}


def test_exclusions_survive_the_file_and_name_a_picture_once(tmp_path):
    path = tmp_path / "exclusions.csv"
    findings = [
        Finding("b, c.jpg", Kind.LABEL, "said to be cat"),
        Finding("a.jpg", Kind.LEAK, "in test", "x.jpg"),
        Finding("a.jpg", Kind.LABEL, "said to be dog"),
        Finding("d.jpg", Kind.TWIN, "twice", "a.jpg"),
        Finding("e.jpg", Kind.TINY, "8 x 8 pixels"),
    ]
    assert write_exclusions(path, findings) == 2
    assert read_exclusions(path) == {"a.jpg": "leak", "b, c.jpg": "label"}


@pytest.mark.parametrize("content", [None, "", "file,why\na,b\n", b"\xff\xfe"])
def test_a_list_that_is_no_list_is_refused(tmp_path, content):
    path = tmp_path / "exclusions.csv"
    if content is not None:
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    if content == "":
        assert read_exclusions(path) == {}
        return
    with pytest.raises(ConfigError, match=r"exclusions\.csv cannot be read"):
        read_exclusions(path)


def test_the_page_needs_nothing_else_and_escapes_names(data, tmp_path):
    save(blobs(3), data / "cats" / "<b>&.png")
    findings = [
        Finding("cats/<b>&.png", Kind.TWIN, "twice in train", "cats/001.jpg"),
        Finding("cats/gone.jpg", Kind.UNREADABLE, "there is no such file"),
    ]
    write_page(tmp_path / "check.html", data, findings, [])
    page = (tmp_path / "check.html").read_text(encoding="utf-8")
    assert page.count("<img ") == 2
    assert "cats/&lt;b&gt;&amp;.png" in page
    assert "<b>" not in page
    assert re.findall(r'(?:src|href)="(.{5})', page) == ["data:", "data:"]
    assert "href" not in page


@pytest.mark.slow
def test_the_command_finds_what_was_hidden_and_evaluation_can_do_without(
    tmp_path, monkeypatch, capsys
):
    monkeypatch.chdir(tmp_path)  # the cache goes here
    root = write_folders(tmp_path / "data", cats=30, dogs=30, neither=20)
    (root / "dogs" / "again.jpg").write_bytes((root / "dogs" / "003.jpg").read_bytes())
    (root / "cats" / "broken.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    arguments = ["check", "--data", str(root), "--out", "out", "--set", FOLDERS]
    assert main(arguments) == 0
    assert re.search(r"^copy +1$", capsys.readouterr().out, re.MULTILINE)
    document = json.loads((tmp_path / "out" / "check.json").read_text())
    assert document["pictures"] == 82
    found = {(finding["path"], finding["kind"]) for finding in document["findings"]}
    assert ("cats/broken.png", "unreadable") in found
    assert ("dogs/again.jpg", "copy") in found
    assert "cats/broken.png" in read_exclusions(tmp_path / "out" / "exclusions.csv")
    before = (tmp_path / "out" / "check.json").read_bytes()
    assert main(arguments) == 0
    assert (tmp_path / "out" / "check.json").read_bytes() == before
