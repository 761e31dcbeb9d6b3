"""The query page in Chromium: questions asked, answers read, mistakes told; and nobody else asked."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from realpolitik.folder import GraphFolder

pytest.importorskip("starlette", reason="the extra serve brings starlette")
sync_axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="the test extra brings axe")

from realpolitik.server.settings import Settings  # noqa: E402
from served import Served, serving  # noqa: E402

pytestmark = pytest.mark.browser

Open = Callable[..., Any]


@pytest.fixture(scope="module")
def served(small_graph: GraphFolder) -> Iterator[Served]:
    """A server for this page."""
    with serving(Settings(graph=small_graph.path, port=0, max_concurrent=2, max_rows=3000)) as running:
        yield running


@pytest.fixture
def open_page(chromium: Any, served: Served) -> Iterator[Open]:
    """Open the page; in the end, nothing went wrong and nobody else was asked."""
    contexts, mishaps, foreign = [], [], []

    def opened(path: str = "/query", size: tuple[int, int] = (1440, 900), scheme: str = "light") -> Any:
        context = chromium.new_context(
            viewport={"width": size[0], "height": size[1]}, color_scheme=scheme, reduced_motion="reduce"
        )
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: mishaps.append(str(error)))
        page.on(
            "console", lambda said: mishaps.append(said.text) if "Content Security" in said.text else None
        )
        page.on("request", lambda asked: foreign.append(asked.url))
        page.goto(f"{served.address}{path}")
        page.wait_for_selector("#named option:nth-child(3)", state="attached")
        return page

    yield opened
    for context in contexts:
        context.close()
    assert mishaps == []
    assert [url for url in foreign if not url.startswith((served.address, "blob:"))] == []


def _run(page: Any, query: str) -> None:
    page.evaluate("(text) => { realpolitikQuery.editor.text = text; }", query)
    page.click("#run")
    page.wait_for_selector("#stop", state="hidden")


def _ask_for_lenders(page: Any) -> None:
    page.select_option("#named", "lenders-of")
    page.fill("#parameters input", "Venezuela")
    page.click("#parameters button")
    page.wait_for_selector("#answer table")


def test_a_named_query_is_chosen_and_answered(open_page: Open) -> None:
    """Its parameters are fields, its SPARQL comes to the editor, its rows are a table."""
    page = open_page()
    _ask_for_lenders(page)

    assert page.locator("#answer tbody tr").count() == 1
    assert "China lent Venezuela $2 billion" in page.inner_text("#answer")
    assert "SELECT ?lender" in page.evaluate("realpolitikQuery.editor.text")
    assert page.inner_text("#status").startswith("1 row,")


def test_an_unknown_name_is_told(open_page: Open) -> None:
    """With what the server says."""
    page = open_page()
    page.select_option("#named", "lenders-of")
    page.fill("#parameters input", "Venezula")
    page.click("#parameters button")
    page.wait_for_selector("#problem:not([hidden])")

    assert page.inner_text("#problem") == "unknown actor 'Venezula'; did you mean Venezuela?"


def test_mistakes_are_told_and_marked(open_page: Open) -> None:
    """A syntax error with its place, which is selected; an unknown term as a note."""
    page = open_page()
    _run(page, "SELECT * {\n  ?s ?p ?o ?x\n}")
    assert page.inner_text("#problem").startswith("Line 2, column 12: syntax error: unexpected '?x'")
    assert page.evaluate("getSelection().toString()") == "?x"
    assert page.inner_text("#answer") == ""

    _run(page, "SELECT ?s { ?s rp:meetz ?o }")
    assert page.is_hidden("#problem")
    assert "did you mean rp:meets" in page.inner_text("#notes")
    assert "No rows" in page.inner_text("#answer")


def test_answers_of_each_kind(open_page: Open) -> None:
    """A word, triples, and rows whose own IRIs can be followed."""
    page = open_page()
    _run(page, 'ASK { @"France" rp:meets @"Chad" }')
    assert page.inner_text("#answer") == "Yes"
    _run(page, "SELECT ?who ?n { actor:FRA rp:meets ?who BIND(3 AS ?n) }")
    assert page.inner_text("td.number") == "3"
    page.click("td button")
    page.wait_for_selector("#answer pre")
    assert "actor:TCD" in page.inner_text("#answer pre")
    _run(page, "SELECT * { ?s ?p ?o }")
    assert page.locator("#answer tbody tr").count() == 1000
    assert page.inner_text("#status").startswith("First 1000 rows")


def test_an_answer_can_be_downloaded(open_page: Open) -> None:
    """As CSV, whole."""
    page = open_page()
    _ask_for_lenders(page)
    with page.expect_download() as waiting:
        page.click("text=Download CSV")

    assert waiting.value.suggested_filename == "answer.csv"
    assert waiting.value.path().read_text(encoding="utf-8").startswith("lender,status,")


def test_text_from_documents_stays_text(open_page: Open) -> None:
    """Nothing that a graph holds becomes part of the page, and no script of an IRI runs."""
    page = open_page()
    image = """'<img src=x onerror="document.title=1">'"""
    _run(page, f"SELECT ?a ?b {{ BIND({image} AS ?a) BIND(<javascript:alert(1)> AS ?b) }}")

    assert page.locator("#answer img, #answer a").count() == 0
    assert "<img" in page.inner_text("#answer")


def test_a_query_can_be_linked(open_page: Open) -> None:
    """The address holds it."""
    page = open_page("/query#query=ASK%20%7B%7D")

    assert page.evaluate("realpolitikQuery.editor.text") == "ASK {}"


def test_names_of_actors_are_completed(open_page: Open) -> None:
    """After @ and a quote."""
    page = open_page()
    page.evaluate("realpolitikQuery.editor.text = ''")
    page.click(".cm-content")
    page.keyboard.type('ASK { @"Venezuel')
    page.wait_for_selector(".cm-tooltip-autocomplete li")
    page.wait_for_timeout(150)  # the list takes no keys in its first moment, so that none is taken by mistake
    page.keyboard.press("Enter")

    assert page.evaluate("realpolitikQuery.editor.text") == 'ASK { @"Venezuela"}'


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [(1440, 900), (390, 844)])
def test_axe_finds_nothing(open_page: Open, size: tuple[int, int], scheme: str) -> None:
    """With an answer and with a problem; nothing is wider than the screen."""
    page = open_page(size=size, scheme=scheme)
    _ask_for_lenders(page)
    for query in (None, "SELECT", "SELECT ?s { ?s rp:meetz ?o }"):
        if query is not None:
            _run(page, query)
        found = sync_axe.Axe().run(page).response["violations"]
        assert [(rule["id"], [node["target"] for node in rule["nodes"]]) for rule in found] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= size[0]
