"""Let pages of chosen web sites call the service (https://fetch.spec.whatwg.org/#http-cors-protocol)."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Final

from lambda_service.auth import HEADER as KEY_HEADER
from lambda_service.documents import HEADERS

_PREFLIGHT: Final = {
    "access-control-allow-headers": ", ".join(("content-type", KEY_HEADER, *HEADERS.values())),
    "access-control-max-age": "3600",
}


def cors_headers(
    origins: Collection[str], headers: Mapping[str, str], allow: str | None = None
) -> dict[str, str]:
    """Say what a browser wants to know before it shows a page the answer.

    Args:
        origins: Sites that may call; none turns CORS off.
        headers: The request's headers by name in lower case.
        allow: For a preflight request, the methods of its path.

    Returns:
        Headers of the response; without leave for a site that is not on the list.
    """
    if not origins:
        return {}
    answer = {"vary": "origin"}
    origin = headers.get("origin", "")
    if origin in origins:
        answer["access-control-allow-origin"] = origin
        answer["access-control-expose-headers"] = "x-request-id, retry-after"
        if allow is not None:
            answer |= {"access-control-allow-methods": allow, **_PREFLIGHT}
    return answer
