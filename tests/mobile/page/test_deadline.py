"""What one picture may cost an endpoint: one deadline, and one mark for one failure."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Route, expect

from tests.mobile.page.phone import Phone

pytestmark = pytest.mark.slow

NOTE_TIMEOUTS = """
window.timeouts = [];
const timeout = AbortSignal.timeout.bind(AbortSignal);
AbortSignal.timeout = (ms) => {
  timeouts.push(ms);
  return timeout(ms);
};
"""


@pytest.fixture
def unknown(open_phone: Callable[..., Phone], service: Any) -> Phone:
    """Return a phone in the mode "Cloud" whose endpoint has not said yet who it is."""
    phone = open_phone(service.url)
    phone.lack_service_workers()
    phone.page.add_init_script(NOTE_TIMEOUTS)
    address = f"{service.url}/"
    phone.page.route(address, lambda route: route.fulfill(status=404, body=""))
    phone.open()
    phone.switch("Cloud", agree=True)
    expect(phone.page.get_by_role("button", name="Cloud endpoint: Unreachable")).to_be_visible()
    phone.page.unroute(address)
    phone.complaints.clear()  # Chromium tells of the 404
    return phone


def test_the_questions_for_a_picture_share_its_seconds(unknown, photo):
    def take_9_seconds(route: Route) -> None:
        unknown.page.evaluate(
            "(now => performance.now = () => now() + 9000)(performance.now.bind(performance))"
        )
        route.continue_()

    unknown.page.route(f"{unknown.url}/", take_9_seconds)
    unknown.choose(photo("one.png"))
    expect(unknown.card("one.png").locator(".source")).to_contain_text("Cloud")
    *_, question, upload = unknown.page.evaluate("timeouts")
    assert question == 10_000
    assert upload <= 3_000


def test_a_failure_that_pictures_share_counts_once(unknown, photo):
    unknown.page.route(f"{unknown.url}/", lambda route: route.abort("connectionfailed"))
    unknown.choose(*(photo(f"{number}.png") for number in range(3)))
    sentence = unknown.page.get_by_text("Cloud unreachable (no connection)")
    expect(sentence).to_have_count(3)

    unknown.page.unroute(f"{unknown.url}/")
    unknown.choose(photo("after.png"))
    expect(unknown.card("after.png").locator(".source")).to_contain_text("Cloud")
    unknown.complaints[:] = [text for text in unknown.complaints if "net::ERR_" not in text]
