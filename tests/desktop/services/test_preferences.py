"""What a person chose comes back, whatever happened to the file."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from desktop.services.order import Order
from desktop.services.preferences import (
    EndpointSettings,
    Preferences,
    PreferencesError,
    PreferenceStore,
    Theme,
)
from petsight.mode import Mode

CHOSEN = Preferences(
    mode=Mode.AUTO,
    endpoint=EndpointSettings("https://pets.example.com", 30.0, sign=True),
    agreed_origin="https://pets.example.com",
    model="/models/ü.tflite",
    language="de",
    theme=Theme.DARK,
    log_names=True,
    order=Order.NAME,
    descending=True,
    geometry="AAAA",
    splitter="BBBB",
    sorted_into="/pictures/sorted ü",
    sort_folder="/pictures/sorted ü",
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "config" / "preferences.json"


def load(path: Path) -> Preferences:
    return PreferenceStore(path).load()


def test_a_first_start(path):
    store = PreferenceStore(path)
    assert store.load() == Preferences()
    assert store.notice is None
    assert not path.parent.exists()


def test_everything_comes_back(path):
    PreferenceStore(path).save(CHOSEN)
    assert load(path) == CHOSEN
    PreferenceStore(path).save(Preferences())
    assert load(path) == Preferences()
    assert [file.name for file in path.parent.iterdir()] == [path.name]


def test_no_default_is_tested_as_if_it_were_a_choice():
    plain = Preferences()
    for name in Preferences.__dataclass_fields__:
        assert getattr(CHOSEN, name) != getattr(plain, name), name


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"7", b"\xff\xfe", b"[" * 100_000])
def test_a_damaged_file_is_set_aside(path, content):
    path.parent.mkdir()
    path.write_bytes(content)
    store = PreferenceStore(path)
    assert store.load() == Preferences()
    assert store.notice is not None
    assert path.with_name("preferences.json.damaged").read_bytes() == content
    store.save(CHOSEN)
    assert load(path) == CHOSEN


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("mode", "fastest"),
        ("mode", None),
        ("theme", 7),
        ("log_names", "yes"),
        ("log_names", 1),
        ("descending", None),
        ("model", 7),
        ("language", []),
        ("order", {}),
        ("geometry", 1.5),
        ("agreed_origin", False),
    ],
)
def test_a_value_that_makes_no_sense_costs_only_itself(path, name, value):
    PreferenceStore(path).save(CHOSEN)
    path.write_text(json.dumps(json.loads(path.read_text()) | {name: value}))
    assert load(path) == replace(CHOSEN, **{name: getattr(Preferences(), name)})


@pytest.mark.parametrize(
    ("name", "value"),
    [("url", 7), ("timeout_s", 0), ("timeout_s", 1e9), ("timeout_s", "5"), ("timeout_s", True)],
)
def test_the_same_of_the_endpoint(path, name, value):
    PreferenceStore(path).save(CHOSEN)
    document = json.loads(path.read_text())
    document["endpoint"][name] = value
    path.write_text(json.dumps(document))
    endpoint = replace(CHOSEN.endpoint, **{name: getattr(EndpointSettings(), name)})
    assert load(path) == replace(CHOSEN, endpoint=endpoint)


def test_an_endpoint_that_is_none(path):
    PreferenceStore(path).save(CHOSEN)
    path.write_text(json.dumps(json.loads(path.read_text()) | {"endpoint": "https://x"}))
    assert load(path) == replace(CHOSEN, endpoint=EndpointSettings())


def test_what_a_newer_petsight_wrote_besides_is_ignored(path):
    PreferenceStore(path).save(CHOSEN)
    path.write_text(json.dumps(json.loads(path.read_text()) | {"colour": "pink"}))
    assert load(path) == CHOSEN


def test_a_folder_that_cannot_be_written(tmp_path):
    (tmp_path / "file").write_bytes(b"")
    store = PreferenceStore(tmp_path / "file" / "preferences.json")
    assert store.load() == Preferences()
    with pytest.raises(PreferencesError, match="cannot be saved") as caught:
        store.save(CHOSEN)
    assert "/" not in caught.value.message


def test_a_failed_save_keeps_the_old_file_and_leaves_nothing(path):
    PreferenceStore(path).save(CHOSEN)
    partial = path.with_name("preferences.json.part")
    partial.mkdir()
    with pytest.raises(PreferencesError):
        PreferenceStore(path).save(Preferences())
    assert load(path) == CHOSEN
