"""Model files: what is read from them and what is refused, each with a sentence that says why."""

from __future__ import annotations

import hashlib
import io
import os
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from petsight.errors import ModelError
from petsight.labels import Label
from petsight.modelfile import read_model_file
from petsight.resources import model_path
from tests.support_model import TINY, change_model, document, flatbuffer, write_model


def test_reads_everything_from_the_file():
    file = read_model_file(TINY)
    assert file.content == TINY.read_bytes()
    assert file.sha256 == hashlib.sha256(file.content).hexdigest()
    assert (file.info.width, file.info.height) == (32, 24)
    assert file.info.labels == tuple(Label(name, 0.75, 0.25) for name in ("cat", "dog", "bird"))
    assert file.info.flatbuffer_sha256 == hashlib.sha256(flatbuffer()).hexdigest()


def test_info_has_the_json_form_of_the_file():
    assert read_model_file(TINY).info.to_dict() == document()


def test_the_shipped_model_is_whole():
    info = read_model_file(model_path()).info
    assert (info.tier, info.preprocess_id) == ("edge", "p1")
    assert [label.name for label in info.labels] == ["cat", "dog"]


def test_thresholds_are_part_of_the_identity(tmp_path):
    labels = [{"name": name, "accept": 0.8, "reject": 0.2} for name in ("cat", "dog", "bird")]
    changed = read_model_file(change_model(tmp_path / "m.tflite", labels=labels))
    original = read_model_file(TINY)
    assert changed.info.flatbuffer_sha256 == original.info.flatbuffer_sha256
    assert changed.sha256 != original.sha256


def refusal(path: Path) -> str:
    with pytest.raises(ModelError) as caught:
        read_model_file(path)
    assert caught.value.code == "bad_model"
    assert path.name in caught.value.message
    return caught.value.message


def test_missing(tmp_path):
    assert "cannot be read (No such file or directory)" in refusal(tmp_path / "none.tflite")


def test_folder(tmp_path):
    assert "cannot be read" in refusal(tmp_path)


@pytest.mark.timeout(20)
def test_pipe(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    assert "cannot be read (this is a pipe)" in refusal(tmp_path / "pipe")


@pytest.mark.parametrize("content", [b"", b"TFL3", b"hello, this is a text", b"PK\x05\x06" * 9])
def test_not_tflite(tmp_path, content):
    path = tmp_path / "m.tflite"
    path.write_bytes(content)
    assert "is not a TFLite model file" in refusal(path)


def test_no_metadata(tmp_path):
    path = tmp_path / "m.tflite"
    path.write_bytes(flatbuffer())
    assert "has no petsight metadata" in refusal(path)


def test_other_metadata_only(tmp_path):
    path = tmp_path / "m.tflite"
    path.write_bytes(flatbuffer())
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("labels.txt", "cat\ndog\n")
    assert "has no petsight metadata" in refusal(path)


def test_changed_flatbuffer(tmp_path):
    content = bytearray(flatbuffer())
    content[-1] ^= 1
    path = write_model(tmp_path / "m.tflite", bytes(content), document())
    assert "was changed or damaged after it was exported" in refusal(path)


def test_other_preprocessing(tmp_path):
    path = change_model(tmp_path / "m.tflite", preprocess_id="p2")
    assert "was made for preprocessing 'p2'; this petsight does 'p1'" in refusal(path)


def test_newer_schema(tmp_path):
    path = change_model(tmp_path / "m.tflite", schema=2, labels="of another kind")
    assert "needs a newer petsight (its schema is 2, not 1)" in refusal(path)


@pytest.mark.parametrize(
    ("accept", "reject"), [(0.4, 0.6), (1.1, 0.5), (0.5, -0.1), (float("nan"), 0.5)]
)
def test_contradictory_thresholds(tmp_path, accept, reject):
    labels = [{"name": "cat", "accept": accept, "reject": reject}]
    path = change_model(tmp_path / "m.tflite", labels=labels)
    assert "thresholds that contradict each other" in refusal(path)


def test_equal_thresholds_are_fine(tmp_path):
    labels = [{"name": "cat", "accept": 0.5, "reject": 0.5}]
    info = read_model_file(change_model(tmp_path / "m.tflite", labels=labels)).info
    assert info.labels == (Label("cat", 0.5, 0.5),)


def test_duplicate_labels(tmp_path):
    labels = [{"name": "cat", "accept": 0.5, "reject": 0.5}] * 2
    path = change_model(tmp_path / "m.tflite", labels=labels)
    assert "two labels of the same name" in refusal(path)


@pytest.mark.parametrize(
    "fields",
    [
        {"schema": 0},
        {"schema": "1"},
        {"labels": []},
        {"labels": ["cat"]},
        {"labels": [{"name": "cat"}]},
        {"input": [32, 24]},
        {"input": {"width": float("inf"), "height": 24}},
        {"metrics": 3},
    ],
    ids=str,
)
def test_broken_metadata(tmp_path, fields):
    assert "broken petsight metadata" in refusal(change_model(tmp_path / "m.tflite", **fields))


@pytest.mark.parametrize("text", [b"[]", b"3", b"null"])
def test_metadata_that_is_no_object(tmp_path, text):
    path = write_model(tmp_path / "m.tflite", flatbuffer(), text)
    assert "broken petsight metadata" in refusal(path)


@pytest.mark.parametrize("text", [b"", b"{", b"\xff\xfe", b"[" * 100_000])
def test_metadata_that_is_no_json(tmp_path, text):
    path = write_model(tmp_path / "m.tflite", flatbuffer(), text)
    assert "has no petsight metadata" in refusal(path)


def test_metadata_that_unpack_to_gigabytes(tmp_path):
    path = tmp_path / "m.tflite"
    path.write_bytes(flatbuffer())
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("petsight.json", b" " * 2**24)
    assert "has no petsight metadata" in refusal(path)


@given(at=st.integers(0, TINY.stat().st_size - 1), bit=st.integers(0, 7))
def test_any_flipped_bit_is_refused_or_changes_the_identity(tmp_path_factory, at, bit):
    content = bytearray(TINY.read_bytes())
    content[at] ^= 1 << bit
    path = tmp_path_factory.getbasetemp() / "flipped.tflite"
    path.write_bytes(content)
    try:
        file = read_model_file(path)
    except ModelError:
        return
    assert file.sha256 != read_model_file(TINY).sha256
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        start = min(entry.header_offset for entry in archive.infolist())
    assert at >= start, "a changed flatbuffer was accepted"


@given(size=st.integers(0, TINY.stat().st_size - 1))
def test_any_truncated_file_is_refused(tmp_path_factory, size):
    path = tmp_path_factory.getbasetemp() / "cut.tflite"
    path.write_bytes(TINY.read_bytes()[:size])
    refusal(path)
