"""What fails on the phone costs no answer that somebody else can give."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.support_model import document, write_model

pytestmark = pytest.mark.slow

DIE = "setTimeout(() => { throw new Error('dead'); })"


def broken_model(path: Path) -> Path:
    """Write a model file that is as it should be but for the model."""
    content = b"\x1c\0\0\0TFL3" + bytes(1000)
    fields = document() | {"flatbuffer_sha256": hashlib.sha256(content).hexdigest()}
    return write_model(path, content, fields)


@pytest.mark.parametrize("missing", ["Promise.withResolvers", "AbortSignal.any"])
def test_a_browser_that_is_too_old_is_told(open_phone, service, missing):
    phone = open_phone(service.url)
    phone.page.add_init_script(f"delete {missing}")
    phone.open()
    expect(phone.page.get_by_text("this browser is too old to run the model")).to_be_visible()


def test_a_page_that_was_not_opened_by_https_says_so(open_phone, service):
    origin = "http://phone.test"  # unlike 127.0.0.1, no browser takes it for secure

    def serve(route):
        route.fulfill(response=route.fetch(url=route.request.url.replace(origin, service.url)))

    phone = open_phone(origin)
    phone.page.route(f"{origin}/**", serve)
    phone.open()
    expect(phone.page.get_by_text("the model runs only on a page opened by https")).to_be_visible()
    expect(phone.page.get_by_text("This browser cannot keep the page")).to_be_visible()
    phone.complaints.clear()  # Chromium tells which header counts for nothing there


def test_a_model_that_does_not_run(open_phone, service, photo, tmp_path):
    model = broken_model(tmp_path / "model")
    phone = open_phone(service.url)
    phone.lack_service_workers()
    phone.page.route("**/model-*.bin", lambda route: route.fulfill(path=model))
    phone.open()
    expect(phone.page.get_by_text("The model could not be started")).to_be_visible()

    phone.switch("Cloud", agree=True)
    phone.choose(photo("cloud.png", "dog"))
    card = phone.card("cloud.png")
    expect(card.locator(".badge")).to_have_text("Dog")
    expect(card.locator(".source")).to_contain_text("Cloud")
    phone.switch("Auto")
    phone.choose(photo("auto.png"))
    card = phone.card("auto.png")
    expect(card.locator(".badge")).to_have_text("Cat")
    expect(card.get_by_text("This phone could not answer; the cloud did")).to_be_visible()

    phone.page.unroute("**/model-*.bin")
    phone.page.get_by_role("button", name="Try again").tap()
    phone.switch("Device")
    phone.choose(photo("device.png"))
    expect(phone.card("device.png").locator(".source")).to_contain_text("This phone")
    phone.complaints.clear()  # the runtime tells on the console what it thinks of such a model


def test_a_photo_that_is_tried_again_has_the_model_loaded_again(open_phone, service, photo):
    phone = open_phone(service.url)
    phone.lack_service_workers()
    phone.page.route("**/model-*.bin", lambda route: route.abort())
    phone.open()
    expect(phone.page.get_by_text("The model could not be loaded")).to_be_visible()
    phone.choose(photo("one.png"), photo("two.png", "dog"))
    expect(phone.card("one.png").get_by_text("The model could not be started.")).to_be_visible()

    phone.page.unroute("**/model-*.bin")
    phone.page.get_by_role("button", name="Try one.png again").tap()
    phone.page.get_by_role("button", name="Try two.png again").tap()
    phone.expect_settled(2)
    assert phone.badges() == ["Cat", "Dog"]
    expect(phone.page.locator(".notice")).to_have_count(0)
    phone.complaints[:] = [text for text in phone.complaints if "net::ERR_" not in text]


def test_a_chosen_model_that_does_not_run_can_be_tried_again(phone, photo, tmp_path):
    phone.page.get_by_role("button", name="Settings").tap()
    phone.page.locator("#model-file").set_input_files(broken_model(tmp_path / "broken.tflite"))
    phone.page.get_by_role("button", name="Use it").tap()
    for _ in range(2):
        expect(phone.page.get_by_text("The model could not be started")).to_be_visible()
        phone.page.get_by_role("button", name="Try again").tap()
    expect(phone.page.get_by_text("The model could not be started")).to_be_visible()
    phone.choose(photo("former.png", "dog"))
    assert phone.badges() == ["Dog"]
    phone.complaints.clear()  # the runtime tells on the console what it thinks of such a model


def test_a_chosen_model_that_is_gone_gets_a_sentence(phone, tmp_path):
    model = broken_model(tmp_path / "broken.tflite")
    phone.page.get_by_role("button", name="Settings").tap()
    phone.page.locator("#model-file").set_input_files(model)
    phone.page.get_by_role("button", name="Use it").tap()
    again = phone.page.get_by_role("button", name="Try again")
    expect(again).to_be_visible()
    model.unlink()
    again.tap()
    expect(phone.page.get_by_text("started: the model file cannot be read")).to_be_visible()
    phone.complaints.clear()  # the runtime tells on the console what it thinks of such a model


def test_a_worker_that_died_is_started_again(phone, photo):
    phone.choose(photo("before.png"))
    (worker,) = [worker for worker in phone.page.workers if "/worker-" in worker.url]
    with phone.page.expect_event("worker"):
        worker.evaluate(DIE)
        phone.choose(photo("after.png", "dog"))
    assert phone.badges() == ["Dog", "Cat"]


def test_an_answer_outlives_the_upload_that_cannot_be_prepared(open_phone, service, photo):
    path = photo("doubtful.png", "not sure")
    phone = open_phone(service.url)
    phone.lack_service_workers()
    asked = []

    def change_the_file(route):
        """Let the endpoint be known only after the phone has answered, when the file is gone."""
        asked.append(route.request.url)
        if len(asked) == 1:
            route.fulfill(status=404, body="")
        else:
            path.write_bytes(b"changed")
            route.continue_()

    phone.page.route(f"{service.url}/", change_the_file)
    phone.open()
    phone.switch("Auto", agree=True)
    expect(phone.page.get_by_role("button", name="Cloud endpoint: Unreachable")).to_be_visible()
    phone.choose(path)
    assert len(asked) == 2
    assert phone.badges() == ["Not sure"]
    expect(phone.card("doubtful.png").locator(".source")).to_contain_text("This phone")
    phone.complaints[:] = [text for text in phone.complaints if "404" not in text]


def test_where_no_preview_can_be_drawn_pictures_are_answered(open_phone, service, photo):
    phone = open_phone(service.url)
    phone.lack_service_workers()
    refuse = "OffscreenCanvas.prototype.convertToBlob = async () => { throw new Error('full'); };"

    def refusing(route):
        route.fulfill(response=(kept := route.fetch()), body=refuse + kept.text())

    phone.page.route("**/worker-*.js", refusing)
    phone.open()
    phone.choose(*(photo(f"{number}.png") for number in range(4)))
    assert phone.badges() == ["Cat"] * 4
    expect(phone.page.locator(".card img")).to_have_count(0)


def test_where_a_person_forbids_storage_the_page_works_all_the_same(open_phone, service, photo):
    phone = open_phone(service.url)
    for name in ("localStorage", "sessionStorage"):
        refuse = "{ get() { throw new DOMException('refused', 'SecurityError'); } }"
        phone.context.add_init_script(f"Object.defineProperty(window, '{name}', {refuse})")
    phone.open()
    phone.choose(photo("one.png", "dog"))
    phone.switch("Cloud", agree=True)
    phone.choose(photo("two.png"))
    assert phone.badges() == ["Cat", "Dog"]
