"""Pictures come in by every way that a phone has."""

from __future__ import annotations

import base64
import json

import pytest
from playwright.sync_api import expect

from tests.mobile.conftest import PHONE, launch

pytestmark = pytest.mark.slow

DROP = """([content, name]) => {
  const bytes = Uint8Array.from(atob(content), (byte) => byte.charCodeAt(0));
  const data = new DataTransfer();
  data.items.add(new File([bytes], name, { type: "image/png" }));
  const over = new DragEvent("dragover", { dataTransfer: data, bubbles: true, cancelable: true });
  document.body.dispatchEvent(over);
  const shown = !document.getElementById("drop-layer").hidden;
  const drop = new DragEvent("drop", { dataTransfer: data, bubbles: true, cancelable: true });
  document.body.dispatchEvent(drop);
  return [over.defaultPrevented, shown, drop.defaultPrevented];
}"""
DROP_TEXT = """() => {
  const dataTransfer = new DataTransfer();
  dataTransfer.items.add("a word", "text/plain");
  const drop = new DragEvent("drop", { dataTransfer, bubbles: true, cancelable: true });
  document.body.dispatchEvent(drop);
  return drop.defaultPrevented;
}"""
KEEP_60 = """() => {
  const [[key, text]] = Object.entries(sessionStorage).filter(([key]) => key.includes("photo"));
  for (let id = 1; id <= 60; id += 1) {
    const kept = { ...JSON.parse(text), id };
    sessionStorage.setItem(key.replace(/\\d+$/, String(id)), JSON.stringify(kept));
  }
}"""
HOLD_STORING = """() => {
  const read = FileReader.prototype.readAsDataURL;
  const stored = Promise.withResolvers();
  window.held = new Promise((resolve) => {
    FileReader.prototype.readAsDataURL = function (preview) {
      window.release = () => {
        this.addEventListener("loadend", () => setTimeout(stored.resolve));
        read.call(this, preview);
        return stored.promise;
      };
      resolve();
    };
  });
}"""
COUNT_ADDRESSES = """() => {
  window.addresses = new Set();
  const [create, revoke] = [URL.createObjectURL, URL.revokeObjectURL];
  URL.createObjectURL = (blob) => {
    const address = create.call(URL, blob);
    addresses.add(address);
    return address;
  };
  URL.revokeObjectURL = (address) => {
    addresses.delete(address);
    revoke.call(URL, address);
  };
}"""
FAIL_ONCE = """() => {
  const { convertToBlob } = OffscreenCanvas.prototype;
  OffscreenCanvas.prototype.convertToBlob = async () => {
    OffscreenCanvas.prototype.convertToBlob = convertToBlob;
    throw new Error("full");
  };
}"""
PASTE = """([content, name]) => {
  const bytes = Uint8Array.from(atob(content), (byte) => byte.charCodeAt(0));
  const data = new DataTransfer();
  data.items.add(new File([bytes], name, { type: "image/png" }));
  const event = new ClipboardEvent("paste", { clipboardData: data, bubbles: true });
  document.body.dispatchEvent(event);
}"""


def test_several_chosen_photos(tab, photo):
    tab.choose(photo("one.png"), photo("two.png"), photo("three.png"))

    assert tab.page.locator(".card .name").all_text_contents() == [
        "one.png",
        "two.png",
        "three.png",
    ]
    expect(tab.page.get_by_role("heading", name="3 pictures")).to_be_visible()
    for card in tab.cards.all():
        expect(card.locator("img")).to_be_visible()
        expect(card.get_by_text("This phone")).to_be_visible()


def test_the_latest_photos_come_first(tab, photo):
    tab.choose(photo("one.png"))
    tab.choose(photo("two.png"), photo("three.png"))
    names = tab.page.locator(".card .name")
    assert names.all_text_contents() == ["two.png", "three.png", "one.png"]


def test_photos_chosen_in_haste_keep_their_order(tab, photo):
    batches = [[photo(f"{letter}{number}.png") for number in range(25)] for letter in "ab"]
    for batch in batches:
        tab.page.locator("#files").set_input_files(batch)
    tab.expect_settled(50)
    names = tab.page.locator(".card .name")
    assert names.all_text_contents() == [path.name for path in (*batches[1], *batches[0])]


def test_a_dropped_photo(tab, photo):
    content = base64.b64encode(photo("dropped.png").read_bytes()).decode()
    assert tab.page.evaluate(DROP, [content, "dropped.png"]) == [True, True, True]
    tab.expect_settled(1)
    expect(tab.card("dropped.png")).to_be_visible()
    expect(tab.page.locator("#drop-layer")).to_be_hidden()


