"""The Python interface on a built graph."""

from __future__ import annotations

from pathlib import Path

import pytest

import realpolitik as rp
from realpolitik.errors import InputError, QueryError, VocabularyError
from realpolitik.folder import GraphFolder


@pytest.fixture
def graph(small_graph: GraphFolder) -> rp.Graph:
    """The small graph, opened."""
    return rp.open(small_graph.path)


def test_a_graph_is_opened_where_there_is_one(graph: rp.Graph, tmp_path: Path) -> None:
    """And shows where it lies."""
    assert repr(graph) == f"realpolitik.open({str(graph.folder.path)!r})"
    with pytest.raises(InputError, match="no such graph folder"):
        rp.open(tmp_path / "nowhere")


@pytest.mark.usefixtures("simple_extractor")
def test_build_returns_the_graph(articles: Path, tmp_path: Path) -> None:
    """And warns of what was skipped."""
    (articles / "empty.txt").touch()

    with pytest.warns(UserWarning, match=r"skipped .*empty\.txt"):
        graph = rp.build([articles], tmp_path / "out")

    assert len(graph.claims()) == 5


@pytest.mark.usefixtures("simple_extractor")
def test_claims_in_a_text_need_no_folder() -> None:
    """For a try in a notebook."""
    claims = rp.claims_in("France met Chad.", name="note")

    assert [(claim.evidence.document, claim.relation) for claim in claims] == [("note", "meets")]


def test_claims_are_values_in_order(graph: rp.Graph) -> None:
    """Chosen by any name of an actor."""
    claims = graph.claims(subject="China", category="finance")

    assert [claim.object for claim in claims] == ["VEN"]
    assert claims[0] == graph.claims()[0]
    assert list(graph.claims()[:2]) == list(graph.claims())[:2]


def test_an_unknown_condition_is_a_type_error(graph: rp.Graph) -> None:
    """A slip in a keyword must not widen the answer."""
    with pytest.raises(TypeError, match="subjekt"):
        graph.claims(subjekt="China")  # type: ignore[call-overload]


def test_records_become_rows_and_data_frames(graph: rp.Graph) -> None:
    """With the columns of the command line."""
    frame = graph.relations().to_pandas()

    assert list(frame.columns)[:3] == ["subject", "relation", "object"]
    assert frame.actual.sum() == 3
    assert [row["claims"] for row in graph.documents().rows()] == [3, 2]


def test_records_show_themselves_and_run_nothing() -> None:
    """A quote can hold anything."""
    records = rp.Records(
        ("<script>x</script>",) * 60, lambda value: {"quote": value, "parts": [1, 2], "no": None}
    )

    shown = records._repr_html_()

    assert "<script>" not in shown
    assert "<td>1, 2</td><td></td>" in shown
    assert "10 more" in shown
    assert rp.Records((), dict)._repr_html_() == "<p>none</p>"


def test_queries_give_rows(graph: rp.Graph) -> None:
    """With plain values."""
    rows = graph.query("SELECT ?to (COUNT(*) AS ?n) { actor:FRA rp:meets ?to } GROUP BY ?to")

    assert list(rows.rows()) == [{"to": "https://w3id.org/realpolitik/actor/TCD", "n": 1}]
    assert graph.query("ASK { actor:FRA rp:lends ?to }")[0] == {"answer": False}


def test_named_queries_take_names_of_actors(graph: rp.Graph) -> None:
    """As on the command line."""
    assert len(graph.query(name="lenders-of", actor="Venezuela")) == 1
    with pytest.raises(VocabularyError, match="lenders-of"):
        graph.query(name="lender-of", actor="Venezuela")


def test_a_query_must_be_given(graph: rp.Graph) -> None:
    """And a wrong one says where it is wrong."""
    with pytest.raises(QueryError, match="nothing to ask"):
        graph.query()
    with pytest.raises(QueryError, match="line 1"):
        graph.query("SELECT * {")


def test_contradictions_are_found(graph: rp.Graph) -> None:
    """One document says that France never met Chad."""
    assert {(found.subject, found.object) for found in graph.contradictions()} == {("FRA", "TCD")}


