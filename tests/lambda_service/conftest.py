"""Fixtures of the service's tests."""

from __future__ import annotations

import pytest

from lambda_service.application import Application
from tests.lambda_service.calling import application


@pytest.fixture(scope="session")
def app() -> Application:
    """The service with the tiny model and no other setting; it keeps nothing between calls."""
    return application()