def test_text_is_dropped_where_the_browser_wants_it(tab):
    assert tab.page.evaluate(DROP_TEXT) is False
    expect(tab.page.locator(".notice")).to_have_count(0)


def test_a_pasted_photo(tab, photo):
    content = base64.b64encode(photo("pasted.png").read_bytes()).decode()
    tab.page.evaluate(PASTE, [content, "image.png"])
    tab.expect_settled(1)
    expect(tab.card("Pasted picture")).to_be_visible()


def test_a_photo_from_the_camera(browser, service):
    from tests.mobile.page.phone import Phone

    options = ["--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream"]
    launched = launch(browser.browser_type, *options)
    try:
        phone = Phone(launched.new_context(**PHONE, locale="en-US"), service.url)
        phone.open()
        phone.page.get_by_role("button", name="Camera").tap()
        shoot = phone.page.get_by_role("button", name="Take the photo")
        expect(shoot).to_be_enabled()
        stream = phone.page.evaluate_handle("document.querySelector('video').srcObject")
        phone.page.evaluate(FAIL_ONCE)
        shoot.tap()
        expect(phone.page.get_by_text("The photo could not be taken")).to_be_visible()
        expect(shoot).to_be_enabled()
        shoot.evaluate("button => { button.click(); button.click(); }")  # a thumb that trembles
        phone.expect_settled(1)
        expect(phone.card("Photo")).to_be_visible()
        assert stream.evaluate("stream => stream.active") is False
        assert phone.complaints == []
    finally:
        launched.close()


def test_without_a_camera_the_phones_own_app_is_offered(tab):
    tab.page.get_by_role("button", name="Camera").tap()
    expect(tab.page.get_by_text("The camera may not be used here")).to_be_visible()
    with tab.page.expect_file_chooser() as chooser:
        tab.page.get_by_role("button", name="Use the camera app").tap()
    assert chooser.value.element.get_attribute("capture") == "environment"
    tab.page.get_by_role("button", name="Close").tap()


def test_shown_previews_hold_no_memory_twice(phone, photo):
    phone.page.evaluate(COUNT_ADDRESSES)
    phone.choose(*(photo(f"{number}.png") for number in range(3)))
    expect(phone.cards.locator("img")).to_have_count(3)
    phone.page.wait_for_function("addresses.size === 0")


def test_removing_and_clearing(tab, photo):
    tab.choose(photo("one.png"), photo("two.png"))
    tab.page.get_by_role("button", name="Remove one.png").tap()
    expect(tab.cards).to_have_count(1)
    tab.page.get_by_role("button", name="Clear").tap()
    expect(tab.cards).to_have_count(0)
    expect(tab.page.get_by_role("heading", name="Cat or dog?")).to_be_visible()


def test_results_survive_a_reload_but_not_the_tab(phone, photo, tmp_path):
    broken = tmp_path / "broken.jpg"
    broken.write_text("no picture")
    phone.choose(photo("kept.png"), broken)
    expect(phone.card("kept.png").locator("img")).to_be_visible()
    before = phone.badges()
    phone.open()
    phone.expect_settled(2)
    assert phone.badges() == before
    assert before[1] == "Failed"
    expect(phone.card("kept.png").locator("img")).to_be_visible()
    stored = json.loads(phone.page.evaluate("JSON.stringify({...localStorage})"))
    assert "kept.png" not in json.dumps(stored)
    other = phone.context.new_page()
    other.goto(f"{phone.url}/app/")
    expect(other.get_by_role("heading", name="Cat or dog?")).to_be_visible()
    other.close()


def test_a_long_list_comes_back_whole(phone, photo):
    phone.choose(photo("kept.png"))
    expect(phone.cards.locator("img")).to_be_visible()
    phone.page.evaluate(KEEP_60)
    phone.open()
    expect(phone.page.locator(".card .badge")).to_have_text(["Cat"] * 60)


def test_what_is_being_stored_is_forgotten_as_well(phone, photo):
    phone.page.evaluate(HOLD_STORING)
    phone.choose(photo("kept.png"))
    phone.page.evaluate("held")
    phone.page.get_by_role("button", name="Clear").tap()
    phone.page.evaluate("release()")
    assert "kept.png" not in phone.page.evaluate("JSON.stringify({...sessionStorage})")


def test_clearing_forgets_at_once(tab, photo):
    tab.choose(photo("kept.png"))
    tab.page.get_by_role("button", name="Clear").tap()
    assert "kept.png" not in tab.page.evaluate("JSON.stringify({...sessionStorage})")
