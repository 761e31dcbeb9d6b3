"""Documents and claims out of a graph: the way back, for every field.

A store that holds what an export wrote flows in, `Document`s with their `Claim`s flow out, one document at a
time.  What is not as a build writes it is told and passed over.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Final
from urllib.parse import unquote

import pyoxigraph as ox

from realpolitik.errors import InputError, RecordError
from realpolitik.model import (
    ActorId,
    Amount,
    Claim,
    CountryCode,
    DateBasis,
    DatePrecision,
    Document,
    EventDate,
    Evidence,
    RelationId,
    Span,
    Status,
)
from realpolitik.rdf import iris

_TYPE: Final = f"{iris.RDF}type"
_SOFTWARE: Final = f"{iris.ROOT}software/"
_SOURCE: Final = f"{iris.ROOT}source/"


class Node:
    """What one graph says of one subject."""

    def __init__(self, iri: str, graph: _Graph) -> None:
        self.iri = iri
        self._graph = graph
        self.values: dict[str, list[ox.NamedNode | ox.Literal]] = {}

    def all(self, predicate: str) -> Sequence[ox.NamedNode | ox.Literal]:
        """Return all values of a property: its name in our namespace, or its IRI."""
        return self.values.get(predicate if ":" in predicate else iris.NS + predicate, ())

    def find(self, predicate: str) -> str | None:
        """Return the one value of a property; None where it has none.

        Raises:
            RecordError: It has several.
        """
        found = self.all(predicate)
        if len(found) > 1:
            raise RecordError(f"<{self.iri}> has {len(found)} values of {predicate}; it may have one")
        return found[0].value if found else None

    def one(self, predicate: str) -> str:
        """Return the one value of a property.

        Raises:
            RecordError: It has none, or several.
        """
        found = self.find(predicate)
        if found is None:
            raise RecordError(f"<{self.iri}> has no {predicate}")
        return found

    def node(self, predicate: str) -> Node | None:
        """Return the described node that a property leads to; None where it leads nowhere."""
        iri = self.find(predicate)
        return None if iri is None else self._graph.get(iri, Node(iri, self._graph))

    def nodes(self, predicate: str) -> list[Node]:
        """Return all described nodes that a property leads to."""
        return [self._graph[value.value] for value in self.all(predicate) if value.value in self._graph]

    def is_a(self, iri: str) -> bool:
        """Tell whether it is of a class."""
        return any(value.value == iri for value in self.values.get(_TYPE, ()))


_Graph = dict[str, Node]


def recover_documents(
    store: ox.Store, *, on_skip: Callable[[InputError], None]
) -> Iterator[tuple[Document, list[Claim], str]]:
    """Read documents and their claims back, in the order of the documents' IRIs.

    Args:
        store: Holds the graph.
        on_skip: Takes each document and claim that is not as a build writes it.

    Yields:
        A document, its claims in no order, and name and version of what found them.
    """
    names = [graph.value for graph in store.named_graphs() if isinstance(graph, ox.NamedNode)]
    for name in sorted(name for name in names if name.startswith(iris.DOCUMENT)):
        nodes = _read_graph(store, name)
        try:
            document, software = _document(nodes, name)
        except (RecordError, ValueError) as exc:
            on_skip(_problem(exc, name))
            continue
        claims = []
        for node in nodes.values():
            if node.is_a(f"{iris.NS}Claim"):
                try:
                    claims.append(_claim(node, document))
                except (RecordError, ValueError) as exc:
                    on_skip(_problem(exc, node.iri))
        yield document, claims, software


def _problem(exc: Exception, iri: str) -> InputError:
    return exc if isinstance(exc, InputError) else RecordError(f"<{iri}> is not as a build writes it: {exc}")


def _read_graph(store: ox.Store, name: str) -> _Graph:
    graph: _Graph = {}
    for quad in store.quads_for_pattern(None, None, None, ox.NamedNode(name)):
        if isinstance(quad.subject, ox.NamedNode) and isinstance(quad.object, ox.NamedNode | ox.Literal):
            node = graph.setdefault(quad.subject.value, Node(quad.subject.value, graph))
            node.values.setdefault(quad.predicate.value, []).append(quad.object)
    return graph


def _document(nodes: _Graph, name: str) -> tuple[Document, str]:
    identifier = iris.find_document_id(name)
    node = nodes.get(name)
    if node is None or not identifier:
        raise RecordError(f"<{name}> describes no document")
    extraction = nodes.get(f"{name}/extraction")
    software = extraction.find(f"{iris.PROV}wasAssociatedWith") if extraction else None
    publisher, basis = node.find(f"{iris.DCTERMS}publisher"), node.find("sourceBasis")
    publication = node.node("publication")
    document = Document(
        id=identifier,
        text=node.one("text"),
        title=node.find(f"{iris.DCTERMS}title"),
        source=unquote(publisher.removeprefix(_SOURCE)) if publisher is not None else None,
        source_basis=DateBasis(basis) if basis is not None else None,
        published=_date(publication) if publication else None,
        url=node.find(f"{iris.SCHEMA}url"),
        name=node.find("fileName"),
        media_type=node.one(f"{iris.DCTERMS}format"),
        headings=tuple(sorted(_span(place) for place in node.nodes("heading"))),
        boilerplate=tuple(sorted(_span(place) for place in node.nodes("boilerplate"))),
    )
    return document, unquote((software or "").removeprefix(_SOFTWARE))


def _claim(node: Node, document: Document) -> Claim:
    evidence = node.node("evidence")
    if evidence is None:
        raise RecordError(f"<{node.iri}> has no evidence")
    selectors = evidence.nodes(f"{iris.OA}hasSelector")
    quotes = [selector for selector in selectors if selector.is_a(f"{iris.OA}TextQuoteSelector")]
    places = [selector for selector in selectors if selector.is_a(f"{iris.OA}TextPositionSelector")]
    if len(quotes) != 1 or len(places) != 1:
        raise RecordError(f"<{evidence.iri}> needs one quote and one position")
    claim = Claim(
        subject=_actor(node.one("subject")),
        relation=RelationId(unquote(node.one("relation").removeprefix(iris.NS))),
        object=_actor(node.one("object")),
        status=Status(node.one("status").removeprefix(iris.NS)),
        evidence=Evidence(
            document=document.id,
            quote=quotes[0].one(f"{iris.OA}exact"),
            span=_span(places[0]),
            subject=_mention(node, "subjectMention"),
            object=_mention(node, "objectMention"),
            trigger=_mention(node, "triggerMention"),
        ),
        subject_label=node.one("subjectLabel"),
        object_label=node.one("objectLabel"),
        subject_country=_country(node, "subjectCountry"),
        object_country=_country(node, "objectCountry"),
        attributed_to=_speaker(node),
        plover=node.find("plover"),
        confidence=float(node.one("confidence")),
        amount=_amount(node),
        when=_date(node) if node.all("dateBasis") else None,
        role=node.find("role"),
    )
    if iris.claim_iri(claim.id) != node.iri:
        raise RecordError(f"<{node.iri}> is not the id of what it says, which is {claim.id}")
    return claim


def _actor(iri: str) -> ActorId:
    found = iris.find_actor_id(iri)
    if found is None:
        raise RecordError(f"<{iri}> is no actor")
    return found


def _country(node: Node, name: str) -> CountryCode | None:
    iri = node.find(name)
    return None if iri is None else CountryCode(_actor(iri))


def _speaker(node: Node) -> str | None:
    iri = node.find("attributedTo")
    return node.find("attributedToText") if iri is None else _actor(iri)


def _mention(node: Node, name: str) -> Span | None:
    place = node.node(name)
    return None if place is None else _span(place)


def _span(place: Node) -> Span:
    return Span(int(place.one(f"{iris.OA}start")), int(place.one(f"{iris.OA}end")))


def _amount(node: Node) -> Amount | None:
    text, value = node.find("amountText"), node.find("amountValue")
    if text is None:
        return None
    return Amount(
        text=text,
        value=None if value is None else float(value),
        unit=node.find("amountUnit"),
        qualifier=node.find("amountQualifier"),
        shared=node.find("amountShared") == "true",
    )


def _date(node: Node) -> EventDate:
    precision = node.find("datePrecision")
    return EventDate(
        text=node.find("dateText"),
        start=node.find("start"),
        end=node.find("end"),
        precision=DatePrecision(precision) if precision is not None else None,
        basis=DateBasis(node.one("dateBasis")),
    )
