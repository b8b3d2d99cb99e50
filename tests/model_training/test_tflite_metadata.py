"""The metadata other programs read: parsed back with the field numbers of the public schema."""

from __future__ import annotations

import io
import zipfile

import flatbuffers.number_types as numbers
import pytest
from flatbuffers.table import Table

from model_training.tflite_metadata import (
    LABELS_FILE,
    append_archive,
    labels_file,
    model_metadata,
)

METADATA = model_metadata("petsight-edge", "1.2.3", "Tells cat, dog in photos.")


class Reader:
    """A flatbuffer table read by field number."""

    def __init__(self, data: bytes, position: int) -> None:
        self.table = Table(bytearray(data), position)
        self.data = data

    @classmethod
    def root(cls, data: bytes) -> Reader:
        return cls(data, int.from_bytes(data[:4], "little"))

    def at(self, slot: int) -> int:
        offset = self.table.Offset(4 + 2 * slot)
        assert offset, f"field {slot} is missing"
        return int(self.table.Pos + offset)

    def has(self, slot: int) -> bool:
        return bool(self.table.Offset(4 + 2 * slot))

    def text(self, slot: int) -> str:
        return bytes(self.table.String(self.at(slot))).decode()

    def byte(self, slot: int) -> int:
        return int(self.table.Get(numbers.Uint8Flags, self.at(slot)))

    def child(self, slot: int) -> Reader:
        return Reader(self.data, self.table.Indirect(self.at(slot)))

    def children(self, slot: int) -> list[Reader]:
        start, count = self._vector(slot)
        return [Reader(self.data, self.table.Indirect(start + 4 * i)) for i in range(count)]

    def floats(self, slot: int) -> list[float]:
        start, count = self._vector(slot)
        return [self.table.Get(numbers.Float32Flags, start + 4 * i) for i in range(count)]

    def _vector(self, slot: int) -> tuple[int, int]:
        offset = self.at(slot) - self.table.Pos
        return self.table.Vector(offset), self.table.VectorLen(offset)


@pytest.fixture
def subgraph():
    (only,) = Reader.root(METADATA).children(3)
    return only


def test_model_is_described():
    root = Reader.root(METADATA)
    assert METADATA[4:8] == b"M001"
    assert [root.text(slot) for slot in (0, 1, 2)] == [
        "petsight-edge",
        "Tells cat, dog in photos.",
        "1.2.3",
    ]
    assert root.text(5) == "Apache-2.0"
    assert root.text(7) == "1.0.0"  # the least version of the parser


def test_input_is_an_rgb_image_of_plain_pixels(subgraph):
    (image,) = subgraph.children(2)
    assert image.text(0) == "image"
    content = image.child(3)
    assert content.byte(0) == 2  # ImageProperties
    assert content.child(1).byte(0) == 1  # RGB
    (unit,) = image.children(4)
    assert unit.byte(0) == 1  # NormalizationOptions
    assert (unit.child(1).floats(0), unit.child(1).floats(1)) == ([0.0], [1.0])
    stats = image.child(5)
    assert (stats.floats(0), stats.floats(1)) == ([255.0], [0.0])  # most, least


def test_output_names_the_file_of_its_labels(subgraph):
    (scores,) = subgraph.children(3)
    assert scores.text(0) == "scores"
    assert scores.child(3).byte(0) == 1  # FeatureProperties
    stats = scores.child(5)
    assert (stats.floats(0), stats.floats(1)) == ([1.0], [0.0])
    (file,) = scores.children(6)
    assert file.text(0) == LABELS_FILE
    # TENSOR_AXIS_LABELS, which is what image classifiers look for; 3 would be values of one number.
    assert file.byte(2) == 2
    assert not file.has(3)  # no locale: these are the labels themselves


def test_labels_stand_one_a_line():
    assert labels_file(["cat", "dog"]) == b"cat\ndog\n"
    assert labels_file(["kočka"]).decode() == "kočka\n"


def test_zipfile_reads_the_archive_and_the_model_stays_in_front():
    model = bytes(range(256)) * 3
    content = append_archive(model, {"labels.txt": b"cat\n", "petsight.json": b"{}"})
    assert content.startswith(model)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.testzip() is None
        assert archive.namelist() == ["labels.txt", "petsight.json"]
        assert archive.read("labels.txt") == b"cat\n"
        entries = archive.infolist()
    assert min(entry.header_offset for entry in entries) == len(model)
    # MediaPipe maps the files where they lie, so they must not be compressed.
    assert {entry.compress_type for entry in entries} == {zipfile.ZIP_STORED}
    assert {entry.date_time for entry in entries} == {(1980, 1, 1, 0, 0, 0)}


def test_equal_input_gives_equal_bytes():
    assert model_metadata("petsight-edge", "1.2.3", "Tells cat, dog in photos.") == METADATA
    assert model_metadata("petsight-edge", "1.2.4", "Tells cat, dog in photos.") != METADATA
    files = {"labels.txt": b"cat\n"}
    assert append_archive(b"model", files) == append_archive(b"model", files)
