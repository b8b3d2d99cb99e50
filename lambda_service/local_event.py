"""Turn an HTTP request into the event of a Lambda Function URL, and a result into an HTTP answer.

For the development server. The shapes are those of payload format 2.0:
https://docs.aws.amazon.com/lambda/latest/dg/urls-invocation.html
"""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Final
from urllib.parse import parse_qsl

_TEXT: Final = re.compile(r"(text/.*|application/(json|xml|javascript))\s*(;.*)?", re.IGNORECASE)
_BETWEEN_TWO: Final = ("connection", "keep-alive", "te", "trailer", "transfer-encoding", "upgrade")
"""Headers about one connection, which go no further than the first server (RFC 9110, 7.6.1)."""
_URL_ID: Final = "petsight"
_DOMAIN: Final = f"{_URL_ID}.lambda-url.local.on.aws"


@dataclass(frozen=True, slots=True)
class Request:
    """An HTTP request.

    Attributes:
        method: As it was sent.
        path: Percent-encoded, without the query.
        query: What follows the question mark, or nothing.
        headers: Names and values in the order in which they came.
        body: Without any transfer coding.
        client: Who sent it, an IP address.
    """

    method: str
    path: str
    query: str
    headers: Sequence[tuple[str, str]]
    body: bytes
    client: str


@dataclass(frozen=True, slots=True)
class Response:
    """An HTTP answer.

    Attributes:
        status: HTTP status.
        headers: Names and values.
        body: The bytes.
    """

    status: int
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""


def make_event(request: Request, request_id: str) -> dict[str, Any]:
    """Build the event that a Function URL would hand to the function.

    Args:
        request: What a client sent.
        request_id: Names this invocation.

    Returns:
        The event, made of what JSON can say.
    """
    headers = _joined([(name.lower(), value) for name, value in request.headers])
    for name in _BETWEEN_TWO:
        headers.pop(name, None)
    cookies = headers.pop("cookie", "")
    event: dict[str, Any] = {
        "version": "2.0",
        "routeKey": "$default",
        "rawPath": request.path,
        "rawQueryString": request.query,
        "headers": {**headers, "x-forwarded-for": request.client, "x-forwarded-proto": "http"},
        "requestContext": _context(request, headers, request_id),
        **_body(request.body, headers),
    }
    if cookies:
        event["cookies"] = [cookie.strip() for cookie in cookies.split(";")]
    if request.query:
        event["queryStringParameters"] = _joined(parse_qsl(request.query, keep_blank_values=True))
    return event


def _joined(pairs: Sequence[tuple[str, str]]) -> dict[str, str]:
    found: dict[str, list[str]] = {}
    for name, value in pairs:
        found.setdefault(name, []).append(value)
    return {name: ",".join(values) for name, values in found.items()}


def _context(request: Request, headers: Mapping[str, str], request_id: str) -> dict[str, Any]:
    now = datetime.now(UTC)
    return {
        "accountId": "anonymous",
        "apiId": _URL_ID,
        "domainName": _DOMAIN,
        "domainPrefix": _URL_ID,
        "http": {
            "method": request.method,
            "path": request.path,
            "protocol": "HTTP/1.1",
            "sourceIp": request.client,
            "userAgent": headers.get("user-agent", ""),
        },
        "requestId": request_id,
        "routeKey": "$default",
        "stage": "$default",
        "time": f"{now:%d/%b/%Y:%H:%M:%S} +0000",
        "timeEpoch": int(now.timestamp() * 1000),
    }


def _body(body: bytes, headers: Mapping[str, str]) -> dict[str, Any]:
    if not body:
        return {"isBase64Encoded": False}
    if _TEXT.fullmatch(headers.get("content-type", "")) and "content-encoding" not in headers:
        try:
            return {"body": body.decode(), "isBase64Encoded": False}
        except UnicodeDecodeError:
            pass  # it is no text, whatever its type says
    return {"body": base64.b64encode(body).decode("ascii"), "isBase64Encoded": True}


def make_response(result: Any) -> Response:
    """Read what the function returned, as a Function URL does.

    Args:
        result: What JSON can say.

    Returns:
        The answer. A result without a status is the body of a 200.

    Raises:
        ValueError: The result says how to answer, but not in the form that is agreed on.
    """
    if not isinstance(result, dict) or "statusCode" not in result:
        return Response(200, {"content-type": "application/json"}, json.dumps(result).encode())
    status, headers = result["statusCode"], result.get("headers") or {}
    body, binary = result.get("body") or "", result.get("isBase64Encoded", False)
    if not (isinstance(status, int) and isinstance(headers, dict) and isinstance(body, str)):
        raise ValueError("a status, a dictionary of headers and a text are wanted")
    headers = {name.lower(): value for name, value in headers.items()}
    if not body:
        return Response(status, headers)
    content = base64.b64decode(body, validate=True) if binary else body.encode()
    return Response(status, {"content-type": "application/json", **headers}, content)
