"""Take the documentation's pictures of the explorer.

Run: python benchmarks/explorer_pictures.py realpolitik-graph/explorer.html docs
     python benchmarks/explorer_pictures.py icews.html docs --core      (a page of imported coded events)
"""

from __future__ import annotations

import argparse
import shutil
from pathlib import Path
from typing import Any

from playwright.sync_api import sync_playwright

_SWITCHES = ("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update")
_WIDE, _PHONE = (1440, 900), (390, 844)
# name, size, theme, what is shown
_PICTURES = (
    ("explorer", _WIDE, "light", ""),
    ("explorer-evidence", _WIDE, "light", "#show={contested}"),
    ("explorer-dark", _WIDE, "dark", "#show=actor,VEN"),
    ("explorer-matrix", _WIDE, "light", "#view=matrix"),
    ("explorer-phone", _PHONE, "light", "#show={contested}"),
    ("explorer-phone-graph", _PHONE, "dark", ""),
)
_CORE_PICTURES = (
    ("explorer-core", _WIDE, "light", ""),
    ("explorer-core-actor", _WIDE, "dark", "#show=actor,KOR"),
)
_CONTESTED = """() => {
    const [row] = [...window.realpolitik.shown.rows].sort((one, other) =>
        other.contested - one.contested || other.claims.length - one.claims.length);
    return row ? `relation,${encodeURIComponent(row.base.key)}` : "";
}"""


def _visit(browser: Any, address: str, size: tuple[int, int], theme: str) -> Any:
    context = browser.new_context(
        viewport={"width": size[0], "height": size[1]}, color_scheme=theme, reduced_motion="reduce"
    )
    page = context.new_page()
    page.set_default_timeout(120_000)
    page.add_init_script("localStorage.setItem('realpolitik-guide-seen', 'yes')")
    page.goto(address)
    page.wait_for_selector("#canvas[data-drawn]", state="attached")
    page.wait_for_timeout(800)
    return page


def main() -> None:
    """Write one PNG a picture."""
    parser = argparse.ArgumentParser()
    parser.add_argument("page", type=Path)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--core", action="store_true", help="the pictures of a graph drawn by its core")
    arguments = parser.parse_args()
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    address = arguments.page.resolve().as_uri()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=list(_SWITCHES))
        contested = _visit(browser, address, _WIDE, "light").evaluate(_CONTESTED)
        for name, size, theme, shown in _CORE_PICTURES if arguments.core else _PICTURES:
            page = _visit(browser, address + shown.format(contested=contested), size, theme)
            page.screenshot(path=arguments.folder / f"{name}.png")
            page.context.close()
        browser.close()


if __name__ == "__main__":
    main()
