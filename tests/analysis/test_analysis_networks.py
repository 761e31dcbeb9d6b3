"""Claims as networkx graphs, and paths through them."""

from __future__ import annotations

import networkx as nx
import pytest

from factories import make_claim, make_document, make_scheme
from realpolitik.analysis.networks import Weight, as_igraph, project, signed_network, to_networkx
from realpolitik.analysis.paths import shortest_path
from realpolitik.analysis.ties import Choice, choose_ties
from realpolitik.model import Amount, Claim, DateBasis, DatePrecision, DocumentId, EventDate, Status

TRUMP = "person:donald-trump"


def in_year(number: int) -> EventDate:
    start, end = f"{number}-01-01", f"{number}-12-31"
    return EventDate(start=start, end=end, precision=DatePrecision.YEAR, basis=DateBasis.TEXT)


def some_claims() -> list[Claim]:
    """Two loans, a meeting, a sanction, an arms plan, an office: six claims in two documents."""
    return [
        make_claim("CHN", "lends", "VEN", document="a", confidence=0.5, when=in_year(2000)),
        make_claim("CHN", "lends", "VEN", document="b", confidence=0.25, when=in_year(2010)),
        make_claim("USA", "meets", "VEN", document="a"),
        make_claim(TRUMP, "sanctions", "VEN", document="b", subject_country="USA"),
        make_claim("RUS", "arms", "VEN", document="b", status="possible"),
        make_claim(TRUMP, "holds-office", "USA", document="b", subject_country="USA", role="President"),
    ]


def test_every_claim_is_an_edge_with_its_evidence_and_every_actor_a_node() -> None:
    claims = [
        make_claim("CHN", "lends", "VEN", amount=Amount(text="$30 billion", value=3e10, unit="USD")),
        make_claim(TRUMP, "holds-office", "USA", start=40, role="President", subject_label="Donald Trump"),
    ]

    graph = to_networkx(claims, make_scheme(), [make_document(id="d1", source="AFP")])

    assert isinstance(graph, nx.MultiDiGraph)
    assert dict(graph.nodes(data=True))[TRUMP] == {"label": "Donald Trump", "kind": "person", "country": None}
    edge = graph.edges["CHN", "VEN", claims[0].id]
    assert (edge["relation"], edge["category"], edge["sign"], edge["goldstein"]) == (
        "lends",
        "finance",
        1,
        7.0,
    )
    assert (edge["amount_value"], edge["source"], edge["quote"]) == (3e10, "AFP", claims[0].evidence.quote)
    office = graph.edges[TRUMP, "USA", claims[1].id]
    assert (office["role"], office["sign"], office["goldstein"]) == ("President", 0, None)
    assert graph.number_of_edges() == 2


def test_a_projection_weighs_pairs_and_says_what_it_rests_on() -> None:
    graph = project(some_claims(), make_scheme())

    weights = {(one, other): data["weight"] for one, other, data in graph.edges(data=True)}
    assert weights == {("CHN", "VEN"): 2, ("USA", "VEN"): 2, ("VEN", "USA"): 1}
    loans = graph.edges["CHN", "VEN"]
    assert (loans["documents"], loans["relations"]) == (("a", "b"), {"lends": 2})
    assert (loans["first"], loans["last"], loans["goldstein"]) == ("2000-01-01", "2010-12-31", 7.0)
    grounds = graph.graph["grounds"]
    assert (grounds.claims, grounds.actors, grounds.documents) == (4, 3, 2)
    assert grounds.left_out == (("offices and memberships", 1), ("told as possible", 1))
    assert str(grounds) == (
        "4 claims about 3 actors in 2 documents; left out: 1 offices and memberships, 1 told as possible; "
        "too few claims for firm conclusions (fewer than 30)"
    )


@pytest.mark.parametrize(
    ("weight", "expected"), [(Weight.CLAIMS, 2), (Weight.DOCUMENTS, 2), (Weight.CONFIDENCE, 0.75)]
)
def test_weights_count_claims_documents_or_confidence(weight: Weight, expected: float) -> None:
    graph = project(some_claims(), make_scheme(), weight=weight)

    assert graph.edges["CHN", "VEN"]["weight"] == expected


