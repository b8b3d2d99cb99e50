"""Everybody can use the page: by touch, by keyboard, by a screen reader, in light and dark."""

from __future__ import annotations

import pytest
from playwright.sync_api import Route, expect

from tests.mobile import node
from tests.mobile.page.phone import Phone

pytestmark = pytest.mark.slow

VIOLATIONS = """async () => {
  const found = await axe.run(document, { resultTypes: ["violations"] });
  return found.violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${html} ${failureSummary}`));
}"""
SMALL = """() => [...document.querySelectorAll("button, .segments label, summary, a[href]")]
  .filter((element) => element.checkVisibility())
  .map((element) => [element.outerHTML.slice(0, 90), element.getBoundingClientRect()])
  .filter(([, { width, height }]) => width < 44 || height < 44)
  .map(([html, { width, height }]) => `${html} ${width}x${height}`)"""


def examine(phone: Phone) -> list[str]:
    """Return what axe finds wrong with the page as it is now."""
    if not phone.page.evaluate("'axe' in window"):
        phone.page.evaluate((node.MOBILE / "node_modules/axe-core/axe.min.js").read_text("utf-8"))
    found: list[str] = phone.page.evaluate(VIOLATIONS)
    return found


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(tab, photo, tmp_path, scheme):
    tab.page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    assert examine(tab) == []
    (tmp_path / "broken.jpg").write_text("no picture")
    tab.choose(
        *(photo(f"{answer}.png", answer) for answer in ("cat", "bird", "neither", "not sure")),
        tmp_path / "broken.jpg",
    )
    tab.card("cat.png").get_by_role("button", name="Details").tap()
    assert examine(tab) == []
    assert tab.page.evaluate(SMALL) == []
    tab.page.get_by_role("button", name="Settings").tap()
    assert examine(tab) == []
    assert tab.page.evaluate(SMALL) == []
    tab.page.locator(".sheet-buttons").get_by_role("button", name="Close").tap()
    tab.page.emulate_media(color_scheme="light", reduced_motion=None)


def test_only_the_middle_of_a_sheet_scrolls(open_phone, service):
    phone = open_phone(service.url, viewport={"width": 360, "height": 480})
    phone.open()
    phone.page.get_by_role("button", name="Settings").tap()
    beyond = "sheet => sheet.scrollHeight - sheet.clientHeight"
    assert phone.page.get_by_role("dialog").evaluate(beyond) == 0
    assert phone.page.locator(".sheet-body").evaluate(beyond) > 0


def test_the_whole_name_of_a_failed_picture_is_seen(tab, tmp_path):
    broken = tmp_path / f"{'long-' * 30}.jpg"
    broken.write_text("no picture")
    tab.choose(broken)
    beyond = "name => name.scrollWidth - name.clientWidth"
    assert tab.page.locator(".name").evaluate(beyond) == 0


def test_what_happens_is_announced(tab, photo):
    tab.choose(photo("one.png"), photo("two.png", "dog"))
    expect(tab.page.locator("#announcer")).to_have_text("All answered: Cat 1, Dog 1")


def test_an_opened_page_announces_nothing(phone):
    expect(phone.page.locator("#announcer")).to_be_empty()


def test_a_screen_reader_meets_one_button_to_choose(phone):
    expect(phone.page.get_by_role("button", name="Choose photos")).to_have_count(1)
    phone.page.get_by_role("button", name="Settings").tap()
    expect(phone.page.get_by_role("button", name="Use another model file")).to_have_count(1)


def test_the_region_of_notices_is_there_before_the_first_notice(tab):
    region = tab.page.locator(".notices")
    expect(region).to_be_empty()
    assert region.evaluate("region => getComputedStyle(region).display") != "none"


def test_the_keyboard_reaches_everything(phone, photo):
    phone.choose(photo("one.png"))
    phone.page.locator("body").click(position={"x": 5, "y": 5})
    reached = []
    for _ in range(9):
        phone.page.keyboard.press("Tab")
        reached.append(
            phone.page.evaluate(
                "(({ ariaLabel, innerText, value }) => ariaLabel || innerText || value)"
                "(document.activeElement)"
            )
        )
    assert reached[0] == "Settings"
    assert reached[1] == "device"
    for name in ("Save as CSV", "Clear", "Details of one.png", "Remove one.png"):
        assert name in reached
    phone.page.get_by_role("radio", name="Device").focus()
    phone.page.keyboard.press("ArrowRight")
    expect(phone.page.get_by_role("dialog")).to_be_visible()
    phone.page.keyboard.press("Escape")
    expect(phone.page.get_by_role("radio", name="Device")).to_be_checked()


