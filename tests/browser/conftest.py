"""A real Chromium that opens explorer pages from the disk and notes whatever goes wrong."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

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
document.addEventListener("securitypolicyviolation", (event) => window.mishaps.push("policy: " + event.violatedDirective));
window.ran = (what) => window.mishaps.push("ran: " + what);
window.alert = window.ran;
"""


@dataclass(slots=True)
class Visit:
    """A page that is open in Chromium.

    Attributes:
        page: Playwright's page.
        mishaps: Console errors and uncaught exceptions so far.
        requests: Addresses asked for, but for the page itself.
    """

    page: Any
    mishaps: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)

    def js(self, expression: str, argument: Any = None) -> Any:
        """Return the value of an expression in the page."""
        return self.page.evaluate(expression, argument)

    def all_mishaps(self) -> list[str]:
        """Return everything that went wrong, policy violations included."""
        return [*self.mishaps, *self.js("window.mishaps")]

    def text(self, selector: str) -> str:
        """Return the text of an element, blanks collapsed."""
        return " ".join(self.page.inner_text(selector).split())

    def middle_of(self, relation: str) -> tuple[float, float]:
        """Return the place on the screen of the middle of a relation's edge."""
        x, y = self.js(
            """(key) => {
                const app = window.realpolitik;
                const base = app.store.relationshipByKey.get(key);
                const point = app.canvas.network.canvasToDOM(app.canvas.middle(base.id));
                const frame = document.getElementById("canvas").getBoundingClientRect();
                return [point.x + frame.left, point.y + frame.top];
            }""",
            relation,
        )
        return x, y

    def place_of(self, actor: str) -> tuple[float, float]:
        """Return the place on the screen of an actor's mark."""
        x, y = self.js(
            """(id) => {
                const { network } = window.realpolitik.canvas;
                const point = network.canvasToDOM(network.getPosition(id));
                const frame = document.getElementById("canvas").getBoundingClientRect();
                return [point.x + frame.left, point.y + frame.top];
            }""",
            actor,
        )
        return x, y


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
        html: str, *, size: tuple[int, int] = (1440, 900), scheme: str = "light", address: str = "", guide: bool = False
    ) -> Visit:
        path = tmp_path / "explorer.html"
        path.write_text(html, encoding="utf-8", newline="\n")
        context = chromium.new_context(
            viewport={"width": size[0], "height": size[1]}, color_scheme=scheme, reduced_motion="reduce", accept_downloads=True
        )
        contexts.append(context)
        context.set_default_timeout(15_000)
        context.add_init_script(_WATCH)
        if not guide:
            context.add_init_script("localStorage.setItem('realpolitik-guide-seen', 'yes')")
        context.route("http://**/*", lambda _route: None)  # never answered, as by a resolver that hangs
        context.route("https://**/*", lambda _route: None)
        opened = Visit(context.new_page())
        opened.page.on("console", lambda message: message.type in {"error", "warning"} and opened.mishaps.append(message.text))
        opened.page.on("pageerror", lambda error: opened.mishaps.append(str(error)))
        opened.page.on("request", lambda request: request.url.startswith("file:") or opened.requests.append(request.url))
        opened.page.goto(path.as_uri() + address)
        opened.page.wait_for_selector("#canvas[data-drawn]", state="attached")
        return opened

    yield open_page
    for context in contexts:
        context.close()
