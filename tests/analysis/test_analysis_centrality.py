"""Rankings, on a network worked by hand and against networkx's own computation."""

from __future__ import annotations

import random

import networkx as nx
import pytest

from factories import make_claim, make_scheme
from realpolitik.analysis import centrality
from realpolitik.analysis.centrality import Measure, rank_actors
from realpolitik.analysis.networks import project
from realpolitik.analysis.ties import Choice
from realpolitik.model import Claim

# A sanctions B twice, B meets C, C arms D: a chain A - B - C - D.
CHAIN = [
    make_claim("AAA", "sanctions", "BBB"),
    make_claim("AAA", "sanctions", "BBB", start=50),
    make_claim("BBB", "meets", "CCC"),
    make_claim("CCC", "arms", "DDD"),
]


def ranked(measure: Measure, claims: list[Claim] | None = None, **fields: object) -> dict[str, float]:
    choice = Choice(**fields) if fields else None  # type: ignore[arg-type]
    chosen = CHAIN if claims is None else claims
    return {row.actor: row.value for row in rank_actors(chosen, make_scheme(), measure, choice).rows}


@pytest.mark.parametrize(
    ("measure", "expected"),
    [
        (Measure.DEGREE, {"AAA": 1, "BBB": 2, "CCC": 2, "DDD": 1}),
        (Measure.OUT_DEGREE, {"AAA": 1, "BBB": 1, "CCC": 2, "DDD": 0}),
        (Measure.IN_DEGREE, {"AAA": 0, "BBB": 2, "CCC": 1, "DDD": 1}),
        (Measure.STRENGTH, {"AAA": 2, "BBB": 3, "CCC": 2, "DDD": 1}),
        (Measure.OUT_STRENGTH, {"AAA": 2, "BBB": 1, "CCC": 2, "DDD": 0}),
        (Measure.IN_STRENGTH, {"AAA": 0, "BBB": 3, "CCC": 1, "DDD": 1}),
        # of the three pairs of others, B lies between A-C and A-D, and C between A-D and B-D
        (Measure.BETWEENNESS, {"AAA": 0, "BBB": 2 / 3, "CCC": 2 / 3, "DDD": 0}),
    ],
)
def test_measures_of_a_chain_worked_by_hand(measure: Measure, expected: dict[str, float]) -> None:
    assert ranked(measure) == pytest.approx(expected)


def test_brokerage_is_one_minus_burts_constraint() -> None:
    """In a star with three equal rays the centre's constraint is 3 x (1/3)^2, a ray's is 1."""
    star = [make_claim("HUB", "lends", ray) for ray in ("AAA", "BBB", "CCC")]

    found = ranked(Measure.BROKERAGE, star)

    assert found == pytest.approx({"HUB": 2 / 3, "AAA": 0, "BBB": 0, "CCC": 0})


def random_claims(seed: int, count: int = 120) -> list[Claim]:
    chance = random.Random(seed)
    actors = [f"A{letter}{letter}" for letter in "ABCDEFGHIJKL"]
    kinds = ["arms", "meets", "attacks"]
    return [
        make_claim(chance.choice(actors), chance.choice(kinds), chance.choice(actors), start=place)
        for place in range(count)
    ]


