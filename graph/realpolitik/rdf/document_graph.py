"""The graph of one document: its metadata, its claims with their evidence, and how they were extracted.

A document, its claims and the registry flow in, quads flow out.  All of them bear the document's IRI as
graph, so that replacing or removing a document is one operation.
"""

from __future__ import annotations

from collections.abc import Iterable

import pyoxigraph as ox

from realpolitik.model import (
    ActorId,
    ActorKind,
    Amount,
    Claim,
    Document,
    DocumentId,
    EventDate,
    Span,
    Status,
    kind_of,
)
from realpolitik.rdf import iris
from realpolitik.rdf.actor_graph import software_term, source_term
from realpolitik.rdf.terms import (
    TYPE,
    Triples,
    actor_term,
    date_term,
    integer_term,
    number_term,
    sorted_graph,
    term,
    text_term,
)
from realpolitik.vocabulary import ActorRegistry

_STATUSES = {status: term(status.value) for status in Status}
_CONTEXT_CHARACTERS = 32  # what Web Annotation clients commonly keep around a quote


def document_quads(
    document: Document, claims: Iterable[Claim], registry: ActorRegistry, *, software: str
) -> list[ox.Quad]:
    """Return the graph of one document, sorted."""
    triples: Triples = []
    _add_document(triples, document, software)
    spans: set[Span] = set()
    for claim in claims:
        node = ox.NamedNode(iris.claim_iri(claim.id))
        _add_claim(triples, node, claim, registry)
        evidence = claim.evidence
        spans.update(
            span for span in (evidence.subject, evidence.object, evidence.trigger) if span is not None
        )
        _add_evidence(triples, node, claim, document)
    for span in spans:
        triples += position_triples(document.id, span)
    return sorted_graph(triples, iris.document_iri(document.id))


def _add_document(triples: Triples, document: Document, software: str) -> None:
    node = ox.NamedNode(iris.document_iri(document.id))
    extraction = ox.NamedNode(f"{node.value}/extraction")
    triples += [
        (node, TYPE, term("Document")),
        (node, ox.NamedNode(f"{iris.DCTERMS}identifier"), text_term(document.id)),
        (node, ox.NamedNode(f"{iris.DCTERMS}format"), text_term(document.media_type)),
        (extraction, TYPE, term("Extraction")),
        (extraction, ox.NamedNode(f"{iris.PROV}used"), node),
        (extraction, ox.NamedNode(f"{iris.PROV}wasAssociatedWith"), software_term(software)),
    ]
    for predicate, value in (
        (f"{iris.DCTERMS}title", document.title),
        (f"{iris.SCHEMA}url", document.url),
        (f"{iris.NS}fileName", document.name),
    ):
        if value is not None:
            triples.append((node, ox.NamedNode(predicate), text_term(value)))
    if document.source is not None:
        triples.append((node, ox.NamedNode(f"{iris.DCTERMS}publisher"), source_term(document.source)))
    if document.source_basis is not None:
        triples.append((node, term("sourceBasis"), text_term(document.source_basis.value)))
    if document.published is not None:
        interval = ox.NamedNode(f"{node.value}/publication")
        triples += [(node, term("publication"), interval), (interval, TYPE, term("DateInterval"))]
        _add_date(triples, interval, document.published)
        if document.published.start is not None:
            triples.append((node, ox.NamedNode(f"{iris.DCTERMS}issued"), date_term(document.published.start)))


def _add_date(triples: Triples, node: ox.NamedNode, date: EventDate) -> None:
    triples.append((node, term("dateBasis"), text_term(date.basis.value)))
    triples += [
        (node, term(edge), date_term(day))
        for edge, day in (("start", date.start), ("end", date.end))
        if day is not None
    ]
    if date.precision is not None:
        triples.append((node, term("datePrecision"), text_term(date.precision.value)))
    if date.text is not None:
        triples.append((node, term("dateText"), text_term(date.text)))


