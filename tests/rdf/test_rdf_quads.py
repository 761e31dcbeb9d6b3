"""Claims as quads."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest

from factories import make_actor, make_claim, make_document, make_evidence
from realpolitik.errors import InputError
from realpolitik.model import Amount, DateBasis, DatePrecision, EventDate, Office, Span
from realpolitik.rdf import build_quads
from realpolitik.rdf.iris import (
    ACTORS_GRAPH,
    EDGES_GRAPH,
    NS,
    OA,
    PREFIXES,
    VOCABULARY_GRAPH,
    actor_iri,
    claim_iri,
    document_iri,
    find_actor_id,
    find_claim_id,
    find_document_id,
)
from realpolitik.rdf.terms import number_term
from realpolitik.resources import resource_path
from realpolitik.vocabulary import ActorRegistry

REGISTRY = ActorRegistry((make_actor("VEN", "Venezuela"), make_actor("CHN", "China")))
SOFTWARE = "realpolitik 0.1.0, test 1.0"


def quads_of(
    claims: list[Any], documents: list[Any] | None = None, registry: ActorRegistry = REGISTRY
) -> list[ox.Quad]:
    return list(build_quads(claims, documents or [make_document()], registry, software=SOFTWARE))


def store_of(
    claims: list[Any], documents: list[Any] | None = None, registry: ActorRegistry = REGISTRY
) -> ox.Store:
    store = ox.Store()
    store.extend(quads_of(claims, documents, registry))
    return store


def ask(store: ox.Store, pattern: str) -> bool:
    return bool(store.query(f"ASK {{ {pattern} }}", prefixes=PREFIXES, use_default_graph_as_union=True))


def test_claim_carries_all_its_fields() -> None:
    """Every field of a claim is in the graph of its document."""
    evidence = make_evidence(subject=Span(0, 7), object=Span(13, 19), trigger=Span(8, 12))
    when = EventDate(
        text="in May",
        start="2025-05-01",
        end="2025-05-31",
        precision=DatePrecision.MONTH,
        basis=DateBasis.TEXT,
    )
    amount = Amount(text="$2 billion", value=2e9, unit="USD", qualifier="about", shared=True)
    claim = make_claim(
        evidence=evidence,
        amount=amount,
        when=when,
        role="creditor",
        plover="AID",
        confidence=0.75,
        attributed_to="org:wire",
    )
    store = store_of([claim])

    assert ask(
        store,
        f"""GRAPH <{document_iri("d1")}> {{ <{claim_iri(claim.id)}> a rp:Claim ;
        rp:subject actor:CHN ; rp:relation rp:lends ; rp:object actor:VEN ; rp:status rp:actual ;
        rp:subjectLabel "CHN" ; rp:objectLabel "VEN" ;
        rp:subjectCountry actor:CHN ; rp:objectCountry actor:VEN ;
        rp:attributedTo organisation:wire ; rp:plover "AID"^^rp:PLOVER ;
        rp:confidence 0.75 ; rp:role "creditor" ;
        rp:amountText "$2 billion" ; rp:amountValue 2000000000.0 ; rp:amountUnit "USD" ;
        rp:amountQualifier "about" ; rp:amountShared true ; rp:dateText "in May" ; rp:dateBasis "text" ;
        rp:datePrecision "month" ; rp:start "2025-05-01"^^xsd:date ; rp:end "2025-05-31"^^xsd:date ;
        rp:assertion <https://w3id.org/realpolitik/assertion/{claim.assertion_id}> ; rp:document document:d1 ;
        rp:evidence ?passage ; rp:triggerMention/oa:start 8 ; rp:subjectMention/oa:end 7 ;
        rp:objectMention/oa:start 13 .
        ?passage oa:hasSource document:d1 ; oa:hasSelector ?quote, ?place .
        ?quote oa:exact "Norland lent Sudria $2 billion" ; oa:suffix " in May." .
        ?place a oa:TextPositionSelector ; oa:start 0 ; oa:end 30 }}""",
    )


def test_only_facts_have_direct_edges() -> None:
    """A possible or denied claim has no edge; a fact told twice has one."""
    claims = [
        make_claim(relation="lends"),
        make_claim(relation="lends", start=1),
        make_claim(relation="arms", status="possible"),
        make_claim(relation="attacks", status="negated"),
    ]
    edges = [quad for quad in quads_of(claims) if quad.graph_name == ox.NamedNode(EDGES_GRAPH)]

    assert [edge.predicate.value for edge in edges] == [f"{NS}lends"]


def test_order_of_the_input_makes_no_difference() -> None:
    """The same claims and documents in another order give the same quads in the same order."""
    documents = [make_document(id=name) for name in ("a", "b", "c d")]
    claims = [
        make_claim(relation=relation, document=document.id)
        for document in documents
        for relation in ("lends", "arms", "aids")
    ]
    expected = quads_of(claims, documents)
    shuffled = random.Random(7)
    shuffled.shuffle(claims)
    shuffled.shuffle(documents)

    assert quads_of(claims, documents) == expected


def test_nothing_published_is_a_blank_node() -> None:
    """Neither claims nor the vocabulary bring blank nodes."""
    vocabulary = [resource_path("ontology/realpolitik.ttl"), resource_path("ontology/relations.ttl")]
    quads = list(
        build_quads([make_claim()], [make_document()], REGISTRY, software=SOFTWARE, vocabulary=vocabulary)
    )

    assert any(quad.graph_name == ox.NamedNode(VOCABULARY_GRAPH) for quad in quads)
    assert not any(isinstance(term, ox.BlankNode) for quad in quads for term in quad)


def test_no_triple_is_said_in_two_graphs() -> None:
    """The union of all graphs counts every triple once."""
    documents = [make_document(id="a", source="The Wire"), make_document(id="b", source="The Wire")]
    quads = quads_of([make_claim(document="a"), make_claim(document="b")], documents)
    triples = [quad.triple for quad in quads]

    assert len(set(triples)) == len(triples)


def test_document_without_claims_and_with_all_metadata() -> None:
    """Title, publisher, address, file name and publication date are kept with their basis."""
    published = EventDate(
        start="2026-01-02", end="2026-01-02", precision=DatePrecision.DAY, basis=DateBasis.DATELINE
    )
    document = make_document(
        title="Talks",
        source="The Wire",
        source_basis=DateBasis.METADATA,
        published=published,
        url="https://example.org/1",
        name="talks.txt",
    )
    store = store_of([], [document])

    assert ask(
        store,
        """document:d1 a rp:Document ; dcterms:title "Talks" ; dcterms:publisher/rdfs:label "The Wire" ;
        rp:sourceBasis "metadata" ; schema:url "https://example.org/1" ; rp:fileName "talks.txt" ;
        dcterms:issued "2026-01-02"^^xsd:date ; dcterms:format "text/plain" ;
        rp:publication [ rp:dateBasis "dateline" ; rp:start "2026-01-02"^^xsd:date ] .""",
    )
    assert ask(store, f'?reading prov:used document:d1 ; prov:wasAssociatedWith [ rdfs:label "{SOFTWARE}" ]')


def test_unknown_actor_gets_its_commonest_name() -> None:
    """An actor that no registry knows is described once, by the name that claims use most."""
    claims = [
        make_claim("person:ana-prado", subject_label=label, subject_country="VEN", start=start)
        for start, label in enumerate(["Prado", "Ana Prado", "Ana Prado"])
    ]
    store = store_of(claims)

    assert ask(
        store,
        f'GRAPH <{ACTORS_GRAPH}> {{ person:ana-prado rdfs:label "Ana Prado" ; rp:actsFor actor:VEN }}',
    )
    assert not ask(store, 'person:ana-prado rdfs:label "Prado"')


def test_registered_actor_carries_names_and_offices() -> None:
    """Aliases, demonyms, metonyms, links and tenures of the registry are in the graph of actors."""
    registry = ActorRegistry(
        (
            make_actor("VEN", "Venezuela", aliases=("V",), demonyms=("Venezuelan",), metonyms=("Caracas",)),
            make_actor(
                "person:ana-prado",
                same_as=("https://example.org/ana",),
                offices=(Office(title="Minister", of=make_actor("VEN").id, start="2013", end="2014-02"),),
            ),
        )
    )
    store = store_of([], registry=registry)

    assert ask(store, 'actor:VEN skos:altLabel "V" ; rp:demonym "Venezuelan" ; rp:metonym "Caracas"')
    assert ask(
        store,
        """person:ana-prado owl:sameAs <https://example.org/ana> ; rp:office [ rp:officeTitle "Minister" ;
        rp:officeOf actor:VEN ; rp:start "2013"^^xsd:gYear ; rp:end "2014-02"^^xsd:gYearMonth ]""",
    )


@pytest.mark.parametrize(
    ("speaker", "pattern"),
    [
        ("VEN", "rp:attributedTo actor:VEN"),
        ("person:x", "rp:attributedTo person:x"),
        ("CIA", 'rp:attributedToText "CIA"'),
        ("two diplomats", 'rp:attributedToText "two diplomats"'),
    ],
)
def test_speaker_is_an_actor_or_words(speaker: str, pattern: str) -> None:
    """Three capitals are a country only where the registry knows it."""
    assert ask(store_of([make_claim(attributed_to=speaker)]), f"?claim {pattern}")


def test_claim_of_a_missing_document_is_refused() -> None:
    """A claim cannot be built without its document."""
    with pytest.raises(InputError, match="not among the documents"):
        quads_of([make_claim(document="elsewhere")])


def test_lone_surrogate_does_no_harm() -> None:
    """Text that has no UTF-8 is kept but for the character that has none."""
    text = "bad \ud800 text"
    store = store_of([make_claim(quote=text)], [make_document(text)])

    assert ask(store, '?quote oa:exact "bad ? text"')


@pytest.mark.parametrize(
    ("value", "text", "datatype"),
    [
        (0.0, "0", "decimal"),
        (-2.5, "-2.5", "decimal"),
        (1e12, "1000000000000", "decimal"),
        (1e30, "1E30", "double"),
    ],
)
def test_number_is_a_decimal_where_the_store_holds_it(value: float, text: str, datatype: str) -> None:
    """Numbers beyond the store's decimals become doubles."""
    literal = number_term(value)

    assert float(literal.value) == float(text)
    assert literal.datatype.value.endswith(datatype)


