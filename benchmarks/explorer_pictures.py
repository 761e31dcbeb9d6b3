"""Take the documentation's pictures of the explorer of a built graph.

Run: python benchmarks/explorer_pictures.py realpolitik-graph docs
"""

from __future__ import annotations

import argparse
import shutil
from pathlib import Path

from playwright.sync_api import sync_playwright

_SWITCHES = ("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update")
# name, size, theme, what is shown
_PICTURES = (
    ("explorer", (1440, 900), "light", ""),
    ("explorer-evidence", (1440, 900), "light", "#show=relation,USA~demands~VEN"),
    ("explorer-dark", (1440, 900), "dark", "#show=actor,VEN"),
    ("explorer-matrix", (1440, 900), "light", "#view=matrix"),
    ("explorer-phone", (390, 844), "light", "#show=relation,RUS~arms~VEN"),
)


def main() -> None:
    """Write one PNG a picture."""
    parser = argparse.ArgumentParser()
    parser.add_argument("graph", type=Path)
    parser.add_argument("folder", type=Path)
    arguments = parser.parse_args()
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=list(_SWITCHES))
        for name, (width, height), theme, address in _PICTURES:
            page = browser.new_context(
                viewport={"width": width, "height": height}, color_scheme=theme, reduced_motion="reduce"
            ).new_page()
            page.add_init_script("localStorage.setItem('realpolitik-guide-seen', 'yes')")
            page.goto((arguments.graph / "explorer.html").resolve().as_uri() + address)
            page.wait_for_selector("#canvas[data-drawn]", state="attached")
            page.wait_for_timeout(500)
            page.screenshot(path=arguments.folder / f"{name}.png")
        browser.close()


if __name__ == "__main__":
    main()