def test_the_graph_as_objects_of_other_libraries(graph: rp.Graph) -> None:
    """As rdflib and as networkx: both hold what the claims say."""
    dataset, network = graph.to_rdflib(), graph.to_networkx(status="actual")

    assert len(list(dataset.query("SELECT ?c { ?c a rp:Claim }"))) == 5
    assert sorted(network.edges()) == [("CHN", "VEN"), ("FRA", "TCD"), ("FRA", "TCD")]


def test_the_explorer_is_a_page_that_a_notebook_can_hold(graph: rp.Graph, tmp_path: Path) -> None:
    """In a frame from which nothing reaches the notebook."""
    page = graph.explore(title="Two articles", document="a")
    page.save(tmp_path / "page.html")

    assert "<title>Two articles" in page.html
    assert page._repr_html_().startswith('<iframe sandbox="allow-scripts')
    assert "allow-same-origin" not in page._repr_html_()
    assert (tmp_path / "page.html").read_text(encoding="utf-8") == page.html


def test_actors_are_those_of_the_claims(graph: rp.Graph) -> None:
    """As the registry has them."""
    assert graph.actors()[0].label == "France"
    assert graph.registry.get("FRA") == graph.actors()[0]


def test_a_timeline_shows_itself_and_can_be_saved(graph: rp.Graph, tmp_path: Path) -> None:
    """As a page in a sandbox, named after whom it is about."""
    page = graph.timeline("China", "Venezuela")
    page.save(tmp_path / "line.html")

    assert "<h1>China and Venezuela, in order of time</h1>" in (tmp_path / "line.html").read_text("utf-8")
    assert page._repr_html_().startswith("<iframe sandbox=")


def test_large_networks_go_to_igraph(graph: rp.Graph) -> None:
    """With the ids of the claims."""
    found = graph.to_igraph(category="finance")

    assert found.vs["label"] == ["China", "Venezuela"]
    assert found.es["id"] == [claim.id for claim in graph.claims(category="finance")]


def test_claims_are_chosen_by_when_they_happened(graph: rp.Graph) -> None:
    """What nothing dates is in no period."""
    assert len(graph.claims(since="1000-01-01")) < len(graph.claims())


def test_events_that_others_coded_become_a_graph(tmp_path: Path) -> None:
    """One file, by its path; skipped rows are told."""
    table = "Event Date\tSource Name\tEvent Text\tTarget Name\n2019-03-01\tFrance\tConsult\tChad\n"
    (tmp_path / "events.tab").write_text(table, encoding="utf-8")

    events = rp.import_events(tmp_path / "events.tab", tmp_path / "events")

    assert [(claim.subject, claim.relation, claim.object) for claim in events.claims()] == [
        ("FRA", "meets", "TCD")
    ]


@pytest.mark.usefixtures("simple_extractor")
def test_as_of_a_day_holds_for_claims_queries_pages_and_offices(tmp_path: Path) -> None:
    """One parameter for all: documents of that day, and who held office on it."""
    for name, day, text in (
        ("old", "2010-02-01", "Barack Obama met France."),
        ("new", "2022-02-01", "Joe Biden met Chad."),
    ):
        (tmp_path / f"{name}.md").write_text(f"---\ndate: {day}\n---\n\n{text}", encoding="utf-8")
    graph = rp.build([tmp_path], tmp_path / "out")
    then = graph.as_of("2012-01-01")
    presidents = {
        actor.label
        for actor in then.registry
        if any((office.title, office.of) == ("President", "USA") for office in actor.offices)
    }
    count = "SELECT (COUNT(?claim) AS ?n) { ?claim a rp:Claim }"

    assert presidents == {"Barack Obama"}
    assert [len(each.claims()) for each in (graph, then)] == [2, 1]
    assert [each.query(count)[0]["n"] for each in (graph, then)] == [2, 1]
    assert "Chad" not in then.explorer_html()
    assert "Chad" not in graph.explorer_html(as_of="2012-01-01")
    assert len(then.analysis.claims) == 1
    with pytest.raises(QueryError, match="as of is a day"):
        graph.as_of("then")
