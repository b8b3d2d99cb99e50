"""Draw the page's icons from the SVG: `python tools/page_icons.py` writes mobile/public/icons."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import Final

from playwright.sync_api import sync_playwright

REPOSITORY: Final = Path(__file__).resolve().parents[1]
SOURCE: Final = REPOSITORY / "assets" / "icons" / "petsight.svg"
TARGET: Final = REPOSITORY / "mobile" / "public" / "icons"
GROUND: Final = "#4453c2"
"""The icon's own blue, around what a phone cuts to a shape of its own."""
ICONS: Final = {
    "192": (192, 0.0, "transparent"),
    "512": (512, 0.0, "transparent"),
    "maskable": (512, 0.1, GROUND),
    "touch": (180, 0.04, GROUND),
}
"""Name to side in pixels, margin as a share of it, and ground."""


def main() -> None:
    """Draw every icon in a browser."""
    svg = SOURCE.read_text("utf-8")
    options = ["--no-sandbox"] if os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=options)
        for name, (side, margin, ground) in ICONS.items():
            page = browser.new_page(viewport={"width": side, "height": side})
            inner = round(side * (1 - 2 * margin))
            style = (
                f"*{{margin:0}} body{{background:{ground};display:grid;place-items:center;"
                f"height:100vh}} svg{{width:{inner}px;height:{inner}px}}"
            )
            page.set_content(f"<style>{style}</style>{svg}")
            page.screenshot(path=TARGET / f"{name}.png", omit_background=ground == "transparent")
        browser.close()


if __name__ == "__main__":
    main()
