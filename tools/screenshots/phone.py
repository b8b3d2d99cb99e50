"""Draw the picture of the page for phones: `python -m tools.screenshots.phone`.

The page must be built (`make mobile/dist/files.json`), and Chromium installed.
"""

from __future__ import annotations

import argparse
import io
import os
import shutil
import tempfile
from pathlib import Path
from typing import Final

from PIL import Image
from PIL.Image import Image as Picture
from playwright.sync_api import Page, expect, sync_playwright

from lambda_service.application import Application
from lambda_service.local import LocalServer
from lambda_service.page import read_page
from lambda_service.settings import Settings
from tools.screenshots.pictures import write_pictures

IMAGES: Final = Path(__file__).resolve().parents[2] / "docs" / "images"
NAME: Final = "phone-page.png"
SIZE: Final = (390, 844)
GAP: Final = 20
PATIENCE_MS: Final = 300_000
TIMES: Final = """() => {
  for (const key of Object.keys(sessionStorage)) {
    const photo = JSON.parse(sessionStorage[key]);
    if (photo.prediction) {
      photo.prediction.timings_ms = { open: 14, resize: 6, invoke: 26, total: 46 };
      sessionStorage[key] = JSON.stringify(photo);
    }
  }
}"""
"""Shown instead of what was measured, which differs from run to run."""


def photograph(url: str, pictures: Path) -> Picture:
    """Return an answered list in light beside an opened card in dark.

    Args:
        url: Of a service with the page.
        pictures: A folder of what is chosen.
    """
    program = shutil.which("chromium")
    options = ["--no-sandbox"] if os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=options)
        page = browser.new_page(
            viewport={"width": SIZE[0], "height": SIZE[1]}, has_touch=True, locale="en-US"
        )
        page.set_default_timeout(PATIENCE_MS)
        expect.set_options(timeout=PATIENCE_MS)
        _answer(page, url, sorted(pictures.iterdir(), key=lambda path: path.stat().st_mtime))
        light = _shoot(page)
        page.emulate_media(color_scheme="dark")
        page.get_by_role("button", name="Details of Chelsea.jpg").tap()
        dark = _shoot(page)
        browser.close()
    both = Image.new("RGB", (2 * SIZE[0] + GAP, SIZE[1]), "#808080")
    both.paste(light, (0, 0))
    both.paste(dark, (SIZE[0] + GAP, 0))
    return both


def _answer(page: Page, url: str, files: list[Path]) -> None:
    _open(page, url)
    page.locator("#files").set_input_files(list(files))
    expect(page.locator(".card")).to_have_count(len(files))
    expect(page.locator(".card[data-outcome=waiting]")).to_have_count(0)
    expect(page.locator(".card img")).to_have_count(len(files) - 1)
    page.evaluate(TIMES)
    _open(page, url)
    expect(page.locator(".card img")).to_have_count(len(files) - 1)


def _open(page: Page, url: str) -> None:
    page.goto(f"{url}/app/")
    page.wait_for_selector("html[data-engine=settled]")
    expect(page.get_by_text("Ready to work offline")).to_be_attached()


def _shoot(page: Page) -> Picture:
    return Image.open(io.BytesIO(page.screenshot(animations="disabled"))).convert("RGB")


def main() -> None:
    """Draw the picture."""
    parser = argparse.ArgumentParser(prog="python -m tools.screenshots.phone", description=__doc__)
    parser.add_argument("--out", type=Path, metavar="FOLDER", default=IMAGES)
    folder: Path = parser.parse_args().out
    folder.mkdir(parents=True, exist_ok=True)
    application = Application(Settings(), read_page())
    with (
        tempfile.TemporaryDirectory(prefix="petsight-") as pictures,
        LocalServer(handler=application.handle) as server,
    ):
        write_pictures(Path(pictures))
        drawn = photograph(server.url, Path(pictures))
    drawn.quantize(256, dither=Image.Dither.FLOYDSTEINBERG).save(folder / NAME, optimize=True)


if __name__ == "__main__":
    main()
