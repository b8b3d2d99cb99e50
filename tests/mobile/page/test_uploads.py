"""Uploads end where they are no longer wanted, and leave and key belong to one endpoint."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Route, expect

from tests.mobile.page.conftest import build
from tests.mobile.page.phone import Phone

pytestmark = pytest.mark.slow

KEY = "a-key-of-sixteen-or-more"


class Busy:
    """An endpoint that is too busy for every picture's first upload.

    Attributes:
        bodies: All that was uploaded.
    """

    def __init__(self, phone: Phone) -> None:
        """Stand between a phone's tabs and the service."""
        self.bodies: list[str] = []
        phone.context.route("**/classify", self._answer)

    def _answer(self, route: Route) -> None:
        body = route.request.post_data or ""
        self.bodies.append(body)
        if self.bodies.count(body) == 1:
            route.fulfill(status=503, headers={"Retry-After": "1"}, body="")
        else:
            route.continue_()


@pytest.fixture
def cloud_phone(open_phone: Callable[..., Phone], service: Any) -> Phone:
    """Return a phone with the page in the mode "Cloud"."""
    phone = open_phone(service.url)
    phone.lack_service_workers()
    phone.open()
    phone.switch("Cloud", agree=True)
    return phone


def upload_once(phone: Phone, path: Path) -> Busy:
    """Choose a photo; its first upload has failed then, and the second is a moment away."""
    endpoint = Busy(phone)
    with phone.page.expect_response("**/classify"):
        phone.page.locator("#files").set_input_files(path)
    return endpoint


def forget_complaints(phone: Phone) -> None:
    """Chromium tells on the console of every answer that is no success."""
    phone.complaints[:] = [text for text in phone.complaints if "503" not in text]


def test_the_switch_device_ends_uploads_at_once(cloud_phone, photo):
    endpoint = upload_once(cloud_phone, photo("one.png", "dog"))
    cloud_phone.switch("Device")
    cloud_phone.expect_settled(1)
    assert cloud_phone.badges() == ["Dog"]
    expect(cloud_phone.card("one.png").locator(".source")).to_contain_text("This phone")
    expect(cloud_phone.page.locator(".reason")).to_have_count(0)
    assert len(endpoint.bodies) == 1
    forget_complaints(cloud_phone)


@pytest.mark.parametrize("name", ["Remove one.png", "Clear"])
def test_what_left_the_list_is_not_uploaded(cloud_phone, photo, name):
    endpoint = upload_once(cloud_phone, photo("one.png"))
    cloud_phone.page.get_by_role("button", name=name).tap()
    expect(cloud_phone.cards).to_have_count(0)
    # When another one that came later was sent again, the first one's turn would have been, too.
    cloud_phone.choose(photo("two.png", "dog"))
    expect(cloud_phone.card("two.png").locator(".source")).to_contain_text("Cloud")
    assert endpoint.bodies.count(endpoint.bodies[0]) == 1
    assert endpoint.bodies.count(endpoint.bodies[-1]) == 2
    forget_complaints(cloud_phone)


def test_leave_that_is_withdrawn_in_another_tab(cloud_phone, photo):
    endpoint = upload_once(cloud_phone, photo("one.png", "dog"))
    other = Phone(cloud_phone.context, cloud_phone.url)
    other.open()
    other.page.get_by_role("button", name="Settings").tap()
    other.page.get_by_role("button", name="Withdraw leave to upload").tap()
    expect(cloud_phone.page.get_by_role("radio", name="Device")).to_be_checked()
    cloud_phone.expect_settled(1)
    cloud_phone.choose(photo("two.png"))
    assert cloud_phone.badges() == ["Cat", "Dog"]
    assert len(set(endpoint.bodies)) == 1
    cloud_phone.switch("Cloud")
    expect(cloud_phone.page.get_by_role("heading", name="Upload to")).to_be_visible()
    forget_complaints(cloud_phone)
    assert other.complaints == []


def test_another_endpoint_gets_neither_leave_nor_key(own_service, open_phone, tmp_path):
    endpoint = own_service(page=None)
    host = own_service()
    phone = open_phone(host.url)
    phone.lack_service_workers()
    phone.open()
    phone.switch("Auto", agree=True)
    phone.page.get_by_role("button", name="Settings").tap()
    phone.page.get_by_label("Key", exact=True).fill(KEY)
    with phone.page.expect_request(f"{host.url}/") as asked:
        phone.page.get_by_role("button", name="Save", exact=True).tap()
    assert asked.value.headers["x-api-key"] == KEY

    host.stop()
    host.page = build(tmp_path / "page", f"{endpoint.url}/")
    host.start()
    endpoint.stop()
    endpoint.settings["cors_origins"] = (host.url,)
    endpoint.start()
    phone.open()
    expect(phone.page.get_by_role("radio", name="Device")).to_be_checked()
    with phone.page.expect_request(f"{endpoint.url}/") as asked:
        phone.switch("Auto", agree=True)
    assert "x-api-key" not in asked.value.headers
    expect(phone.page.get_by_role("button", name="Cloud endpoint: Ready")).to_be_visible()
