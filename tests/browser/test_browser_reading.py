"""What a reader does: look, point, click, filter, search, read; by mouse and by keys."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from typing import Any

import pytest

from chromium_visit import Visit
from explorer_pages import World, large_world, published, small_world
from explorer_steps import download, lead_keys_to_a_quote, numbers, toggle
from factories import make_claim, make_document, make_scheme
from realpolitik.analysis import contradictions
from realpolitik.model import Amount

pytestmark = pytest.mark.browser

_PARALLEL = ("NOR~lends~SUD", "NOR~attacks~SUD", "NOR~demands~SUD")


def test_first_sight_says_what_is_shown(visit: Callable[..., Visit]) -> None:
    """How much, from which sources, what to click, and that it may be wrong."""
    opened = visit(small_world().html(), guide=True)

    assert (
        opened.text("#summary")
        == "7 relations between 5 actors, as told in 9 claims from 3 documents by 2 publishers, 2019–2020."
    )
    panel = opened.text("#panel")
    assert "Choose a line to read the quotes behind it" in panel
    assert "Example Wire" in panel
    assert "with errors" in panel
    opened.page.click("text=Next")
    opened.page.click("text=Next")
    assert "Not every line is a fact" in opened.text("#guide")
    opened.page.click("text=Start exploring")
    opened.page.reload()
    opened.page.wait_for_selector("#canvas[data-drawn]", state="attached")
    assert opened.page.inner_text("#guide") == ""


@pytest.mark.parametrize("relation", _PARALLEL)
def test_each_parallel_edge_can_be_pointed_at_and_clicked(visit: Callable[..., Visit], relation: str) -> None:
    """Tooltip, click and panel speak of the same relation."""
    opened = visit(small_world().html())
    verb = relation.split("~")[1]

    opened.page.mouse.move(*opened.middle_of(relation), steps=3)
    opened.page.wait_for_selector("#tooltip:not([hidden])")
    assert f"Norland {verb} Sudria" in opened.text("#tooltip")
    opened.page.mouse.click(*opened.middle_of(relation))

    assert opened.text("#panel .relation-title") == f"Norland {verb} Sudria"
    assert opened.js("location.hash") == f"#show=relation,{relation}"


def test_evidence_tells_everything_about_a_claim(visit: Callable[..., Visit]) -> None:
    """Quote with marks, status, speaker, publisher, date, amount, link; both sides of a contest."""
    opened = visit(small_world().html(), address="#show=relation,NOR~lends~SUD")

    told, denied = opened.text(".side-actual"), opened.text(".side-negated")
    assert "Norland lent Sudria $2 billion in May 2019." in told
    assert "in the document’s own words" in told
    assert "$2 billion" in told
    assert "May 2019" in told
    assert "2 June 2019" in told
    assert "Example Wire" in told
    assert "Harbour Post" in told
    assert "said by Sudria" in denied
    assert "Contested" in opened.text("#panel")
    assert opened.page.eval_on_selector_all(
        ".side-actual .claim:first-of-type mark",
        "each => each.map((mark) => mark.className + ' ' + mark.textContent)",
    ) == ["mark-subject Norland", "mark-trigger lent", "mark-object Sudria"]
    assert opened.page.get_attribute(".side-actual a", "href") == "https://example.org/wire"


@pytest.mark.parametrize(
    "steps",
    [
        [],
        [("category", "finance")],
        [("status", "actual")],
        [("kind", "person"), ("status", "negated")],
        [("document", "post")],
        [("publisher", "Publisher not known")],
    ],
)
def test_all_counts_agree(visit: Callable[..., Visit], steps: list[tuple[str, str]]) -> None:
    """Legend, graph, table, chip and files, whatever is switched off."""
    opened = visit(small_world().html())
    for details in opened.page.query_selector_all("details:not([open]) > summary"):
        details.click()

    for facet, value in steps:
        toggle(opened, facet, value)

    assert len(set(numbers(opened).values())) == 1, numbers(opened)
    assert opened.all_mishaps() == []


def test_the_date_range_agrees_too(visit: Callable[..., Visit]) -> None:
    """A slider moved by keys narrows what every part shows."""
    opened = visit(small_world().html())

    opened.page.focus(".handle-from")
    opened.page.keyboard.press("End")

    assert opened.js("window.realpolitik.state.from") == "2020-03-01"
    assert len(set(numbers(opened).values())) == 1
    opened.page.uncheck("#undated")
    assert opened.js("window.realpolitik.shown.rows.length") == 4
    opened.page.click("text=All dates")
    assert opened.js("location.hash") == "#undated=no"


def test_play_moves_through_time_and_stops(visit: Callable[..., Visit]) -> None:
    """The window begins at the first date and ends at the last."""
    opened = visit(small_world().html())

    opened.page.click('[aria-label="Play through time"]')
    assert opened.js("window.realpolitik.state.to") is not None
    opened.page.click('[aria-label="Pause"]')

    assert opened.page.is_visible('[aria-label="Play through time"]')


def test_the_address_says_what_is_shown_and_brings_it_back(visit: Callable[..., Visit]) -> None:
    """A second reader who opens the address sees the same."""
    html = small_world().html()
    first = visit(html)
    toggle(first, "category", "arms")
    first.page.fill("#search input", "hafnia")
    first.page.keyboard.press("Enter")
    first.page.click("text=Show only its neighbours")
    first.page.keyboard.press("m")
    address = first.js("location.hash")

    second = visit(html, address=address)

    assert second.js(
        "JSON.stringify([...window.realpolitik.shown.rows.map((row) => row.base.key)])"
    ) == first.js("JSON.stringify([...window.realpolitik.shown.rows.map((row) => row.base.key)])")
    assert second.js("location.hash") == address
    assert second.text("#panel h2") == "Norland"
    assert second.page.is_visible(".matrix")


@pytest.mark.parametrize(
    "address", ["#%", "#show=relation,%E0%A4", "#from=x&to=y&hide-kinds=ufo", "#" + "&".join(["="] * 500)]
)
def test_a_malformed_address_is_ignored(visit: Callable[..., Visit], address: str) -> None:
    """Everything is shown, and nothing goes wrong."""
    opened = visit(small_world().html(), address=address)

    assert opened.text("#shown-count") == "All 7 relations, 5 actors"
    assert opened.all_mishaps() == []


def test_keys_alone_lead_to_a_quote(visit: Callable[..., Visit]) -> None:
    """Search, an actor, a relation, its quote; and back."""
    opened = visit(small_world().html())

    lead_keys_to_a_quote(opened)
    opened.page.keyboard.press("Escape")

    assert opened.text("#panel h2") == "Norland"


def test_the_table_leads_to_the_evidence(visit: Callable[..., Visit]) -> None:
    """Every relation of the graph is a row, and a row opens its quotes."""
    opened = visit(small_world().html(), address="#view=table")
    rows = opened.page.eval_on_selector_all(
        "#relations-table tbody tr", "rows => rows.map((row) => row.dataset.relation).sort()"
    )

    assert rows == sorted(
        opened.js("[...window.realpolitik.canvas.wanted.values()].flat().map((row) => row.base.key)")
    )
    opened.page.click('tr[data-relation="SUD~meets~person:ada-berg"] button')
    assert "Ada Berg, president of Norland, met Sudria's envoy." in opened.text("#panel blockquote")
    opened.page.click('.sort:has-text("to whom")')
    assert opened.page.get_attribute('th:has-text("to whom")', "aria-sort") == "ascending"


def test_the_matrix_leads_to_a_pair(visit: Callable[..., Visit]) -> None:
    """A cell opens all that one does to the other; a category narrows the matrix."""
    opened = visit(small_world().html(), address="#view=matrix")

    opened.page.click('.cell[aria-label^="Norland to Sudria"]')
    assert opened.page.locator("#panel .relation-item").count() == 3
    opened.page.select_option("#matrix-category", "oil")
    assert opened.page.locator(".matrix .cell").count() == 1


def test_a_path_shows_a_quote_for_every_step(visit: Callable[..., Visit]) -> None:
    """From the company to Estia over Sudria and Norland."""
    opened = visit(small_world().html(), address="#show=actor,org:norland-oil")

    opened.page.fill(".path-finder input", "estia")
    opened.page.keyboard.press("Enter")

    assert opened.page.locator(".route blockquote").count() == 3
    assert "3 steps" in opened.text("#panel .tally")
    assert opened.js("location.hash") == "#show=route,org%3Anorland-oil,EST"


def test_an_actor_has_offices_and_ranked_partners(visit: Callable[..., Visit]) -> None:
    """The profile reads from most to least told about."""
    opened = visit(small_world().html(), address="#show=actor,NOR")

    assert opened.page.eval_on_selector_all(
        ".partner-name", "each => each.map((name) => name.textContent)"
    ) == ["Sudria", "Estia", "Ada Berg"]
    assert "Kingdom of Norland" in opened.text("#panel")
    assert "Ada Berg President" in opened.text(".offices")
    opened.page.click(".offices .actor-link")
    assert "since 15 January 2018" in opened.text(".offices")


def test_a_click_on_an_actor_opens_its_profile(visit: Callable[..., Visit]) -> None:
    """And a click beside everything closes it."""
    opened = visit(small_world().html())

    opened.page.mouse.click(*opened.place_of("EST"))
    assert opened.text("#panel h2") == "Estia"
    opened.page.mouse.click(300, 700)
    assert opened.text("#panel h2") == "Reading this graph"


def test_pictures_are_opaque_and_complete(visit: Callable[..., Visit]) -> None:
    """PNG without a transparent pixel, SVG with every actor and edge."""
    opened = visit(small_world().html(), scheme="dark")

    clear = opened.js(
        """async () => {
            const canvas = document.querySelector("#canvas canvas");
            const made = document.createElement("canvas");
            let blob = null;
            const click = HTMLAnchorElement.prototype.click;
            HTMLAnchorElement.prototype.click = function keep() { blob = this.href; };
            [...document.querySelectorAll(".menu-item")]
                .find((item) => item.textContent === "Picture (PNG)").click();
            while (!blob) await new Promise((done) => setTimeout(done, 20));
            HTMLAnchorElement.prototype.click = click;
            const image = new Image();
            image.src = blob;
            await image.decode();
            [made.width, made.height] = [image.width, image.height];
            const context = made.getContext("2d");
            context.drawImage(image, 0, 0);
            const { data } = context.getImageData(0, 0, made.width, made.height);
            let transparent = 0;
            for (let at = 3; at < data.length; at += 4) if (data[at] !== 255) transparent += 1;
            return [transparent, made.width === canvas.width, data[0], data[1], data[2]];
        }"""
    )
    picture = download(opened, "Picture (SVG)")

    assert clear == [0, True, 0x14, 0x17, 0x1C]
    assert picture.count("<text ") == 5
    assert (
        picture.count('<path d="M') == 7 + 8 + 1 + 1
    )  # edges, heads (a meeting has two), the contest, Ada Berg
    assert "<script" not in picture


def test_claims_are_saved_with_their_quotes(visit: Callable[..., Visit]) -> None:
    """One row a claim, formulas disarmed."""
    document = make_document("=1+1 is a quote", source="@paper")
    opened = visit(World(claims=[make_claim(quote="=1+1 is a quote")], documents=[document]).html())

    [row] = csv.DictReader(io.StringIO(download(opened, "Claims with quotes (CSV)").lstrip("\ufeff")))

    assert row["quote"] == "'=1+1 is a quote"
    assert row["publisher"] == "'@paper"


def test_places_are_kept_and_brought_back(visit: Callable[..., Visit]) -> None:
    """Where a reader dragged an actor survives filters and, if kept, a reload."""
    opened = visit(small_world().html())
    page = opened.page
    x, y = opened.place_of("EST")
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 60, y + 40, steps=4)
    page.mouse.up()
    moved = opened.js("window.realpolitik.canvas.positions().EST")

    toggle(opened, "category", "oil")
    toggle(opened, "category", "oil")
    assert opened.js("window.realpolitik.canvas.positions().EST") == moved
    page.click("#file-menu-button")
    page.click("text=Keep this view in the browser")
    page.reload()
    page.wait_for_selector("#canvas[data-drawn]", state="attached")
    assert opened.js("window.realpolitik.canvas.positions().EST") != moved
    page.click("#file-menu-button")
    page.click("text=Bring back the kept view")

    assert opened.js("window.realpolitik.canvas.positions().EST") == moved


_ODD_WORLDS: dict[str, Any] = {
    "empty": World(claims=[], documents=[]),
    "one date": World(claims=[make_claim()], documents=[make_document(published=published("2020-02-02"))]),
    "isolated": World(
        claims=[make_claim("AAA", "lends", "AAA"), make_claim("BBB", "arms", "CCC", start=3)],
        documents=[make_document()],
    ),
    "loops": World(
        claims=[
            make_claim("AAA", kind, "AAA", start=at)
            for at, kind in enumerate(("lends", "arms", "attacks", "demands"))
        ],
        documents=[make_document()],
    ),
    "other letters": World(
        claims=[
            make_claim(
                "org:中",
                "lends",
                "person:ع",
                subject_label="中国石油天然气集团",
                object_label="عبد الفتاح",
                quote="中国贷款 😀 给",
            )
        ],
        documents=[make_document("中国贷款 😀 给", title="Ελληνικά հայերեն")],
    ),
}


@pytest.mark.parametrize("name", _ODD_WORLDS)
@pytest.mark.parametrize("size", [(1440, 900), (390, 844)])
def test_odd_graphs_are_drawn(visit: Callable[..., Visit], name: str, size: tuple[int, int]) -> None:
    """Nothing to show, one date, an actor alone, edges to oneself, other scripts than Latin."""
    world = _ODD_WORLDS[name]
    opened = visit(world.html(), size=size)

    assert opened.js("window.realpolitik.canvas.edges.edges.size") == len(
        {(c.subject, c.relation, c.object) for c in world.claims}
    )
    for view in ("table", "matrix", "graph"):
        opened.js("(view) => window.realpolitik.update({ view })", view)
    if world.claims:
        opened.js(
            "(key) => window.realpolitik.select({ type: 'relation', ids: [key] })",
            f"{world.claims[0].subject}~{world.claims[0].relation}~{world.claims[0].object}",
        )
        assert world.claims[0].evidence.quote in opened.text("#panel blockquote")
    else:
        assert "Nothing to show" in opened.text("#panel")
    assert opened.all_mishaps() == []


def test_pairs_open_on_click_in_a_middling_graph(visit: Callable[..., Visit]) -> None:
    """One edge per ordered pair until the reader opens it."""
    opened = visit(large_world(320, 1000).html())
    edges = opened.js("window.realpolitik.canvas.edges.edges.size")
    pair = opened.js("[...window.realpolitik.canvas.wanted].find(([, rows]) => rows.length > 1)[0]")

    opened.js("(id) => window.realpolitik.canvas.chooseEdge(id)", pair)

    assert edges < 1000
    assert opened.js("window.realpolitik.canvas.edges.edges.size") > edges
    assert opened.page.locator("#panel .relation-item").count() >= 2


def test_a_large_graph_opens_on_its_core(visit: Callable[..., Visit]) -> None:
    """All is searched and tabled; what isn't drawn is counted, and drawn on request."""
    opened = visit(large_world(2_050, 4_000).html())

    assert opened.js("window.realpolitik.canvas.marks.size") == 300
    assert "1,750 actors hidden" in opened.text("#chips")
    opened.page.fill("#search input", "Actor 02049")
    opened.page.keyboard.press("Enter")
    assert opened.js("window.realpolitik.canvas.marks.size") == 301
    opened.js(
        """() => {
            const app = window.realpolitik;
            const id = [...app.canvas.marks.keys()].find((each) => app.canExpand(each));
            app.select({ type: "actor", ids: [id] });
        }"""
    )
    opened.page.click("text=Draw its neighbours")
    assert opened.js("window.realpolitik.canvas.marks.size") > 301
    assert opened.js("window.realpolitik.shown.rows.length") == 4_000
    assert opened.all_mishaps() == []