def test_focus_stays_in_the_list_after_removing(tab, photo):
    tab.choose(photo("one.png"), photo("two.png"))
    remove = tab.page.get_by_role("button", name="Remove one.png")
    remove.focus()
    tab.page.keyboard.press("Enter")
    expect(tab.page.get_by_role("button", name="Remove two.png")).to_be_focused()
    tab.page.keyboard.press("Enter")
    expect(tab.page.locator("#choose")).to_be_focused()


def test_focus_skips_what_the_filter_hides(tab, photo):
    tab.choose(photo("one.png"), photo("two.png", "dog"), photo("three.png"))
    tab.page.get_by_role("button", name="Cat 2").tap()
    tab.page.get_by_role("button", name="Remove one.png").focus()
    tab.page.keyboard.press("Enter")
    expect(tab.page.get_by_role("button", name="Remove three.png")).to_be_focused()


def test_a_count_can_be_pressed_while_answers_come(tab, photo):
    tab.choose(photo("one.png"), photo("two.png"), photo("dog.png", "dog"))
    cats = tab.page.get_by_role("button", name="Cat")
    cats.hover()
    tab.page.mouse.down()
    tab.choose(photo("three.png"))
    tab.page.mouse.up()
    expect(cats).to_have_attribute("aria-pressed", "true")
    expect(tab.card("dog.png")).to_be_hidden()


def test_the_counts_keep_the_focus(tab, photo):
    tab.choose(photo("one.png"), photo("two.png", "dog"))
    dogs = tab.page.get_by_role("button", name="Dog")
    dogs.focus()
    tab.choose(photo("three.png", "dog"))  # now there are more dogs than cats
    counts = tab.page.get_by_role("group", name="Results").get_by_role("button")
    expect(counts).to_have_text(["All 3", "Dog 2", "Cat 1"])
    expect(dogs).to_be_focused()
    tab.page.get_by_role("button", name="Cat 1").focus()
    tab.page.get_by_role("button", name="Remove one.png").evaluate("button => button.click()")
    expect(tab.page.get_by_role("button", name="All 2")).to_be_focused()


def test_focus_stays_when_a_picture_is_tried_again(open_phone, service, photo):
    phone = open_phone(service.url)
    phone.lack_service_workers()
    phone.page.route("**/model-*.bin", lambda route: route.abort())
    phone.open()
    phone.choose(photo("one.png"))
    phone.page.get_by_role("button", name="Try one.png again").focus()
    phone.page.keyboard.press("Enter")
    expect(phone.card("one.png")).to_be_focused()
    phone.complaints[:] = [text for text in phone.complaints if "net::ERR_" not in text]


def test_focus_goes_on_when_a_notice_is_closed(open_phone, service):
    phone = open_phone(service.url)
    phone.lack_service_workers()
    phone.page.route("**/model-*.bin", lambda route: route.abort())
    phone.open()
    phone.page.locator(".notice").get_by_role("button", name="Close").focus()
    phone.page.keyboard.press("Enter")
    expect(phone.page.locator(".notice")).to_have_count(0)
    expect(phone.page.locator("#choose")).to_be_focused()
    phone.complaints[:] = [text for text in phone.complaints if "net::ERR_" not in text]


def test_a_check_leaves_the_focus_where_it_went(open_phone, service):
    phone = open_phone(service.url)
    phone.lack_service_workers()
    phone.open()
    phone.switch("Auto", agree=True)
    expect(phone.page.get_by_role("button", name="Cloud endpoint: Ready")).to_be_visible()
    phone.page.get_by_role("button", name="Settings", exact=True).tap()
    check = phone.page.get_by_role("button", name="Check now")
    check.focus()
    phone.page.keyboard.press("Enter")
    expect(phone.page.get_by_text("Its model is")).to_be_visible()
    expect(check).to_be_focused()

    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    phone.page.route(f"{service.url}/", hold)
    with phone.page.expect_request(f"{service.url}/"):
        phone.page.keyboard.press("Enter")
    key = phone.page.get_by_label("Key", exact=True)
    key.focus()
    held[0].continue_()
    expect(check).to_be_enabled()
    expect(key).to_be_focused()


def test_the_page_speaks_german(open_phone, service, photo):
    phone = open_phone(service.url, locale="de-DE")
    phone.open()
    phone.choose(photo("eins.png"), photo("zwei.png", "neither"))
    assert phone.badges() == ["Katze", "Keins"]
    assert phone.page.evaluate("document.documentElement.lang") == "de"


def test_nothing_is_cut_off_on_a_narrow_phone(open_phone, service, photo):
    phone = open_phone(service.url, viewport={"width": 320, "height": 640}, locale="de-DE")
    phone.open()
    phone.choose(photo("a-very-long-name-without-any-blank-" * 4 + ".png", "not sure"))
    assert phone.page.evaluate("document.documentElement.scrollWidth") == 320
