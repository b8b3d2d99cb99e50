"""Model files: what is read from them, and what is refused with which sentence."""

from __future__ import annotations

import json
import re
import zipfile
from pathlib import Path
from typing import Any

import pytest

from petsight.errors import ModelError
from petsight.modelfile import read_model_file
from petsight.resources import model_path
from tests.mobile.engine.probe import Probe, RefusedError
from tests.support_model import TINY, change_model, document, flatbuffer, write_model

CHANGES: list[tuple[str, dict[str, Any]]] = [
    ("newer schema", {"schema": 2}),
    ("no schema", {"schema": None}),
    ("no labels", {"labels": []}),
    ("labels of another kind", {"labels": ["cat"]}),
    ("no input", {"input": None}),
    ("twice the same label", {"labels": [{"name": "cat", "accept": 0.75, "reject": 0.25}] * 2}),
    ("a label like an answer", {"labels": [{"name": "neither", "accept": 0.75, "reject": 0.25}]}),
    ("a joined label", {"labels": [{"name": "a and b", "accept": 0.75, "reject": 0.25}]}),
    ("thresholds crossed", {"labels": [{"name": "cat", "accept": 0.25, "reject": 0.75}]}),
    ("a threshold over 1", {"labels": [{"name": "cat", "accept": 1.5, "reject": 0.75}]}),
    ("another preprocessing", {"preprocess_id": "p2"}),
    ("another flatbuffer", {"flatbuffer_sha256": "0" * 64}),
]


def read(probe: Probe, path: Path) -> dict[str, Any]:
    found: dict[str, Any] = probe.run(
        "return readModel(a[0])", probe.site.add("m", path.read_bytes())
    )
    return found


def sentence(error: ModelError, path: Path) -> str:
    """The core names the file, the program and Python's own error; the page does not."""
    text = re.sub(r" \((Key|Type|Value)Error.*", "", error.message)
    text = text.replace(path.name, "the model file").replace("'", '"')
    return text.replace("this petsight does", "this page does")


@pytest.mark.parametrize("path", [model_path(), TINY], ids=lambda path: path.name)
def test_everything_is_read_as_by_the_core(probe: Probe, path: Path) -> None:
    file = read_model_file(path)
    info = file.info
    assert read(probe, path) == {
        "name": info.name,
        "version": info.version,
        "tier": info.tier,
        "size": {"width": info.width, "height": info.height},
        "preprocessId": info.preprocess_id,
        "labels": [
            {"name": label.name, "accept": label.accept, "reject": label.reject}
            for label in info.labels
        ],
        "sha256": file.sha256,
        "bytes": len(file.content),
        "metrics": info.metrics,
        "training": info.training,
    }


@pytest.mark.parametrize("fields", [fields for _, fields in CHANGES], ids=[n for n, _ in CHANGES])
def test_the_refusals_are_the_core_s(probe: Probe, tmp_path: Path, fields: dict[str, Any]) -> None:
    path = change_model(tmp_path / "m.tflite", **fields)
    with pytest.raises(ModelError) as wanted:
        read_model_file(path)
    with pytest.raises(RefusedError) as found:
        read(probe, path)
    assert found.value.code == wanted.value.code
    assert found.value.message == sentence(wanted.value, path)


@pytest.mark.parametrize("content", [b"", b"\0\0\0\0TFL4", b"PK\5\6" + bytes(18)], ids=repr)
def test_what_is_no_model_is_refused(probe: Probe, tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "m.tflite"
    path.write_bytes(content)
    with pytest.raises(RefusedError, match="bad_model: the model file is not a TFLite model file"):
        read(probe, path)


@pytest.mark.parametrize("cut", [1, 22, 100, 1000])
def test_a_file_cut_short_has_no_metadata(probe: Probe, tmp_path: Path, cut: int) -> None:
    path = tmp_path / "m.tflite"
    path.write_bytes(TINY.read_bytes()[:-cut])
    with pytest.raises(
        RefusedError, match="the model file has no petsight metadata; export it with"
    ):
        read(probe, path)


@pytest.mark.parametrize("text", [b"{", b"\xff", b"[]", b"null", b""], ids=repr)
def test_metadata_that_is_no_object(probe: Probe, tmp_path: Path, text: bytes) -> None:
    path = write_model(tmp_path / "m.tflite", flatbuffer(), text)
    with pytest.raises(
        RefusedError, match=r"bad_model: the model file has (no|broken) petsight metadata"
    ):
        read(probe, path)


def test_a_compressed_entry_and_a_comment_are_read(probe: Probe, tmp_path: Path) -> None:
    path = tmp_path / "m.tflite"
    path.write_bytes(flatbuffer())
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("labels.txt", "cat\ndog\n")
        with zipfile.ZipFile(TINY) as original:
            archive.writestr("petsight.json", original.read("petsight.json"))
        archive.comment = b"a comment " * 100
    assert read(probe, path)["name"] == document()["name"]


def test_an_entry_is_unpacked_no_further_than_it_promises(probe: Probe, tmp_path: Path) -> None:
    text = json.dumps(document()).encode() + b" " * 3_000_000
    path = tmp_path / "m.tflite"
    path.write_bytes(flatbuffer())
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("petsight.json", text)
    true, promised = (size.to_bytes(4, "little") for size in (len(text), 10_000))
    content = path.read_bytes()
    assert content.count(true) == 2  # in the entry's own header and in the directory
    path.write_bytes(content.replace(true, promised))
    with pytest.raises(RefusedError, match="the model file has no petsight metadata"):
        read(probe, path)


def test_offsets_may_count_from_the_archive(probe: Probe, tmp_path: Path) -> None:
    archive = tmp_path / "archive.zip"
    with zipfile.ZipFile(archive, "w") as made, zipfile.ZipFile(TINY) as original:
        made.writestr("petsight.json", original.read("petsight.json"))
    path = tmp_path / "m.tflite"
    path.write_bytes(flatbuffer() + archive.read_bytes())
    assert read(probe, path)["sha256"] == read_model_file(path).sha256
