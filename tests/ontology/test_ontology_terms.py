"""The ontology's own files: documented, consistent, and equal to the code's enums."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest
import rdflib
from owlrl import DeductiveClosure, OWLRL_Semantics  # type: ignore[import-untyped]
from rdflib import OWL, RDF, RDFS, SKOS, Graph, Literal, Namespace, URIRef

from factories import make_actor, make_claim, make_document, make_evidence
from realpolitik.model import Amount, DateBasis, DatePrecision, EventDate, Office, Span, Status
from realpolitik.rdf import Agreement, Disagreement, build_quads, read_named_queries, read_relation_scheme
from realpolitik.rdf.iris import NS
from realpolitik.rdf.reference import render_reference
from realpolitik.rdf.validation import rdflib_term
from realpolitik.resources import resource_path
from realpolitik.vocabulary import ActorRegistry

RP = Namespace(NS)
TERMS = resource_path("ontology/realpolitik.ttl")
RELATIONS = resource_path("ontology/relations.ttl")
SHAPES = resource_path("ontology/shapes.ttl")
PLOVER = {
    *("AGREE", "CONSULT", "SUPPORT", "COOPERATE", "AID", "YIELD", "RETREAT", "REQUEST"),
    *("ACCUSE", "REJECT", "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"),
}


@cache
def vocabulary() -> Graph:
    graph = Graph()
    for path in (TERMS, RELATIONS):
        graph.parse(path)
    return graph


def own_terms() -> list[URIRef]:
    subjects = {subject for subject in vocabulary().subjects(RDF.type, None) if isinstance(subject, URIRef)}
    return sorted(term for term in subjects if str(term).startswith("https://w3id.org/realpolitik/"))


def rich_graph() -> Graph:
    """Return a graph with every kind of node that we publish, beside the vocabulary."""
    published = EventDate(
        text="Jan 5",
        start="2026-01-05",
        end="2026-01-05",
        precision=DatePrecision.DAY,
        basis=DateBasis.DATELINE,
    )
    person = make_actor(
        "person:ana-prado",
        country="VEN",
        offices=(Office(title="Minister", of=make_actor("VEN").id, start="2013", end="2014-02-01"),),
        same_as=("https://example.org/ana",),
    )
    registry = ActorRegistry((make_actor("VEN", metonyms=("Caracas",), demonyms=("Venezuelan",)), person))
    claim = make_claim(
        "person:ana-prado",
        evidence=make_evidence(subject=Span(0, 7), object=Span(13, 19), trigger=Span(8, 12)),
        amount=Amount(text="$2", value=2.0, unit="USD", qualifier="about", shared=True),
        when=published,
        role="minister",
        plover="AID",
        attributed_to="VEN",
        subject_country="VEN",
    )
    other = make_claim("org:acme", "arms", attributed_to="two diplomats", status="negated")
    document = make_document(
        title="T",
        source="The Wire",
        source_basis=DateBasis.METADATA,
        published=published,
        url="https://example.org",
        name="t.txt",
    )
    disagreement = Disagreement(
        kind="denial",
        explanation="E",
        subject=claim.subject,
        object=claim.object,
        sides=(("a", (claim.id,)), ("b", (other.id,))),
    )
    agreement = Agreement(
        subject=claim.subject,
        relation=claim.relation,
        object=claim.object,
        claims=(claim.id,),
        voices=1,
        support="single",
    )
    graph = Graph()
    for quad in build_quads(
        [claim, other],
        [document],
        registry,
        software="test",
        vocabulary=[TERMS, RELATIONS],
        disagreements=[disagreement],
        agreements=[agreement],
    ):
        graph.add((rdflib_term(quad.subject), rdflib_term(quad.predicate), rdflib_term(quad.object)))
    return graph


@pytest.mark.parametrize(
    "path", [TERMS, RELATIONS, resource_path("ontology/shapes.ttl")], ids=lambda path: path.name
)
def test_file_is_turtle(path: Path) -> None:
    """Every file parses with a second parser too."""
    assert len(Graph().parse(path)) > 50


def test_every_term_is_documented() -> None:
    """Each term has a label, a comment or definition, says who defines it, and its version."""
    graph = vocabulary()
    headers = set(graph.subjects(RDF.type, OWL.Ontology))
    for term in set(own_terms()) - headers:
        assert (term, RDFS.label, None) in graph, term
        assert (term, RDFS.comment, None) in graph or (term, SKOS.definition, None) in graph, term
        assert (term, RDFS.isDefinedBy, None) in graph, term
        assert (term, OWL.versionInfo, None) in graph, term


def test_every_relation_has_an_example_and_its_codes() -> None:
    """Each shipped relation type has an example; each that is an event has PLOVER, CAMEO and QuadClass."""
    graph = vocabulary()
    scheme = read_relation_scheme([RELATIONS])
    for relation in scheme:
        assert (RP[relation.id], SKOS.example, None) in graph, relation.id
        coded = (bool(relation.plover), bool(relation.cameo), relation.quad_class is not None)
        assert coded == (relation.category != "structure",) * 3, relation.id
        assert set(relation.plover) <= PLOVER, relation.id
        assert all(re.fullmatch(r"0[1-9]|1\d|20", code) for code in relation.cameo), relation.id


def test_statuses_equal_the_enum() -> None:
    """The ontology and the code have the same statuses."""
    found = {str(term).removeprefix(NS) for term in vocabulary().subjects(RDF.type, RP.Status)}

    assert found == {status.value for status in Status}


def test_vocabulary_has_no_blank_nodes_and_one_namespace() -> None:
    """What we define is ours and has a name."""
    graph = vocabulary()
    others = {str(term) for term in graph.subjects(RDFS.isDefinedBy, None)} - {
        str(term) for term in own_terms()
    }

    assert others == set()
    assert not [term for triple in graph for term in triple if isinstance(term, rdflib.BNode)]


def test_what_we_publish_uses_only_defined_terms() -> None:
    """Every class and property in our namespace that a graph uses is defined."""
    graph = rich_graph()
    used = {
        term for triple in graph for term in triple if isinstance(term, URIRef) and str(term).startswith(NS)
    }

    assert used <= set(own_terms())


def test_every_defined_property_of_claims_is_used() -> None:
    """No property of claims is dead: a claim with all fields uses each."""
    graph = rich_graph()
    properties = set(graph.subjects(RDFS.domain, RP.Claim))

    assert properties == {term for term in properties if (None, term, None) in graph}


def test_ontology_with_a_full_graph_is_consistent_under_owl_rl() -> None:
    """An OWL 2 RL reasoner finds no contradiction, and infers what it should."""
    graph = rich_graph()
    DeductiveClosure(OWLRL_Semantics).expand(graph)
    errors = [
        str(text)
        for text in graph.objects(None, URIRef("http://www.daml.org/2002/03/agents/agent-ont#error"))
    ]
    person = URIRef("https://w3id.org/realpolitik/actor/person/ana-prado")
    venezuela = URIRef("https://w3id.org/realpolitik/actor/VEN")

    assert errors == []
    assert (person, RP.relatesTo, venezuela) in graph
    assert (person, RDF.type, URIRef("http://www.w3.org/ns/prov#Agent")) in graph


def test_reasoner_would_have_found_a_contradiction() -> None:
    """The consistency test can fail: somebody who is both person and country is found."""
    graph = rich_graph()
    graph.add((URIRef("https://w3id.org/realpolitik/actor/VEN"), RDF.type, RP.Person))
    DeductiveClosure(OWLRL_Semantics).expand(graph)

    assert any("disjoint" in str(text).lower() for text in graph.objects() if isinstance(text, Literal))


def test_competency_questions_are_the_named_queries() -> None:
    """The list of competency questions and the library are the same."""
    text = resource_path("ontology/competency-questions.md").read_text(encoding="utf-8")
    listed = re.findall(r"^\| (.+?) \| `([a-z-]+)` \|$", text, flags=re.MULTILINE)
    queries = read_named_queries(resource_path("ontology/queries"))

    assert sorted(listed, key=lambda row: row[1]) == [(query.title, query.name) for query in queries]


def test_reference_page_is_up_to_date() -> None:
    """The page says what the ontology says; `python -m realpolitik.rdf.reference` writes it anew."""
    page = resource_path("ontology/reference.md").read_text(encoding="utf-8")

    assert page == render_reference(TERMS, RELATIONS)
    assert all(
        f"`rp:{str(term).removeprefix(NS)}`" in page for term in own_terms() if str(term).startswith(NS)
    )
