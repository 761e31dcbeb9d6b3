"""Reciprocity, communities, balance and similarity, on cases worked by hand."""

from __future__ import annotations

import itertools
import random

import networkx as nx
import pytest

from factories import make_claim, make_scheme
from realpolitik.analysis.camps import split_into_camps
from realpolitik.analysis.structure import communities, reciprocity, similarity, structural_balance
from realpolitik.model import ActorId, Claim

FRIENDS, FOES = "supports", "criticizes"


def between(*pairs: tuple[str, str, str]) -> list[Claim]:
    return [make_claim(*pair, start=place * 50) for place, pair in enumerate(pairs)]


def test_reciprocity_is_the_share_of_answered_arcs() -> None:
    claims = between(
        ("AAA", FOES, "BBB"), ("BBB", FOES, "AAA"), ("AAA", FOES, "CCC"), ("AAA", "meets", "DDD")
    )

    found = reciprocity(claims, make_scheme())

    assert (found.mutual, found.one_sided) == (1, 1)
    assert found.share == pytest.approx(2 / 3)
    graph = nx.DiGraph([("AAA", "BBB"), ("BBB", "AAA"), ("AAA", "CCC")])
    assert found.share == pytest.approx(nx.overall_reciprocity(graph))
    assert reciprocity([], make_scheme()).share is None


def test_two_cliques_with_one_bridge_are_two_communities() -> None:
    cliques = [("AAA", "BBB", "CCC"), ("XXX", "YYY", "ZZZ")]
    pairs = [(one, FRIENDS, two) for clique in cliques for one, two in itertools.combinations(clique, 2)]

    found = communities(between(*pairs, ("CCC", FRIENDS, "XXX")), make_scheme())

    assert found.groups == tuple(cliques)
    # 6 of 7 ties are inside; each side holds half of the ends: 6/7 - 2 x (1/2)^2
    assert found.modularity == pytest.approx(6 / 7 - 1 / 2)
    assert communities([], make_scheme()).groups == ()


@pytest.mark.parametrize(
    ("signs", "balanced", "frustration"),
    [
        ((FRIENDS, FRIENDS, FRIENDS), True, 0),
        ((FRIENDS, FOES, FOES), True, 0),
        ((FRIENDS, FRIENDS, FOES), False, 1),
        ((FOES, FOES, FOES), False, 1),
    ],
)
def test_a_triad_is_balanced_when_its_signs_multiply_to_plus(
    signs: tuple[str, str, str], balanced: bool, frustration: int
) -> None:
    pairs = itertools.combinations(("AAA", "BBB", "CCC"), 2)

    found = structural_balance(
        between(*((one, sign, two) for (one, two), sign in zip(pairs, signs, strict=True))), make_scheme()
    )

    assert (found.balanced, found.unbalanced) == (int(balanced), int(not balanced))
    assert found.share == float(balanced)
    assert found.triads == (() if balanced else (("AAA", "BBB", "CCC"),))
    assert (found.frustration, found.exact) == (frustration, True)


def test_a_pair_with_as_much_cooperation_as_conflict_has_no_sign() -> None:
    claims = between(("AAA", FRIENDS, "BBB"), ("AAA", FOES, "BBB"), ("BBB", FRIENDS, "CCC"))

    found = structural_balance(claims, make_scheme())

    assert (found.balanced, found.unbalanced, found.share) == (0, 0, None)
    assert found.camps == (("BBB", "CCC"), ())


def test_balance_theory_puts_the_enemies_of_my_enemy_in_my_camp() -> None:
    claims = between(
        ("RUS", FRIENDS, "VEN"), ("CHN", FRIENDS, "VEN"), ("USA", FOES, "VEN"), ("USA", FOES, "CHN")
    )

    found = structural_balance(claims, make_scheme())

    assert found.camps == (("CHN", "RUS", "VEN"), ("USA",))
    assert (found.balanced, found.frustration) == (1, 0)


def random_signs(size: int, seed: int) -> dict[tuple[ActorId, ActorId], int]:
    chance = random.Random(seed)
    actors = [ActorId(f"A{number:02}") for number in range(size)]
    pairs = itertools.combinations(actors, 2)
    return {pair: chance.choice((1, -1)) for pair in pairs if chance.random() < 0.4}


@pytest.mark.parametrize("seed", range(4))
def test_frustration_of_small_networks_is_the_least_over_all_divisions(seed: int) -> None:
    signs = random_signs(7, seed)
    actors = sorted({actor for pair in signs for actor in pair})
    divisions = (dict(zip(actors, d, strict=True)) for d in itertools.product((1, -1), repeat=len(actors)))
    expected = min(
        sum(division[one] * division[two] != sign for (one, two), sign in signs.items())
        for division in divisions
    )

    frustration, exact, camps = split_into_camps(signs)

    assert (frustration, exact) == (expected, True)
    assert sorted(camps[0] + camps[1]) == actors


def test_the_search_in_large_networks_finds_a_hidden_division_and_says_it_searched() -> None:
    chance = random.Random(4)
    side = {ActorId(f"A{number:02}"): chance.choice((1, -1)) for number in range(40)}
    pairs = [pair for pair in itertools.combinations(sorted(side), 2) if chance.random() < 0.3]

    frustration, exact, camps = split_into_camps({(a, b): side[a] * side[b] for a, b in pairs})

    assert (frustration, exact) == (0, False)
    assert {frozenset(camp) for camp in camps} == {
        frozenset(actor for actor, value in side.items() if value == sign) for sign in (1, -1)
    }


def test_similarity_is_the_cosine_of_ties_to_others() -> None:
    claims = between(
        ("RUS", FRIENDS, "VEN"),
        ("CHN", FRIENDS, "VEN"),
        ("CHN", FOES, "USA"),
        ("USA", FOES, "VEN"),
        ("FRA", FRIENDS, "DEU"),
    )

    measured = similarity(claims, make_scheme())
    found = {(str(one), str(two)): value for (one, two), value in measured.items()}

    assert found["CHN", "RUS"] == pytest.approx(1 / 2**0.5)  # (VEN +1, USA -1) and (VEN +1)
    assert found["RUS", "USA"] == pytest.approx(-1 / 2**0.5)  # (VEN +1) and (VEN -1, CHN -1)
    assert found["CHN", "USA"] == -1  # of VEN alone: their own tie is left out
    assert ("FRA", "RUS") not in found
    assert (measured.grounds.claims, measured.left_out, len(measured)) == (5, 0, len(found))
    assert similarity(claims, make_scheme(), most=2).left_out == 4


@pytest.mark.parametrize("seed", range(3))
def test_triads_and_modularity_agree_with_networkx(seed: int) -> None:
    """Triads counted over all triples; modularity of the communities found, by networkx's own formula."""
    signs = random_signs(9, seed)
    claims = between(*((one, FRIENDS if sign > 0 else FOES, two) for (one, two), sign in signs.items()))
    graph = nx.Graph(list(signs))
    balanced = [
        signs[one, two] * signs[one, three] * signs[two, three] > 0
        for one, two, three in itertools.combinations(sorted(graph), 3)
        if graph.has_edge(one, two) and graph.has_edge(one, three) and graph.has_edge(two, three)
    ]

    balance, blocs = structural_balance(claims, make_scheme()), communities(claims, make_scheme())

    assert (balance.balanced, balance.unbalanced) == (balanced.count(True), balanced.count(False))
    assert blocs.modularity == pytest.approx(nx.community.modularity(graph, blocs.groups))
