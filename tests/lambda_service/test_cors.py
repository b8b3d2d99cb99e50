from __future__ import annotations

import pytest

from tests.lambda_service.calling import application, http

PAGE = "https://pets.example"
APP = application(cors_origins=(PAGE, "http://localhost:8000"))


def test_off_by_default() -> None:
    for method, path in (("OPTIONS", "/classify"), ("GET", "/")):
        response = http(application(), method, path, {"origin": PAGE})
        assert not [name for name in response.headers if name.startswith("access-control")]


def test_preflight_of_a_page_on_the_list() -> None:
    asked = {
        "origin": PAGE,
        "access-control-request-method": "POST",
        "access-control-request-headers": "content-type,x-api-key",
    }
    response = http(APP, "OPTIONS", "/classify", asked)
    assert (response.status, response.body) == (204, "")
    assert response.headers["access-control-allow-origin"] == PAGE
    assert response.headers["access-control-allow-methods"] == "POST, OPTIONS"
    allowed = response.headers["access-control-allow-headers"].split(", ")
    assert {"content-type", "x-api-key", "x-petsight-model-sha256"} <= set(allowed)
    assert "content-type" not in response.headers


@pytest.mark.parametrize(
    "origin", ["https://evil.example", "null", "https://pets.example.evil", "HTTPS://PETS.EXAMPLE"]
)
def test_no_leave_for_others(origin: str) -> None:
    for method, path in (("OPTIONS", "/classify"), ("GET", "/")):
        response = http(APP, method, path, {"origin": origin})
        assert not [name for name in response.headers if name.startswith("access-control")]
        assert response.headers["vary"] == "origin"


def test_answers_and_failures_can_be_read_by_the_page() -> None:
    for path in ("/", "/nothing"):
        response = http(APP, "GET", path, {"origin": PAGE})
        assert response.headers["access-control-allow-origin"] == PAGE
        assert "retry-after" in response.headers["access-control-expose-headers"]


def test_preflight_of_an_unknown_path() -> None:
    assert http(APP, "OPTIONS", "/nothing", {"origin": PAGE}).status == 404
