"""Named queries that are written for speed answer as the plain form of the same question does."""

from __future__ import annotations

import random
from typing import Any

import pyoxigraph as ox
import pytest

from factories import make_actor, make_claim, make_document
from realpolitik.rdf import (
    actor_resolver,
    bind_parameters,
    build_quads,
    find_named_query,
    read_named_queries,
    read_relation_scheme,
)
from realpolitik.rdf.iris import PREFIXES
from realpolitik.resources import resource_path
from realpolitik.vocabulary import ActorRegistry

SCHEME = read_relation_scheme([resource_path("ontology/relations.ttl")])
QUERIES = read_named_queries(resource_path("ontology/queries"))
REGISTRY = ActorRegistry(tuple(make_actor(code) for code in ("CHN", "CUB", "FRA", "USA", "VEN")))

PLAIN = {
    "contested-relations": """
        SELECT ?subject ?relation ?object (COUNT(DISTINCT ?yes) AS ?told) (COUNT(DISTINCT ?no) AS ?denied)
            (MIN(?yes_document) AS ?told_by) (MIN(?no_document) AS ?denied_by) {
        ?no rp:status rp:negated ; rp:assertion ?a ; rp:document/dcterms:identifier ?no_document .
        ?yes rp:assertion ?a ; rp:status rp:actual ; rp:document/dcterms:identifier ?yes_document ;
            rp:subject/rdfs:label ?subject ; rp:relation/rdfs:label ?relation ; rp:object/rdfs:label ?object
        } GROUP BY ?subject ?relation ?object""",
    "cooperation-and-conflict": """
        SELECT ?other (SUM(IF(?class <= 2, 1, 0)) AS ?cooperation) (SUM(IF(?class >= 3, 1, 0)) AS ?conflict) {
        { ?claim rp:subject actor:USA ; rp:object ?who }
        UNION { ?claim rp:object actor:USA ; rp:subject ?who }
        ?claim rp:status rp:actual ; rp:relation/rp:quadClass ?class . ?who rdfs:label ?other
        } GROUP BY ?other""",
    "corroborated": """
        SELECT ?subject ?relation ?object (COUNT(DISTINCT ?from) AS ?told_by) (COUNT(?claim) AS ?claims) {
        ?claim rp:status rp:actual ; rp:document ?from ; rp:subject/rdfs:label ?subject ;
            rp:relation/rdfs:label ?relation ; rp:object/rdfs:label ?object
        } GROUP BY ?subject ?relation ?object HAVING(COUNT(DISTINCT ?from) >= 2)""",
    "country-relations": """
        SELECT ?subject ?category ?object (COUNT(?claim) AS ?claims) {
        ?claim rp:status rp:actual ; rp:subjectCountry ?by ; rp:objectCountry ?on ;
            rp:relation/skos:broader/rdfs:label ?category FILTER(?by = actor:USA && ?by != ?on)
        ?by rdfs:label ?subject . ?on rdfs:label ?object } GROUP BY ?subject ?category ?object""",
    "most-connected": """
        SELECT ?actor (COUNT(DISTINCT ?other) AS ?others) {
        GRAPH graph:edges { { ?who ?relation ?other } UNION { ?other ?relation ?who } }
        ?who rdfs:label ?actor } GROUP BY ?actor""",
    "mutual-pressure": """
        SELECT ?one ?other (GROUP_CONCAT(DISTINCT ?there; separator=", ") AS ?one_does)
            (GROUP_CONCAT(DISTINCT ?back; separator=", ") AS ?other_does) {
        GRAPH graph:edges { ?a ?how ?b . ?b ?reply ?a } FILTER(STR(?a) < STR(?b))
        ?how skos:broader ?x ; rdfs:label ?there . ?reply skos:broader ?y ; rdfs:label ?back
        FILTER(?x IN (category:pressure, category:force) && ?y IN (category:pressure, category:force))
        ?a rdfs:label ?one . ?b rdfs:label ?other } GROUP BY ?one ?other""",
}


@pytest.fixture(scope="module")
def tangle() -> ox.Store:
    """Return a graph of claims drawn by lot, in which every question has answers."""
    lot = random.Random(20260105)
    actors = [actor.id for actor in REGISTRY] + ["person:ana-prado", "org:acme"]
    documents = [make_document(id=f"d{number}") for number in range(6)]
    relations = ("sanctions", "threatens", "attacks", "meets", "cooperates", "lends", "affiliated")
    claims = {}
    for start in range(400):
        one, other = lot.sample(actors, 2)
        status = lot.choice(("actual", "actual", "actual", "possible", "negated"))
        document = lot.choice(documents).id
        claim = make_claim(one, lot.choice(relations), other, status=status, document=document, start=start)
        claims[claim.id] = claim
    store = ox.Store()
    terms = [resource_path("ontology/realpolitik.ttl"), resource_path("ontology/relations.ttl")]
    store.extend(build_quads(claims.values(), documents, REGISTRY, software="test", vocabulary=terms))
    return store


def rows(store: ox.Store, text: str) -> list[tuple[str, ...]]:
    """Return the rows, sorted, lists of words within them too, whose order SPARQL leaves open."""
    answer: Any = store.query(text, prefixes=PREFIXES, use_default_graph_as_union=True)
    return sorted(
        tuple(", ".join(sorted(term.value.split(", "))) if term else "" for term in row) for row in answer
    )


@pytest.mark.parametrize("name", sorted(PLAIN))
def test_tuned_query_answers_as_the_plain_one(name: str, tangle: ox.Store) -> None:
    """Same rows, whatever way they are found."""
    query = find_named_query(QUERIES, name)
    text = bind_parameters(query, dict(query.example), scheme=SCHEME, resolve_actor=actor_resolver(REGISTRY))
    wanted = rows(tangle, PLAIN[name])

    assert len(wanted) > 3
    assert rows(tangle, text) == wanted