def test_the_guide_and_the_sheets_work_on_a_telephone(visit: Callable[..., Visit]) -> None:
    """Evidence is readable: a sheet over the graph with text of a fair size, within the width."""
    opened = visit(small_world().html(), size=(390, 844), address="#show=relation,NOR~lends~SUD")

    box = opened.page.locator("#panel").bounding_box()
    assert box["width"] == 390
    assert opened.js("document.documentElement.scrollWidth") <= 390
    assert (
        float(opened.js("getComputedStyle(document.querySelector('.quote')).fontSize").removesuffix("px"))
        >= 14
    )
    opened.page.click('[aria-label="Close"]')
    opened.page.click('.view:has-text("Filters")')
    assert opened.page.is_visible(".legend")
    toggle(opened, "category", "force")
    assert opened.js("window.realpolitik.shown.rows.length") == 6


def loan(amount: str, value: float, document: str, **fields: Any) -> Any:
    """Return a claim of a loan of some amount."""
    money = Amount(text=amount, value=value, unit="USD")
    quote = f"Norland lent Sudria {amount}."
    return make_claim("NOR", "lends", "SUD", document=document, quote=quote, amount=money, **fields)


def test_different_amounts_stand_side_by_side(visit: Callable[..., Visit]) -> None:
    """Two papers' figures for one loan: both quoted, neither chosen, from the first panel on."""
    claims = [loan("$2 billion", 2e9, "one"), loan("$7 billion", 7e9, "two", start=5)]
    documents = [
        make_document("Norland lent Sudria $2 billion.", id="one", source="Example Wire"),
        make_document("So: Norland lent Sudria $7 billion.", id="two", source="Harbour Post"),
    ]
    found = contradictions(claims, documents, make_scheme())
    assert [str(each.kind) for each in found] == ["amount"]
    opened = visit(World(claims=claims, documents=documents).html(contradictions=found))

    opened.page.click('#panel .relation-item:has-text("Different amounts")')
    sides = opened.page.locator('[data-difference="amount"] .side')

    assert sides.count() == 2
    assert sorted("$2 billion" in side for side in sides.all_inner_texts()) == [False, True]
    assert opened.all_mishaps() == []
    opened.page.click("#legend summary:has-text('Documents')")
    toggle(opened, "document", "one")
    assert opened.page.locator("[data-difference]").count() == 0