def _pagerank(graph: nx.DiGraph) -> dict[str, float]:
    """Walk until nothing changes, as Page and others (1999) do; networkx would need scipy for it."""
    nodes = list(graph)
    ranks = dict.fromkeys(nodes, 1 / len(nodes))
    strength = dict(graph.out_degree(weight="weight"))
    for _ in range(500):
        lost = sum(ranks[node] for node in nodes if not strength[node])
        walked = dict.fromkeys(nodes, (0.15 + 0.85 * lost) / len(nodes))
        for source, target, weight in graph.edges(data="weight"):
            walked[target] += 0.85 * ranks[source] * weight / strength[source]
        ranks = walked
    return ranks


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_betweenness_pagerank_eigenvector_and_brokerage_agree_with_networkx(seed: int) -> None:
    claims = random_claims(seed)
    directed = project(claims, make_scheme())
    undirected = nx.Graph()
    for claim in claims:
        if claim.subject != claim.object:
            weight = undirected.get_edge_data(claim.subject, claim.object, {"weight": 0})["weight"]
            undirected.add_edge(claim.subject, claim.object, weight=weight + 1)

    constraint = nx.constraint(undirected, weight="weight")
    eigenvector = nx.eigenvector_centrality(undirected, weight="weight", max_iter=2000, tol=1e-10)
    largest = max(eigenvector.values())
    expected = {
        Measure.BETWEENNESS: nx.betweenness_centrality(undirected),
        Measure.PAGERANK: _pagerank(directed),
        Measure.EIGENVECTOR: {actor: value / largest for actor, value in eigenvector.items()},
        Measure.BROKERAGE: {actor: 1 - value for actor, value in constraint.items()},
    }
    for measure, values in expected.items():
        assert ranked(measure, claims) == pytest.approx(values, abs=1e-6), measure


def test_equal_values_share_a_rank_and_every_row_tells_the_claims_behind_it() -> None:
    ranking = rank_actors(CHAIN, make_scheme(), Measure.STRENGTH)

    assert [(row.rank, row.actor, row.claims) for row in ranking.rows] == [
        (1, "BBB", 3),
        (2, "AAA", 2),
        (2, "CCC", 2),
        (4, "DDD", 1),
    ]
    assert ranking.grounds.claims == 4
    assert ranking.grounds.warnings == ("too few claims for firm conclusions (fewer than 30)",)


def test_a_category_can_be_ranked_alone_and_labels_come_from_the_claims() -> None:
    claims = [
        make_claim("person:xi-jinping", "lends", "VEN", subject_country="CHN", subject_label="Xi Jinping"),
        make_claim("USA", "sanctions", "VEN", object_label="Venezuela"),
    ]

    ranking = rank_actors(claims, make_scheme(), Measure.OUT_STRENGTH, Choice(categories={"finance"}))
    unrolled = rank_actors(claims, make_scheme(), Measure.OUT_STRENGTH, Choice(roll_up=False))

    assert [(row.label, row.value) for row in ranking.rows] == [("CHN", 1), ("VEN", 0)]
    assert {row.label for row in unrolled.rows} == {"Xi Jinping", "USA", "VEN"}


@pytest.mark.parametrize("measure", list(Measure))
def test_no_claims_and_one_claim_can_be_ranked(measure: Measure) -> None:
    assert rank_actors([], make_scheme(), measure).rows == ()
    assert len(rank_actors([make_claim()], make_scheme(), measure).rows) == 2


def test_betweenness_of_a_large_network_is_estimated_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    """With every actor as a starting point the estimate is exact; the note tells that it is one."""
    claims = random_claims(4)
    exact = ranked(Measure.BETWEENNESS, claims)
    monkeypatch.setattr(centrality, "_EXACT_ACTORS", 5)
    monkeypatch.setattr(centrality, "_PIVOTS", len(exact))

    ranking = rank_actors(claims, make_scheme(), Measure.BETWEENNESS)

    assert {row.actor: row.value for row in ranking.rows} == pytest.approx(exact)
    assert f"estimated from {len(exact)} of {len(exact)} starting points" in str(ranking.grounds)


def test_actors_apart_from_the_largest_part_have_no_eigenvector_centrality() -> None:
    """And the note counts them."""
    ranking = rank_actors([*CHAIN, make_claim("YYY", "arms", "ZZZ")], make_scheme(), Measure.EIGENVECTOR)

    assert {row.actor for row in ranking.rows if row.value == 0} == {"YYY", "ZZZ"}
    assert "2 actors outside the largest connected part have 0" in str(ranking.grounds)
