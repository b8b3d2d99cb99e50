"""Paths that cannot be read: each says why, at once, and leaves nothing open."""

from __future__ import annotations

import contextlib
import os
import socket
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from petsight import errors
from petsight.image import open_image
from tests.petsight.pictures import flat
from tests.support import open_descriptors

NOBODY = 65534
PICTURE = flat("PNG")


@pytest.fixture
def public_dir() -> Iterator[Path]:
    """Return a folder that everybody can reach, which `tmp_path` is not."""
    with tempfile.TemporaryDirectory() as name:
        Path(name).chmod(0o755)
        yield Path(name)


@contextlib.contextmanager
def without_privileges() -> Iterator[None]:
    """Give up root's right to read everything, for as long as the block lasts."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(0)


def missing(folder: Path) -> Path:
    return folder / "missing.jpg"


def below_a_file(folder: Path) -> Path:
    (folder / "file").touch()
    return folder / "file" / "picture.jpg"


def dangling(folder: Path) -> Path:
    (folder / "link").symlink_to(folder / "missing.jpg")
    return folder / "link"


def circular(folder: Path) -> Path:
    (folder / "circle").symlink_to(folder / "circle")
    return folder / "circle"


def impossible(folder: Path) -> Path:
    return folder / "nul\0byte.jpg"


def long_name(folder: Path) -> Path:
    return folder / ("n" * 5000)


def folder_itself(folder: Path) -> Path:
    return folder


def pipe(folder: Path) -> Path:
    os.mkfifo(folder / "pipe")
    return folder / "pipe"


def device(folder: Path) -> Path:
    return Path("/dev/zero")


def listening(folder: Path) -> Path:
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(os.fspath(folder / "socket"))
    return folder / "socket"


def unreadable(folder: Path) -> Path:
    path = folder / "secret.png"
    path.write_bytes(PICTURE)
    path.chmod(0)
    return path


def below_a_closed_folder(folder: Path) -> Path:
    (folder / "closed").mkdir()
    (folder / "closed" / "picture.png").write_bytes(PICTURE)
    (folder / "closed").chmod(0)
    return folder / "closed" / "picture.png"


def closed_folder(folder: Path) -> Path:
    return below_a_closed_folder(folder).parent


def empty(folder: Path) -> Path:
    (folder / "empty.jpg").touch()
    return folder / "empty.jpg"


@pytest.mark.parametrize(
    ("make", "kind", "words"),
    [
        (missing, errors.NoSuchFileError, "no such file"),
        (below_a_file, errors.NoSuchFileError, "no such file"),
        (dangling, errors.NoSuchFileError, "link points to a file that does not exist"),
        (impossible, errors.NoSuchFileError, "not a possible file name"),
        (circular, errors.UnreadableFileError, "symbolic links"),
        (long_name, errors.UnreadableFileError, "name too long"),
        (folder_itself, errors.NotAFileError, "a folder"),
        (pipe, errors.NotAFileError, "a pipe"),
        (device, errors.NotAFileError, "a device"),
        (listening, errors.NotAFileError, "a socket"),
        (empty, errors.EmptyFileError, "empty"),
    ],
)
@pytest.mark.timeout(20)
def test_a_path_that_cannot_be_read(
    tmp_path: Path, make: Callable[[Path], Path], kind: type[errors.ImageError], words: str
) -> None:
    path = make(tmp_path)
    before = open_descriptors()
    with pytest.raises(errors.ImageError, match=f"(?i){words}") as caught:
        open_image(path)
    assert type(caught.value) is kind
    assert os.fspath(tmp_path) not in caught.value.message
    assert open_descriptors() == before


@pytest.mark.parametrize(
    ("make", "kind"),
    [
        (unreadable, errors.PermissionDeniedError),
        (below_a_closed_folder, errors.PermissionDeniedError),
        (closed_folder, errors.PermissionDeniedError),
    ],
)
def test_a_path_without_permission(
    public_dir: Path, make: Callable[[Path], Path], kind: type[errors.ImageError]
) -> None:
    path = make(public_dir)
    with without_privileges(), pytest.raises(errors.ImageError) as caught:
        open_image(path)
    assert type(caught.value) is kind
