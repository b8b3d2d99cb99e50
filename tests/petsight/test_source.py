"""Reading a picture's bytes: every way in, and every way it can fail."""

from __future__ import annotations

import io
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from petsight import errors
from petsight.image import open_image
from petsight.source import ImageSource, Limits, read_source
from tests.petsight.pictures import flat
from tests.support import open_descriptors

PICTURE = flat("PNG")


class Text(str):
    """A path in a class of its own, as some frameworks pass them."""

    __slots__ = ()


class Trickle(io.RawIOBase):
    """A raw file that gives seven bytes at a time."""

    def __init__(self, data: bytes) -> None:
        self._file = io.BytesIO(data)

    def read(self, size: int = -1, /) -> bytes:
        return self._file.read(min(size, 7))


class Broken(io.RawIOBase):
    """A file whose disk fails."""

    def read(self, _size: int = -1, /) -> bytes:
        raise OSError(5, "Input/output error")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "picture.png"
    path.write_bytes(PICTURE)
    return path


@pytest.mark.parametrize(
    "wrap",
    [
        pytest.param(Path, id="Path"),
        pytest.param(str, id="str"),
        pytest.param(Text, id="subclass of str"),
        pytest.param(Path.read_bytes, id="bytes"),
        pytest.param(lambda path: bytearray(path.read_bytes()), id="bytearray"),
        pytest.param(lambda path: memoryview(path.read_bytes()), id="memoryview"),
        pytest.param(lambda path: io.BytesIO(path.read_bytes()), id="file in memory"),
        pytest.param(lambda path: Trickle(path.read_bytes()), id="file with short reads"),
    ],
)
def test_every_kind_of_source(path: Path, wrap: Callable[[Path], Path]) -> None:
    assert open_image(wrap(path)).getpixel((0, 0)) == (200, 100, 50)


def test_a_file_open_for_reading_bytes(path: Path) -> None:
    with path.open("rb") as buffered, path.open("rb", buffering=0) as raw:
        assert read_source(buffered) == read_source(raw) == PICTURE


def test_a_link_to_a_picture(path: Path, tmp_path: Path) -> None:
    link = tmp_path / "link"
    link.symlink_to(path)
    assert read_source(link) == PICTURE


def test_a_name_that_is_no_utf8(tmp_path: Path) -> None:
    path = os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9.png")
    Path(path).write_bytes(PICTURE)
    assert read_source(path) == PICTURE


def test_a_text_file_is_a_type_error(path: Path) -> None:
    with path.open(encoding="latin-1") as file, pytest.raises(TypeError, match="not text"):
        open_image(file)  # type: ignore[arg-type]


@pytest.mark.parametrize("source", [None, 5, 1.5, ["a"], object()], ids=repr)
def test_anything_else_is_a_type_error(source: object) -> None:
    with pytest.raises(TypeError, match=f"not {type(source).__name__}"):
        open_image(source)  # type: ignore[arg-type]


def test_a_file_that_fails_while_it_is_read() -> None:
    with pytest.raises(errors.UnreadableFileError, match="Input/output error"):
        open_image(Broken())  # type: ignore[arg-type]


def test_a_file_open_for_writing_only(tmp_path: Path) -> None:
    with (tmp_path / "new").open("wb") as file, pytest.raises(errors.UnreadableFileError):
        open_image(file)


@pytest.mark.parametrize("kind", ["path", "bytes", "file"])
def test_size_limit(path: Path, kind: str) -> None:
    def source() -> ImageSource:
        sources: dict[str, ImageSource] = {
            "path": path,
            "bytes": PICTURE,
            "file": io.BytesIO(PICTURE),
        }
        return sources[kind]

    size = len(PICTURE)
    with pytest.raises(errors.ImageTooLargeError, match="larger than the limit"):
        read_source(source(), Limits(bytes=size - 1))
    assert read_source(source(), Limits(bytes=size)) == PICTURE
    assert read_source(source(), Limits(bytes=size + 1)) == PICTURE


def test_an_endless_file_is_read_up_to_the_limit_only() -> None:
    with Path("/dev/zero").open("rb") as file, pytest.raises(errors.ImageTooLargeError):
        open_image(file, Limits(bytes=1000))


@pytest.mark.parametrize("data", [b"", bytearray(), memoryview(b""), io.BytesIO()], ids=repr)
def test_no_bytes(data: bytes) -> None:
    with pytest.raises(errors.EmptyFileError):
        open_image(data)


def test_the_source_can_go_once_the_picture_is_open(path: Path) -> None:
    before = open_descriptors()
    image = open_image(path)
    assert open_descriptors() == before
    path.unlink()
    assert image.resize((10, 10)).getpixel((5, 5)) == (200, 100, 50)
