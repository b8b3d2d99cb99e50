"""Make a small page with its list, as the build of `mobile/` does."""

from __future__ import annotations

import gzip
import hashlib
import json
from pathlib import Path
from typing import Any

HTML = b"<!doctype html><title>petsight</title>" + b"<p>cats and dogs</p>" * 40
WASM = b"\0asm" + bytes(range(256))


def entry(folder: Path, path: str, content: bytes, media_type: str, cache: str) -> dict[str, Any]:
    """Write a file of the page and return its place in the list."""
    (folder / path).parent.mkdir(parents=True, exist_ok=True)
    return {**_written(folder, path, content), "type": media_type, "cache": cache}


def _written(folder: Path, path: str, content: bytes) -> dict[str, Any]:
    (folder / path).write_bytes(content)
    return {"path": path, "bytes": len(content), "sha256": hashlib.sha256(content).hexdigest()}


def make_page(folder: Path, connect: tuple[str, ...] = ()) -> dict[str, Any]:
    """Write a page of two files, one of them compressed; return its list.

    The brotli form is none: what the service sends is what lies there, and nothing here reads it.
    """
    index = entry(folder, "index.html", HTML, "text/html; charset=utf-8", "none")
    index["encodings"] = {
        "br": _written(folder, "index.html.br", b"brotli stands here"),
        "gzip": _written(folder, "index.html.gz", gzip.compress(HTML, mtime=0)),
    }
    wasm = entry(folder, "engine/run-0a1b2c3d.wasm", WASM, "application/wasm", "immutable")
    listed = {"schema": 1, "connect": list(connect), "files": [index, wasm]}
    write_list(folder, listed)
    return listed


def write_list(folder: Path, listed: Any) -> None:
    """Write the list of a page."""
    (folder / "files.json").write_text(json.dumps(listed), "utf-8")
