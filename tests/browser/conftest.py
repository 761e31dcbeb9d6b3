"""A real Chromium that opens explorer pages from the disk and notes whatever goes wrong."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from chromium_visit import Visit

sync_api = pytest.importorskip("playwright.sync_api", reason="the test extra brings playwright")

_NAMES = ("chromium", "chromium-browser", "google-chrome")
_SWITCHES = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
# A page that hides its mishaps from the console still has them noted.
_WATCH = """
window.mishaps = [];
document.addEventListener("securitypolicyviolation",
  (event) => window.mishaps.push("policy: " + event.violatedDirective));
window.ran = (what) => window.mishaps.push("ran: " + what);
window.alert = window.ran;
"""


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    """A running Chromium; the test is skipped where there is none."""
    path = next((found for name in _NAMES if (found := shutil.which(name))), None)
    if path is None:
        pytest.skip("no Chromium on this machine; on Debian: apt-get install chromium")
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(_SWITCHES))
        yield browser
        browser.close()


@pytest.fixture
def visit(chromium: Any, tmp_path: Path) -> Iterator[Callable[..., Visit]]:
    """Open a page from a file, with the network gone."""
    contexts = []

    def open_page(
        html: str,
        *,
        size: tuple[int, int] = (1440, 900),
        scheme: str = "light",
        address: str = "",
        guide: bool = False,
    ) -> Visit:
        path = tmp_path / "explorer.html"
        path.write_text(html, encoding="utf-8", newline="\n")
        context = chromium.new_context(
            viewport={"width": size[0], "height": size[1]},
            color_scheme=scheme,
            reduced_motion="reduce",
            accept_downloads=True,
        )
        contexts.append(context)
        context.set_default_timeout(15_000)
        context.add_init_script(_WATCH)
        if not guide:
            context.add_init_script("localStorage.setItem('realpolitik-guide-seen', 'yes')")
        context.route("http://**/*", lambda _route: None)  # never answered, as by a resolver that hangs
        context.route("https://**/*", lambda _route: None)
        opened = Visit(context.new_page())
        opened.listen()
        opened.page.goto(path.as_uri() + address)
        opened.page.wait_for_selector("#canvas[data-drawn]", state="attached")
        return opened

    yield open_page
    for context in contexts:
        context.close()