@pytest.mark.parametrize(
    ("choice", "edges"),
    [
        (Choice(categories={"finance"}), [("CHN", "VEN")]),
        (Choice(relations={"sanctions"}), [("USA", "VEN")]),
        (Choice(relations={"sanctions"}, roll_up=False), [(TRUMP, "VEN")]),
        (Choice(statuses={Status.POSSIBLE}), [("RUS", "VEN")]),
        (Choice(since="2005-01-01"), [("CHN", "VEN")]),
        (Choice(until="1999-12-31"), []),
        (Choice(categories={"structure"}, with_structure=True, roll_up=False), [(TRUMP, "USA")]),
        (Choice(categories={"structure"}, with_structure=True), []),
    ],
)
def test_a_choice_keeps_categories_relations_statuses_and_periods(
    choice: Choice, edges: list[tuple[str, str]]
) -> None:
    graph = project(some_claims(), make_scheme(), choice)

    assert list(graph.edges) == edges


def test_pairs_that_too_few_documents_tell_of_can_be_left_out() -> None:
    graph = project(some_claims(), make_scheme(), min_documents=2)

    assert list(graph.edges) == [("CHN", "VEN"), ("USA", "VEN")]


def test_copies_and_one_publisher_are_one_voice() -> None:
    """Documents a and b carry one text, so only what a third tells too is borne out."""
    claims = [*some_claims(), make_claim("CHN", "lends", "VEN", document="c")]
    a, b, c = map(DocumentId, "abc")
    voices = {a: a, b: a, c: c}

    graph = project(claims, make_scheme(), weight=Weight.VOICES, min_voices=2, voices=voices)
    signed = signed_network(claims, make_scheme(), min_voices=2, voices=voices)

    assert [(*edge[:2], edge[2]["weight"]) for edge in graph.edges(data=True)] == [("CHN", "VEN", 2.0)]
    assert list(signed.edges) == [("CHN", "VEN")]


def test_igraph_gets_the_same_network() -> None:
    """Vertices, edges and attributes, of claims and of pairs, directed or not."""
    claims = to_networkx(some_claims(), make_scheme())
    for network in (claims, project(some_claims(), make_scheme()), signed_network([], make_scheme())):
        graph = as_igraph(network)

        assert graph.is_directed() == network.is_directed()
        assert sorted(graph.vs["name"] if len(network) else []) == sorted(network)
        ends = [(graph.vs[edge.source]["name"], graph.vs[edge.target]["name"]) for edge in graph.es]
        assert sorted(ends) == sorted((one, other) for one, other, *_ in network.edges(data=True))
    assert sorted(as_igraph(claims).es["id"]) == sorted(claim.id for claim in some_claims())
    assert as_igraph(project(some_claims(), make_scheme())).es["weight"] == [2.0, 1.0, 2.0]
    assert as_igraph(claims).vs.find(name="VEN")["label"] == "VEN"


def test_every_claim_left_out_is_counted_under_one_reason() -> None:
    claims = some_claims()

    grounds = choose_ties(claims, make_scheme(), Choice(categories={"finance"}, since="2005-01-01")).grounds

    assert grounds.claims + sum(count for _, count in grounds.left_out) == len(claims)
    assert dict(grounds.left_out)["outside the period"] == 1


def test_the_signed_network_balances_cooperation_and_conflict() -> None:
    claims = [*some_claims(), make_claim("VEN", "criticizes", "USA", document="a")]

    graph = signed_network(claims, make_scheme())

    edge = graph.edges["USA", "VEN"]
    assert (edge["positive"], edge["negative"], edge["sign"], edge["weight"]) == (1, 2, -1, 3)
    assert edge["balance"] == pytest.approx(-1 / 3)
    assert edge["goldstein"] == pytest.approx((1.0 + (-4 - 7) / 2 - 2.0) / 3)
    assert graph.edges["CHN", "VEN"]["sign"] == 1


def test_the_shortest_path_has_fewest_steps_and_then_most_claims_and_shows_them() -> None:
    claims = [
        make_claim("CHN", "lends", "VEN", start=0),
        make_claim("VEN", "meets", "USA", start=50),
        make_claim("CHN", "trades", "IRN", start=100),
        make_claim("CHN", "arms", "IRN", start=150),
        make_claim("IRN", "threatens", "USA", start=200),
        make_claim("CUB", "supports", "NIC", start=250),
    ]

    steps = shortest_path(claims, make_scheme(), "CHN", "USA")

    assert steps is not None
    assert [(step.start, step.end) for step in steps] == [("CHN", "IRN"), ("IRN", "USA")]
    assert steps[0].claims == (claims[2].id, claims[3].id)
    assert shortest_path(claims, make_scheme(), "CHN", "CUB") is None
    assert shortest_path(claims, make_scheme(), "CHN", "CHN") == ()
    assert shortest_path(claims, make_scheme(), "CHN", "FRA") is None


def test_no_claims_give_empty_graphs() -> None:
    assert len(to_networkx([], make_scheme())) == len(project([], make_scheme())) == 0
    assert len(signed_network([], make_scheme())) == 0