@pytest.mark.parametrize("name", ["d1", "talks in Lima", "a/b#c?d", "Ñandú", "50%", "..", "\ud800"])
def test_ids_survive_their_iri(name: str) -> None:
    """Any id makes a valid IRI, and is found again in it."""
    kept = name.encode("utf-8", "replace").decode()

    assert find_document_id(ox.NamedNode(document_iri(name)).value) == kept
    assert find_actor_id(ox.NamedNode(actor_iri(f"org:{name}")).value) == f"org:{kept}"
    assert find_claim_id(claim_iri(name)) == kept


def test_iris_of_others_are_no_ids() -> None:
    """What isn't in our namespace is no id."""
    assert find_actor_id("https://example.org/VEN") is None
    assert find_actor_id("https://w3id.org/realpolitik/actor/") is None
    assert find_actor_id("https://w3id.org/realpolitik/actor/ship/x") is None
    assert find_document_id(f"{OA}x") is None
    assert find_claim_id(f"{OA}x") is None


def test_vocabulary_file_must_be_turtle(tmp_path: Path) -> None:
    """A user's relation file that is none stops the build."""
    path = tmp_path / "x.ttl"
    path.write_text("nonsense", encoding="utf-8")
    with pytest.raises(InputError, match="not Turtle"):
        list(build_quads([], [], REGISTRY, software=SOFTWARE, vocabulary=[path]))
