"""In device mode nothing leaves the phone, and nothing is asked for."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.slow


def test_device_mode_makes_no_request(service, tab, photo):
    requests = []
    tab.context.on("request", lambda request: requests.append(request.url))
    asked = len(service.asked)
    tab.choose(*(photo(f"{number}.png") for number in range(5)))
    tab.page.get_by_role("button", name="Settings").tap()
    expect(tab.page.get_by_text("Not asked in the mode “Device”.")).to_be_visible()
    tab.page.locator(".sheet-buttons").get_by_role("button", name="Close").tap()
    # The browser itself looks for a newer service worker after each load.
    assert set(service.asked[asked:]) <= {"GET /app/sw.js"}
    wanted = [url for url in requests if not url.startswith("blob:")]
    assert [url for url in wanted if not url.endswith("/sw.js")] == []


def test_nobody_else_is_ever_asked(service, open_phone, photo):
    phone = open_phone(service.url)
    requests = []
    phone.context.on("request", lambda request: requests.append(request.url))
    phone.open_for_offline()
    phone.choose(photo("one.png"))
    phone.switch("Cloud", agree=True)
    phone.choose(photo("two.png"))
    elsewhere = [url for url in requests if not url.startswith((service.url, "blob:"))]
    assert requests
    assert elsewhere == []


def test_without_leave_nothing_is_uploaded(service, phone, photo):
    asked = len(service.asked)
    phone.switch("Auto", agree=False)
    expect(phone.page.get_by_role("radio", name="Device")).to_be_checked()
    phone.choose(photo("doubtful.png", "not sure"))
    assert set(service.asked[asked:]) <= {"GET /app/sw.js"}


def test_leave_is_remembered_and_can_be_withdrawn(phone):
    phone.switch("Cloud", agree=True)
    phone.switch("Device")
    phone.switch("Auto")
    expect(phone.page.get_by_role("radio", name="Auto")).to_be_checked()
    phone.switch("Cloud")
    expect(phone.page.get_by_role("radio", name="Cloud")).to_be_checked()
    phone.open()
    expect(phone.page.get_by_role("radio", name="Cloud")).to_be_checked()
    phone.page.get_by_role("button", name="Settings").tap()
    phone.page.get_by_role("button", name="Withdraw leave to upload").tap()
    phone.page.locator(".sheet-buttons").get_by_role("button", name="Close").tap()
    expect(phone.page.get_by_role("radio", name="Device")).to_be_checked()
    phone.switch("Auto")
    expect(phone.page.get_by_role("heading", name="Upload to")).to_be_visible()


def test_leave_for_some_pictures_is_not_leave_for_all(phone):
    phone.switch("Auto", agree=True)
    phone.switch("Cloud", agree=False)
    expect(phone.page.get_by_role("radio", name="Auto")).to_be_checked()
    phone.switch("Cloud", agree=True)
    expect(phone.page.get_by_role("radio", name="Cloud")).to_be_checked()


def test_the_policy_forbids_scripts_of_others(service, tab):
    header = tab.page.request.get(f"{service.url}/app/").headers["content-security-policy"]
    written = tab.page.locator("meta[http-equiv]").get_attribute("content")
    for policy in (header, written):
        rules = dict(rule.split(" ", 1) for rule in policy.split("; "))
        assert rules["default-src"] == "'none'"
        assert rules["script-src"] == "'self' 'wasm-unsafe-eval'"
        assert rules["style-src"] == rules["connect-src"] == "'self'"


def test_a_breach_of_the_policy_would_be_seen(service, known):
    from tests.mobile.page.phone import Phone

    phone = Phone(known, service.url)
    phone.open()
    with phone.page.expect_console_message(lambda message: "Security" in message.text):
        phone.page.evaluate("new Image().src = 'https://elsewhere.invalid/'")
    phone.page.close()
    assert any("Content Security Policy" in text for text in phone.complaints)
