"""The page works without a network after the first visit, and changes to a new build as a whole."""

from __future__ import annotations

import base64
import hashlib
import json
import shutil
from collections.abc import Mapping
from pathlib import Path

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.slow

CACHES = "caches.keys()"
UPDATE = "navigator.serviceWorker.ready.then((known) => known.update()).then(() => null)"
INSTALLED = """async () => {
  const known = await navigator.serviceWorker.ready;
  const found = new Promise((resolve) => known.addEventListener("updatefound", resolve));
  await known.update();
  await found;
  const { installing } = known;
  while (installing && installing.state === "installing") {
    await new Promise((resolve) => installing.addEventListener("statechange", resolve));
  }
}"""


def test_without_network_and_server_after_the_first_visit(own_service, open_phone, photo):
    service = own_service()
    phone = open_phone(service.url)
    phone.open_for_offline()
    service.stop()
    phone.context.set_offline(True)
    phone.open()
    phone.choose(photo("offline.png", "dog"))
    assert phone.badges() == ["Dog"]
    expect(phone.page.get_by_text("Ready to work offline")).to_be_visible()


def test_a_new_build_waits_until_it_is_wanted(own_service, open_phone, dist, tmp_path):
    served = shutil.copytree(dist, tmp_path / "dist")
    service = own_service(page=served)
    phone = open_phone(service.url)
    phone.open_for_offline()
    (before,) = phone.page.evaluate(CACHES)
    change(served, {before.rpartition(" ")[2]: "next"})
    service.stop()
    service.start()

    phone.page.evaluate(UPDATE)
    expect(phone.page.get_by_text("A new version is ready.")).to_be_visible()
    assert before in phone.page.evaluate(CACHES)
    with phone.page.expect_navigation():
        phone.page.get_by_role("button", name="Reload").tap()
    phone.page.wait_for_selector("html[data-engine=settled]")
    assert phone.page.evaluate(CACHES) == ["petsight /app/ next"]


def test_the_latest_of_several_new_builds_is_shown(own_service, open_phone, dist, tmp_path):
    served = shutil.copytree(dist, tmp_path / "dist")
    service = own_service(page=served)
    phone = open_phone(service.url)
    phone.open_for_offline()
    build = phone.page.evaluate(CACHES)[0].rpartition(" ")[2]
    for following in ("next", "last"):
        change(served, {build: following})
        service.stop()
        service.start()
        phone.page.evaluate(INSTALLED)
        expect(phone.page.get_by_text("A new version is ready.")).to_be_visible()
        build = following

    with phone.page.expect_navigation():
        phone.page.get_by_role("button", name="Reload").tap()
    phone.page.wait_for_selector("html[data-engine=settled]")
    assert phone.page.evaluate(CACHES) == ["petsight /app/ last"]


def test_another_tab_hears_of_the_new_build(own_service, open_phone, dist, tmp_path):
    from tests.mobile.page.phone import Phone

    served = shutil.copytree(dist, tmp_path / "dist")
    service = own_service(page=served)
    phone = open_phone(service.url)
    phone.open_for_offline()
    other = Phone(phone.context, service.url)
    other.open_for_offline()
    (before,) = phone.page.evaluate(CACHES)
    change(served, {before.rpartition(" ")[2]: "next"})
    service.stop()
    service.start()

    phone.page.evaluate(UPDATE)
    other.page.locator(".notice").get_by_role("button", name="Close").tap()
    with phone.page.expect_navigation():
        phone.page.get_by_role("button", name="Reload").tap()
    with other.page.expect_navigation():
        other.page.get_by_role("button", name="Reload").tap()
    other.page.wait_for_selector("html[data-engine=settled]")
    expect(other.page.locator(".notice")).to_have_count(0)
    assert other.complaints == []


def test_half_a_new_build_changes_nothing(own_service, open_phone, dist, tmp_path, photo):
    served = shutil.copytree(dist, tmp_path / "dist")
    service = own_service(page=served)
    phone = open_phone(service.url)
    phone.open_for_offline()
    (before,) = phone.page.evaluate(CACHES)

    change(served, {before.rpartition(" ")[2]: "next", **broken_promise(served)})
    service.stop()
    service.start()
    phone.page.evaluate(INSTALLED)
    service.stop()
    phone.complaints.clear()  # Chromium tells on the console which file was not as promised

    phone.open()
    phone.choose(photo("still.png"))
    assert phone.badges() == ["Cat"]
    expect(phone.page.get_by_text("A new version is ready.")).to_be_hidden()


def test_a_first_build_that_cannot_be_kept_is_told(own_service, open_phone, dist, tmp_path):
    served = shutil.copytree(dist, tmp_path / "dist")
    change(served, broken_promise(served))
    phone = open_phone(own_service(page=served).url)
    phone.open()
    expect(phone.page.get_by_text("This browser cannot keep the page")).to_be_visible()
    phone.complaints.clear()  # on the console Chromium names the file


def broken_promise(folder: Path) -> dict[str, str]:
    """Return what makes a service worker expect another index.html than there is."""
    files = json.loads((folder / "files.json").read_text())["files"]
    (index,) = [file["sha256"] for file in files if file["path"] == "index.html"]
    promised = base64.b64encode(bytes.fromhex(index)).decode()
    return {promised: base64.b64encode(bytes(32)).decode()}


def change(folder: Path, replacements: Mapping[str, str]) -> None:
    """Serve another service worker, and tell the service's list."""
    path = folder / "sw.js"
    text = path.read_text()
    for old, new in replacements.items():
        assert old in text
        text = text.replace(old, new)
    path.write_text(text)
    listed = json.loads((folder / "files.json").read_text())
    (entry,) = [file for file in listed["files"] if file["path"] == path.name]
    entry["bytes"] = path.stat().st_size
    entry["sha256"] = hashlib.sha256(path.read_bytes()).hexdigest()
    entry["encodings"] = {}
    (folder / "files.json").write_text(json.dumps(listed))
