"""Read what was dropped, pasted or named: files, folders, links and models."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final
from urllib.parse import quote_from_bytes, unquote_to_bytes

MODEL_SUFFIX: Final = ".tflite"

_LINK: Final = re.compile(r"https?://[^\s\x00-\x1f]+", re.IGNORECASE)
_FILE: Final = re.compile(rb"file:(?://(?P<host>[^/\\]*))?(?P<path>[/\\].*)", re.IGNORECASE)
_USUAL: Final = b"file:///"
_DRIVE: Final = re.compile(r"/([A-Za-z])[:|](?=/|$)")
_NULL: Final = re.compile(rb"\0|%00")


@dataclass(frozen=True, slots=True)
class Dropped:
    """What somebody brought, each thing once and in the order given.

    Attributes:
        paths: Files and folders, absolute.
        links: Addresses that begin with http:// or https://.
        models: Model files, absolute.
    """

    paths: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    models: list[str] = field(default_factory=list)


def parse_uri_list(data: bytes, windows: bool = os.name == "nt") -> Dropped:
    """Read the drop format `text/uri-list` (RFC 2483), as well as applications write it.

    Percent-encoded bytes stay the bytes that they are, text or not. Files of other machines, other
    schemes and lines that make no sense are passed over.

    Args:
        data: Any bytes.
        windows: Whether paths are those of Windows.

    Returns:
        What the lines name.
    """
    lines = [line for line in map(bytes.strip, data.splitlines()) if not line.startswith(b"#")]
    quoted = [path for line in lines if (path := _quoted_path(line, windows)) is not None]
    links = [_link(line) for line in lines if line[:4].lower() == b"http"]
    return _by_kind([*filter(None, links), *_decode(quoted, windows)])


def sort_out(names: Iterable[str]) -> Dropped:
    """Tell files, folders, links and models apart, by their names alone.

    Args:
        names: Paths, also relative ones, and links.

    Returns:
        The same, sorted out.
    """
    return _by_kind(_absolute(name) for name in names if name)


def _absolute(name: str) -> str:
    # Not abspath: where folders are links, ".." is for the disk to resolve.
    if _LINK.fullmatch(name):
        return name
    path = Path(name)
    return str(path if path.is_absolute() else Path.cwd() / path)


def _by_kind(entries: Iterable[str]) -> Dropped:
    dropped = Dropped()
    for entry in dict.fromkeys(entries):
        if _LINK.fullmatch(entry):
            dropped.links.append(entry)
        elif entry.lower().endswith(MODEL_SUFFIX):
            dropped.models.append(entry)
        else:
            dropped.paths.append(entry)
    return dropped


def _link(line: bytes) -> str | None:
    try:
        text = line.decode()
    except UnicodeDecodeError:
        return None
    return text if _LINK.fullmatch(text) else None


def _quoted_path(line: bytes, windows: bool) -> bytes | None:
    """Return the path of a line that names a file of this machine, percent-encoded, or None."""
    if line.startswith(_USUAL):
        return line[len(_USUAL) - 1 :]
    if line.startswith(b"/") and not windows:
        return quote_from_bytes(line).encode()  # some applications write paths as they are
    match = _FILE.fullmatch(line)
    if match is None or (match["host"] or b"").lower() not in (b"", b"localhost"):
        return None
    return match["path"]


def _decode(quoted: Iterable[bytes], windows: bool) -> list[str]:
    """Decode paths all together: 100,000 one by one would take twice as long."""
    sound = [path for path in quoted if not _NULL.search(path)]
    if not sound:
        return []
    raw = unquote_to_bytes(b"\0".join(sound))  # the one byte that no path can hold
    if not windows:
        return os.fsdecode(raw).split("\0")
    paths = raw.decode(errors="replace").split("\0")
    return [_DRIVE.sub(r"\1:", path, count=1).replace("/", "\\") for path in paths]
