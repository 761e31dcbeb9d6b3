"""Names in RDF: the namespaces, and the IRIs of actors, documents, claims and relation types.

Ids of the model flow in and IRIs flow out, and back; knows no RDF library.
"""

from __future__ import annotations

import functools
from typing import Final
from urllib.parse import quote, unquote

from realpolitik.model import ActorId, ClaimId, DocumentId, RelationId

ROOT: Final = "https://w3id.org/realpolitik/"
NS: Final = f"{ROOT}ns#"
ACTOR: Final = f"{ROOT}actor/"
CATEGORY: Final = f"{ROOT}category/"
CLAIM: Final = f"{ROOT}claim/"
DOCUMENT: Final = f"{ROOT}document/"
OFFICE: Final = f"{ROOT}office/"

ORGANISATION_PREFIX: Final = "org:"
PERSON_PREFIX: Final = "person:"

VOCABULARY_GRAPH: Final = f"{ROOT}graph/vocabulary"
ACTORS_GRAPH: Final = f"{ROOT}graph/actors"
EDGES_GRAPH: Final = f"{ROOT}graph/edges"
FINDINGS_GRAPH: Final = f"{ROOT}graph/findings"
DATASET_GRAPH: Final = f"{ROOT}graph/dataset"

RDF: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS: Final = "http://www.w3.org/2000/01/rdf-schema#"
OWL: Final = "http://www.w3.org/2002/07/owl#"
XSD: Final = "http://www.w3.org/2001/XMLSchema#"
SKOS: Final = "http://www.w3.org/2004/02/skos/core#"
PROV: Final = "http://www.w3.org/ns/prov#"
OA: Final = "http://www.w3.org/ns/oa#"
ORG: Final = "http://www.w3.org/ns/org#"
SCHEMA: Final = "https://schema.org/"
DCTERMS: Final = "http://purl.org/dc/terms/"
TIME: Final = "http://www.w3.org/2006/time#"
SH: Final = "http://www.w3.org/ns/shacl#"

PREFIXES: Final[dict[str, str]] = {
    "rp": NS,
    "actor": ACTOR,
    "organisation": f"{ACTOR}org/",
    "person": f"{ACTOR}person/",
    "category": CATEGORY,
    "claim": CLAIM,
    "document": DOCUMENT,
    "office": OFFICE,
    "graph": f"{ROOT}graph/",
    "rdf": RDF,
    "rdfs": RDFS,
    "owl": OWL,
    "xsd": XSD,
    "skos": SKOS,
    "prov": PROV,
    "oa": OA,
    "org": ORG,
    "schema": SCHEMA,
    "dcterms": DCTERMS,
    "time": TIME,
}
"""Prefixes that every query may use without declaring them."""


@functools.lru_cache(maxsize=1 << 16)  # ids of documents and actors come again and again
def encoded(text: str) -> str:
    """Return a text as one segment of an IRI, percent-encoded."""
    # A lone surrogate, which JSON can smuggle in, has no UTF-8: it becomes a question mark.
    return quote(text.encode("utf-8", "replace"), safe="")


def actor_iri(actor: str) -> str:
    """Return the IRI of an actor.

    >>> actor_iri("VEN"), actor_iri("org:pdvsa")
    ('https://w3id.org/realpolitik/actor/VEN', 'https://w3id.org/realpolitik/actor/org/pdvsa')
    """
    for prefix in (ORGANISATION_PREFIX, PERSON_PREFIX):
        if actor.startswith(prefix):
            return f"{ACTOR}{prefix[:-1]}/{encoded(actor[len(prefix) :])}"
    return f"{ACTOR}{encoded(actor)}"


def find_actor_id(iri: str) -> ActorId | None:
    """Return the actor id that an IRI stands for; None where it is no actor's.

    >>> find_actor_id("https://w3id.org/realpolitik/actor/person/nicolas-maduro")
    'person:nicolas-maduro'
    """
    if not iri.startswith(ACTOR):
        return None
    kind, slash, name = iri[len(ACTOR) :].partition("/")
    if not slash:
        return ActorId(unquote(kind)) if kind else None
    if f"{kind}:" not in {ORGANISATION_PREFIX, PERSON_PREFIX} or not name:
        return None
    return ActorId(f"{kind}:{unquote(name)}")


def relation_iri(relation: RelationId | str) -> str:
    """Return the IRI of a relation type.

    >>> relation_iri("sells-oil")
    'https://w3id.org/realpolitik/ns#sells-oil'
    """
    return f"{NS}{encoded(relation)}"


def category_iri(category: str) -> str:
    """Return the IRI of a category of relation types."""
    return f"{CATEGORY}{encoded(category)}"


def document_iri(document: DocumentId | str) -> str:
    """Return the IRI of a document, which also names its graph.

    >>> document_iri("talks in Lima")
    'https://w3id.org/realpolitik/document/talks%20in%20Lima'
    """
    return f"{DOCUMENT}{encoded(document)}"


def find_document_id(iri: str) -> DocumentId | None:
    """Return the document id that an IRI stands for; None where it is no document's."""
    return DocumentId(unquote(iri[len(DOCUMENT) :])) if iri.startswith(DOCUMENT) else None


def claim_iri(claim: ClaimId | str) -> str:
    """Return the IRI of a claim."""
    return f"{CLAIM}{encoded(claim)}"


def find_claim_id(iri: str) -> ClaimId | None:
    """Return the claim id that an IRI stands for; None where it is no claim's."""
    return ClaimId(unquote(iri[len(CLAIM) :])) if iri.startswith(CLAIM) else None
