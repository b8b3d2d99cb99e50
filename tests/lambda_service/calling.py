"""Call the service as Lambda does."""

from __future__ import annotations

import base64
import io
import json
from dataclasses import dataclass
from typing import Any

from PIL import Image

from lambda_service.application import Application
from lambda_service.settings import Settings
from tests.lambda_service import aws_events
from tests.support_model import COLOURS, TINY

REQUEST_ID = "6bc28136-xmpl-4365-b021-0ce6b2e64ab0"


@dataclass(frozen=True)
class Context:
    """Lambda's context object, as far as the service looks at it."""

    aws_request_id: str = REQUEST_ID
    remaining_ms: int = 20_000

    def get_remaining_time_in_millis(self) -> int:
        return self.remaining_ms


def application(**settings: Any) -> Application:
    """The service with the tiny model."""
    return Application(Settings(**{"model": TINY, **settings}))


def colour(answer: str = "cat", kind: str = "PNG") -> bytes:
    """A picture file that the tiny model answers as asked."""
    buffer = io.BytesIO()
    Image.new("RGB", (64, 48), COLOURS[answer]).save(buffer, kind)
    return buffer.getvalue()


def base64_text(data: bytes) -> str:
    """Standard base64."""
    return base64.b64encode(data).decode()


def invoke(app: Application, event: Any, context: Context | None = None) -> dict[str, Any]:
    """Call the service with an event that went through JSON, and take its answer through JSON."""
    answer = app.handle(json.loads(json.dumps(event)), context or Context())
    result: dict[str, Any] = json.loads(json.dumps(answer))
    return result


@dataclass(frozen=True)
class Response:
    """An HTTP response of the service."""

    status: int
    headers: dict[str, str]
    body: str

    @property
    def document(self) -> dict[str, Any]:
        parsed: dict[str, Any] = json.loads(self.body)
        return parsed

    @property
    def code(self) -> str:
        return str(self.document["error"]["code"])


def http(
    app: Application,
    method: str = "GET",
    path: str = "/",
    headers: dict[str, str] | None = None,
    body: str | bytes | None = None,
    *,
    shape: str = "function_url",
) -> Response:
    """Send an HTTP request through one of the three ways."""
    answer = invoke(app, aws_events.HTTP_SHAPES[shape](method, path, headers, body))
    assert set(answer) == {"statusCode", "headers", "body", "isBase64Encoded"}
    assert answer["isBase64Encoded"] is False
    return Response(answer["statusCode"], answer["headers"], answer["body"])


def classify(
    app: Application,
    body: str | bytes,
    content_type: str = "image/png",
    headers: dict[str, str] | None = None,
    shape: str = "function_url",
) -> Response:
    """Ask about a picture over HTTP."""
    given = {"content-type": content_type, **(headers or {})}
    return http(app, "POST", "/classify", given, body, shape=shape)


def classify_json(app: Application, document: Any, shape: str = "function_url") -> Response:
    """Ask about a picture with a JSON body."""
    return classify(app, json.dumps(document), "application/json", shape=shape)


def prepared(app: Application) -> dict[str, Any]:
    """The four fields that say that a picture was prepared for the serving model."""
    info = invoke(app, {"ping": True})
    return {
        "preprocess_id": info["model"]["preprocess_id"],
        "model_sha256": info["model_sha256"],
        **info["model"]["input"],
    }


def log_lines(text: str) -> list[dict[str, Any]]:
    """Read what the service wrote to standard output."""
    return [json.loads(line) for line in text.splitlines()]
