"""The design's checks, all of them on every size of page and in both themes."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from chromium_visit import Visit
from explorer_pages import small_world
from explorer_steps import lead_keys_to_a_quote, numbers, toggle

sync_axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="the test extra brings axe")

pytestmark = pytest.mark.browser

WIDE, PHONE = (1440, 900), (390, 844)
EVERYWHERE = pytest.mark.parametrize(
    ("size", "scheme"), [(WIDE, "light"), (WIDE, "dark"), (PHONE, "light"), (PHONE, "dark")]
)
_PARALLEL = ("NOR~lends~SUD", "NOR~attacks~SUD", "NOR~demands~SUD")
_PAGE_COLOUR = {"light": [0xFB, 0xFA, 0xF7], "dark": [0x14, 0x17, 0x1C]}
_PNG = """async () => {
    let blob = null;
    const click = HTMLAnchorElement.prototype.click;
    HTMLAnchorElement.prototype.click = function keep() { blob = this.href; };
    [...document.querySelectorAll(".menu-item")].find((item) => item.textContent === "Picture (PNG)").click();
    while (!blob) await new Promise((done) => setTimeout(done, 20));
    HTMLAnchorElement.prototype.click = click;
    const image = new Image();
    image.src = blob;
    await image.decode();
    const made = document.createElement("canvas");
    [made.width, made.height] = [image.width, image.height];
    const context = made.getContext("2d");
    context.drawImage(image, 0, 0);
    const { data } = context.getImageData(0, 0, made.width, made.height);
    let transparent = 0;
    for (let at = 3; at < data.length; at += 4) if (data[at] !== 255) transparent += 1;
    return [transparent, [...data.slice(0, 3)]];
}"""


@EVERYWHERE
def test_parallel_edges_counts_and_addresses_agree(
    visit: Callable[..., Visit], size: tuple[int, int], scheme: str
) -> None:
    """Each parallel edge opens its own evidence; all counts agree; the address brings the choice back."""
    html = small_world().html()
    opened = visit(html, size=size, scheme=scheme)

    for relation in _PARALLEL:
        place = opened.middle_of(relation)
        if size == WIDE:
            opened.page.mouse.move(*place, steps=3)
            opened.page.wait_for_selector("#tooltip:not([hidden])")
            assert f"Norland {relation.split('~')[1]} Sudria" in opened.text("#tooltip")
        opened.page.mouse.click(*place)
        assert opened.text("#panel .relation-title") == f"Norland {relation.split('~')[1]} Sudria"
        opened.page.click('#panel [aria-label="Close"]')
    if size == PHONE:
        opened.page.click(".view.only-narrow")
    toggle(opened, "category", "force")
    opened.page.keyboard.press("Escape")
    found = numbers(opened)
    address = opened.js("location.hash")
    again = visit(html, size=size, scheme=scheme, address=address)

    assert set(found.values()) == {6}
    assert again.js("window.realpolitik.shown.rows.length") == 6
    assert again.js("location.hash") == address
    for page in (opened, again):
        assert page.requests == []
        assert page.all_mishaps() == []


@EVERYWHERE
def test_keys_lead_to_a_quote_that_axe_and_a_picture_pass(
    visit: Callable[..., Visit], size: tuple[int, int], scheme: str
) -> None:
    """By keys alone to an actor and a quote; axe finds nothing there; the picture is opaque."""
    opened = visit(small_world().html(), size=size, scheme=scheme)

    lead_keys_to_a_quote(opened)

    assert opened.js("document.documentElement.scrollWidth") <= size[0]
    found = sync_axe.Axe().run(opened.page)
    assert found.violations_count == 0, found.generate_report()
    assert opened.js(_PNG) == [0, _PAGE_COLOUR[scheme]]


def test_a_telephone_has_search_and_sources_at_hand(visit: Callable[..., Visit]) -> None:
    """The search opens over the heading and goes when left; what the graph is stands behind its sign."""
    opened = visit(small_world().html(), size=PHONE)

    assert not opened.page.is_visible("#search input")
    opened.page.click("#search-button")
    opened.page.keyboard.type("hafnia")
    opened.page.keyboard.press("Enter")
    assert opened.text("#panel h2") == "Norland"
    assert not opened.page.is_visible("#search input")
    opened.page.click('#panel [aria-label="Close"]')
    opened.page.click('[aria-label="About this graph and its sources"]')
    about = opened.text("#panel")

    assert "7 relations between 5 actors" in about
    assert "Example Wire" in about
    assert sync_axe.Axe().run(opened.page).violations_count == 0
