"""Any server can hold the page, and one origin several of them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.mobile.conftest import PHONE
from tests.mobile.server import Site, serving

pytestmark = pytest.mark.slow


@pytest.fixture
def site(dist: Path) -> Iterator[Site]:
    """Serve the page twice, in two folders."""
    with serving({"dev": dist, "prod": dist}) as running:
        yield running


@pytest.fixture
def context(browser) -> Iterator[BrowserContext]:
    """Return a phone that never saw the page."""
    context = browser.new_context(**PHONE, locale="en-US")
    yield context
    context.close()


def keep(context: BrowserContext, address: str) -> Page:
    """Open a page and wait until it needs no network any more."""
    page = context.new_page()
    page.goto(address)
    expect(page.get_by_text("Ready to work offline")).to_be_visible()
    return page


def test_two_pages_of_one_origin_keep_apart(site, context):
    keep(context, f"{site.url}/dev/")
    page = keep(context, f"{site.url}/prod/")
    names = sorted(page.evaluate("caches.keys()"))
    assert [name.rpartition(" ")[0] for name in names] == ["petsight /dev/", "petsight /prod/"]


def test_a_server_that_hides_the_name_of_the_index(site, context):
    site.moved["/dev/index.html"] = "/dev/"
    page = keep(context, f"{site.url}/dev/")
    context.set_offline(True)
    page.reload()
    page.wait_for_selector("html[data-engine=settled]")
