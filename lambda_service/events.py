"""Tell what called the function from the shape of the event.

The shapes are AWS's, as documented for
Function URLs: https://docs.aws.amazon.com/lambda/latest/dg/urls-invocation.html
API Gateway:
https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
S3: https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

from lambda_service.failures import BadRequestError


class Kind(StrEnum):
    """What called the function."""

    IMAGE = "image"
    URL = "url"
    PING = "ping"
    SCHEDULE = "schedule"
    FUNCTION_URL = "function_url"
    HTTP_API = "http_api"
    REST_API = "rest_api"
    S3 = "s3"
    UNKNOWN = "unknown"


HTTP: Final = frozenset({Kind.FUNCTION_URL, Kind.HTTP_API, Kind.REST_API})
"""Kinds whose answer is an HTTP response."""


@dataclass(frozen=True, slots=True)
class HttpRequest:
    """An HTTP request, whichever way it came.

    Attributes:
        method: In capitals.
        path: As sent, with the stage where the event has it.
        stage: The stage's name; empty where there is none.
        headers: Values by name in lower case.
        body: The text, or base64 of the bytes.
        is_base64: Which of the two.
    """

    method: str
    path: str
    stage: str
    headers: Mapping[str, str]
    body: str
    is_base64: bool


def recognise(event: object) -> Kind:
    """Tell what called the function.

    Args:
        event: What Lambda passed, made from any JSON.

    Returns:
        The kind; `Kind.UNKNOWN` for whatever has none of the known shapes.
    """
    if not isinstance(event, Mapping):
        return Kind.UNKNOWN
    if "requestContext" in event:
        return _recognise_http(event, event["requestContext"])
    if "Records" in event:
        return Kind.S3 if _all_from_s3(event["Records"]) else Kind.UNKNOWN
    if event.get("source") == "aws.events" and event.get("detail-type") == "Scheduled Event":
        return Kind.SCHEDULE
    return _recognise_direct(event)


def _recognise_direct(event: Mapping[str, Any]) -> Kind:
    if event.get("ping") is True:
        return Kind.PING
    if "image" in event:
        return Kind.IMAGE
    return Kind.URL if "url" in event else Kind.UNKNOWN


def _recognise_http(event: Mapping[str, Any], context: object) -> Kind:
    if not isinstance(context, Mapping):
        return Kind.UNKNOWN
    if event.get("version") == "2.0" and isinstance(context.get("http"), Mapping):
        host = context.get("domainName")
        from_url = isinstance(host, str) and ".lambda-url." in host
        return Kind.FUNCTION_URL if from_url else Kind.HTTP_API
    # A load balancer's event has a method too, but no resource.
    if event.get("version", "1.0") == "1.0" and "httpMethod" in event and "resource" in event:
        return Kind.REST_API
    return Kind.UNKNOWN


def _all_from_s3(records: object) -> bool:
    return (
        isinstance(records, list)
        and bool(records)
        and all(isinstance(one, Mapping) and one.get("eventSource") == "aws:s3" for one in records)
    )


def http_request(event: Mapping[str, Any], kind: Kind) -> HttpRequest:
    """Read the HTTP request in an event.

    Args:
        event: An event of that kind.
        kind: One of `HTTP`.

    Returns:
        The request.

    Raises:
        BadRequestError: A field is missing or of another type.
    """
    context = event["requestContext"]
    if kind is Kind.REST_API:
        method, path = event["httpMethod"], event.get("path")
    else:
        method, path = context["http"].get("method"), event.get("rawPath")
    body, is_base64 = event.get("body"), event.get("isBase64Encoded", False)
    stage = context.get("stage")
    if not (
        isinstance(method, str)
        and isinstance(path, str)
        and isinstance(body, str | None)
        and isinstance(is_base64, bool)
    ):
        raise BadRequestError("the event is not an HTTP request")
    return HttpRequest(
        method=method.upper(),
        path=path,
        stage=stage if isinstance(stage, str) else "",
        headers=_headers(event.get("headers")),
        body=body or "",
        is_base64=is_base64,
    )


def _headers(given: object) -> dict[str, str]:
    """Lower the names: HTTP/1.1 clients choose their case, and REST v1 events keep it."""
    if not isinstance(given, Mapping):
        return {}
    return {name.lower(): value for name, value in given.items() if isinstance(value, str)}
