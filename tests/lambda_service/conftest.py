"""Fixtures of the service's tests."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from typing import Any

import pytest

from lambda_service.application import Application
from lambda_service.local import LocalServer
from tests.lambda_service.calling import application


@pytest.fixture(scope="session")
def app() -> Application:
    """The service with the tiny model and no other setting; it keeps nothing between calls."""
    return application()


def echo(event: dict[str, Any], context: Any) -> dict[str, Any]:
    """Answer with what the function was given."""
    left = context.get_remaining_time_in_millis()
    answer = {"event": event, "id": context.aws_request_id, "left": left}
    return {"statusCode": 200, "headers": {"X-Echo": "yes"}, "body": json.dumps(answer)}


@pytest.fixture
def echo_server() -> Iterator[LocalServer]:
    """A development server that answers with what it was asked, and leaves no thread behind."""
    before = threading.active_count()
    with LocalServer(handler=echo) as server:
        yield server
    assert threading.active_count() == before
