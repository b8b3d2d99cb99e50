"""Read what was dropped, pasted or named: files, folders, links and models."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final
from urllib.parse import unquote_to_bytes

MODEL_SUFFIX: Final = ".tflite"

_LINK: Final = re.compile(r"https?://[^\s\x00-\x1f]+", re.IGNORECASE)
_FILE: Final = re.compile(rb"file:(?://(?P<host>[^/\\]*))?(?P<path>[/\\].*)", re.IGNORECASE)
_USUAL: Final = b"file:///"
_DRIVE: Final = re.compile(r"/([A-Za-z])[:|](?=/|$)")


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
    lines = (line.strip() for line in data.splitlines())
    entries = (_entry(line, windows) for line in lines if line and not line.startswith(b"#"))
    return _by_kind(entry for entry in entries if entry)


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


def _entry(line: bytes, windows: bool) -> str | None:
    """Return the path or the link of one line, or None."""
    if line[:5].lower() == b"file:":
        return _local_path(line, windows)
    if line.startswith(b"/") and b"\0" not in line and not windows:
        return os.fsdecode(line)  # some applications write paths as they are
    try:
        text = line.decode()
    except UnicodeDecodeError:
        return None
    return text if _LINK.fullmatch(text) else None


def _local_path(line: bytes, windows: bool) -> str | None:
    quoted = _without_host(line)
    if quoted is None:
        return None
    raw = unquote_to_bytes(quoted) if b"%" in quoted else quoted
    if b"\0" in raw:
        return None
    if not windows:
        return os.fsdecode(raw)
    path = _DRIVE.sub(r"\1:", raw.decode(errors="replace"), count=1)
    return path.replace("/", "\\")


def _without_host(line: bytes) -> bytes | None:
    """Return what follows the name of this machine; None where it is another one's file."""
    if line.startswith(_USUAL):
        return line[len(_USUAL) - 1 :]
    match = _FILE.fullmatch(line)
    if match is None or (match["host"] or b"").lower() not in (b"", b"localhost"):
        return None
    return match["path"]
