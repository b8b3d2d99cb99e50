"""The cloud as the other way to an answer, and what happens when it cannot be had."""

from __future__ import annotations

import base64
import io

import pytest
from PIL import Image
from playwright.sync_api import expect

from tests.mobile.page.conftest import Service, build
from tests.support_model import change_model

pytestmark = pytest.mark.slow

KEY = "a-key-of-sixteen-or-more"


def uploads(service: Service) -> int:
    """Count the pictures that a service was sent."""
    return service.asked.count("POST /classify")


def test_auto_asks_only_where_the_phone_is_not_sure(own_service, open_phone, photo, tmp_path):
    # With these thresholds the same scores are an answer.
    labels = [{"name": name, "accept": 0.3, "reject": 0.2} for name in ("cat", "dog", "bird")]
    model = change_model(tmp_path / "surer.tflite", labels=labels, name="surer")
    service = own_service(model=model)
    phone = open_phone(service.url)
    phone.open()
    phone.switch("Auto", agree=True)
    expect(phone.page.get_by_role("button", name="Cloud endpoint: Ready")).to_be_visible()
    phone.choose(photo("clear.png", "dog"), photo("doubtful.png", "not sure"))

    assert uploads(service) == 1
    expect(phone.card("clear.png").get_by_text("This phone")).to_be_visible()
    doubtful = phone.card("doubtful.png")
    expect(doubtful.locator(".source")).to_contain_text("Cloud")
    expect(doubtful.get_by_text("This phone was not sure; the cloud answered")).to_be_visible()
    doubtful.get_by_role("button", name="Details").tap()
    expect(doubtful.get_by_text("This phone said")).to_be_visible()
    expect(doubtful.get_by_text("surer")).to_be_visible()


def test_an_endpoint_that_dies_and_comes_back(own_service, open_phone, photo):
    service = own_service()
    phone = open_phone(service.url)
    phone.open_for_offline()
    phone.switch("Cloud", agree=True)
    phone.choose(photo("before.png"))
    expect(phone.card("before.png").locator(".source")).to_contain_text("Cloud")
    expect(phone.card("before.png").locator("img")).to_be_visible()

    service.stop()
    phone.choose(*(photo(f"dead-{number}.png") for number in range(5)))
    first = phone.card("dead-0.png")
    expect(first.locator(".source")).to_contain_text("This phone")
    expect(first.get_by_text("Cloud unreachable (no connection)")).to_be_visible()
    # After three failures in a row it is not asked any more.
    expect(phone.card("dead-4.png").get_by_text("failed repeatedly")).to_be_visible()
    chip = phone.page.get_by_role("button", name="Cloud endpoint: Unreachable")
    expect(chip).to_be_visible()

    service.start()
    chip.tap()
    phone.page.get_by_role("button", name="Check now").tap()
    expect(phone.page.get_by_text("Its model is")).to_be_visible()
    phone.page.locator(".sheet-buttons").get_by_role("button", name="Close").tap()
    phone.choose(photo("after.png"))
    expect(phone.card("after.png").locator(".source")).to_contain_text("Cloud")
    phone.complaints[:] = [text for text in phone.complaints if "net::ERR_" not in text]


def test_an_endpoint_that_changes_its_model(own_service, open_phone, photo, tmp_path):
    service = own_service()
    phone = open_phone(service.url)
    phone.open()
    phone.switch("Cloud", agree=True)
    phone.choose(photo("before.png"))
    service.stop()
    service.settings["model"] = change_model(tmp_path / "next.tflite", version="9.9.9")
    service.start()
    phone.choose(photo("after.png"))

    card = phone.card("after.png")
    expect(card.locator(".source")).to_contain_text("Cloud")
    card.get_by_role("button", name="Details").tap()
    expect(card.get_by_text("9.9.9")).to_be_visible()
    phone.complaints[:] = [text for text in phone.complaints if "409" not in text]


def test_a_key_opens_the_endpoint(own_service, open_phone, photo):
    service = own_service(keys=(KEY,))
    phone = open_phone(service.url)
    phone.open()
    phone.switch("Cloud", agree=True)
    phone.choose(photo("locked.png"))
    sentence = "The cloud gave no answer (key not accepted), this phone did"
    expect(phone.card("locked.png").get_by_text(sentence)).to_be_visible()
    expect(phone.page.get_by_text("The endpoint does not accept the key")).to_be_visible()

    phone.page.get_by_role("button", name="Settings").tap()
    phone.page.get_by_label("Key", exact=True).fill(KEY)
    phone.page.get_by_role("button", name="Save", exact=True).tap()
    expect(phone.page.get_by_text("The key is stored on this phone.")).to_be_visible()
    phone.page.locator(".sheet-buttons").get_by_role("button", name="Close").tap()
    phone.choose(photo("open.png"))
    expect(phone.card("open.png").locator(".source")).to_contain_text("Cloud")
    phone.complaints[:] = [text for text in phone.complaints if "401" not in text]


def test_a_wish_to_be_left_alone_holds_for_all_pictures(open_phone, service, photo):
    phone = open_phone(service.url)
    phone.lack_service_workers()
    asked = []

    def refuse(route):
        asked.append(route)
        route.fulfill(status=429, headers={"Retry-After": "60"}, body="")

    phone.page.route("**/classify", refuse)
    phone.open()
    phone.switch("Cloud", agree=True)
    for name in ("one.png", "two.png"):
        phone.choose(photo(name))
        expect(phone.card(name).get_by_text("(asked too often), this phone did")).to_be_visible()
    assert len(asked) == 1
    phone.complaints[:] = [text for text in phone.complaints if "429" not in text]


def test_what_is_uploaded_is_small_and_bare(own_service, open_phone, golden_inputs):
    service = own_service()
    phone = open_phone(service.url)
    phone.open()
    phone.switch("Cloud", agree=True)
    with phone.page.expect_request("**/classify") as sent:
        phone.choose(golden_inputs / "orientation-6.jpg")
    document = sent.value.post_data_json
    assert set(document) == {"image", "preprocess_id", "model_sha256", "width", "height"}
    with Image.open(io.BytesIO(base64.b64decode(document["image"]))) as image:
        assert (image.format, image.size) == ("PNG", (document["width"], document["height"]))
        assert image.info == {}


def test_a_page_for_an_endpoint_elsewhere(own_service, open_phone, photo, tmp_path):
    endpoint = own_service(page=None)
    page = build(tmp_path / "page", f"{endpoint.url}/")
    host = own_service(page=page)
    endpoint.stop()
    endpoint.settings["cors_origins"] = (host.url,)
    endpoint.start()
    phone = open_phone(host.url)
    phone.open()
    phone.switch("Cloud", agree=True)
    phone.choose(photo("far.png"))
    expect(phone.card("far.png").locator(".source")).to_contain_text("Cloud")
    assert uploads(endpoint) == 1
    assert uploads(host) == 0
