"""Folders of folders become pictures with labels, sources and parts."""

from __future__ import annotations

import pytest

from model_training.config import ConfigError
from model_training.config_file import load_config
from model_training.dataset import find_dataset

MAPPED = ['folders={"cats": ["cat"], "dogs": ["dog"], "neither": [], "both": ["cat", "dog"]}']


@pytest.fixture
def root(tmp_path):
    for name in (
        "train/cats/a.jpg",
        "train/dogs/b.JPG",
        "extra/neither/c.png",
        "extra/both/d.webp",
        "extra/both/notes.txt",
        "loose.jpg",
    ):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name)
    return tmp_path


def test_the_nearest_folder_says_what_a_picture_shows(root):
    dataset = find_dataset(root, load_config(None, MAPPED))
    found = {picture.path: set(picture.labels) for picture in dataset.pictures}
    assert found == {
        "extra/both/d.webp": {"cat", "dog"},
        "extra/neither/c.png": set(),
        "train/cats/a.jpg": {"cat"},
        "train/dogs/b.JPG": {"dog"},
    }
    assert [picture.path for picture in dataset.pictures] == sorted(found)
    assert dataset.labels == ("cat", "dog")
    assert dataset.targets(dataset.pictures).tolist() == [[1, 1], [0, 0], [1, 0], [0, 1]]


def test_folder_names_are_labels_by_default(root):
    dataset = find_dataset(root, load_config(None))
    assert dataset.labels == ("both", "cats", "dogs")
    assert dataset.targets(dataset.pictures).tolist() == [
        [1, 0, 0],
        [0, 0, 0],  # `neither` is an answer, not a label
        [0, 1, 0],
        [0, 0, 1],
    ]


@pytest.mark.parametrize("name", ["neither", "not sure"])
def test_an_answer_cannot_be_a_label(root, name):
    config = load_config(None, ['folders={"cats": ["cat"], "dogs": ["' + name + '"]}'])
    with pytest.raises(ConfigError, match="an answer of its own"):
        find_dataset(root, config)


def test_labels_keep_the_order_of_the_configuration(root):
    dataset = find_dataset(root, load_config(None, [*MAPPED, 'labels=["dog", "cat"]']))
    assert dataset.labels == ("dog", "cat")
    assert dataset.targets(dataset.pictures[2:]).tolist() == [[0, 1], [1, 0]]


def test_no_pictures_make_an_empty_array_of_the_right_width(root):
    assert find_dataset(root, load_config(None, MAPPED)).targets([]).shape == (0, 2)


def test_the_first_matching_rule_gives_source_weight_and_part(root):
    rules = (
        'rules=[{"match": "train/cats/*", "source": "mine", "weight": 2.5, "part": "test"}, '
        '{"match": "train/*", "source": "others"}]'
    )
    dataset = find_dataset(root, load_config(None, [*MAPPED, rules]))
    assert [(p.source, p.weight, p.part) for p in dataset.pictures] == [
        ("extra", 1.0, None),
        ("extra", 1.0, None),
        ("mine", 2.5, "test"),
        ("others", 1.0, None),
    ]


def test_the_hash_follows_names_labels_and_contents(root):
    config = load_config(None, MAPPED)
    before = find_dataset(root, config).sha256()
    assert find_dataset(root, config).sha256() == before
    (root / "train/cats/a.jpg").write_text("changed")
    changed = find_dataset(root, config).sha256()
    (root / "train/cats/a.jpg").rename(root / "train/dogs/a.jpg")
    (root / "train/dogs/b.JPG").rename(root / "train/cats/b.JPG")
    assert len({before, changed, find_dataset(root, config).sha256()}) == 3


def test_a_missing_folder_is_named(tmp_path):
    with pytest.raises(ConfigError, match=r"there is no data folder .*nowhere"):
        find_dataset(tmp_path / "nowhere", load_config(None))


@pytest.mark.parametrize("names", [[], ["only/a.jpg", "only/b.jpg"], ["a.jpg", "b.jpg"]])
def test_fewer_than_two_kinds_are_refused(tmp_path, names):
    for name in names:
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()
    with pytest.raises(ConfigError, match="at least two folders with pictures, one for each label"):
        find_dataset(tmp_path, load_config(None))


def test_folders_that_the_configuration_does_not_know_are_no_help(root):
    with pytest.raises(ConfigError, match=r"two folders with pictures.*named left, right"):
        find_dataset(root, load_config(None, ['folders={"left": ["l"], "right": ["r"]}']))


@pytest.mark.parametrize("labels", ['["cat"]', '["cat", "dog", "bird"]', '["cats", "dogs"]'])
def test_labels_must_be_those_that_the_pictures_show(root, labels):
    with pytest.raises(ConfigError, match="show cat, dog, the labels are"):
        find_dataset(root, load_config(None, [*MAPPED, f"labels={labels}"]))
