"""Every competency question has the answer that it should have, on one graph that has an answer to each.

`REALPOLITIK_UPDATE_ANSWERS=1` writes the answers anew; read the difference before it is kept.
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest

from factories import make_actor, make_claim, make_document
from realpolitik.model import Amount, DateBasis, DatePrecision, EventDate, Office
from realpolitik.rdf import (
    Agreement,
    Disagreement,
    NamedQuery,
    actor_resolver,
    bind_parameters,
    build_quads,
    read_named_queries,
    read_relation_scheme,
)
from realpolitik.rdf.iris import PREFIXES
from realpolitik.resources import resource_path
from realpolitik.vocabulary import ActorRegistry

ANSWERS = Path(__file__).with_name("competency_answers.json")
QUERIES = read_named_queries(resource_path("ontology/queries"))
SCHEME = read_relation_scheme([resource_path("ontology/relations.ttl")])
DAY = EventDate(start="2026-01-05", end="2026-01-05", precision=DatePrecision.DAY, basis=DateBasis.METADATA)
OFFICE = Office(title="President", of=make_actor("VEN").id, start="2013-04-19")
REGISTRY = ActorRegistry(
    (
        make_actor("CHN", "China"),
        make_actor("CUB", "Cuba"),
        make_actor("ISR", "Israel"),
        make_actor("USA", "United States"),
        make_actor("VEN", "Venezuela"),
        make_actor("person:donald-trump", "Donald Trump", country="USA"),
        make_actor("person:ana-prado", "Ana Prado", country="VEN", offices=(OFFICE,)),
    )
)
LOAN = Amount(text="$2 billion", value=2e9, unit="USD", shared=True)
CLAIMS = [
    make_claim("CHN", "lends", "VEN", document="001", amount=LOAN, when=DAY),
    make_claim("CHN", "lends", "VEN", document="002"),
    make_claim("CHN", "lends", "VEN", document="002", status="negated", attributed_to="person:donald-trump"),
    make_claim("USA", "sanctions", "VEN", document="001", when=DAY, attributed_to="USA"),
    make_claim("VEN", "threatens", "USA", document="001"),
    make_claim("USA", "attacks", "CUB", document="001"),
    make_claim("ISR", "pressures", "CUB", document="001"),
    make_claim("USA", "cooperates", "ISR", document="002"),
    make_claim("USA", "meets", "CHN", document="002", attributed_to="person:donald-trump"),
    make_claim("VEN", "sells-oil", "CHN", document="002"),
    make_claim("VEN", "sells-oil", "CUB", document="002"),
    make_claim("CHN", "arms", "VEN", document="002", attributed_to="two diplomats"),
    make_claim("USA", "demands", "VEN", document="002", status="possible"),
    make_claim("CHN", "aids", "CUB", document="002"),
]
LENDING = [claim for claim in CLAIMS if claim.relation == "lends"]


@pytest.fixture(scope="module")
def graph() -> ox.Store:
    """Return the graph."""
    disagreement = Disagreement(
        kind="denial",
        explanation="One tells as a fact what the other denies.",
        subject=LENDING[0].subject,
        object=LENDING[0].object,
        sides=(("told", (LENDING[0].id,)), ("denied", (LENDING[2].id,))),
    )
    agreement = Agreement(
        subject=LENDING[0].subject,
        relation=LENDING[0].relation,
        object=LENDING[0].object,
        claims=(LENDING[0].id, LENDING[1].id),
        voices=2,
        support="corroborated",
    )
    documents = [
        make_document(id=name, source="The Wire", title=name, published=DAY) for name in ("001", "002")
    ]
    terms = [resource_path("ontology/realpolitik.ttl"), resource_path("ontology/relations.ttl")]
    store = ox.Store()
    store.extend(
        build_quads(
            CLAIMS,
            documents,
            REGISTRY,
            software="test 1",
            vocabulary=terms,
            disagreements=[disagreement],
            agreements=[agreement],
        )
    )
    return store


def answered(query: NamedQuery, graph: ox.Store) -> list[list[str]]:
    """Return the rows, or the triples, in order; lists of words within a cell sorted."""
    values = dict(query.example)
    if query.name == "about-claim":
        values["claim"] = LENDING[0].id
    text = bind_parameters(query, values, scheme=SCHEME, resolve_actor=actor_resolver(REGISTRY))
    found: Any = graph.query(text, prefixes=PREFIXES, use_default_graph_as_union=True)
    if query.name == "about-claim":
        return sorted([str(term) for term in triple] for triple in found)
    return [
        ["" if term is None else ", ".join(sorted(term.value.split(", "))) for term in row] for row in found
    ]


@pytest.mark.parametrize("query", QUERIES, ids=lambda query: query.name)
def test_answer_is_the_expected_one(query: NamedQuery, graph: ox.Store) -> None:
    """Row by row, in order, as it was read and found right."""
    told = answered(query, graph)
    expected = json.loads(ANSWERS.read_text(encoding="utf-8")) if ANSWERS.exists() else {}
    if os.environ.get("REALPOLITIK_UPDATE_ANSWERS"):
        expected[query.name] = told
        text = json.dumps(expected, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
        ANSWERS.write_text(text, encoding="utf-8")

    assert told, "the graph must have an answer to each question"
    assert told == expected[query.name]
