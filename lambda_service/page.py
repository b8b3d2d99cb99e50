"""Know the page for phones: which files it has, as its build lists them (`mobile/dist/files.json`).

The list is read once. What it does not name is never opened, whatever a request asks for.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from petsight.errors import PetsightError

FOLDER: Final = Path(__file__).resolve().parent.parent / "mobile" / "dist"
"""Where the build leaves the page, in a checkout and in the container."""
LIST: Final = "files.json"
INDEX: Final = "index.html"
MAX_FORM_BYTES: Final = 4 * 2**20
"""Size of what one answer may carry: in base64 it fits into the 6 MB that Lambda lets out."""

_PATH: Final = re.compile(r"[A-Za-z0-9_-][A-Za-z0-9._-]*(/[A-Za-z0-9_-][A-Za-z0-9._-]*)*")
_TYPE: Final = re.compile(r"[a-z]+/[a-z0-9.+-]+(; charset=utf-8)?")
_ORIGIN: Final = re.compile(r"https?://[a-z0-9.-]+(:[0-9]{1,5})?")
_SHA256: Final = re.compile(r"[0-9a-f]{64}")
_CODINGS: Final = ("br", "gzip")
_CACHE: Final = ("none", "immutable")


class PageError(PetsightError):
    """The page's files are not what their list says."""

    code = "bad_page"


@dataclass(frozen=True, slots=True)
class Form:
    """A file as it travels, compressed or not.

    Attributes:
        file: Where its bytes lie, at most `MAX_FORM_BYTES`.
        sha256: Their hash, in hexadecimal.
    """

    file: Path
    sha256: str


@dataclass(frozen=True, slots=True)
class PageFile:
    """One file of the page.

    Attributes:
        media_type: Its content type.
        immutable: Whether its name says its content, so that it never has to be asked for again.
        plain: The file itself.
        compressed: The same by content coding, best first.
    """

    media_type: str
    immutable: bool
    plain: Form
    compressed: Mapping[str, Form]


@dataclass(frozen=True, slots=True)
class Page:
    """The page.

    Attributes:
        files: Path below `/app/` to the file there; `INDEX` is among them.
        endpoints: Origins beside its own that it was built to call.
    """

    files: Mapping[str, PageFile]
    endpoints: tuple[str, ...]


def read_page(folder: Path = FOLDER) -> Page | None:
    """Read the list of the page's files.

    Args:
        folder: Where the build left them.

    Returns:
        The page, or None where it was not built.

    Raises:
        PageError: The list cannot be understood, or a file is missing, of another size than listed
            or too large for Lambda.
    """
    try:
        text = (folder / LIST).read_text("utf-8")
    except FileNotFoundError:
        return None
    try:
        listed = json.loads(text)
        if listed["schema"] != 1:
            raise PageError(f"{folder / LIST} is of another version than this service reads")
        files = {_matched(_PATH, entry["path"]): _file(folder, entry) for entry in listed["files"]}
        endpoints = tuple(_matched(_ORIGIN, origin) for origin in listed["connect"])
    except (ValueError, KeyError, TypeError, AttributeError) as exc:
        raise PageError(f"{folder / LIST} is not a list of the page's files ({exc!r})") from None
    if INDEX not in files:
        raise PageError(f"{folder / LIST} names no {INDEX}")
    return Page(files, endpoints)


def _file(folder: Path, entry: Mapping[str, Any]) -> PageFile:
    encodings = entry.get("encodings", {})
    if unknown := set(encodings) - set(_CODINGS):
        raise ValueError(f"content coding {unknown.pop()}")
    return PageFile(
        media_type=_matched(_TYPE, entry["type"]),
        immutable=bool(_CACHE.index(entry["cache"])),
        plain=_form(folder, entry),
        compressed={
            coding: _form(folder, encodings[coding]) for coding in _CODINGS if coding in encodings
        },
    )


def _form(folder: Path, entry: Mapping[str, Any]) -> Form:
    form = Form(folder / _matched(_PATH, entry["path"]), _matched(_SHA256, entry["sha256"]))
    try:
        size = form.file.stat().st_size
    except OSError:
        size = -1
    # Hashing it all would cost every cold start more than it can find out.
    if size != entry["bytes"]:
        raise PageError(f"{form.file} is not the file that {LIST} lists; build the page anew")
    if size > MAX_FORM_BYTES:
        raise PageError(
            f"{form.file} has {size:,} bytes, and an answer of Lambda carries {MAX_FORM_BYTES:,}; "
            "the page's build has to cut it into parts"
        )
    return form


def _matched(pattern: re.Pattern[str], text: str) -> str:
    if not pattern.fullmatch(text):
        raise ValueError(text)
    return text