def test_a_packed_page_opens_like_any_other(
    visit: Callable[..., Visit], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Data too large to be mailed as they are travel packed, and are unpacked without a request."""
    monkeypatch.setattr("realpolitik.views.page._PLAIN_UP_TO", 100)
    html = small_world().html()
    opened = visit(html, address="#show=relation,NOR~lends~SUD")

    assert "Norland lent Sudria" not in html
    assert "Norland lent Sudria $2 billion in May 2019." in opened.text("#panel")
    assert opened.requests == []
    assert opened.all_mishaps() == []


def test_an_edge_from_an_actor_to_itself_can_be_clicked(visit: Callable[..., Visit]) -> None:
    """Each of several loops opens its own evidence."""
    opened = visit(_ODD_WORLDS["loops"].html())

    for kind in ("lends", "arms"):
        opened.page.mouse.click(*opened.middle_of(f"AAA~{kind}~AAA"))
        assert opened.text("#panel .relation-title") == f"AAA {kind} AAA"


def test_actors_of_a_large_graph_can_be_dragged(visit: Callable[..., Visit]) -> None:
    """Where the page paints the actors itself, they still follow the pointer and take their edges along."""
    opened = visit(large_world(320, 900).html())
    opened.page.wait_for_function("window.realpolitik.canvas.nodes.length === 320")
    x, y = opened.place_of("org:actor-00000")
    opened.page.mouse.move(x, y)
    opened.page.mouse.down()
    opened.page.mouse.move(x + 40, y + 30, steps=4)
    opened.page.mouse.up()

    after = opened.place_of("org:actor-00000")
    assert abs(after[0] - x - 40) < 4
    assert abs(after[1] - y - 30) < 4
