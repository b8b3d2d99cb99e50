"""Read the bytes of a picture from wherever it lies, bounded and never waiting."""

from __future__ import annotations

import errno
import io
import os
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, Final, TypeAlias

from petsight import errors
from petsight.regular import NotRegularError, open_regular

ImageSource: TypeAlias = str | os.PathLike[str] | bytes | bytearray | memoryview | IO[bytes]
"""What `open_image` takes: a path, the bytes of a file, or a file open for reading bytes."""

_CHUNK: Final = 2**24


@dataclass(frozen=True, slots=True)
class Limits:
    """What a picture may cost; only `pieces` is not known before decoding begins.

    Attributes:
        bytes: Size of the file.
        pixels: Width times height of the first frame, before any reduced decoding.
        scans: Passes of a progressive JPEG.
        pieces: How often Pillow may read from a file other than a BMP: chunks, segments, strips and
            the like. 200 MB in the chunks of 4 KB that some programs write take 150,000.
    """

    bytes: int = 200 * 2**20
    pixels: int = 50_000_000
    scans: int = 100
    pieces: int = 2**18


DEFAULT_LIMITS: Final = Limits()


def read_source(source: ImageSource, limits: Limits = DEFAULT_LIMITS) -> bytes:
    """Read the bytes of a picture without ever waiting on a pipe or reading beyond the limit.

    Args:
        source: As for `open_image`.
        limits: Only `limits.bytes` counts here.

    Returns:
        The bytes, at least one.

    Raises:
        errors.ImageError: The file is missing, unreadable, empty, too large or not a regular file.
        TypeError: `source` is none of the three kinds.
    """
    if isinstance(source, bytes | bytearray | memoryview):
        data = bytes(source)
    elif isinstance(source, str | os.PathLike):
        data = _read_path(os.fspath(source), limits.bytes)
    elif hasattr(source, "read"):
        data = _read_file(source, limits.bytes)
    else:
        raise TypeError(f"a path, bytes or a binary file is wanted, not {type(source).__name__}")
    if not data:
        raise errors.EmptyFileError("the file is empty")
    if len(data) > limits.bytes:
        raise errors.ImageTooLargeError(
            f"the file is larger than the limit of {limits.bytes / 2**20:,.0f} MB"
        )
    return data


def _read_path(path: str, limit: int) -> bytes:
    try:
        with open_regular(path, buffering=0) as file:
            return _read_all(file, limit + 1)
    except (OSError, ValueError) as exc:
        if path.startswith(("https:/", "http:/")):  # of two slashes, Path keeps one
            raise errors.NoSuchFileError(
                "links are not fetched; save the picture, or: curl -s LINK | petsight classify -"
            ) from exc
        raise _file_error(path, exc) from exc


def _read_file(file: IO[bytes], limit: int) -> bytes:
    try:
        return _read_all(file, limit + 1)
    except OSError as exc:
        raise errors.UnreadableFileError(_reason(exc)) from exc
    except ValueError as exc:  # a closed file
        raise errors.UnreadableFileError(f"the file cannot be read ({exc})") from exc


def _read_all(file: IO[Any] | io.RawIOBase, limit: int) -> bytes:
    """Read to the end or to the limit; a raw file may return less than it is asked for."""
    chunks: list[bytes] = []
    while limit > 0 and (chunk := file.read(min(limit, _CHUNK))):
        if not isinstance(chunk, bytes):
            raise TypeError("the file must be open for reading bytes, not text")
        chunks.append(chunk)
        limit -= len(chunk)
    return chunks[0] if len(chunks) == 1 else b"".join(chunks)


def _file_error(path: str, exc: OSError | ValueError) -> errors.ImageError:
    if not isinstance(exc, OSError):
        return errors.NoSuchFileError("this is not a possible file name")
    if isinstance(exc, FileNotFoundError | NotADirectoryError):
        dangling = Path(path).is_symlink()
        return errors.NoSuchFileError(
            "this link points to a file that does not exist"
            if dangling
            else "there is no such file"
        )
    if isinstance(exc, NotRegularError):
        return errors.NotAFileError(f"{exc.strerror}, not a picture file")
    if isinstance(exc, PermissionError):
        return _permission_error(path)
    if exc.errno in (errno.ENXIO, errno.EOPNOTSUPP):
        return errors.NotAFileError("this is a socket or a device, not a picture file")
    return errors.UnreadableFileError(_reason(exc))


def _permission_error(path: str) -> errors.ImageError:
    folder = os.path.isdir(path)  # noqa: PTH112 - `Path.is_dir` might raise again
    if folder and os.name == "nt":  # Windows says so of every folder, not only of locked ones
        return errors.NotAFileError("this is a folder, not a picture file")
    what = "folder" if folder else "file"
    return errors.PermissionDeniedError(f"there is no permission to read this {what}")


def _reason(exc: OSError) -> str:
    return f"the file cannot be read ({exc.strerror or exc})"
