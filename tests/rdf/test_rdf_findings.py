"""Findings as data beside the claims."""

from __future__ import annotations

from pathlib import Path

from factories import make_actor, make_claim, make_document
from realpolitik.rdf import (
    Agreement,
    Disagreement,
    bind_parameters,
    build_quads,
    find_named_query,
    read_named_queries,
    read_relation_scheme,
    run_query,
    validate,
    write_store,
)
from realpolitik.resources import resource_path
from realpolitik.vocabulary import ActorRegistry


def test_findings_lead_to_their_claims(tmp_path: Path) -> None:
    """A contradiction has its sides, a corroboration its voices; the graph conforms."""
    told, denied = make_claim(document="a"), make_claim(document="b", status="negated")
    again = make_claim(document="b", start=1)
    china, venezuela = told.subject, told.object
    disagreement = Disagreement(
        kind="denial",
        explanation="Told here, denied there.",
        subject=china,
        object=venezuela,
        sides=(("told", (told.id, again.id)), ("denied", (denied.id,))),
    )
    agreement = Agreement(
        subject=china,
        relation=told.relation,
        object=venezuela,
        claims=(told.id, again.id),
        voices=2,
        support="corroborated",
    )
    relations = resource_path("ontology/relations.ttl")
    quads = build_quads(
        [told, denied, again],
        [make_document(id="a"), make_document(id="b")],
        ActorRegistry((make_actor("VEN", "Venezuela"), make_actor("CHN", "China"))),
        software="test",
        vocabulary=[relations, resource_path("ontology/realpolitik.ttl")],
        disagreements=[disagreement],
        agreements=[agreement],
    )
    write_store(tmp_path / "store", quads)

    def rows(name: str, **values: str) -> list[list[str]]:
        query = find_named_query(read_named_queries(resource_path("ontology/queries")), name)
        scheme = read_relation_scheme([relations])
        text = bind_parameters(query, values, scheme=scheme, resolve_actor=str)
        return [[term.text for term in row if term] for row in run_query(tmp_path / "store", text).rows]

    assert [row[:5] for row in rows("contradictions", actor="CHN")] == [
        ["denial", "Told here, denied there.", "told", "2", "a"],
        ["denial", "Told here, denied there.", "denied", "1", "b"],
    ]
    assert rows("contradictions", actor="USA") == []
    assert rows("independent-support") == [["China", "lends to", "Venezuela", "2", "corroborated", "2"]]
    assert validate(tmp_path / "store", resource_path("ontology/shapes.ttl")).conforms
