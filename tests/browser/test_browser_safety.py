"""The page asks for nothing and runs nothing but its own scripts."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from chromium_visit import Visit
from explorer_pages import World, large_world, published, small_world
from factories import make_actor, make_claim, make_document
from realpolitik.model import Amount, DateBasis, EventDate

pytestmark = pytest.mark.browser

_ATTACKS = (
    "</script><script>ran('end of script')</script>",
    "<img src=x onerror=\"ran('image')\">",
    "<svg onload=ran('svg')>",
    "javascript:ran('link')",
    '"><a href="javascript:ran(\'href\')">x</a>',
    "{{ ran('template') }}${ran('literal')}",
    "'-ran('quote')-'\u2028\u2029\\",
    "__proto__",
    "constructor",
)


@pytest.mark.parametrize("size", [(1440, 900), (390, 844)])
def test_nothing_is_asked_for_and_nothing_goes_wrong(
    visit: Callable[..., Visit], size: tuple[int, int]
) -> None:
    """Three hundred actors are drawn with the network gone, without a request, an error or a violation."""
    opened = visit(large_world(300, 900).html(), size=size)

    assert opened.requests == []
    assert opened.all_mishaps() == []
    assert opened.js("window.realpolitik.canvas.edges.edges.size") == 900


def test_an_injected_script_is_blocked(visit: Callable[..., Visit]) -> None:
    """The policy stops what the page didn't bring."""
    opened = visit(small_world().html())

    opened.js(
        """() => {
            const script = document.createElement("script");
            script.textContent = "ran('injected')";
            document.body.append(script);
        }"""
    )

    assert opened.js("window.mishaps") == ["policy: script-src-elem"]


def hostile_world(attack: str) -> World:
    """Return a world in which every string that a page shows is an attack."""
    documents = [
        make_document(
            attack, id=attack, title=attack, source=attack, url=attack, published=published("2020-01-01")
        ),
        make_document(
            attack, id=f"{attack}2", title=attack, source=attack, url=f"https://example.org/?q={attack}"
        ),
    ]
    one, other = f"org:{attack}", f"person:{attack}"
    when = EventDate(text=attack, basis=DateBasis.UNRESOLVED)
    claims = [
        make_claim(
            one,
            "lends",
            other,
            status=status,
            document=document.id,
            quote=attack,
            attributed_to=attack,
            role=attack,
            subject_label=attack,
            object_label=attack,
            amount=Amount(text=attack),
            when=when,
        )
        for document in documents
        for status in ("actual", "negated", "possible")
    ]
    actors = [make_actor(one, attack, aliases=(attack,)), make_actor(other, attack, country=attack)]
    return World(claims=claims, documents=documents, actors=actors)


@pytest.mark.parametrize("attack", _ATTACKS)
def test_hostile_strings_run_nothing(visit: Callable[..., Visit], attack: str) -> None:
    """In labels, ids, titles, quotes, names, addresses and the heading, over every view and panel."""
    opened = visit(hostile_world(attack).html(title=attack))
    page = opened.page

    assert " ".join(page.inner_text("h1").split()) == " ".join(attack.split())
    page.click("#panel .relation-item >> nth=0")
    assert attack.partition("\u2028")[0].strip() in page.inner_text("#panel .quote >> nth=0")
    page.click("#panel .actor-link >> nth=0")
    for view in ("matrix", "table", "graph"):
        page.click(f'[data-view="{view}"].view')
    page.fill("#search input", attack[:6])
    page.mouse.move(*opened.place_of(f"org:{attack}"))
    for link in page.query_selector_all("a"):
        assert link.get_attribute("href").startswith(("https://", "http://"))

    assert opened.all_mishaps() == []


_STRANGE_VIEW = {
    "format": "realpolitik-view-1",
    "address": "show=actor,NOR&view=<b>",
    "positions": {"NOR": {"x": 1, "y": 2}, "__proto__": {"x": 1, "y": 1}, "nobody": {"x": "a"}},
}


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("{", "This file holds no saved view."),
        ("[]", "This file holds no saved view."),
        ("null", "This file holds no saved view."),
        ('{"format": "other"}', "This file holds no saved view."),
        (json.dumps(_STRANGE_VIEW), "Restored the places of 1 actor."),
    ],
)
def test_saved_views_of_strangers_move_known_actors_at_most(
    visit: Callable[..., Visit], text: str, answer: str
) -> None:
    """A file that is no view is refused, and one with hostile contents only moves actors it knows."""
    opened = visit(small_world().html())
    before = opened.js("window.realpolitik.canvas.positions().SUD")

    opened.page.click("#file-menu-button")
    with opened.page.expect_file_chooser() as waiting:
        opened.page.click("text=Open a saved view")
    file = {"name": "view.json", "mimeType": "application/json", "buffer": text.encode()}
    waiting.value.set_files([file])
    opened.page.wait_for_selector(".chip.note")

    assert opened.text(".chip.note") == answer
    assert opened.js("window.realpolitik.canvas.positions().SUD") == before
    assert opened.all_mishaps() == []
