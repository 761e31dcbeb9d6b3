"""An explorer page that is open in Chromium, as browser tests see it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any


@dataclass  # no slots: playwright hangs its wrappers on the object
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

    def listen(self) -> None:
        """Note what goes wrong and what is asked for from now on."""
        self.page.on("console", self._hear)
        self.page.on("pageerror", lambda error: self.mishaps.append(str(error)))
        self.page.on("request", self._see)

    def _hear(self, message: Any) -> None:
        if message.type in {"error", "warning"}:
            self.mishaps.append(message.text)

    def _see(self, request: Any) -> None:
        if not request.url.startswith("file:"):
            self.requests.append(request.url)

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
                const point = app.canvas.network.canvasToDOM(app.canvas.edges.middle(base.id));
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
                const { network, marks } = window.realpolitik.canvas;
                const point = network.canvasToDOM(marks.get(id));
                const frame = document.getElementById("canvas").getBoundingClientRect();
                return [point.x + frame.left, point.y + frame.top];
            }""",
            actor,
        )
        return x, y
