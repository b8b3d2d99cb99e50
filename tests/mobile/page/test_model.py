"""Another model file, chosen by a person, answers after its card was shown."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from playwright.sync_api import Route, expect

from tests.mobile.page.phone import PATIENCE_MS, Phone
from tests.support_model import change_model, document

pytestmark = pytest.mark.slow

COUNT_FETCHES = """
window.fetched = 0;
const get = window.fetch;
window.fetch = (...request) => {
  fetched += 1;
  return get(...request);
};
"""


def choose_model(phone: Phone, path: Path) -> None:
    phone.page.get_by_role("button", name="Settings").tap()
    phone.page.locator("#model-file").set_input_files(path)


def test_a_model_with_three_labels(phone, photo, tmp_path):
    other = change_model(tmp_path / "three.tflite", name="three", version="3.0")
    choose_model(phone, other)
    sheet = phone.page.get_by_role("dialog", name="Use this model?")
    for text in ("three 3.0", "Cat: absent", "Dog: absent", "bird: absent"):
        expect(sheet.get_by_text(text)).to_be_visible()
    sheet.get_by_role("button", name="Use it").tap()
    expect(phone.page.locator(".notice")).to_contain_text("Now answering with three 3.0")
    answers = {"red.png": "cat", "blue.png": "bird", "both.png": "cat and dog"}
    phone.choose(*(photo(name, answer) for name, answer in answers.items()))
    assert phone.badges() == ["Cat", "bird", "Cat and dog"]
    card = phone.card("blue.png")
    card.get_by_role("button", name="Details").tap()
    expect(card.locator(".score")).to_have_count(3)
    expect(card.get_by_text("three 3.0")).to_be_visible()


def test_a_model_that_is_not_wanted_changes_nothing(phone, tmp_path):
    choose_model(phone, change_model(tmp_path / "three.tflite", name="three"))
    sheet = phone.page.get_by_role("dialog", name="Use this model?")
    sheet.get_by_role("button", name="Cancel").tap()
    # Had the first one been started all the same, it would be in use before the second one is.
    choose_model(phone, change_model(tmp_path / "four.tflite", name="four", version="4.0"))
    sheet.get_by_role("button", name="Use it").tap()
    notices = phone.page.locator(".notice p")
    expect(notices.filter(has_text="four 4.0")).to_be_visible()
    assert notices.all_text_contents() == ["Now answering with four 4.0"]


def test_photos_in_line_are_answered_while_the_model_changes(phone, photo, tmp_path):
    choose_model(phone, change_model(tmp_path / "three.tflite", name="three", version="3.0"))
    use = phone.page.get_by_role("button", name="Use it")
    expect(use).to_be_visible()
    # These take longer than the next model's start.
    large = [photo(f"{number}.png", size=(4000, 3000)) for number in range(4)]
    phone.page.locator("#files").set_input_files(large)
    use.tap()
    expect(phone.page.locator(".notice")).to_contain_text("Now answering with three 3.0")
    phone.expect_settled(4)
    assert phone.badges() == ["Cat"] * 4


def test_models_chosen_in_haste_are_started_in_turn(open_phone, service, tmp_path):
    phone = open_phone(service.url)
    phone.lack_service_workers()
    phone.page.add_init_script(COUNT_FETCHES)
    phone.open()
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    phone.page.route("**/runtime-*.bin", hold)
    fetched = []
    for name in ("three", "four"):
        choose_model(phone, change_model(tmp_path / f"{name}.tflite", name=name, version="1.0"))
        phone.page.get_by_role("button", name="Use it").tap()
        expect(phone.page.locator("dialog")).to_have_count(0)  # closed, and what it said acted on
        fetched.append(phone.page.evaluate("fetched"))
    assert fetched[0] == fetched[1]

    for route in held:
        route.continue_()
    phone.page.unroute("**/runtime-*.bin")
    expect(phone.page.locator(".notice").filter(has_text="four 1.0")).to_be_visible()
    deadline = time.monotonic() + PATIENCE_MS / 1e3
    while len(phone.page.workers) != 1:
        assert time.monotonic() < deadline, phone.page.workers
        phone.page.wait_for_timeout(10)


def test_a_model_that_ran_at_the_second_try_can_be_left_again(open_phone, service, photo, tmp_path):
    phone = open_phone(service.url)
    phone.lack_service_workers()
    phone.open()
    phone.page.route("**/runtime-*.bin", lambda route: route.abort())
    choose_model(phone, change_model(tmp_path / "three.tflite", name="three", version="3.0"))
    phone.page.get_by_role("button", name="Use it").tap()
    again = phone.page.get_by_role("button", name="Try again")
    expect(again).to_be_visible()
    phone.page.unroute("**/runtime-*.bin")
    again.tap()
    phone.choose(photo("one.png"))  # waits for the model
    phone.page.get_by_role("button", name="Settings").tap()
    expect(phone.page.get_by_text("three 3.0")).to_be_visible()
    expect(phone.page.get_by_role("button", name="Use petsight's own model")).to_be_visible()
    phone.complaints[:] = [text for text in phone.complaints if "net::ERR_" not in text]


def test_a_file_too_large_for_a_model_is_not_read(tab, tmp_path):
    with (tmp_path / "film.tflite").open("wb") as film:
        film.truncate(512 * 2**20 + 1)  # all hole: it takes no room on the disk
    choose_model(tab, tmp_path / "film.tflite")
    notice = tab.page.locator(".notice")
    expect(notice).to_have_text(
        "This file cannot be used: the model file is too large to be a model file."
    )
    notice.get_by_role("button", name="Close").tap()


def test_labels_may_be_called_anything(phone, photo, tmp_path):
    names = ("failed", "constructor", "waiting")
    labels = [
        {**label, "name": name} for label, name in zip(document()["labels"], names, strict=True)
    ]
    choose_model(phone, change_model(tmp_path / "odd.tflite", labels=labels))
    phone.page.get_by_role("button", name="Use it").tap()
    expect(phone.page.locator(".notice")).to_contain_text("Now answering with")
    answers = ("cat", "dog", "bird", "cat and dog")
    phone.choose(*(photo(f"{answer}.png", answer) for answer in answers))
    assert phone.badges() == [*names, "failed and constructor"]
    expect(phone.page.get_by_role("button", name="failed 1", exact=True)).to_be_visible()


def test_a_file_that_is_no_model(tab, tmp_path):
    (tmp_path / "notes.tflite").write_text("not a model")
    choose_model(tab, tmp_path / "notes.tflite")
    notice = tab.page.locator(".notice")
    expect(notice).to_contain_text("This file cannot be used: the model file is not a TFLite model")
    notice.get_by_role("button", name="Close").tap()
