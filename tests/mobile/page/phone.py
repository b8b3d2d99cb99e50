"""The page as a person meets it, on a phone."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

from playwright.sync_api import BrowserContext, Locator, Page, expect

PATIENCE_MS: Final = 90_000
"""Longer than anything takes on a machine that is busy with other things."""
EACH_MS: Final = 5_000
"""What one picture more may take there."""
expect.set_options(timeout=PATIENCE_MS)


class Phone:
    """One tab with the page.

    Attributes:
        page: The tab.
        context: The browser's profile that it belongs to.
        complaints: What the page wrote to the console as an error, or threw.
    """

    def __init__(self, context: BrowserContext, url: str) -> None:
        """Open a tab; `open` loads the page.

        Args:
            context: Of a phone's size.
            url: Of the service.
        """
        self.context = context
        self.url = url
        self.complaints: list[str] = []
        self.page: Page = context.new_page()
        self.page.set_default_timeout(PATIENCE_MS)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("console", self._listen)

    def _listen(self, message: Any) -> None:
        if message.type in ("error", "warning"):
            self.complaints.append(message.text)

    def lack_service_workers(self) -> None:
        """Be a browser without service workers: past them, a test could not change an answer."""
        self.context.add_init_script(
            "Object.defineProperty(navigator, 'serviceWorker', { value: undefined })"
        )

    def open(self) -> None:
        """Load the page and wait until its model is loaded, or cannot be."""
        self.page.goto(f"{self.url}/app/")
        self.page.wait_for_selector("html[data-engine=settled]")

    def open_for_offline(self) -> None:
        """Load the page and wait until it needs no network any more."""
        self.open()
        expect(self.page.get_by_text("Ready to work offline")).to_be_visible()

    def choose(self, *files: Path | dict[str, Any]) -> None:
        """Choose photos, and wait until each has an answer or a failure."""
        before = self.cards.count()
        self.page.locator("#files").set_input_files(list(files))  # type: ignore[arg-type]
        self.expect_settled(before + len(files))

    def expect_settled(self, count: int) -> None:
        """Wait for so many cards, none of which still waits."""
        expect(self.cards).to_have_count(count)
        waiting = self.page.locator(".card[data-outcome=waiting]")
        expect(waiting).to_have_count(0, timeout=PATIENCE_MS + count * EACH_MS)

    def clear(self) -> None:
        """Empty the list, as a test begins that shares the tab with others."""
        if self.cards.count():
            self.page.get_by_role("button", name="Clear").tap()
        self.complaints.clear()

    def switch(self, mode: str, agree: bool | None = None) -> None:
        """Choose where answers come from: "Device", "Auto" or "Cloud".

        Args:
            mode: The label of the switch.
            agree: What to answer to the question that follows; None where there is none.
        """
        self.page.locator(".segments label", has_text=mode).tap()
        if agree is not None:
            answer = "Agree" if agree else "Stay on this phone"
            self.page.get_by_role("button", name=answer).tap()

    @property
    def cards(self) -> Locator:
        """All cards, the first one on top."""
        return self.page.locator(".card")

    def card(self, name: str) -> Locator:
        """The card of a picture."""
        return self.cards.filter(has=self.page.locator(".name", has_text=name))

    def badges(self) -> Sequence[str]:
        """The coloured words of all cards, from first to last."""
        return self.page.locator(".card .badge").all_text_contents()