def _add_claim(triples: Triples, node: ox.NamedNode, claim: Claim, registry: ActorRegistry) -> None:
    document = iris.document_iri(claim.evidence.document)
    triples += [
        (node, TYPE, term("Claim")),
        (node, term("subject"), actor_term(claim.subject)),
        (node, term("relation"), ox.NamedNode(iris.relation_iri(claim.relation))),
        (node, term("object"), actor_term(claim.object)),
        (node, term("status"), _STATUSES[claim.status]),
        (node, term("assertion"), ox.NamedNode(f"{iris.ROOT}assertion/{claim.assertion_id}")),
        (node, term("subjectLabel"), text_term(claim.subject_label)),
        (node, term("objectLabel"), text_term(claim.object_label)),
        (node, term("confidence"), number_term(claim.confidence)),
        (node, term("document"), ox.NamedNode(document)),
        (node, ox.NamedNode(f"{iris.PROV}wasGeneratedBy"), ox.NamedNode(f"{document}/extraction")),
    ]
    if claim.subject_country is not None:
        triples.append((node, term("subjectCountry"), actor_term(claim.subject_country)))
    if claim.object_country is not None:
        triples.append((node, term("objectCountry"), actor_term(claim.object_country)))
    if claim.attributed_to is not None:
        triples.append((node, *_attribution(claim.attributed_to, claim, registry)))
    if claim.plover is not None:
        triples.append((node, term("plover"), ox.Literal(claim.plover, datatype=term("PLOVER"))))
    if claim.role is not None:
        triples.append((node, term("role"), text_term(claim.role)))
    if claim.when is not None:
        _add_date(triples, node, claim.when)
    if claim.amount is not None:
        _add_amount(triples, node, claim.amount)


def _attribution(
    speaker: str, claim: Claim, registry: ActorRegistry
) -> tuple[ox.NamedNode, ox.NamedNode | ox.Literal]:
    # Three capitals may be a country's code or an unknown body's abbreviation: only a known actor is one.
    known = kind_of(ActorId(speaker)) is not ActorKind.COUNTRY or registry.get(speaker) is not None
    # An id such as "org:" has no IRI that leads back to it: it stays words.
    named = iris.find_actor_id(iris.actor_iri(speaker)) == speaker
    if named and (known or speaker in {claim.subject, claim.object}):
        return term("attributedTo"), actor_term(speaker)
    return term("attributedToText"), text_term(speaker)


def _add_amount(triples: Triples, node: ox.NamedNode, amount: Amount) -> None:
    triples.append((node, term("amountText"), text_term(amount.text)))
    if amount.value is not None:
        triples.append((node, term("amountValue"), number_term(amount.value)))
    if amount.unit is not None:
        triples.append((node, term("amountUnit"), text_term(amount.unit)))
    if amount.qualifier is not None:
        triples.append((node, term("amountQualifier"), text_term(amount.qualifier)))
    if amount.shared:
        triples.append((node, term("amountShared"), ox.Literal(value=True)))


def _add_evidence(triples: Triples, node: ox.NamedNode, claim: Claim, document: Document) -> None:
    span = claim.evidence.span
    root = iris.document_iri(document.id)
    passage = ox.NamedNode(f"{root}#char={span.start},{span.end}")
    quote = ox.NamedNode(f"{root}/quote/{span.start}-{span.end}")
    before = document.text[max(0, span.start - _CONTEXT_CHARACTERS) : span.start]
    after = document.text[span.end : span.end + _CONTEXT_CHARACTERS]
    triples += [
        (node, term("evidence"), passage),
        (passage, TYPE, term("Evidence")),
        (passage, ox.NamedNode(f"{iris.OA}hasSource"), ox.NamedNode(root)),
        (passage, ox.NamedNode(f"{iris.OA}hasSelector"), quote),
        (passage, ox.NamedNode(f"{iris.OA}hasSelector"), position_node(document.id, span)),
        (quote, TYPE, ox.NamedNode(f"{iris.OA}TextQuoteSelector")),
        (quote, ox.NamedNode(f"{iris.OA}exact"), text_term(claim.evidence.quote)),
    ]
    if before:
        triples.append((quote, ox.NamedNode(f"{iris.OA}prefix"), text_term(before)))
    if after:
        triples.append((quote, ox.NamedNode(f"{iris.OA}suffix"), text_term(after)))
    triples += position_triples(document.id, span)
    for name, mention in (
        ("subjectMention", claim.evidence.subject),
        ("objectMention", claim.evidence.object),
        ("triggerMention", claim.evidence.trigger),
    ):
        if mention is not None:
            target = position_node(document.id, mention)
            triples.append((node, term(name), target))


def position_node(document: DocumentId, span: Span) -> ox.NamedNode:
    """Return the node of a place in a document."""
    return ox.NamedNode(f"{iris.document_iri(document)}/position/{span.start}-{span.end}")


def position_triples(document: DocumentId, span: Span) -> Triples:
    """Return what is said of a place in a document."""
    node = position_node(document, span)
    return [
        (node, TYPE, ox.NamedNode(f"{iris.OA}TextPositionSelector")),
        (node, ox.NamedNode(f"{iris.OA}start"), integer_term(span.start)),
        (node, ox.NamedNode(f"{iris.OA}end"), integer_term(span.end)),
    ]
