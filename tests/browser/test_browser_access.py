"""axe finds nothing, whatever is open, at both sizes and in both themes."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from chromium_visit import Visit
from explorer_pages import small_world

sync_axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="the test extra brings axe")

pytestmark = pytest.mark.browser

_STATES = {
    "start": "",
    "contested": "#show=relation,NOR~lends~SUD",
    "profile": "#show=actor,NOR",
    "path": "#show=route,org%3Anorland-oil,EST",
    "pair": "#show=pair,NOR,SUD&from=2019-01-01&to=2019-12-01",
    "table": "#view=table&show=relation,NOR~lends~SUD",
    "matrix": "#view=matrix&focus=NOR",
}


@pytest.mark.parametrize(
    ("state", "size", "scheme"),
    [
        *((state, (1440, 900), "light") for state in _STATES),
        *((state, (390, 844), "dark") for state in _STATES),
        *((state, (1440, 900), "dark") for state in ("start", "contested", "matrix")),
        *((state, (390, 844), "light") for state in ("start", "contested", "table")),
    ],
)
def test_axe_finds_nothing(
    visit: Callable[..., Visit], state: str, size: tuple[int, int], scheme: str
) -> None:
    """Every rule that axe knows, best practices included."""
    opened = visit(
        small_world().html(), size=size, scheme=scheme, address=_STATES[state], guide=state == "start"
    )
    opened.js("document.querySelectorAll('details').forEach((each) => { each.open = true; })")

    found = sync_axe.Axe().run(opened.page)

    assert found.violations_count == 0, found.generate_report()


def test_axe_finds_nothing_in_menu_and_search(visit: Callable[..., Visit]) -> None:
    """Lists that open over the page."""
    opened = visit(small_world().html())
    opened.page.click("#file-menu-button")
    assert sync_axe.Axe().run(opened.page).violations_count == 0
    opened.page.fill("#search input", "no")

    found = sync_axe.Axe().run(opened.page)
    assert found.violations_count == 0, found.generate_report()
