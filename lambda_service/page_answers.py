"""Send the page for phones: types, caches, compression, and what a browser must not do with it."""

from __future__ import annotations

import base64
import re
from collections.abc import Mapping
from typing import Final

from lambda_service.answers import Document
from lambda_service.call import Call
from lambda_service.events import HttpRequest
from lambda_service.failures import MethodNotAllowedError, NotFoundError
from lambda_service.page import INDEX, Form, Page, PageFile

ROOT: Final = "/app"
"""The page's path; its files lie below."""

_ALLOW: Final = "GET, HEAD, OPTIONS"
_YEAR_S: Final = 365 * 24 * 3600
_POLICY: Final = (
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'; "
    "style-src 'self'; img-src 'self' blob: data:; media-src 'self' blob:; manifest-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'; connect-src 'self'"
)
"""What the browser lets the page do; the endpoints that it was built for go behind it."""
_USUAL: Final = {
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(self), geolocation=(), microphone=(), payment=(), usb=()",
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
}
_REFUSED: Final = re.compile(r"q=0(\.0{0,3})?")


def is_page(path: str) -> bool:
    """Tell whether a path belongs to the page."""
    return path == ROOT or path.startswith(f"{ROOT}/")


def answer_page(page: Page | None, path: str, request: HttpRequest, call: Call) -> Document:
    """Answer a request for the page or one of its files.

    The page is public, for a browser cannot send a key before there is a page that asks for one;
    and no other site has a use for it, so that it never gets a CORS header.

    Args:
        page: The page, or None where it was not built.
        path: `ROOT` or below, without the stage's name.
        request: What was asked.
        call: Is told the status.

    Returns:
        The response.

    Raises:
        MethodNotAllowedError: The page is only read.
        NotFoundError: There is no page, or no such file in it.
    """
    if request.method == "OPTIONS":
        return _response(204, {"allow": _ALLOW}, call)
    if request.method not in ("GET", "HEAD"):
        raise MethodNotAllowedError(_ALLOW)
    if page is None:
        raise NotFoundError("this service was built without the page for phones")
    if path == ROOT:
        # Relative, for only the browser knows what a gateway puts in front of the path.
        return _response(308, {"location": "app/", "cache-control": "no-cache"}, call)
    file = page.files.get(path.removeprefix(f"{ROOT}/") or INDEX)
    if file is None:
        raise NotFoundError("the page has no such file")
    policy = " ".join((_POLICY, *page.endpoints))
    return _file_response(file, policy, request, call)


def _file_response(file: PageFile, policy: str, request: HttpRequest, call: Call) -> Document:
    coding, form = _best_form(file, request.headers.get("accept-encoding", ""))
    headers = {
        "content-security-policy": policy,
        "cache-control": f"public, max-age={_YEAR_S}, immutable" if file.immutable else "no-cache",
        "etag": f'"{form.sha256}"',
    }
    if file.compressed:
        headers["vary"] = "accept-encoding"
    if _is_known(headers["etag"], request.headers.get("if-none-match", "")):
        return _response(304, headers, call)
    headers["content-type"] = file.media_type
    if coding:
        headers["content-encoding"] = coding
    body = b"" if request.method == "HEAD" else form.file.read_bytes()
    return _response(200, headers, call, body)


def _response(status: int, headers: Mapping[str, str], call: Call, body: bytes = b"") -> Document:
    call.status = status
    return {
        "statusCode": status,
        "headers": {**_USUAL, **headers, "x-request-id": call.request_id},
        "body": base64.b64encode(body).decode("ascii"),
        "isBase64Encoded": bool(body),
    }


def _best_form(file: PageFile, accepted: str) -> tuple[str, Form]:
    """Return the smallest form that the browser takes, and its content coding, if any."""
    taken = set()
    for item in accepted.lower().split(","):
        name, _, weight = item.partition(";")
        if not _REFUSED.fullmatch(weight.strip()):
            taken.add(name.strip())
    for coding, form in file.compressed.items():
        if coding in taken:
            return coding, form
    return "", file.plain


def _is_known(etag: str, known: str) -> bool:
    """Compare weakly, as RFC 9110 wants it here: a gateway that compresses marks tags with `W/`."""
    return etag in [one.strip().removeprefix("W/") for one in known.split(",")]
